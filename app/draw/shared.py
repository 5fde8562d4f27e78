"""What a share picture shows: read from the data, bounded at any number of records, and in words."""

import math
from dataclasses import dataclass, field, replace

from app.city import city
from app.districts.labels import label_points
from app.districts.orientation import OSM_LINE
from app.draw.ground import Ground
from app.draw.mark import Mark
from app.draw.window import METRES_A_DEGREE, Box, box_of
from app.platforms import read
from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.platforms.read import GroupCount
from app.platforms.schemas import Platform
from app.platforms.values import KINDS
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from frontend.language import choose, language_of
from frontend.messages import Messages
from geo.precision import RING_M

MOST_MARKS = 60
"""More located records than this are drawn as one disc a district."""
MOST_LISTED = 8
"""So many are named, with letters."""
ONE_DEG, SEVERAL_DEG = 0.3, 0.12
"""The least width of the map, degrees: around one platform, around several."""
MOST_DOMAINS = 5


@dataclass(frozen=True)
class Row:
    """A line of the list beside the map: a letter and its kind's colour, and what it says. `at` is its second line."""

    text: str
    kind: str | None = None
    letter: str = ""


@dataclass(frozen=True)
class Shared:
    """All that a picture says: title, what stands under it, a list, marks, the part of the map, and the foot."""

    title: str
    under: list[str]
    rows: list[Row]
    marks: list[Mark]
    box: Box
    foot: list[str]
    credits: list[str] = field(default_factory=list)
    bubbles: bool = False
    one: bool = False
    """Whether it is about one platform."""
    synthetic: str = ""
    outlined: tuple[str, ...] = ()
    """Codes of the districts that the filter names."""


@dataclass(frozen=True)
class Words:
    """What the words of a picture are made from; `site` is the name of this site, `approval` its 审图号."""

    say: Messages
    vocabulary: Vocabulary
    site: str
    approval: str

    @property
    def lang(self) -> str:
        return self.say.lang

    def foot(self) -> list[str]:
        """Whose picture it is, how old, and what its lines are not."""
        say, date = self.say, self.vocabulary.as_of or self.say("date-not-stated")
        return [
            f"{self.site} · {city().name(self.lang)}",
            say("as-of", date=date),
            say("indicative"),
            say("approval", number=self.approval) if self.approval else say("approval-unset"),
        ]

    def credits(self, ground: Ground) -> list[str]:
        """Whose lines the map shows, as its licences ask."""
        sea = [f"{self.say('credit-sea')} {OSM_LINE}"] if ground.sea else []
        return [*sea, self.say("boundary-source", source=ground.source)] if ground.source else sea

    def synthetic(self) -> str:
        return self.say("synthetic") if self.vocabulary.synthetic else ""


async def shared(db: Reader, words: Words, filter: Filter, ground: Ground) -> Shared:
    """The picture of what a filter matches: one platform, a short list by letters, or a list of any size."""
    said = await _said(db, words, filter)
    area = _area(filter, ground)
    box = said.box if said.one or area is None else area
    return replace(said, credits=words.credits(ground), outlined=filter["district"], box=box)


def _area(filter: Filter, ground: Ground) -> Box | None:
    """The box of the one district or zone that the filter names: it is shown whole, wherever its records are."""
    for codes, areas in ((filter["zone"], ground.zones), (filter["district"], ground.districts)):
        if len(codes) == 1 and (area := areas.get(codes[0])):
            return area.box
    return None


async def _said(db: Reader, words: Words, filter: Filter) -> Shared:
    matched, unlocated = await read.counts(db, filter)
    if matched - unlocated > MOST_MARKS:
        return await _of_many(db, words, filter, matched)
    platforms = (await read.listing(db, filter, MOST_MARKS + min(unlocated, MOST_MARKS), 0, words.lang)).platforms
    if filter.ids and len(platforms) == 1:
        return _of_one(words, platforms[0])
    if filter.ids and 0 < len(platforms) <= MOST_LISTED:
        order = {id: n for n, id in enumerate(filter.ids)}
        few = sorted(platforms, key=lambda platform: order.get(platform.id, len(order)))
        return _of_few(words, words.say("picture-chosen", n=len(few)), [], few)
    kinds = await _kinds(db, filter)
    title, under = _title(words, filter, kinds, matched), conditions(words, filter)
    if 0 < len(platforms) <= MOST_LISTED:
        return _of_few(words, title, under, platforms)
    under += await _domains(db, words, filter) if matched else []
    under += [words.say("count-unlocated", n=unlocated)] if matched and unlocated else []
    marks = [_mark(platform) for platform in platforms if platform.lon is not None]
    return _whole(words, title, under, _rows(words, kinds), marks, SEVERAL_DEG)


async def _domains(db: Reader, words: Words, filter: Filter) -> list[str]:
    """The fields that most of the records name, with their counts; a list of one field has none of them."""
    if filter["domain"]:
        return []
    counts = (await read.facets(db, filter, words.vocabulary))["domain"].by_value()
    named = [(code, n) for code, n in counts.items() if n and code in words.vocabulary.domains]
    most = sorted(named, key=lambda pair: -pair[1])[:MOST_DOMAINS]
    said = language_of(words.lang).comma.join(f"{words.vocabulary.domains[c].name(words.lang)} {n}" for c, n in most)
    return [words.say("named-value", name=words.say("facet-domain"), value=said)] if most else []


def _mark(platform: Platform, letter: str = "") -> Mark:
    lon, lat = platform.lon or 0.0, platform.lat or 0.0
    return Mark(lon, lat, platform.kind, platform.precision, letter)


def _of_one(words: Words, platform: Platform) -> Shared:
    say, vocabulary, lang = words.say, words.vocabulary, words.lang
    comma = language_of(lang).comma
    domains = [vocabulary.domains[code].name(lang) for code in platform.domains if code in vocabulary.domains]
    district = vocabulary.districts.get(platform.district_code or "")
    not_stated = say("not-stated")
    place = district.name(lang) if district else say("named-value", name=say("facet-district"), value=not_stated)
    known = say(f"precision-short-{platform.precision}") if platform.precision else say("match-no-position")
    under = [
        say("named-value", name=say("facet-domain"), value=comma.join(domains) or not_stated),
        say("named-value", name=say("picture-operator"), value=platform.operator or not_stated),
        f"{place} · {known}",
    ]
    marks = [_mark(platform)] if platform.lon is not None else []
    row = Row(vocabulary.kinds[platform.kind].name(lang), platform.kind)
    return replace(_whole(words, platform.name(lang), under, [row], marks, ONE_DEG), one=True)


def _of_few(words: Words, title: str, under: list[str], platforms: list[Platform]) -> Shared:
    """Each with its letter, in the list and on the map."""
    rows, marks = [], []
    for n, platform in enumerate(platforms):
        letter = chr(ord("A") + n)
        name = platform.name(words.lang)
        if platform.lon is None:
            name = words.say("with-date", text=name, date=words.say("match-no-position"))
        else:
            marks.append(_mark(platform, letter))
        rows.append(Row(name, platform.kind, letter))
    return _whole(words, title, under, rows, marks, SEVERAL_DEG)


async def _of_many(db: Reader, words: Words, filter: Filter, matched: int) -> Shared:
    """One disc a district at the place of its name, however many records there are."""
    groups = await read.group_counts(db, filter, "district")
    labels = await label_points(db, words.vocabulary.data_version, "district")
    kinds = _summed(groups)
    marks = []
    for group in groups:
        if (at := labels.get(group.code or "")) and group.count:
            of = [kind for kind in KINDS if group.kinds.get(kind)]
            marks.append(Mark(*at, of[0] if len(of) == 1 else None, None, short(group.count), group.count))
    under = [*conditions(words, filter), *await _domains(db, words, filter)]
    if away := sum(group.count for group in groups if group.code is None):
        under.append(words.say("not-stated-district", n=away))
    title = _title(words, filter, kinds, matched)
    return Shared(
        *(title, under, _rows(words, kinds), sorted(marks, key=lambda mark: mark.n), _city(), words.foot()),
        bubbles=True,
        synthetic=words.synthetic(),
    )


def short(n: int) -> str:
    """A number that fits a disc: 4,321 stays, 43,210 is 43k."""
    if n < 10_000:
        return str(n)
    return f"{n // 1000}k" if n < 1_000_000 else f"{n / 1_000_000:.1f}M"


async def _kinds(db: Reader, filter: Filter) -> dict[str, int]:
    return _summed(await read.group_counts(db, filter, "district"))


def _summed(groups: list[GroupCount]) -> dict[str, int]:
    return {kind: sum(group.kinds.get(kind, 0) for group in groups) for kind in KINDS}


def _title(words: Words, filter: Filter, kinds: dict[str, int], matched: int) -> str:
    """The number and what it counts: never one word for three kinds."""
    say = words.say
    if not matched:
        return say("none-listed-as-of", date=words.vocabulary.as_of or say("date-not-stated"))
    counted = [kind for kind, n in kinds.items() if n]
    return say(f"n-kind-{counted[0]}", n=matched) if len(counted) == 1 else say("picture-several-kinds", n=matched)


def _rows(words: Words, kinds: dict[str, int]) -> list[Row]:
    counted = [(kind, n) for kind, n in kinds.items() if n]
    return [Row(words.say(f"n-kind-{kind}", n=n), kind) for kind, n in counted] if len(counted) > 1 else []


def conditions(words: Words, filter: Filter) -> list[str]:
    """What the list is filtered by, a line each; kinds stand in title and list."""
    say, lang = words.say, words.lang
    comma = language_of(lang).comma
    said = [say("named-value", name=say("facet-q"), value=filter.q)] if filter.q else []
    for facet in FACETS:
        if values := filter[facet.name] if facet.name != "kind" else ():
            labels = comma.join(facet.value_label(value, words.vocabulary, lang) for value in values)
            said.append(say("named-value", name=facet.label(lang), value=labels))
    if filter.near and filter.radius:
        said.append(say("named-value", name=say("facet-near"), value=say("within-km", km=f"{filter.radius / 1000:g}")))
    if filter.in_view:
        said.append(say("facet-bbox"))
    return said


def _whole(words: Words, title: str, under: list[str], rows: list[Row], marks: list[Mark], least_deg: float) -> Shared:
    box = box_of([corner for mark in marks for corner in _around(mark)], least_deg) or _city()
    return Shared(title, under, rows, marks, box, words.foot(), synthetic=words.synthetic())


def _around(mark: Mark) -> tuple[tuple[float, float], tuple[float, float]]:
    """Two corners of the box around a mark with the ring in which its true position lies."""
    up = RING_M.get(mark.precision or "", 0.0) / METRES_A_DEGREE
    wide = up / math.cos(math.radians(mark.lat))
    return (mark.lon - wide, mark.lat - up), (mark.lon + wide, mark.lat + up)


def _city() -> Box:
    box = city().districts
    return box.minx, box.miny, box.maxx, box.maxy


def site_name(lang: str, zh: str, en: str) -> str:
    """The name of the site in the language of the picture."""
    return choose(lang, zh, en)
