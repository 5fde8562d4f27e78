"""The vocabularies as the database holds them, kept in memory for as long as the data version stands."""

from typing import Any

from sqlalchemy import select

from app.store.database import AnySelect, Database, compiled_once
from app.store.version import DataVersion
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
def _version() -> AnySelect:
    return select(DataVersion.dataset, DataVersion.version, DataVersion.as_of, DataVersion.synthetic)


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
    """Answers from memory while the data version is the same; one small query asks for it."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._kept: Vocabulary | None = None

    async def __call__(self) -> Vocabulary:
        row = await self._db.row(_version())
        about = row or {"dataset": "", "version": 0, "as_of": None, "synthetic": False}
        key = (str(about["dataset"]), about["version"])
        if self._kept is None or (self._kept.dataset, self._kept.version) != key:
            self._kept = await self._load(about)
        return self._kept

    async def _load(self, about: dict[str, Any]) -> Vocabulary:
        terms: dict[str, dict[str, Term]] = {}
        for name in (*MODELS, "districts"):
            rows = await self._db.rows(_terms(name))
            terms[name] = {row["code"]: _term(name, row) for row in rows}
        return Vocabulary(
            dataset=str(about["dataset"]),
            version=about["version"],
            as_of=about["as_of"],
            synthetic=about["synthetic"],
            **terms,
        )
