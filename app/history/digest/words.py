"""The digest in words: what it is about, how many of each sort, a line, and what it does not say."""

from collections.abc import Iterator, Mapping
from dataclasses import astuple

from app.city import city
from app.history.digest.placed import part
from app.history.digest.queries import BY, NOTHING, PARTED
from app.history.digest.read import SECTIONS, Counts, Digest, Line
from app.history.read import FieldChange
from app.history.words import field_line, field_name, value_words
from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.vocabulary import Term, Vocabulary
from frontend.language import language_of
from frontend.messages import Messages

DOT = " · "
LONGEST = 80
"""Signs of a value in a line; the page of the record has the whole of it."""


def title(say: Messages, digest: Digest) -> str:
    """Between which days; that the history has not begun where nothing was ever stored."""
    since, until = digest.since, digest.span.until
    if since is None:
        return (
            say("digest-title-until", until=until.isoformat()) if until and digest.began else say("digest-none-title")
        )
    if until is None:
        return say("digest-title", day=since.isoformat())
    return say("digest-title-between", since=since.isoformat(), until=until.isoformat())


def about(say: Messages, vocabulary: Vocabulary, filter: Filter) -> str:
    """Of which districts, zones, domains, kinds and so on, words and places; the city where none is named."""
    named = [name_of(say, vocabulary, name, code) for name in BY for code in filter[name]]
    named += [f"{label}{say('brief-colon')}{value}" for label, value in _placed(say, part(filter))]
    return language_of(say.lang).comma.join(named) if named else city().name(say.lang)


def _placed(say: Messages, filter: Filter) -> Iterator[tuple[str, str]]:
    """The words that are sought, the place and how near, the box, each with what it is called."""
    if filter.q:
        yield say("search"), filter.q
    if filter.near and filter.radius:
        lon, lat = filter.near
        yield say("near"), f"{lon:.4f}, {lat:.4f} {say('within-km', km=f'{filter.radius / 1000:g}')}"
    if filter.in_view:
        yield say("facet-bbox"), ", ".join(f"{each:g}" for each in astuple(filter.in_view))


def name_of(say: Messages, vocabulary: Vocabulary, by: str, code: str) -> str:
    """A code of a filter in words; also that of records that have none."""
    if by not in TERMS:
        facet = FACETS[by]
        return f"{facet.label(say.lang)}{say('brief-colon')}{facet.value_label(code, vocabulary, say.lang)}"
    terms = _terms(vocabulary, by)
    if code in terms:
        return terms[code].name(say.lang)
    return say(f"digest-none-{by}") if code in (NOTHING, FACETS[by].nothing) else code


TERMS = PARTED


def _terms(vocabulary: Vocabulary, by: str) -> Mapping[str, Term]:
    of = {"district": vocabulary.districts, "zone": vocabulary.zones, "domain": vocabulary.domains}
    return of.get(by, vocabulary.kinds)


def counted(say: Messages, counts: Counts) -> str:
    """How many of each sort, none left out: a 0 is an answer."""
    joined = language_of(say.lang).comma
    return joined.join(say("digest-counted", what=say(f"digest-{each}"), n=counts[each]) for each in SECTIONS)


def facts(say: Messages, vocabulary: Vocabulary, line: Line) -> str:
    """What the record is, in which state, and where."""
    state = value_words("lifecycle", line.lifecycle, vocabulary, say.lang)
    dated = say("digest-dated", what=state, date=line.lifecycle_date) if line.lifecycle_date else state
    district = vocabulary.districts.get(line.district or "")
    where = district.name(say.lang) if district else say("district-not-stated")
    return DOT.join([value_words("kind", line.kind, vocabulary, say.lang), dated, where])


def details(say: Messages, vocabulary: Vocabulary, line: Line) -> list[str]:
    """Which fields are different, and the reason where one was given."""
    said = [_field(say, vocabulary, each) for each in line.fields]
    return [*([say("digest-again")] if line.again else []), *said, *([line.reason] if line.reason else [])]


def _field(say: Messages, vocabulary: Vocabulary, change: FieldChange) -> str:
    """The values before and now; of a long text that it was reworded, since its beginning shows no difference."""
    if any(isinstance(value, str) and len(value) > LONGEST for value in (change.old, change.new)):
        return say("digest-reworded", field=field_name(change.name, say.lang))
    return field_line(change, vocabulary, say.lang)


def notes(say: Messages, digest: Digest) -> list[str]:
    """From when on anything is known, and how the sorts are told from each other."""
    said = []
    if digest.began is None:
        return [say("digest-nothing-stored")]
    if digest.too_early:
        return [say("digest-too-early", day=digest.began.isoformat())]
    if digest.first:
        said.append(say("digest-first", day=digest.began.isoformat()))
    if digest.span.since is not None and digest.span.since < digest.began:
        said.append(say("digest-before", day=digest.began.isoformat()))
    return [*said, say("digest-said-listed"), say("digest-said-status"), say("digest-said-corrected")]
