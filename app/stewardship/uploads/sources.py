"""Of whom a file is: what earlier files of the same source held, and which of one's own records it no longer does."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.errors import FaultsError
from app.imports.rows.problems import fault
from app.imports.rows.signs import foreign_sign
from app.imports.storing.stale import Held
from app.stewardship.models import UploadRow
from app.stewardship.rights import Account

LONGEST_SOURCE = 80
OFFERED = 20
PUBLISHED = """SELECT d.platform FROM drafts d JOIN uploads u ON u.id = d.upload
  WHERE d.state = 'published' AND u.how ->> 'source' = %(source)s
    AND NOT EXISTS (SELECT FROM source_records r WHERE r.source = %(source)s AND r.platform = d.platform)"""
"""A record that was new in a file is noted nowhere until it is published: from then on its source holds it."""


def source_name(given: str) -> str:
    """The name of a source on one line; empty where none is given. Raises FaultsError for one that is too long."""
    name = " ".join(given.split())
    if sign := foreign_sign(name):
        raise FaultsError([("", fault(0, "", sign))])
    if len(name) > LONGEST_SOURCE:
        raise FaultsError([("", fault(0, "", "text-needed", most=LONGEST_SOURCE))])
    return name


def known_sources(connection: Connection, account: Account) -> list[str]:
    """The sources that the account's own files were said to be of, the newest first."""
    name = UploadRow.how["source"].astext
    named = select(name).where(UploadRow.account == account.id, name != "").order_by(UploadRow.id.desc())
    return list(dict.fromkeys(connection.execute(named.limit(OFFERED * OFFERED)).scalars()))[:OFFERED]


def held_by(source: str, ids: Iterable[str], account: Account) -> Held:
    """What the newest file of a source holds, of the records that the account may write."""
    district = account.district if account.role == "steward" else None
    platform = account.platform if account.role == "operator" else None
    return Held(source, ids, district, platform, PUBLISHED)
