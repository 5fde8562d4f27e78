"""`/api/insight/…`: the analysis as data. Every table also comes as CSV and XLSX."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from app.analysis import answers, cells, comparison, coverage, specialities
from app.analysis.answers import Writer
from app.analysis.coverage import Reach
from app.analysis.dependencies import demand_grids_of, solving_of
from app.analysis.parameters import Question, parse_question
from app.analysis.tables import Table, answer
from app.districts import read as districts
from app.errors import InvalidParameterError
from app.platforms.filter import Filter, filter_parameters, parse_filter
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.negotiation import Format, negotiate
from app.web.responses import GEOJSON, as_json, language
from frontend.messages import messages

router = APIRouter(prefix="/api/insight", tags=["insight"])
TABLE_FORMATS: tuple[Format, ...] = ("json", "csv", "xlsx")
SURFACE_FORMATS: tuple[Format, ...] = ("json",)


@dataclass(frozen=True)
class Asked:
    """One request, read: what is asked, and what answers are made of."""

    request: Request
    db: Reader
    vocabulary: Vocabulary
    filter: Filter
    question: Question
    form: Format
    writer: Writer

    def about(self, **more: Any) -> dict[str, Any]:
        """What every answer says of itself."""
        return {"asOf": self.vocabulary.as_of, "dataVersion": self.vocabulary.version} | more

    def reach(self) -> Reach:
        return Reach(self.db, demand_grids_of(self.request), self.vocabulary, self.filter, self.question)

    async def focus(self) -> str:
        """The domain that coverage is about."""
        if self.question.focus:
            return self.question.focus
        counts = await specialities.domain_counts(self.db, self.filter)
        return specialities.focus_of(counts, self.question, self.vocabulary)


Answer = Callable[[Asked], Awaitable[Response]]


def answers_at(path: str, *names: str, forms: tuple[Format, ...] = TABLE_FORMATS) -> Callable[[Answer], Answer]:
    """Register an answer that takes the filters and the named parameters; it is kept while the data stay the same."""

    def register(make: Answer) -> Answer:
        async def endpoint(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
            lang, negotiated = language(request), negotiate(request, forms)
            params = request.query_params
            chosen = parse_filter(params, vocabulary, also=(*names, "f", "lang")).filter
            question = parse_question(params, vocabulary, only=names).question
            writer = Writer(messages(lang), vocabulary)
            asked = Asked(request, db, vocabulary, chosen, question, negotiated.format, writer)
            return await answers_of(request).cached(
                request,
                vocabulary.data_version,
                negotiated.format,
                lambda: make(asked),
                audience="public",
                keep=True,
                vary=negotiated.vary,
            )

        endpoint.__doc__ = make.__doc__
        extra = filter_parameters(*names, "f", "lang")
        router.add_api_route(path, endpoint, methods=["GET"], openapi_extra=extra, name=path.strip("/"))
        return make

    return register


def _table(asked: Asked, table: Table, **more: Any) -> Response:
    return answer(table, asked.form, asked.about(**more))


@answers_at("/districts", "measure", "focus", "breaks", "classes")
async def district_figures(asked: Asked) -> Response:
    """Count, density, share and location quotient of every district, with the classes of one measure."""
    found = await specialities.district_table(asked.db, asked.filter, asked.question, asked.vocabulary)
    more = {"focus": found.focus, "measure": asked.question.measure, "numberMatched": found.n}
    breaks = [_finite(vars(each)) for each in found.breaks]
    return _table(asked, asked.writer.districts(found), **more, breaks=breaks, classes=found.classes)


def _finite(described: dict[str, Any]) -> dict[str, Any]:
    return {name: None if value == float("inf") else value for name, value in described.items()}


@answers_at("/zones")
async def zone_figures(asked: Asked) -> Response:
    """The key zones with their members, by attribute, and their density by published area."""
    return _table(asked, asked.writer.zones(await specialities.zone_figures(asked.db, asked.filter, asked.vocabulary)))


@answers_at("/specialities")
async def declared_and_observed(asked: Asked) -> Response:
    """One district, one feature: declared domains beside what is listed, with interval and verdict."""
    if len(asked.filter["district"]) > 1:
        raise InvalidParameterError("district", ",".join(asked.filter["district"])[:80], "one district")
    one = asked.filter["district"][0] if asked.filter["district"] else None
    counts = await specialities.domain_counts(asked.db, asked.filter.replace(district=()))
    return _table(asked, asked.writer.specialities(counts, await districts.features(asked.db), one))


@answers_at("/gaps")
async def gaps(asked: Asked) -> Response:
    """How many records are listed for every domain, district and stage, zeros included."""
    return _table(asked, asked.writer.gaps(await comparison.gaps(asked.db, asked.filter)))


@answers_at("/comparison", "compare")
async def areas(asked: Asked) -> Response:
    """Districts and key zones side by side."""
    found = await comparison.compare(asked.db, asked.filter, asked.question.compare, asked.vocabulary)
    mix = {figures.code: figures.mix for figures in found}
    return _table(asked, asked.writer.comparison(found), mix=mix)


@answers_at("/coverage", "focus", "reach", "basis")
async def covered(asked: Asked) -> Response:
    """How much of every district is within reach of a platform of one domain."""
    found = await asked.reach().coverage(await asked.focus())
    return _table(asked, asked.writer.coverage(found, asked.question), focus=found.focus)


@answers_at("/siting", "focus", "reach", "basis", "sites")
async def siting(asked: Asked) -> Response:
    """What added sites would newly cover: each site's gain, and the same under other reaches."""
    found = await asked.reach().siting(await asked.focus())
    sensitivity = [{"reach": reach, "added": added} for reach, added in found.sensitivity]
    base = {"weight": found.base.total.weight, "covered": found.base.total.covered}
    table = asked.writer.siting(found, asked.question)
    return _table(asked, table, focus=found.base.focus, base=base, added=found.added, sensitivity=sensitivity)


@answers_at("/suggestion", "focus", "reach", "basis", "wanted", "candidates", forms=SURFACE_FORMATS)
async def suggestion(asked: Asked) -> Response:
    """Sites that would newly cover most, and whether that is proven best. Takes up to some ten seconds."""
    async with solving_of(asked.request):
        found = await asked.reach().suggestion(await asked.focus())
    described = {"sites": found.sites, "covered": found.covered, "optimal": found.optimal}
    limits = {"candidates": found.candidates, "stepM": coverage.SOLVER_STEP_M, "seconds": coverage.SOLVER_SECONDS}
    return as_json(asked.about(**described, **limits))


@answers_at("/hexagons", "cell")
async def hexagons(asked: Asked) -> Response:
    """Non-empty hexagons of a metric grid with their counts, as GeoJSON; what is left out is counted."""
    found = await cells.hexagons(asked.db, asked.filter, asked.question.cell)
    if asked.form != "json":
        return _table(asked, asked.writer.hexagons(found))
    return await _features(asked, answers.hexagon_features(found), cell=asked.question.cell)


async def _features(asked: Asked, features: list[answers.Feature], **more: Any) -> Response:
    left = vars(await cells.located(asked.db, asked.filter))
    document = {"type": "FeatureCollection", **asked.about(**left, **more), "features": features}
    return as_json(document, GEOJSON)


@answers_at("/hotspots", "cell")
async def hot_spots(asked: Asked) -> Response:
    """Getis-Ord Gi* of hexagons and Moran's I, from 30 non-empty cells on, as GeoJSON."""
    found = await cells.hot_spots(asked.db, asked.filter, asked.question.cell)
    if asked.form != "json":
        return _table(asked, asked.writer.hot_spots(found))
    names = ("non_empty", "cells", "enough", "moran", "moran_expected", "moran_p")
    return await _features(asked, answers.hot_spot_features(found), **{name: getattr(found, name) for name in names})


@answers_at("/density", "bandwidth", forms=SURFACE_FORMATS)
async def density(asked: Asked) -> Response:
    """A kernel density surface as classes on a raster; `rows` is empty below ten located records."""
    found = await cells.surface(asked.db, asked.filter, asked.question.bandwidth)
    left = vars(await cells.located(asked.db, asked.filter))
    surface = answers.surface_document(found) if found else {"bbox": None, "levels": [], "rows": []}
    return as_json(asked.about(**left, bandwidth=asked.question.bandwidth, **surface))


@answers_at("/clusters", "eps", "members")
async def clusters(asked: Asked) -> Response:
    """Clusters by DBSCAN: hull, count and mean distance from the centre, as GeoJSON."""
    found = await cells.clusters(asked.db, asked.filter, asked.question.eps, asked.question.members)
    if asked.form != "json":
        return _table(asked, asked.writer.clusters(found))
    return await _features(asked, answers.cluster_features(found), alone=found.alone)
