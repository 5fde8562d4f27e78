"""`/api/jobs`: send many rows at once, ask what became of them, cancel."""

import re

from fastapi import APIRouter
from sqlalchemy import Connection

from app.errors import InvalidParameterError, NotFoundError, UnknownParameterError, WrongMediaTypeError
from app.stewardship.access import Call, by_key, writers_of
from app.stewardship.drafts import LONGEST_REASON, public_text
from app.stewardship.feature_body import check_crs
from app.stewardship.jobs import described, job
from app.stewardship.jobs.upload import FORMS, receive
from app.stewardship.jobs.work import JobTask
from app.stewardship.processes import processes_of
from app.stewardship.repeated import Outcome, once
from app.web.bodies import check_unpacked
from app.web.dependencies import settings_of
from app.web.prefix import at
from app.web.private import PrivateAnswer

router = APIRouter(tags=["jobs"])
JOBS = "/api/jobs"
JOB = JOBS + "/{number}"
REASON, REPLACE = "reason", "replace"
LONGEST_NUMBER = 15
CHARSET = re.compile(r';\s*charset="?([\w.:-]{1,40})', re.ASCII | re.IGNORECASE)


@by_key(router, "POST", JOBS, "draft", described.CREATE)
async def create(call: Call) -> PrivateAnswer:
    """Many platforms at once, as newline-delimited GeoJSON or CSV in WGS-84: all of them are stored, or none.

    Each becomes a draft in review, or is published where the key may and one person is enough.
    """
    request = call.request
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in FORMS:
        raise WrongMediaTypeError(f"Send {' or '.join(FORMS)}.")
    check_unpacked(request)
    check_crs(request.headers.get("content-crs"))
    if unknown := [name for name in request.query_params if name not in (REASON, REPLACE)]:
        raise UnknownParameterError(unknown[0], f"{REASON}, {REPLACE}")
    replaces = request.query_params.get(REPLACE, "false")
    if replaces not in ("true", "false"):
        raise InvalidParameterError(REPLACE, replaces[:40], "true, false")
    reason = public_text(request.query_params.get(REASON, ""), LONGEST_REASON, "/reason")
    settings, writers = settings_of(request), writers_of(request)
    publishes = call.may("publish") and not settings.two_persons
    upload = await receive(request, FORMS[media_type], processes_of(request).folder)
    started: list[int] = []

    def work(connection: Connection) -> Outcome:
        def add() -> Outcome:
            how = {"publishes": publishes, "replaces": replaces == "true"}
            started.append(job.add(connection, call.account, media_type, reason, **how))
            return Outcome(202, {"Location": at(f"{JOBS}/{started[0]}")}, {"id": started[0], "state": "waiting"})

        return once(connection, call, {"type": media_type, "sha256": upload.digest}, add)

    try:
        outcome = await writers.own.run(work)
    except BaseException:
        upload.drop()
        raise
    if not started:
        # The same request came before: its job has the rows.
        upload.drop()
        return outcome.answer()
    own, publishing = settings.database_url, settings.publishing_url or settings.database_url
    encoding = CHARSET.search(request.headers["content-type"])
    task = JobTask(started[0], upload.path, own, publishing, encoding[1] if encoding else None)
    processes_of(request).start(task)
    return outcome.answer()


@by_key(router, "GET", JOB, "draft", described.READ)
async def read(call: Call) -> PrivateAnswer:
    """How far a job is, and the verdict once it has ended: counts, or each fault with its row and a JSON pointer."""
    number = _number(call)
    document = await writers_of(call.request).own.run(lambda connection: job.document(connection, call.account, number))
    return Outcome(200, {}, document).answer()


@by_key(router, "DELETE", JOB, "draft", described.CANCEL)
async def cancel(call: Call) -> PrivateAnswer:
    """Ask that a job ends; nothing of it is stored then."""
    number = _number(call)
    await writers_of(call.request).own.run(lambda connection: job.cancel(connection, call.account, number))
    return Outcome(202, {}, {"id": number, "state": "ending"}).answer()


def _number(call: Call) -> int:
    text = str(call.request.path_params["number"])
    if not (text.isascii() and text.isdecimal()) or len(text) > LONGEST_NUMBER:
        raise NotFoundError(f"There is no job {text[:40]}.")
    return int(text)
