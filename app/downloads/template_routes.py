"""`/api/templates/platforms.xlsx`: a workbook to fill in with platforms."""

import asyncio

from fastapi import APIRouter, Request, Response

from app.downloads.template import Template, template_of
from app.headers import HEAD_ONLY
from app.query.parameter import documented
from app.query.parameters import LANG
from app.query.request import UNCHANGED, known_only
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import answers_of
from app.web.responses import XLSX

router = APIRouter(prefix="/api/templates", tags=["downloads"])
PATH = f"{router.prefix}/platforms.xlsx"
DESCRIBED = documented(LANG) | {"responses": {"200": {"description": "The file.", "content": {XLSX: {}}}, **UNCHANGED}}


@router.get("/platforms.xlsx", response_class=Response, openapi_extra=DESCRIBED, name="template")
async def template(request: Request, vocabulary: CurrentVocabulary) -> Response:
    """A workbook to fill in with platforms: drop-down lists, an example, and what each column is for."""
    known_only(request, LANG)
    lang = LANG.of(request.query_params)

    async def make() -> Response:
        if HEAD_ONLY in request.scope:
            return Response(media_type=XLSX)
        return Response(await asyncio.to_thread(template_of, Template(vocabulary, lang)), media_type=XLSX)

    answer = await answers_of(request).cached(request, vocabulary.data_version, "template", make, audience="public")
    if answer.status_code == 200:
        answer.headers["Content-Disposition"] = f'attachment; filename="platforms-template-{lang}.xlsx"'
    return answer
