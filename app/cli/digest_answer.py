"""The answer to `servicemap digest`, from the database alone: the JSON of the API, and its sentences."""

from collections.abc import Iterator
from typing import Any

from starlette.datastructures import QueryParams

from app.history.digest.document import document, line_of
from app.history.digest.parameters import ALSO, FILTERS, span_of
from app.history.digest.read import SECTIONS, digest, every_line
from app.history.digest.words import about
from app.platforms.filter import parse_filter
from app.query.parameters import LANG
from app.settings import Settings
from app.store.database import Database
from app.vocabulary.read import VocabularyCache
from frontend.language import choose, language_of
from frontend.messages import messages

AT_A_TIME = 1000


async def answer(url: str, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Every line of it, not a page alone. Raises InvalidParameterError."""
    settings, params = Settings(database_url=url), QueryParams(pairs)
    database, say = Database(settings), messages(LANG.of(params))
    await database.open()
    try:
        async with database.snapshot() as db:
            vocabulary = await VocabularyCache().read(db)
            filter = parse_filter(params, vocabulary, also=ALSO, only=FILTERS).filter
            span, site = span_of(params), settings.public_url.rstrip("/")
            said = document(say, vocabulary, await digest(db, filter, span, 0), site)
            async for lines in every_line(db, filter, span, AT_A_TIME):
                said["lines"] += [line_of(say, vocabulary, line, site) for line in lines]
            return said | {"about": about(say, vocabulary, filter), "numberReturned": len(said["lines"])}
    finally:
        await database.close()


def sentences(said: dict[str, Any], lang: str) -> Iterator[str]:
    """What a person reads: heading, each sort with its lines, districts, zones and fields, and what it does not say."""
    say = messages(LANG.parse(lang) if lang else LANG.default)
    yield f"{said['title']} · {said['about']}"
    yield _counted(say.lang, [(say(f"digest-{each}"), said["counts"][each]) for each in SECTIONS])
    for section in SECTIONS:
        lines = [line for line in said["lines"] if line["section"] == section]
        yield f"\n{say(f'digest-{section}')}"
        yield from ([] if lines else [f"  {say(f'digest-empty-{section}')}"])
        for line in lines:
            name = choose(say.lang, line["name_zh"], line["name_en"])
            yield f"  {line['day']}  {name}  {line['said']}"
            yield from (f"      {text}" for text in (*line["details"], line["link"]))
    for by in ("district", "zone", "domain"):
        if said["by"][by]:
            yield f"\n{say(f'digest-by-{by}')}"
        for part in said["by"][by]:
            counts = [(say(f"digest-{each}"), part[each]) for each in SECTIONS if part[each]]
            yield f"  {part['name']}{say('brief-colon')}{_counted(say.lang, counts)}"
    yield ""
    yield from said["notes"]


def _counted(lang: str, counts: list[tuple[str, int]]) -> str:
    say = messages(lang)
    return language_of(lang).comma.join(say("digest-counted", what=what, n=n) for what, n in counts)
