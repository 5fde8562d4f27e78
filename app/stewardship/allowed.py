"""OPTIONS on the platforms and on one of them: the methods that the caller's key may use, and what they take.

OGC API – Features, Part 4: the header Allow is that of this request, Accept-Post and Accept-Patch name media types.
"""

from fastapi import APIRouter, Request, Response

from app.errors import ServiceMapError
from app.stewardship import described, records
from app.stewardship.access import Call, caller, refusal, writers_of
from app.stewardship.described import FEATURES, PATCHES
from app.stewardship.routes import ITEM, ITEMS
from app.web.policy import OPEN, declared
from app.web.private import PrivateAnswer

router = APIRouter(tags=["platforms"])
READING = ("GET", "HEAD", "OPTIONS")
TAKES = {"POST": ("Accept-Post", FEATURES), "PATCH": ("Accept-Patch", PATCHES)}
CHANGING = ("PUT", "PATCH", "DELETE")


async def options(request: Request) -> Response:
    """What may be done here by whoever asks; without a key all that anybody may do is read."""
    try:
        call = await caller(request) if "authorization" in request.headers else None
        methods = await _writing(call) if call and call.may("draft") else ()
    except ServiceMapError as error:
        return refusal(request, error)
    allowed = ", ".join([*READING[:2], *methods, READING[2]])
    taken = {name: ", ".join(types) for method, (name, types) in TAKES.items() if method in methods}
    return PrivateAnswer(b"", 200, {"Allow": allowed, **taken})


async def _writing(call: Call) -> tuple[str, ...]:
    """The methods that write: a new platform, or this one where it is listed and the account's own."""
    id = call.request.path_params.get("id")
    if id is None:
        # An operator has one record, which is there already.
        return () if call.account.role == "operator" else ("POST",)
    now = await writers_of(call.request).own.run(lambda connection: records.published(connection, str(id)))
    return CHANGING if now and call.account.owns(str(id), now.district) else ()


for _path, _described in ((ITEMS, described.OPTIONS_OF_ITEMS), (ITEM, described.OPTIONS_OF_ITEM)):
    router.add_api_route(
        _path, declared(options, OPEN), methods=["OPTIONS"], response_class=Response, openapi_extra=_described
    )
