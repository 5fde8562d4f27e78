"""The log as a file, for auditors: JSON Lines or CSV, from a day on."""

from datetime import datetime, time
from itertools import islice

from fastapi import APIRouter
from sqlalchemy import Connection

from app.city import CHINA_TIME
from app.errors import FaultsError
from app.history import export
from app.history.export import Form
from app.history.parameters import SINCE
from app.imports.rows.problems import fault
from app.pages.steward import addresses
from app.pages.steward.visit import StewardVisit, private_page
from app.store.writing import raw_connection
from app.web.private import PrivateAnswer

router = APIRouter()
MOST = 50_000
TYPES: dict[Form, str] = {"jsonl": "application/jsonl; charset=utf-8", "csv": "text/csv; charset=utf-8"}


@private_page(router, addresses.log_file("jsonl"), "log")
async def as_lines(visit: StewardVisit) -> PrivateAnswer:
    """The log as JSON, a line for each field of each change."""
    return await _file(visit, "jsonl")


@private_page(router, addresses.log_file("csv"), "log")
async def as_table(visit: StewardVisit) -> PrivateAnswer:
    """The log as a table."""
    return await _file(visit, "csv")


async def _file(visit: StewardVisit, form: Form) -> PrivateAnswer:
    """Raises FaultsError where there are more lines than a page gives."""
    day = SINCE.of(visit.request.query_params)
    asked = {} if day is None else {"since": datetime.combine(day, time(), CHINA_TIME)}

    def read(connection: Connection) -> str:
        rows = list(islice(export.rows(raw_connection(connection), most=MOST + 1, **asked), MOST + 1))
        if len(rows) > MOST:
            raise FaultsError([("/since", fault(0, "", "log-too-long", most=MOST))])
        return "".join(export.written(rows, form))

    text = await visit.writers.own.run(read)
    named = {"Content-Disposition": f'attachment; filename="servicemap-log.{form}"'}
    return PrivateAnswer(text, 200, named, TYPES[form])
