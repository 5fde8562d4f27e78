"""How a platform is reached: a mobile number is public where its holder's consent is recorded, and only there.

It is no fact of the record: no file brings it, no filter asks for it, and nothing else holds it.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Text, bindparam, select

from app.platforms.models import PublicMobile
from app.store.reader import Reader
from app.store.statements import AnySelect, compiled_lookup

MOBILE = PublicMobile.number.label("public_mobile")


@compiled_lookup
def _of_platform() -> AnySelect:
    return select(MOBILE).where(PublicMobile.platform == bindparam("id", type_=Text))


async def public_mobile(db: Reader, id: str) -> str | None:
    """The mobile number of a platform, as far as its holder consents to its being public."""
    # No text of PostgreSQL holds a NUL.
    row = None if "\x00" in id else await db.row(_of_platform(), {"id": id})
    return mobile_of(row) if row else None


def mobile_of(row: Mapping[str, Any]) -> str | None:
    """The number in a row with `MOBILE`."""
    number: str | None = row["public_mobile"]
    return number
