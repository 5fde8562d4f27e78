"""The pages of an import: what each reads, writes and answers. A process of its own reads and loads a file."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args
from urllib.parse import quote

import htpy as h
from fastapi import APIRouter
from sqlalchemy import Connection

from app.errors import ConflictError, FaultsError, NotFoundError
from app.imports.checking.fault_workbook import workbook_of
from app.pages.steward import addresses
from app.pages.steward.imports import checked, choose, columns, datum, loaded, ways, working
from app.pages.steward.imports.how import SOURCE, said_otherwise
from app.pages.steward.imports.missing import STALE, YES
from app.pages.steward.visit import StewardVisit, private_page
from app.stewardship import drafts
from app.stewardship.drafts import LONGEST_REASON, Proposal, public_text
from app.stewardship.models import UploadRow
from app.stewardship.processes import processes_of
from app.stewardship.uploads import kept
from app.stewardship.uploads.kept import MOST_BYTES, How, Upload
from app.stewardship.uploads.sources import known_sources, source_name
from app.stewardship.uploads.verdict import Verdict, read
from app.stewardship.uploads.worker import UploadTask
from app.web.dependencies import settings_of
from app.web.private import PrivateAnswer
from app.web.responses import XLSX
from geo.crs import Crs

router = APIRouter()
WRONG, TOO_LARGE = 422, 413
MIB = 1 << 20
PATIENCE_S = 4.0
"""So long does a page wait before it shows how far it is: most files are read by then."""


@private_page(router, addresses.IMPORT, "draft", form=True, file_bytes=MOST_BYTES)
async def choose_file(visit: StewardVisit) -> PrivateAnswer:
    """Choose a file; one that is sent is kept and read."""
    say = visit.visit.context.say
    if visit.too_large:
        return await _chosen(visit, say("upload-too-large", mib=MOST_BYTES // MIB), TOO_LARGE)
    if not visit.sent:
        return await _chosen(visit)
    file = visit.file
    if file is None or not file.filename:
        return await _chosen(visit, say("upload-choose-file"), WRONG)
    name, content = file.filename, file.file
    try:
        source = source_name(visit.text(SOURCE))
        number = await visit.writers.own.run(
            lambda connection: kept.add(connection, visit.account, name, content, source)
        )
    except FaultsError as error:
        why = "; ".join(why for _, why in error.said(visit.visit.context.lang))
        return await _chosen(visit, say("upload-not-taken", why=why), WRONG)
    await _work(visit, number, 1)
    return visit.to(addresses.upload(number))


async def _chosen(visit: StewardVisit, fault: str = "", status: int = 200) -> PrivateAnswer:
    def read(connection: Connection) -> h.Node:
        account = visit.account
        return choose.choose_page(visit, kept.listed(connection, account), known_sources(connection, account), fault)

    return visit.answer(visit.visit.context.say("upload-title"), await visit.writers.own.run(read), status)


@private_page(router, addresses.upload("{number}"), "draft", form=True)
async def uploaded(visit: StewardVisit) -> PrivateAnswer:
    """A file that was sent: how far it is, and what is to be said or done next."""
    if visit.sent:
        return await _done(visit)
    return await _shown(visit)


async def _upload(visit: StewardVisit) -> Upload:
    text = str(visit.request.path_params["number"])
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise NotFoundError("There is no such upload.")
    return await visit.writers.own.run(lambda connection: kept.read(connection, visit.account, int(text)))


async def _shown(visit: StewardVisit, fault: str = "", chosen: Mapping[int, str] | None = None) -> PrivateAnswer:
    upload = await _upload(visit)
    head = working.refresh_head() if upload.working else None
    body = await _body(visit, upload, fault, chosen or {})
    return visit.answer(upload.name, body, WRONG if fault else 200, head)


async def _body(visit: StewardVisit, upload: Upload, fault: str, chosen: Mapping[int, str]) -> h.Node:
    """The page of the state that the upload is in."""
    verdict = read(upload.verdict)
    if upload.silent:
        return working.broken_page(visit, upload, verdict, "upload-interrupted")
    if upload.working:
        return working.working_page(visit, upload)
    if upload.state == "datum" and verdict.datum is not None:
        return await datum.datum_page(visit, upload, verdict, verdict.datum, fault)
    if upload.state == "columns" and verdict.way is not None:
        return ways.way_page(visit, upload, verdict, verdict.way, fault)
    if upload.state == "loaded":
        some, n = await visit.writers.own.run(lambda connection: _drafts(connection, visit, upload))
        return loaded.loaded_page(visit, upload, verdict, some, n)
    pages: Mapping[str, Callable[[], h.Node]] = {
        "discarded": lambda: working.gone_page(visit, upload),
        "columns": lambda: columns.columns_page(visit, upload, verdict, chosen, fault),
        "checked": lambda: checked.checked_page(visit, upload, verdict, fault),
        "refused": lambda: working.refused_page(visit, upload, verdict),
    }
    page = pages.get(upload.state)
    return page() if page else working.broken_page(visit, upload, verdict, verdict.why or "upload-interrupted")


def _drafts(connection: Connection, visit: StewardVisit, upload: Upload) -> tuple[list[Proposal], int]:
    return drafts.of_upload(connection, visit.account, upload.id)


async def _done(visit: StewardVisit) -> PrivateAnswer:
    """Read the file so, load it, send its drafts, or delete it."""
    upload, do = await _upload(visit), visit.text("do")
    if visit.text("run") != str(upload.run):
        # Somebody did something with it since the page was loaded: the page says how it stands.
        return visit.to(addresses.upload(upload.id))
    if do == "again" and upload.state not in ("loaded", "discarded"):
        return await _again(visit, upload)
    if do == "read" and upload.state in ("columns", "datum"):
        return await _read_so(visit, upload)
    if do == "load" and upload.state == "checked":
        return await _loaded(visit, upload)
    if do == "submit":
        await visit.writers.own.run(lambda connection: kept.submit(connection, visit.account, upload.id))
    if do == "discard":
        await visit.writers.own.run(lambda connection: kept.discarded(connection, UploadRow.id == upload.id))
        return visit.to(addresses.IMPORT)
    return visit.to(addresses.upload(upload.id))


async def _again(visit: StewardVisit, upload: Upload) -> PrivateAnswer:
    """Read it once more, with the sheet, the encoding and the source that were said."""
    try:
        how = said_otherwise(visit, upload, read(upload.verdict))
    except FaultsError as error:
        return await _shown(visit, "; ".join(why for _, why in error.said(visit.visit.context.lang)))
    return await _begun(visit, upload, "reading", how)


async def _read_so(visit: StewardVisit, upload: Upload) -> PrivateAnswer:
    """Read it again with what was said of its columns, its datum, its encoding or its sheet."""
    verdict, say = read(upload.verdict), visit.visit.context.say
    if upload.state == "columns" and verdict.way is not None:
        name = visit.text(ways.FIELD)
        if name not in [each.name for each in verdict.way.ways]:
            return await _shown(visit, say("upload-way-choose"))
        said = replace(upload.how, sheet=name) if verdict.way.what == "sheet" else replace(upload.how, encoding=name)
        return await _begun(visit, upload, "reading", said)
    if upload.state == "datum":
        crs = visit.text("datum")
        if crs not in get_args(Crs):
            return await _shown(visit, say("upload-datum-choose"))
        return await _begun(visit, upload, "reading", replace(upload.how, crs=crs))
    chosen = columns.chosen_columns(visit, verdict)
    if fault := columns.fault_of(visit, verdict, chosen):
        return await _shown(visit, fault, chosen)
    named = {verdict.columns[index].heading: name for index, name in chosen.items()}
    return await _begun(visit, upload, "reading", replace(upload.how, columns=named))


async def _loaded(visit: StewardVisit, upload: Upload) -> PrivateAnswer:
    """Load it as drafts, where a reason was given and the rows are as they were wanted; note what its source holds."""
    verdict, whole = read(upload.verdict), visit.text("how") == checked.WHOLE
    context, stale = visit.visit.context, visit.text(STALE) == YES
    try:
        reason = public_text(visit.text("reason"), LONGEST_REASON, "/reason") if verdict.proposing else ""
    except FaultsError as error:
        return await _shown(visit, "; ".join(why for _, why in error.said(context.lang)))
    if whole and verdict.bad:
        return await _shown(visit, context.say("upload-not-whole"))
    if not checked.may_load(upload, verdict):
        return await _shown(visit, context.say("upload-load-nothing"))
    return await _begun(visit, upload, "loading", replace(upload.how, whole=whole, reason=reason, stale=stale))


async def _begun(visit: StewardVisit, upload: Upload, state: str, how: How) -> PrivateAnswer:
    """Begin to read or load it, and lead to its page."""
    try:
        run = await visit.writers.own.run(lambda connection: kept.begin(connection, upload, state, how))
    except ConflictError:
        return visit.to(addresses.upload(upload.id))
    await _work(visit, upload.id, run)
    return visit.to(addresses.upload(upload.id))


async def _work(visit: StewardVisit, number: int, run: int) -> None:
    """Let a process read or load it, and wait a little for its end."""
    url = settings_of(visit.request).database_url
    await asyncio.wait({processes_of(visit.request).start(UploadTask(number, run, url))}, timeout=PATIENCE_S)


@private_page(router, addresses.faults("{number}"), "draft")
async def faults(visit: StewardVisit) -> PrivateAnswer:
    """The problems of the file as a workbook, with the cells marked."""
    upload = await _upload(visit)
    verdict = read(upload.verdict)
    if not verdict.said:
        raise NotFoundError("Nothing is wrong in this file.")
    content = await asyncio.to_thread(_workbook, verdict, upload.name, visit.visit.context.lang)
    name = quote(f"{Path(upload.name).stem}-{upload.id}.xlsx")
    return PrivateAnswer(content, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
                         media_type=XLSX)  # fmt: skip


def _workbook(verdict: Verdict, name: str, lang: str) -> bytes:
    return workbook_of(verdict.found(), verdict.problems, verdict.raw_rows(), name, lang)
