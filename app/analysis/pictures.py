"""The figures of the analysis as pictures: their words, legends and colours, as the page has them."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

import shapely
from fastapi import Response

from app.analysis.answers import Writer
from app.analysis.cells import Hexagon, HotSpotMap, Located
from app.analysis.comparison import AreaFigures
from app.analysis.legends import COUNT_STEPS, class_words, shade, steps
from app.analysis.question import Question
from app.analysis.specialities import DistrictFigures, DistrictTable
from app.draw.area_map import AreaMap
from app.draw.canvas import MEDIA, Form
from app.draw.drawing import Drawing
from app.draw.figure import AreaCell, ChartContent, Content, Figure, Fill, Group, Key, MapContent, Size
from app.draw.figure_picture import figure_picture
from app.draw.ground import Ground
from app.draw.shapes import projected
from app.draw.shared import Words, conditions
from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from frontend.language import language_of
from geo import grid

DARK_FROM = 4
"""From this shade of a sequential scheme on, what is written on it is light."""
SCHEME = "azure"
"""The scheme whose colours are the page's usual tokens."""


@dataclass(frozen=True)
class Picture:
    """How a picture of figures under one filter is worded; `link` is the page that shows the same."""

    words: Words
    filter: Filter
    question: Question
    ground: Ground
    link: str

    @property
    def writer(self) -> Writer:
        return Writer(self.words.say, self.words.vocabulary)

    def figure(self, title: str, said: list[str], content: Content, *legend: Key, of: str = "") -> Figure:
        """The picture with what every one of them says: filters, what it does not say, and the foot."""
        say, ground = self.words.say, self.ground
        site, date, *of_map = self.words.foot()
        foot = [say("picture-source", site=site), date]
        if isinstance(content, (MapContent, AreaMap)):
            foot += [*of_map, *self.words.credits(ground)]
        return Figure(
            title=title,
            said=[*said, *conditions(self.words, self.filter)],
            caveat=[say("picture-not-said")],
            foot=[*foot, self.link],
            content=content,
            legend_title=of,
            legend=list(legend),
            synthetic=self.words.synthetic(),
        )

    def kinds(self) -> str:
        """The kinds that are counted, in words."""
        return kinds_of(self.words, self.filter)

    def token(self, number: int) -> str:
        """A colour of the chosen sequential scheme."""
        name = f"seq-{number}"
        return name if self.question.scheme == SCHEME else f"{self.question.scheme}/{name}"

    def sequential(self, number: int) -> Fill:
        return Fill(self.token(number), dark=number >= DARK_FROM)


def kinds_of(words: Words, filter: Filter) -> str:
    """The kinds of record that a filter lets through, in words."""
    kinds = filter["kind"] or tuple(words.vocabulary.kinds)
    return language_of(words.lang).comma.join(words.say(f"kind-{kind}") for kind in kinds)


def of_districts(picture: Picture, table: DistrictTable) -> Figure:
    """The districts filled by the class of the measure, each with its figure."""
    say, question = picture.words.say, picture.question
    diverging = question.measure == "quotient"
    fills = [_class_fill(picture, i, len(table.breaks), diverging) for i in range(len(table.breaks))]
    none = Fill(None, hatched=True)
    legend = [
        Key(fill, class_words(question, each), say("n-districts", n=each.n))
        for fill, each in zip(fills, table.breaks, strict=True)
    ]
    if few := sum(value is None for value in table.classes.values()):
        legend.append(Key(none, say("too-few"), say("n-districts", n=few)))
    legend.append(Key(Fill(None, "zone-line", dashed=True), say("legend-zone")))
    content = MapContent(
        fills={code: none if place is None else fills[place] for code, place in table.classes.items()},
        figures={row.code: _figure(row, question) for row in table.rows if row.code},
    )
    placed = table.n - table.counts.total.get(None, 0)
    said = [say("insight-lede", n=table.n, placed=placed, kinds=picture.kinds())]
    if diverging:
        said.append(say("quotient-said", domain=picture.writer.domain(table.focus)))
    title = say(f"legend-{question.measure}", domain=picture.writer.domain(table.focus))
    return picture.figure(say("picture-by-district", what=title), said, content, *legend, of=title)


def _class_fill(picture: Picture, place: int, classes: int, diverging: bool) -> Fill:
    number = shade(place, classes, diverging)
    if not diverging:
        return picture.sequential(number)
    return Fill(f"div-{number}", dark=number in (1, 5))


def _figure(row: DistrictFigures, question: Question) -> str:
    """The figure of a district as the map of the page writes it."""
    value = row.value(question.measure)
    if value is None:
        return "–"
    forms: dict[str, Callable[[float], str]] = {
        "count": lambda number: f"{number:.0f}",
        "density": lambda number: f"{number:.2f}",
        "share": lambda number: f"{number:.1%}",
        "quotient": lambda number: f"{number:.2f}",
    }
    return forms[question.measure](value)


def of_hexagons(picture: Picture, cells: list[Hexagon], located: Located) -> Figure:
    """The non-empty hexagons by count."""
    say, question = picture.words.say, picture.question
    shades = {cell.n: sum(cell.n >= least for least in COUNT_STEPS) for cell in cells}
    drawn = [
        _cell(cell, Fill(picture.token(shades[cell.n]), "border", shades[cell.n] >= DARK_FROM, alpha=0.92))
        for cell in cells
    ]
    km2 = grid.hexagon_km2(question.cell)
    said = say("hexagons-said", cells=len(cells), n=sum(cell.n for cell in cells), km2=f"{km2:.2f}")
    most = max((cell.n for cell in cells), default=0)
    legend = [Key(picture.sequential(i), text) for i, text in enumerate(steps(most), start=1)]
    title = say("picture-hexagons", km=f"{question.cell / 1000:g}")
    texts = [said, left_out(picture, located)]
    return picture.figure(title, texts, MapContent(cells=drawn), *legend, of=say("picture-records"))


def of_hot_spots(picture: Picture, spots: HotSpotMap, located: Located) -> Figure:
    """The hexagons that stand out, in colour; the others only by their outline and number."""
    say = picture.words.say
    looks = {
        "hot-01": Fill("div-1", "border", dark=True, alpha=0.92),
        "hot-05": Fill("div-2", "border", alpha=0.92),
        "spot-none": Fill(None, "border"),
    }
    drawn = [_cell(spot.cell, looks.get(spot.significance, looks["spot-none"])) for spot in spots.spots]
    legend = [Key(fill, say(f"spot-{name}")) for name, fill in looks.items()] if spots.enough else []
    title = say("picture-hot-spots", km=f"{picture.question.cell / 1000:g}")
    texts = [picture.writer.hot_spots_sentence(spots), left_out(picture, located)]
    return picture.figure(title, texts, MapContent(cells=drawn), *legend, of=say("cells-hotspots"))


def _cell(cell: Hexagon, fill: Fill) -> AreaCell:
    return AreaCell(projected(shapely.from_geojson(json.dumps(cell.geometry))), fill, str(cell.n))


def left_out(picture: Picture, located: Located) -> str:
    """How many records are located well enough, and how many are not."""
    numbers = {"n": located.located, "district": located.district_only, "unplaced": located.unplaced}
    return picture.words.say("located-said", **numbers)


def of_comparison(picture: Picture, areas: list[AreaFigures]) -> Figure:
    """The areas side by side: by kind, by domain and by stage, as bars on one scale."""
    say, lang, vocabulary = picture.words.say, picture.words.lang, picture.words.vocabulary
    groups = []
    for name in ("kind", "domain", "stage"):
        values = [value for value in areas[0].mix[name] if any(area.mix[name].get(value) for area in areas)]
        facet = FACETS[name]
        rows = [
            (facet.value_label(value, vocabulary, lang), [area.mix[name].get(value, 0) for area in areas])
            for value in values
        ]
        groups += [Group(facet.label(lang), rows)] if rows else []
    names = [picture.writer.area(area.code) for area in areas]
    columns = [say("named-value", name=name, value=str(area.n)) for name, area in zip(names, areas, strict=True)]
    title = say("picture-comparison", names=language_of(lang).comma.join(names))
    return picture.figure(title, [say("picture-comparison-said")], ChartContent(columns, groups))


async def drawn(drawing: Drawing, picture: Picture, make: Callable[[], Figure], size: Size, form: Form) -> Response:
    """The picture as an answer. Raises NoAnswerError where drawing takes too long."""
    figure = await asyncio.to_thread(make)
    lang = picture.words.lang
    body = await drawing.draw(lambda: figure_picture(figure, picture.ground, lang, size, form))
    return Response(body, media_type=MEDIA[form])
