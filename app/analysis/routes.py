"""`/api/insight/…`: the analysis as data. Every table also comes as CSV and XLSX."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Request, Response

from app.analysis import cells, comparison, coverage, grid_pictures, map_pictures, specialities
from app.analysis.about import citing_of, what_this_is, words_of
from app.analysis.answers import Writer
from app.analysis.cell_features import (
    Feature,
    cluster_features,
    hexagon_features,
    hot_spot_features,
    surface_document,
)
from app.analysis.coverage import Reach
from app.analysis.dependencies import analysing_of, land_of, solving_of
from app.analysis.parameters import (
    BANDWIDTH,
    BASIS,
    BREAKS,
    CANDIDATES,
    CELL,
    CLASSES,
    COMPARE,
    EPS,
    FOCUS,
    MEASURE,
    MEMBERS,
    PICTURE_SIZE,
    REACH,
    SCHEME,
    SITES,
    WANTED,
)
from app.analysis.pictures import Picture, drawn, of_comparison, of_districts, of_hexagons, of_hot_spots
from app.analysis.question import Question, parse_question
from app.analysis.table import Table
from app.analysis.tables import answer
from app.draw.canvas import Form
from app.draw.drawing import drawing_of
from app.draw.figure import Figure, Size
from app.draw.shared import Words
from app.errors import InvalidParameterError, NotDrawnError
from app.figures.citation import Citing
from app.figures.tally import Tallies, tallies
from app.platforms.filter import Filter, filter_parameters, parse_filter
from app.query.parameter import Parameter
from app.query.parameters import FORMAT, LANG
from app.query.request import answered, negotiate
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.negotiation import Format
from app.web.responses import GEOJSON, as_json
from app.web.site import base_url, written
from app.web.turn import TurnOf, in_turn
from frontend.language import page_path
from frontend.messages import messages

router = APIRouter(prefix="/api/insight", tags=["insight"])
TABLE_FORMATS: tuple[Format, ...] = ("json", "csv", "xlsx")
SURFACE_FORMATS: tuple[Format, ...] = ("json",)
PICTURE_FORMS: tuple[Form, ...] = ("png", "svg")
"""Formats that an address names by `f`; the Accept header of a browser that opens a table names pictures, too."""


@dataclass(frozen=True)
class InsightRequest:
    """A request for figures: the filter and the question that its address states, and what its answer is made from."""

    request: Request
    db: Reader
    vocabulary: Vocabulary
    filter: Filter
    question: Question
    form: Format
    writer: Writer
    size: Size

    @property
    def picture_form(self) -> Form | None:
        """The form of picture that is asked for; None for a table."""
        return next((form for form in PICTURE_FORMS if form == self.form), None)

    async def picture(self, form: Form, make: Callable[[Picture], Figure]) -> Response:
        """The picture that `make` words, in the form and size that were asked for."""
        drawing, words = drawing_of(self.request), self.words()
        ground = await drawing.grounds.of(self.db, self.vocabulary.data_version)
        link = written(base_url(self.request)) + page_path(words.lang, "/insight")
        picture = Picture(words, self.filter, self.question, ground, link)
        return await drawn(drawing, picture, lambda: make(picture), self.size, form)

    def words(self) -> Words:
        """What the words of a picture or a workbook are made from."""
        return words_of(self.request, self.vocabulary, self.writer.lang)

    def citing(self, table: str) -> Citing:
        """What the citations of a table are made from."""
        return citing_of(self.request, self.words(), self.filter, table)

    async def tallies(self) -> Tallies:
        """What the numbers are made up of."""
        return await tallies(self.db, self.filter, self.vocabulary.as_of)

    def about(self, **more: Any) -> dict[str, Any]:
        """What every answer says of itself."""
        return {"asOf": self.vocabulary.as_of, "dataVersion": self.vocabulary.version} | more

    def reach(self) -> Reach:
        return Reach(self.db, land_of(self.request), self.vocabulary, self.filter, self.question)

    async def focus(self) -> str:
        """The domain that coverage is about."""
        if self.question.focus:
            return self.question.focus
        counts = await specialities.domain_counts(self.db, self.filter)
        return specialities.focus_of(counts, self.question, self.vocabulary)


Answer = Callable[[InsightRequest], Awaitable[Response]]


def answers_at(
    path: str,
    *parameters: Parameter[Any],
    forms: tuple[Format, ...] = TABLE_FORMATS,
    json: str = "application/json",
    turn_of: TurnOf = analysing_of,
    pictures: bool = False,
) -> Callable[[Answer], Answer]:
    """Register an answer that takes the filters and the named parameters; it is kept while the data stay the same.

    `json` is the media type of its JSON. `pictures`: the figures are drawn, too, in one of two sizes.
    """
    named = PICTURE_FORMS if pictures else ()
    taken = (*parameters, PICTURE_SIZE) if pictures else parameters

    def register(make: Answer) -> Answer:
        async def endpoint(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
            params = request.query_params
            if not pictures and params.get(FORMAT.name) in PICTURE_FORMS:
                raise NotDrawnError(path.strip("/"), ", ".join(forms))
            lang, negotiated = LANG.of(params), negotiate(request, forms, named)
            filter = parse_filter(params, vocabulary, also=(*taken, FORMAT, LANG)).filter
            question = parse_question(params, vocabulary, only=parameters).question
            writer = Writer(messages(lang), vocabulary)
            size = PICTURE_SIZE.of(params) if pictures else PICTURE_SIZE.default
            insight = InsightRequest(request, db, vocabulary, filter, question, negotiated.format, writer, size)
            return await answers_of(request).cached(
                request,
                vocabulary.data_version,
                negotiated.format,
                lambda: make(insight),
                audience="public",
                keep="compressed",
                vary=negotiated.vary,
            )

        endpoint.__doc__ = make.__doc__
        described = filter_parameters(*taken, FORMAT.among((*forms, *named)), LANG)
        router.add_api_route(
            path,
            endpoint,
            methods=["GET"],
            dependencies=[in_turn(turn_of)],
            response_class=Response,
            openapi_extra=described | answered(*forms, *named, json=json),
            name=path.strip("/"),
        )
        return make

    return register


def _table(insight: InsightRequest, table: Table, **more: Any) -> Response:
    if insight.form == "xlsx":
        about = what_this_is(insight.request, insight.words(), insight.filter, table)
        table = replace(table, about=about)
    return answer(insight.request, table, insight.form, insight.about(**more))


@answers_at("/districts", MEASURE, FOCUS, BREAKS, CLASSES, SCHEME, pictures=True)
async def district_figures(insight: InsightRequest) -> Response:
    """Count, density, share and location quotient of every district, with the classes of one measure."""
    figures = await specialities.district_table(insight.db, insight.filter, insight.question, insight.vocabulary)
    if form := insight.picture_form:
        return await insight.picture(form, lambda picture: of_districts(picture, figures))
    more = {"focus": figures.focus, "measure": insight.question.measure, "numberMatched": figures.n}
    breaks = [_finite(vars(each)) for each in figures.breaks]
    tallied = figures.tallies or await insight.tallies()
    table = insight.writer.districts(figures, tallied, insight.citing("districts"))
    return _table(insight, table, **more, breaks=breaks, classes=figures.classes)


def _finite(described: dict[str, Any]) -> dict[str, Any]:
    return {name: None if value == float("inf") else value for name, value in described.items()}


@answers_at("/zones", pictures=True)
async def zone_figures(insight: InsightRequest) -> Response:
    """The key zones with their members, by attribute, and their density by published area."""
    zones = await specialities.zone_figures(insight.db, insight.filter, insight.vocabulary)
    if form := insight.picture_form:
        return await insight.picture(form, lambda picture: map_pictures.of_zones(picture, zones))
    return _table(insight, insight.writer.zones(zones, await insight.tallies(), insight.citing("zones")))


@answers_at("/specialities", pictures=True)
async def declared_and_observed(insight: InsightRequest) -> Response:
    """One district, one feature: declared domains beside what is listed, with interval and verdict."""
    if len(insight.filter["district"]) > 1:
        raise InvalidParameterError("district", ",".join(insight.filter["district"])[:80], "one district")
    one = insight.filter["district"][0] if insight.filter["district"] else None
    counts = await specialities.domain_counts(insight.db, insight.filter.replace(district=()))
    judged = await specialities.specialities_of(insight.db, counts, insight.vocabulary)
    if form := insight.picture_form:
        return await insight.picture(form, lambda picture: grid_pictures.of_specialities(picture, judged, one))
    everywhere = await tallies(insight.db, insight.filter.replace(district=()), insight.vocabulary.as_of)
    return _table(insight, insight.writer.specialities(judged, one, everywhere, insight.citing("specialities")))


@answers_at("/gaps", pictures=True)
async def gaps(insight: InsightRequest) -> Response:
    """How many records are listed for every domain, district and stage, zeros included."""
    listed = await comparison.gaps(insight.db, insight.filter, insight.vocabulary.as_of)
    if form := insight.picture_form:
        return await insight.picture(form, lambda picture: grid_pictures.of_gaps(picture, listed))
    return _table(insight, insight.writer.gaps(listed, insight.citing("gaps")))


@answers_at("/comparison", COMPARE, pictures=True)
async def areas(insight: InsightRequest) -> Response:
    """Districts and key zones side by side."""
    compared = await comparison.compare(insight.db, insight.filter, insight.question.compare, insight.vocabulary)
    if form := insight.picture_form:
        if not compared:
            raise NotDrawnError("comparison", "", "Nothing is compared: name districts or zones by compare.")
        return await insight.picture(form, lambda picture: of_comparison(picture, compared))
    mix = {figures.code: figures.mix for figures in compared}
    table = insight.writer.comparison(compared, await insight.tallies(), insight.citing("comparison"))
    return _table(insight, table, mix=mix)


@answers_at("/coverage", FOCUS, REACH, BASIS, pictures=True)
async def covered(insight: InsightRequest) -> Response:
    """How much of every district is within reach of a platform of one domain."""
    reached = await insight.reach().coverage(await insight.focus())
    if form := insight.picture_form:
        return await insight.picture(form, lambda picture: map_pictures.of_coverage(picture, reached))
    return _table(insight, insight.writer.coverage(reached, insight.question), focus=reached.focus)


@answers_at("/siting", FOCUS, REACH, BASIS, SITES, pictures=True)
async def siting(insight: InsightRequest) -> Response:
    """What added sites would newly cover: each site's gain, and the same under other reaches."""
    sited = await insight.reach().siting(await insight.focus())
    if form := insight.picture_form:
        return await insight.picture(form, lambda picture: map_pictures.of_siting(picture, sited))
    sensitivity = [{"reach": reach, "added": added} for reach, added in sited.sensitivity]
    base = {"weight": sited.base.total.weight, "covered": sited.base.total.covered}
    table = insight.writer.siting(sited, insight.question)
    return _table(insight, table, focus=sited.base.focus, base=base, added=sited.added, sensitivity=sensitivity)


@answers_at("/suggestion", FOCUS, REACH, BASIS, WANTED, CANDIDATES, forms=SURFACE_FORMATS, turn_of=solving_of)
async def suggestion(insight: InsightRequest) -> Response:
    """Sites that would newly cover most, and whether that is proven best. Takes up to some ten seconds."""
    suggested = await insight.reach().suggestion(await insight.focus())
    described = {"sites": suggested.sites, "covered": suggested.covered, "optimal": suggested.optimal}
    described["grade"] = insight.writer.grade("reach")
    limits = {"candidates": suggested.candidates, "stepM": coverage.SOLVER_STEP_M, "seconds": coverage.SOLVER_SECONDS}
    return as_json(insight.about(**described, **limits))


@answers_at("/hexagons", CELL, SCHEME, json=GEOJSON, pictures=True)
async def hexagons(insight: InsightRequest) -> Response:
    """Non-empty hexagons of a metric grid with their counts, as GeoJSON; what is left out is counted."""
    full_cells = await cells.hexagons(insight.db, insight.filter, insight.question.cell)
    if form := insight.picture_form:
        located = await cells.located(insight.db, insight.filter)
        return await insight.picture(form, lambda picture: of_hexagons(picture, full_cells, located))
    table = insight.writer.hexagons(full_cells)
    if insight.form != "json":
        return _table(insight, table)
    return await _features(
        insight,
        table,
        hexagon_features(full_cells, insight.writer.grade("cell")),
        cell=insight.question.cell,
    )


async def _features(insight: InsightRequest, table: Table, features: list[Feature], **more: Any) -> Response:
    """The features of a table, with its notes: whether they may be quoted."""
    left = vars(await cells.located(insight.db, insight.filter))
    about = insight.about(**left, **more, notes=table.notes)
    document = {"type": "FeatureCollection", **about, "features": features}
    return as_json(document, GEOJSON)


@answers_at("/hotspots", CELL, json=GEOJSON, pictures=True)
async def hot_spots(insight: InsightRequest) -> Response:
    """Non-empty hexagons that hold more records than chance, and Moran's I, from 30 of them on, as GeoJSON."""
    land = land_of(insight.request)
    spots = await cells.hot_spots(insight.db, land, insight.filter, insight.question.cell, insight.vocabulary)
    if form := insight.picture_form:
        located = await cells.located(insight.db, insight.filter)
        return await insight.picture(form, lambda picture: of_hot_spots(picture, spots, located))
    table = insight.writer.hot_spots(spots)
    if insight.form != "json":
        return _table(insight, table)
    names = ("non_empty", "cells", "enough", "moran", "moran_expected", "moran_p")
    of_all = {name: getattr(spots, name) for name in names}
    return await _features(insight, table, hot_spot_features(spots, insight.writer.grade_of_spot), **of_all)


@answers_at("/density", BANDWIDTH, forms=SURFACE_FORMATS, pictures=True)
async def density(insight: InsightRequest) -> Response:
    """A kernel density surface as classes on a raster; `rows` is empty below ten located records."""
    raster = await cells.surface(insight.db, insight.filter, insight.question.bandwidth)
    located = await cells.located(insight.db, insight.filter)
    if form := insight.picture_form:
        return await insight.picture(form, lambda picture: map_pictures.of_density(picture, raster, located))
    left = vars(located)
    surface = surface_document(raster) if raster else {"bbox": None, "levels": [], "rows": []}
    graded = {"grade": insight.writer.grade("cell"), "notes": insight.writer.density_notes()}
    return as_json(insight.about(**left, bandwidth=insight.question.bandwidth, **graded, **surface))


@answers_at("/clusters", EPS, MEMBERS, json=GEOJSON, pictures=True)
async def clusters(insight: InsightRequest) -> Response:
    """Clusters by DBSCAN: hull, count and mean distance from the centre, as GeoJSON."""
    grouped = await cells.clusters(insight.db, insight.filter, insight.question.eps, insight.question.members)
    if form := insight.picture_form:
        located = await cells.located(insight.db, insight.filter)
        return await insight.picture(form, lambda picture: map_pictures.of_clusters(picture, grouped, located))
    table = insight.writer.clusters(grouped)
    if insight.form != "json":
        return _table(insight, table)
    return await _features(insight, table, cluster_features(grouped, insight.writer.grade("cell")), alone=grouped.alone)
