"""The platforms that a request is written to."""

from app.pages.address.page_states import TO
from app.platforms import read
from app.platforms.schemas import Platform
from app.query.parameter import Problem
from app.store.reader import Reader

MOST_ADDRESSEES = 8
"""So many platforms a request may be written to: as many as a shortlist holds."""


async def addressees(db: Reader, ids: str) -> tuple[list[Platform], list[Problem]]:
    """The platforms that a request is written to, and the ids that name none."""
    given = [id for id in dict.fromkeys(ids.split(",")) if id][:MOST_ADDRESSEES]
    listed = {id: await read.platform(db, id) for id in given}
    unknown = [Problem(TO, id, "the id of a platform") for id, platform in listed.items() if platform is None]
    return [platform for platform in listed.values() if platform], unknown
