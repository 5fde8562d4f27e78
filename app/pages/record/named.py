"""The record that the address of a page names."""

from app.pages.visit import Visit
from app.platforms import read
from app.platforms.schemas import Platform


async def named_record(visit: Visit) -> Platform:
    """Raises what the page says of a record that is gone, became one with another or was never listed."""
    platform = await read.platform(visit.db, visit.request.path_params["id"])
    if platform is None:
        raise await read.not_listed(visit.db, visit.request.path_params["id"])
    return platform
