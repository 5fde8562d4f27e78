"""The vocabularies as the database holds them, kept in memory for as long as the data version stands."""

from typing import Any

from sqlalchemy import select

from app.store.kept import Kept
from app.store.reader import Reader
from app.store.statements import AnySelect, compiled_once
from app.store.version import DataState, data_state
from app.vocabulary.models import District, Domain, Kind, Service, Stage, Tier, Zone
from app.vocabulary.terms import Term, Vocabulary

MODELS = {
    "tiers": Tier,
    "domains": Domain,
    "stages": Stage,
    "services": Service,
    "kinds": Kind,
    "zones": Zone,
}
GROUPS = {"domains": "tier", "services": "stage"}


@compiled_once
def _terms(name: str) -> AnySelect:
    if name == "districts":
        return select(District.code, District.name_zh, District.name_en).order_by(District.code)
    model: Any = MODELS[name]
    return select(*model.__table__.columns).order_by(model.position)


def _term(name: str, row: dict[str, Any]) -> Term:
    group = row.get(GROUPS.get(name, ""))
    described = (row.get("description_zh"), row.get("description_en"))
    return Term(
        row["code"],
        row["name_zh"],
        row["name_en"],
        group,
        *described,
        aliases=tuple(row.get("aliases") or ()),
    )


class VocabularyCache:
    """The terms of the newest version of the data; one small query asks which that is."""

    def __init__(self) -> None:
        self._kept: Kept[None, Vocabulary] = Kept()

    async def read(self, db: Reader) -> Vocabulary:
        """The vocabulary of the data that `db` sees. Raises DatabaseAwayError."""
        state = await data_state(db)
        return await self._kept.get(state.version, None, lambda: _load(db, state))


async def _load(db: Reader, state: DataState) -> Vocabulary:
    terms: dict[str, dict[str, Term]] = {}
    for name in (*MODELS, "districts"):
        rows = await db.rows(_terms(name))
        terms[name] = {row["code"]: _term(name, row) for row in rows}
    version = state.version
    return Vocabulary(version.dataset, version.number, state.as_of, state.synthetic, **terms)
