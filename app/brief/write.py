"""Writes a brief in one language, from its facts."""

from dataclasses import dataclass

from app.brief.annex import annex
from app.brief.content import Brief, Section
from app.brief.figure_words import figure_words
from app.brief.map_content import area_map
from app.brief.read import BriefFacts
from app.brief.sections import compared, declared, gaps, next_steps
from app.brief.since import since
from app.brief.wording import Wording
from app.draw.shared import site_name
from app.figures.scope import CITY
from app.settings import Settings
from frontend.messages import Messages

PAGE = "/insight/brief"
"""The page of a brief, behind which its code stands."""
MARKS = "①②③④⑤"


@dataclass(frozen=True)
class Site:
    """Whose brief it is: the name of the map, the number of its approval, its address, whose boundaries it shows."""

    name: str
    approval: str
    address: str
    boundaries: str | None
    licence: str = ""

    @classmethod
    def of(cls, settings: Settings, lang: str, address: str, boundaries: str | None) -> "Site":
        """The site that the settings describe."""
        name = site_name(lang, settings.site_name_zh, settings.site_name_en)
        return cls(name, settings.map_approval_number, address, boundaries, settings.data_licence)


def written(facts: BriefFacts, say: Messages, site: Site, page: str) -> Brief:
    """The whole brief; `page` is the path of its page. The link names the version of the data."""
    link = f"{site.address}{page}?cited={facts.vocabulary.version}"
    wording = Wording(facts, say, site.name, link)
    vocabulary, scope = facts.vocabulary, facts.scope
    notices = [say("synthetic-said")] if vocabulary.synthetic else []
    return Brief(
        code=scope.code,
        lang=wording.lang,
        place=wording.place,
        origin=say("brief-origin", site=site.name, kind=scope.kind),
        dated=say("brief-dated", date=wording.as_of, version=str(vocabulary.version)),
        title=say("brief-title", name=wording.place),
        lead=_lead(wording),
        basis=_basis(wording),
        listed=facts.whole.n,
        kinds=facts.whole.kinds,
        notices=notices,
        figures=[figure_words(wording, figure) for figure in facts.figures],
        declared=declared(wording),
        compared=compared(wording),
        gaps=gaps(wording),
        next=next_steps(wording),
        caveat=Section(say("brief-caveat"), said=say("brief-caveat-said")),
        since=since(wording),
        sources=_sources(wording),
        foot=_foot(wording, site),
        link=link,
        annex=annex(wording),
        map=area_map(wording),
        map_label=say("brief-map", name=wording.place),
        licence=site.licence,
        as_of=vocabulary.as_of,
        version=vocabulary.version,
    )


def _lead(wording: Wording) -> str:
    """One sentence: how many, of which kinds, and for how many the place is stated."""
    say, scope, whole = wording.say, wording.scope, wording.facts.whole
    if not whole.n:
        return say("brief-lead-none", date=wording.as_of, name=wording.place)
    numbers = {"n": whole.n, "stated": whole.stated, "inferred": whole.inferred}
    kinds = wording.kinds(whole, all_of_them=True)
    if scope.kind == "city":
        return say("brief-lead-city", kinds=kinds, unplaced=whole.unplaced, **numbers)
    city = wording.facts.tallies.of(wording.city).n
    return say(f"brief-lead-{scope.kind}", kinds=kinds, city=city, **numbers)


def _basis(wording: Wording) -> str:
    whole, kind = wording.facts.whole, wording.scope.kind
    numbers = {"stated": whole.stated, "inferred": whole.inferred}
    if kind == "city":
        return wording.say("brief-basis-city", unplaced=whole.unplaced, **numbers)
    return wording.say("brief-basis-said", kind=kind, **numbers)


def _sources(wording: Wording) -> list[str]:
    say, facts, said = wording.say, wording.facts, []
    if facts.feature and facts.feature.sources:
        first = facts.feature.sources[0]
        said.append(say("brief-source-feature", title=first.title, date=first.date or say("date-not-stated")))
    if facts.district:
        d = facts.district
        area = {"km2": f"{d.area_km2:g}", "date": d.area_source_date, "title": d.area_source}
        said.append(say("brief-source-area", **area))
    elif wording.scope.code == CITY:
        km2 = sum(facts.km2[code] for code in facts.vocabulary.districts)
        said.append(say("brief-source-areas", km2=f"{km2:,.0f}"))
    for extent in facts.extents:
        area = {"km2": f"{extent.published_area_km2:g}", "title": extent.source_title}
        said.append(say("brief-source-area", date=extent.source_date or say("date-not-stated"), **area))
    said.append(say("brief-source-records", n=facts.whole.n))
    return [f"{mark} {text}" for mark, text in zip(MARKS, said, strict=False)]


def _foot(wording: Wording, site: Site) -> list[str]:
    """What the map has to say of itself."""
    say = wording.say
    approval = say("approval", number=site.approval) if site.approval else say("approval-unset")
    boundaries = [say("boundary-source", source=site.boundaries)] if site.boundaries else []
    return [say("indicative"), approval, *boundaries, say("brief-metro")]
