"""The terms of the plan in our own words (`data/glossary.yaml`): a part of the program, the same everywhere."""

from dataclasses import dataclass
from functools import cache

import yaml

from app.resources import locate
from frontend.language import choose


@dataclass(frozen=True)
class GlossaryTerm:
    """A term with its explanation in both languages; `clause` is where the plan uses it. No legal definition."""

    code: str
    term_zh: str
    term_en: str
    clause: str | None
    definition_zh: str
    definition_en: str
    aliases: tuple[str, ...]

    def name(self, lang: str) -> str:
        return choose(lang, self.term_zh, self.term_en)

    def definition(self, lang: str) -> str:
        return choose(lang, self.definition_zh, self.definition_en)


@cache
def glossary() -> dict[str, GlossaryTerm]:
    """All terms by code, in the order of the file."""
    rows = yaml.safe_load((locate().data / "glossary.yaml").read_text("utf-8"))["glossary"]
    return {row["code"]: GlossaryTerm(**{**row, "aliases": tuple(row["aliases"])}) for row in rows}
