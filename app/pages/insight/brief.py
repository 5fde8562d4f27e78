"""The brief of a district: one printable page, also as a file that needs no server. Every figure names its query."""

from dataclasses import dataclass

import htpy as h

from app.analysis.legends import class_words, shade
from app.analysis.question import Question
from app.analysis.specialities import DistrictFigures, DistrictTable, Specialities, district_table, judge
from app.districts import read as districts
from app.districts.read import District, DistrictFeature
from app.pages import marks
from app.pages.context import Context
from app.pages.insight.controls import data_address
from app.pages.insight.districts import quotient
from app.pages.insight.picture import picture
from app.pages.insight.scroll import scrolling
from app.pages.insight.verdict import verdict_list
from app.pages.marks import approval
from app.pages.visit import Visit
from app.platforms import read as platforms
from app.platforms.read import Listing
from app.web.site import origin

MOST = 200


@dataclass(frozen=True)
class BriefFacts:
    """What the brief of one district says."""

    district: District
    others: list[District]
    feature: DistrictFeature | None
    table: DistrictTable
    domains: Specialities
    listing: Listing

    @property
    def figures(self) -> DistrictFigures:
        return next(row for row in self.table.rows if row.code == self.district.code)


async def brief_facts(visit: Visit, code: str) -> BriefFacts:
    """Read it. Raises NotFoundError for a code that is no district's."""
    db, context = visit.db, visit.context
    district = await districts.district(db, code)
    filter = context.location.filter
    table = await district_table(db, filter, Question(), context.vocabulary)
    return BriefFacts(
        district,
        await districts.districts(db),
        await districts.feature(db, code),
        table,
        await judge(table.counts, [(code, domain) for domain in context.vocabulary.domains], set()),
        await platforms.listing(db, filter.replace(district=(code,)), MOST, 0, context.lang),
    )


def brief(context: Context, facts: BriefFacts, download: str | None) -> h.Node:
    """The brief; `download` is the address of the file, None within the file itself."""
    say = context.say
    name = facts.district.name(context.lang)
    return h.main("#content.page.brief")[
        h.h1[say("brief-title", name=name)],
        h.p(".src-note")[say("brief-made", date=context.as_of()), " ", say("indicative"), " ", approval(context)],
        h.p(".actions")[h.a(".btn", href=download)[say("brief-download")]] if download else None,
        h.figure[_picture(context, facts, name), h.figcaption[say("brief-map", name=name), _legend(context, facts)]],
        _figures(context, facts),
        _feature(context, facts),
        _domains(context, facts),
        _members(context, facts),
        _sources(context, facts),
    ]


def _picture(context: Context, facts: BriefFacts, name: str) -> h.Node:
    most = len(facts.table.breaks)
    classes = {code: shade(index or 0, most, False) for code, index in facts.table.classes.items()}
    points = [(p.lon, p.lat) for p in facts.listing.platforms if p.lon is not None and p.lat is not None]
    label = context.say("brief-map", name=name)
    return picture(facts.others, classes, facts.district.code, points, context.lang, label)


def _legend(context: Context, facts: BriefFacts) -> h.Node:
    breaks = facts.table.breaks
    classes = [
        h.li[h.i(class_=f"swatch seq-{shade(i, len(breaks), False)}"), " ", class_words(Question(), each)]
        for i, each in enumerate(breaks)
    ]
    return h.ul(".brief-legend")[classes]


def _query(context: Context, name: str, pairs: list[tuple[str, str]]) -> h.Node:
    """The address that gives the figures, in full where the site's public address is known."""
    address = origin(context.settings.public_url) + data_address(context, name, pairs)
    return h.p(".src-note.query")[context.say("brief-query"), " ", h.a(href=address)[address]]


def _figures(context: Context, facts: BriefFacts) -> h.Node:
    say, row = context.say, facts.figures
    density = "—" if row.per_100km2 is None else f"{row.per_100km2:.2f}"
    rows = [
        (say("column-n"), str(row.n), str(facts.table.n)),
        (say("column-share"), f"{row.share:.1%}", "100%"),
        (say("column-per-100km2"), density, "—"),
        (say("column-km2"), f"{facts.district.area_km2:g}", "—"),
    ]
    heads = [h.td, h.th(scope="col")[facts.district.name(context.lang)], h.th(scope="col")[say("brief-of-city")]]
    return h.section(".sec")[
        h.h2[say("brief-figures")],
        scrolling(
            h.table(".figures")[
                h.thead[h.tr[heads]], h.tbody[[h.tr[h.th(scope="row")[n], h.td[a], h.td[b]] for n, a, b in rows]]
            ],
            say("brief-figures"),
        ),
        _query(context, "districts", []),
    ]


def _feature(context: Context, facts: BriefFacts) -> h.Node:
    say, feature = context.say, facts.feature
    if feature is None:
        return None
    return h.section(".sec")[
        h.h2[say("facet-feature"), h.small[say("declared")]],
        h.p(".said")[feature.feature(context.lang)],
        verdict_list(context, facts.table.specialities, facts.district.code, feature),
        _query(context, "specialities", [("district", facts.district.code)]),
    ]


def _domains(context: Context, facts: BriefFacts) -> h.Node:
    say, code = context.say, facts.district.code
    rows = []
    for domain in context.vocabulary.domains:
        speciality = facts.domains[code, domain]
        city = facts.table.counts.of_domain(domain, with_district=False)
        cells = [h.td[str(speciality.n) if speciality.n else say("not-listed")], h.td[f"{speciality.expected:.2f}"]]
        rows.append(
            h.tr[
                h.th(scope="row")[marks.domain(context, domain)],
                cells,
                h.td[quotient(context, speciality)],
                h.td[str(city)],
            ]
        )
    names = ("column-domain", "column-n", "column-expected", "column-quotient", "brief-of-city")
    return h.section(".sec")[
        h.h2[say("facet-domain"), h.small[say("none-listed-said")]],
        scrolling(
            h.table(".figures")[h.thead[h.tr[[h.th(scope="col")[say(name)] for name in names]]], h.tbody[rows]],
            say("facet-domain"),
        ),
    ]


def _members(context: Context, facts: BriefFacts) -> h.Node:
    say = context.say
    rows = [
        h.tr[
            h.th(scope="row")[platform.name(context.lang)],
            h.td(".names")[say(f"kind-{platform.kind}")],
            h.td(".names")[context.chinese(platform.source_title), h.small[f" {platform.source_date or ''}"]],
        ]
        for platform in facts.listing.platforms
    ]
    heads = [h.th(scope="col")[say(name)] for name in ("platforms", "facet-kind", "source")]
    more = facts.listing.number_matched - len(facts.listing.platforms)
    return h.section(".sec")[
        h.h2[say("platforms"), h.small[say("n-records", n=facts.listing.number_matched)]],
        scrolling(h.table(".figures.member-table")[h.thead[h.tr[heads]], h.tbody[rows]], say("platforms"))
        if rows
        else h.p[say("not-listed")],
        h.p[say("and-more", n=more)] if more > 0 else None,
    ]


def _sources(context: Context, facts: BriefFacts) -> h.Node:
    say, district = context.say, facts.district
    area = say("district-area", km2=f"{district.area_km2:g}", date=district.area_source_date)
    listed = facts.feature.sources if facts.feature else []
    sources = [
        h.li[context.chinese(s.title), h.small[f" {s.date or say('date-not-stated')}"], f" {s.url or ''}"]
        for s in listed
    ]
    return h.section(".sec")[
        h.h2[say("brief-sources")],
        h.ul(".plain")[h.li[area, " ", context.chinese(district.area_source)], sources],
        h.p(".src-note.as-of")[say("as-of-said", date=context.as_of())],
    ]
