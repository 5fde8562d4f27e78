"""The tables and features of the analysis, in the reader's language, for every format."""

from dataclasses import replace
from typing import get_args

from app.analysis.cell_features import JUDGED, judged, of_spot
from app.analysis.cells import Clusters, Hexagon, HotSpot, HotSpotMap
from app.analysis.comparison import FACTS, NO_DOMAIN, NOT_STATED, AreaFigures, Gaps
from app.analysis.coverage import Coverage, CoverageRow, Siting
from app.analysis.question import Question
from app.analysis.specialities import DistrictTable, Specialities, ZoneFigures, share_figure
from app.analysis.table import Cell, Table
from app.figures import complete as told
from app.figures.citation import Citing
from app.figures.complete import complete
from app.figures.figure import GRADES, Figure, Grade, Reason, Reckoned, reckoned
from app.figures.scope import CITY, scope_of
from app.figures.tally import Tallies, Tally
from app.platforms.facets import FACETS
from app.vocabulary import Vocabulary
from frontend.messages import Messages
from geo.hotspots import FEWEST_CELLS, LEVEL
from geo.quotient import Specialisation, Verdict

COMPARED = ("expected", "quotient", "low", "high", "p", "p_adjusted", "verdict")
"""What is said of a district in a domain besides its records."""
SIGNIFICANCES = ("hot-01", "hot-05", "spot-none")
"""Classes of hexagons that have a name."""
SHARED = ("share_grade", "share_why")
"""Whether a share or a quotient may be quoted: another figure than the number beside it."""
RECKONED = ("grade", "why")
"""Whether what is reckoned from positions may be quoted."""
NAMED_CELLS = 4
"""So many of the cells that stand out are named in the sentence."""


class Writer:
    """Writes results as tables; names and notes come in one language."""

    def __init__(self, say: Messages, vocabulary: Vocabulary) -> None:
        self._say = say
        self._vocabulary = vocabulary

    @property
    def lang(self) -> str:
        return self._say.lang

    def _table(self, name: str, columns: tuple[str, ...], rows: list[list[Cell]], *notes: str) -> Table:
        completing = told.headings(self._say)
        headings = [(code, completing.get(code) or self._say(f"column-{code.replace('_', '-')}")) for code in columns]
        title = self._say(f"sheet-{name}")
        return Table(name, headings, rows, self._notes(*notes), self._vocabulary.as_of, title, self._labels())

    def _notes(self, *notes: str) -> list[str]:
        """As of when, and whether made up, then the others."""
        about = [self._say("as-of-said", date=self._vocabulary.as_of or self._say("date-not-stated"))]
        if self._vocabulary.synthetic:
            about.append(self._say("synthetic-said"))
        return [*about, *notes]

    def _labels(self) -> dict[str, dict[str, str]]:
        """What the codes of the tables are called."""
        say, yes_no = self._say, {value: self._say(f"sheet-{value}") for value in ("yes", "no")}
        stages = (*self._vocabulary.stages, NOT_STATED)
        return {
            "code": {code: self.district(code) for code in self._vocabulary.districts},
            "verdict": {verdict: say(f"verdict-{verdict}") for verdict in get_args(Verdict)},
            "stage": {stage: say(f"gap-stage-{stage}") for stage in stages},
            "significance": {value: say(f"spot-{value}") for value in SIGNIFICANCES},
            "declared": yes_no,
            "kept": yes_no,
            "grade": told.grade_labels(say),
            "share_grade": told.grade_labels(say),
        }

    def district(self, code: str | None) -> str:
        return self._vocabulary.districts[code].name(self._say.lang) if code else self._say("district-not-stated")

    def domain(self, code: str) -> str:
        if code == NO_DOMAIN:
            return self._say("domain-not-stated")
        return self._vocabulary.domains[code].name(self._say.lang)

    def districts(self, figures: DistrictTable, tallies: Tallies, citing: Citing) -> Table:
        """One row a district, "not stated" and the total, each number with all that is to be said of it."""
        columns = ("code", "district", "n", *told.COLUMNS, "per_100km2", "share", "of_focus", *COMPARED, *SHARED)
        rows: list[list[Cell]] = []
        for row in figures.rows:
            s = row.speciality
            judged = _compared(s) if s else [None] * len(COMPARED)
            made = (
                told.cells(complete(tallies, self._vocabulary, row.code), citing)
                if row.code
                else self._unplaced(tallies)
            )
            plain = [row.per_100km2, row.share, row.of_focus]
            share = self._graded(figures.share(self._vocabulary, row))
            rows.append([row.code, self.district(row.code), row.n, *made, *plain, *judged, *share])
        made = told.cells(complete(tallies, self._vocabulary, CITY), citing)
        total = [None, 1.0 if figures.n else 0.0, figures.of_focus]
        blank: list[Cell] = [None] * (len(COMPARED) + len(SHARED))
        rows.append(["total", self._say("total"), figures.n, *made, *total, *blank])
        note = self._say("quotient-said", domain=self.domain(figures.focus))
        return self._table(
            "districts", columns, rows, self._say("sheet-rule-said"), note, self.method(len(self._vocabulary.districts))
        )

    @staticmethod
    def _unplaced(tallies: Tallies) -> list[Cell]:
        """Of what the records are made up that no source and no position places in a district."""
        return [*told.uncited(tallies.unplaced)]

    def _graded(self, share: Figure | None) -> list[Cell]:
        """Whether a share may be quoted, and from what that follows."""
        return [share.grade, told.why(self._say, share.reason)] if share else [None] * len(SHARED)

    def method(self, comparisons: int) -> str:
        """How so many quotients were judged together."""
        return self._say("interval-said", n=comparisons)

    def specialities(self, judged: Specialities, district: str | None, tallies: Tallies, citing: Citing) -> Table:
        """Every domain that a district declares or is listed with: observed, expected, interval, verdict, grade."""
        columns = ("code", "district", "domain_code", "domain", "declared", "n", *told.COLUMNS, *COMPARED, *SHARED)
        rows: list[list[Cell]] = []
        for (code, domain), s in judged.items():
            if district is None or code == district:
                names: list[Cell] = [code, self.district(code), domain, self.domain(domain)]
                share = share_figure(tallies, self._vocabulary, code, domain, s)
                cited = self._cited(share.tally, citing, code, self.domain(domain))
                made, graded = [*told.counts(share.tally), *cited], self._graded(share)
                rows.append([*names, "yes" if s.declared else "no", s.n, *made, *_compared(s), *graded])
        return self._table("specialities", columns, rows, self._say("sheet-rule-said"), self.method(len(judged)))

    def _cited(self, tally: Tally, citing: Citing, code: str, what: str | None) -> list[Cell]:
        """Whether the number of records of a district that name something may be quoted, and in which words."""
        figure = self.figure(tally)
        citation = self.citation(figure, citing, code, what)
        return [figure.grade, told.why(self._say, figure.reason), citation or None]

    def figure(self, tally: Tally) -> Figure:
        """The number of records of a district that name something."""
        return Figure("listed", tally.n, tally, tally.n, synthetic=self._vocabulary.synthetic)

    def citation(self, figure: Figure, citing: Citing, code: str, what: str | None) -> str:
        """In which words it may be quoted; none where it may not, or where they name nothing."""
        return citing.naming(scope_of(self._vocabulary, code), figure, what) if what else ""

    def gaps(self, listed: Gaps, citing: Citing) -> Table:
        """One row for each domain, district and stage, zeros included; stage empty: whatever the stage."""
        rows: list[list[Cell]] = []
        stages = (None, *self._vocabulary.stages, NOT_STATED)
        for domain in (*self._vocabulary.domains, NO_DOMAIN):
            for code in (*self._vocabulary.districts, None):
                for stage in stages:
                    tally = listed.tally(code, domain, stage)
                    made: list[Cell] = [*told.uncited(tally)]
                    if code:
                        cited = self._cited(tally, citing, code, self.named(domain, stage))
                        made = [*told.counts(tally), *cited]
                    names: list[Cell] = [domain, self.domain(domain), code, self.district(code), stage]
                    rows.append([*names, tally.n, *made])
        columns = ("domain_code", "domain", "code", "district", "stage", "n", *told.COLUMNS)
        notes = [self._say("sheet-rule-said"), self._say("none-listed-said"), self.gaps_sums(listed)]
        table = self._table("gaps", columns, rows, *notes)
        return replace(table, also=[self._matrix(listed, stage) for stage in stages])

    def named(self, domain: str, stage: str | None) -> str | None:
        """What the records of a cell of the gaps name, as a citation says it; None where that is nothing."""
        if domain == NO_DOMAIN:
            return None
        named = self.domain(domain)
        return self._say("cite-at-stage", domain=named, stage=self._say(f"gap-stage-{stage}")) if stage else named

    def _matrix(self, listed: Gaps, stage: str | None) -> Table:
        """The matrix that the page shows, of one stage or of all: a row a domain, a column a district, their sum."""
        codes = (*self._vocabulary.districts, None)
        heads = [("domain", self._say("column-domain"))]
        heads += [(code or "none", self.district(code)) for code in codes] + [("n", self._say("city-sum"))]
        rows: list[list[Cell]] = []
        for domain in (*self._vocabulary.domains, NO_DOMAIN):
            counts = [listed.listed(code, domain, stage) for code in codes]
            rows.append([self.domain(domain), *counts, sum(counts)])
        sums = [listed.summed(code, stage) for code in codes]
        rows.append([self._say("gap-sum"), *sums, sum(sums)])
        return Table(f"matrix-{stage or 'all'}", heads, rows, title=self._say(f"gap-stage-{stage or 'all'}"))

    def gaps_sums(self, gaps: Gaps, district: str | None = None) -> str:
        """Why the cells of the city, or of one district, add up to more than the records."""
        columns = (district,) if district else (*self._vocabulary.districts, None)
        records = sum(gaps.records.get((code, None), 0) for code in columns)
        return self._say("gaps-said", cells=sum(gaps.summed(code, None) for code in columns), n=records)

    def coverage(self, covered: Coverage, question: Question) -> Table:
        """Per district and in total: weight, covered weight and share."""
        outside = self._say("outside")
        rows = [self._covered(row, self.district(row.code) if row.code else outside) for row in covered.rows]
        rows.append(self._covered(covered.total, self._say("total")))
        graded = self._reckoned("reach", listed=covered.platforms > 0)
        rows = [[*row, *graded] for row in rows]
        columns = ("code", "district", "weight", "covered", "share", "left_out", *RECKONED)
        rule = self._say("coverage-quoted-said")
        return self._table("coverage", columns, rows, rule, self.assumption(question, covered))

    def _covered(self, row: CoverageRow, name: str) -> list[Cell]:
        return [row.code, name, row.weight, row.covered, row.share, row.left_out]

    def assumption(self, question: Question, coverage: Coverage) -> str:
        """What the coverage counts, as a sentence."""
        km, domain = f"{question.reach / 1000:g}", self.domain(coverage.focus)
        said = self._say(f"coverage-said-{question.basis}", km=km, domain=domain, n=coverage.platforms)
        if not coverage.total.left_out:
            return said
        return said + self._say("coverage-left-out", district=coverage.district_only, unplaced=coverage.unplaced)

    def siting(self, sites: Siting, question: Question) -> Table:
        """The sites in the order of what each adds."""
        rows: list[list[Cell]] = []
        for order, gain in enumerate(sites.gains, start=1):
            lon, lat = question.sites[gain.site]
            rows.append([order, lon, lat, gain.gain, gain.total, *self._reckoned("reach")])
        columns = ("order", "lon", "lat", "gain", "gain_total", *RECKONED)
        return self._table("siting", columns, rows, self.assumption(question, sites.base))

    def comparison(self, areas: list[AreaFigures], tallies: Tallies, citing: Citing) -> Table:
        """One row an area, its number with all that is to be said of it."""
        figures = ("km2", "per_100km2", "located", "shared", "nearest_m")
        rows: list[list[Cell]] = []
        for area in areas:
            made = told.cells(complete(tallies, self._vocabulary, area.code), citing)
            plain, facts = [getattr(area, name) for name in figures], [area.stated[fact] for fact in FACTS]
            rows.append([area.code, self.area(area.code), area.n, *made, *plain, *facts])
        columns = ("code", "area", "n", *told.COLUMNS, *figures, *(f"stated_{fact}" for fact in FACTS))
        table = self._table("comparison", columns, rows, self._say("sheet-rule-said"), self._say("nearest-said"))
        return replace(table, also=[self._mix(areas, name) for name in ("kind", "domain", "stage")] if areas else [])

    def _mix(self, areas: list[AreaFigures], name: str) -> Table:
        """What the areas are made up of by one facet: a row a value, a column an area."""
        facet = FACETS[name]
        heads = [("value", facet.label(self.lang)), *((area.code, self.area(area.code)) for area in areas)]
        rows: list[list[Cell]] = []
        for value in areas[0].mix[name]:
            label = facet.value_label(value, self._vocabulary, self.lang)
            rows.append([label, *(area.mix[name].get(value, 0) for area in areas)])
        return Table(f"mix-{name}", heads, rows, title=facet.label(self.lang), none=self._say("brief-none"))

    def area(self, code: str) -> str:
        terms = self._vocabulary.districts | self._vocabulary.zones
        return terms[code].name(self._say.lang)

    def hexagons(self, cells: list[Hexagon]) -> Table:
        """One row a non-empty hexagon, numbered as PostGIS numbers them."""
        graded = self._reckoned("cell")
        rows: list[list[Cell]] = [[f"{cell.i},{cell.j}", cell.n, *graded] for cell in cells]
        return self._table("hexagons", ("cell", "n", *RECKONED), rows, self._say("cells-quoted-said"))

    def hot_spots(self, spots: HotSpotMap) -> Table:
        """One row a non-empty hexagon, and in the notes what follows from them."""
        rows: list[list[Cell]] = [
            [
                *(f"{s.cell.i},{s.cell.j}", s.cell.n, s.district),
                *(*judged(s).values(), "yes" if s.kept else "no"),
                *self._reckoned(of_spot(s)),
            ]
            for s in spots.spots
        ]
        columns = ("cell", "n", "code", *JUDGED, "kept", *RECKONED)
        notes = [self._say("cells-quoted-said"), self.hot_spots_sentence(spots), self._say("hot-said")]
        return self._table("hotspots", columns, rows, *notes)

    def hot_spots_sentence(self, spots: HotSpotMap) -> str:
        """What follows of the cells, in one sentence: clustered or not as a whole, and which cells stand out."""
        say = self._say
        if not spots.enough or spots.moran is None or spots.moran_p is None:
            return say("cells-too-few", n=spots.non_empty, least=FEWEST_CELLS)
        clustered = "yes" if spots.moran_p <= LEVEL else "no"
        named = [
            say("hot-cell", district=self.district(s.district), n=s.cell.n, near=s.near or 0)
            for s in spots.kept[:NAMED_CELLS]
        ]
        cells = say("list-separator").join(named)
        whole = say("hot-whole", clustered=clustered, i=f"{spots.moran:.3f}", p=f"{spots.moran_p:.3f}")
        which = say("hot-which", n=len(spots.kept), cells=cells, more=len(spots.kept) - len(named))
        return whole + which

    def clusters(self, areas: Clusters) -> Table:
        """One row a cluster; the identifiers of its members are separated by `|`."""
        rows: list[list[Cell]] = [
            [c.number, c.n, c.mean_m, c.lon, c.lat, "|".join(c.ids), *self._reckoned("cell")] for c in areas.clusters
        ]
        columns = ("cluster", "n", "mean_m", "lon", "lat", "ids", *RECKONED)
        return self._table("clusters", columns, rows, self._say("cells-quoted-said"))

    def grade(self, what: Reckoned) -> Grade:
        """Whether a number that is no count may be quoted."""
        return GRADES[self._reason(what)]

    def grade_of_spot(self, spot: HotSpot) -> Grade:
        """Whether a cell may be called a hot spot."""
        return self.grade(of_spot(spot))

    def _reckoned(self, what: Reckoned, *, listed: bool = True) -> list[Cell]:
        """The cells of `RECKONED`."""
        reason = self._reason(what, listed=listed)
        return [GRADES[reason], told.why(self._say, reason)]

    def _reason(self, what: Reckoned, *, listed: bool = True) -> Reason:
        return reckoned(what, synthetic=self._vocabulary.synthetic, listed=listed)

    def density_notes(self) -> list[str]:
        """What is to be said of a surface, which is no table."""
        return self._notes(self._say("cells-quoted-said"))

    def zones(self, figures: list[ZoneFigures], tallies: Tallies, citing: Citing) -> Table:
        """One row a key zone, membership by attribute, its number with all that is to be said of it."""
        rows: list[list[Cell]] = []
        for zone in figures:
            made = told.cells(complete(tallies, self._vocabulary, zone.code), citing)
            rows.append([zone.code, self.area(zone.code), zone.n, *made, zone.km2, zone.per_100km2])
        columns = ("code", "area", "n", *told.COLUMNS, "km2", "per_100km2")
        return self._table("zones", columns, rows, self._say("sheet-rule-said"), self._say("zones-said"))


def _compared(speciality: Specialisation) -> list[Cell]:
    return [getattr(speciality, name) for name in COMPARED]
