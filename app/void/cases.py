"""Typical cases about a field: what was verified there, though no platform may name the field."""

from dataclasses import dataclass

from sqlalchemy import Text, bindparam, func, select

from app.lists.models import Case
from app.store.reader import Reader
from app.store.statements import AnySelect, compiled_once
from frontend.language import choose

MOST = 3


@dataclass(frozen=True)
class FieldCase:
    """A case, and the platform that it was verified at."""

    platform: str
    title_zh: str
    title_en: str

    def title(self, lang: str) -> str:
        return choose(lang, self.title_zh, self.title_en)


@compiled_once
def _about() -> AnySelect:
    wanted = bindparam("domain", type_=Text)
    rows = select(Case.platform, Case.title_zh, Case.title_en).where(wanted == func.any(Case.domains))
    return rows.order_by(Case.date.desc().nulls_last(), Case.code).limit(MOST)


async def cases_about(db: Reader, domain: str) -> list[FieldCase]:
    """The newest cases about a field of the plan."""
    return [FieldCase(**row) for row in await db.rows(_about(), {"domain": domain})]
