"""The answer to `servicemap siting`, from the database alone: nothing is served and nothing is written."""

from pathlib import Path
from typing import Any

from starlette.datastructures import QueryParams

from app.analysis.land import Land
from app.analysis.siting.own import MOST_BYTES, OwnFile, too_large
from app.analysis.siting.question import parse_siting
from app.analysis.siting.read import Asked, Sitings
from app.analysis.siting.table import SitingWords, document
from app.analysis.table import Table
from app.city import city
from app.errors import ServiceMapError
from app.platforms.filter import Filter
from app.platforms.values import DEFAULT_KINDS
from app.query.parameters import LANG
from app.resources import locate
from app.settings import Settings
from app.store.database import Database
from app.vocabulary.read import VocabularyCache
from frontend.messages import messages
from geo.siting import Cancel


class SitingRefusedError(ServiceMapError):
    """The file of need cannot be used; `str()` has a line for each reason."""


async def answer(url: str, pairs: list[tuple[str, str]], need: Path | None, lang: str) -> tuple[Table, dict[str, Any]]:
    """The table of sites and what it does not hold. Raises SitingRefusedError, InvalidParameterError."""
    say = messages(LANG.parse(lang) if lang else LANG.default)
    database, sitings = Database(Settings(database_url=url)), Sitings(Land(locate().data))
    await database.open()
    try:
        async with database.snapshot() as db:
            vocabulary = await VocabularyCache().read(db)
            own = await _own(sitings, db, vocabulary, need)
            if own.refusals:
                words = [say(each.key, **{**each.words, "city": city().name(say.lang)}) for each in own.refusals]
                raise SitingRefusedError("\n".join(words))
            question = parse_siting(QueryParams(pairs), vocabulary, strict=True, own=bool(own.points)).question
            asked = Asked(Filter(kind=DEFAULT_KINDS), question, own.points)
            sited = await sitings.answer(db, vocabulary, asked, Cancel())
            return SitingWords(say, vocabulary).table(sited), document(sited)
    finally:
        await database.close()


async def _own(sitings: Sitings, db: Any, vocabulary: Any, need: Path | None) -> OwnFile:
    """The file, whose size is looked at before it is read."""
    if need is None:
        return OwnFile()
    size = need.stat().st_size
    return too_large(size) if size > MOST_BYTES else await sitings.own(db, vocabulary, need.read_bytes())
