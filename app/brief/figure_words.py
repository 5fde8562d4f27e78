"""The five figures in words, each with its grade, its note, and the sentence to cite it by."""

import math

from app.brief.content import FigureWords
from app.brief.wording import DOT, Wording
from app.figures.citation import Citing
from app.figures.figure import Figure
from app.figures.words import site_of_city
from frontend.language import digits

MOST_NAMED = 3


def figure_words(wording: Wording, figure: Figure) -> FigureWords:
    """One figure as it is written."""
    say = wording.say
    return FigureWords(
        figure,
        _value(wording, figure),
        _title(wording, figure),
        _detail(wording, figure),
        _note(wording, figure),
        say(f"grade-{figure.grade}"),
        say("brief-why-unstated" if _unstated(wording, figure) else f"brief-why-{figure.reason}"),
        "" if figure.grade == "never" else citation(wording, figure),
    )


def _unstated(wording: Wording, figure: Figure) -> int:
    """How many are listed where the source states the place of none: that is another thing than none listed."""
    return wording.facts.tallies.of(wording.scope).n if figure.name == "stated" and not figure.value else 0


def _value(wording: Wording, figure: Figure) -> str:
    if not figure.value and not _unstated(wording, figure):
        return wording.say("brief-none")
    return digits(figure.value) if figure.of is None else f"{digits(figure.value)}/{digits(figure.of)}"


def _title(wording: Wording, figure: Figure) -> str:
    if figure.name == "domain":
        return wording.say("brief-what-domain", domain=wording.domain(figure.domain))
    if figure.name == "stated":
        return wording.say("brief-what-stated", kind=wording.scope.kind)
    return wording.say(f"brief-what-{figure.name}")


def _detail(wording: Wording, figure: Figure) -> str:
    """Of what it is made up."""
    tally = figure.tally
    if figure.name == "domain":
        return _share(wording, figure)
    if not figure.value:
        return wording.say("brief-city-has", n=figure.of_city)
    if figure.kind is None:
        return DOT.join([wording.kinds(tally), wording.states(tally)])
    return DOT.join([wording.states(tally), wording.basis(tally)])


def _share(wording: Wording, figure: Figure) -> str:
    """What the share is compared with, and its interval; of the whole city the number alone."""
    city, say = wording.facts.tallies.of(wording.city), wording.say
    share = figure.share
    if share is None or share.low is None or share.high is None or not figure.of or not share.expected:
        return say("brief-of-all", n=figure.of_city, all=city.n)
    known = city.n - (city.unplaced if wording.scope.kind == "district" else 0)
    # The interval of the quotient is that of the share divided by the city's.
    of_city = figure.of_city / known
    percent = {"share": figure.value / figure.of, "low": share.low * of_city, "high": share.high * of_city}
    # Halves are rounded up, as readers do.
    numbers = {name: str(math.floor(100 * value + 0.5)) for name, value in percent.items()}
    return say("brief-share", kind=wording.scope.kind, of_city=figure.of_city, all=known, **numbers)


def _note(wording: Wording, figure: Figure) -> str:
    """What has to be said along with it."""
    say, tally, reason = wording.say, figure.tally, figure.reason
    if reason in ("none", "alike", "few", "apart", "synthetic"):
        unstated = _unstated(wording, figure)
        return say("brief-unstated-said", n=unstated) if unstated else say(f"brief-{reason}-said")
    if figure.kind and not tally.lifecycles.get("operating"):
        return say("brief-none-runs")
    if reason in ("old", "both"):
        return say("brief-old-sources", n=tally.old)
    if reason == "inferred":
        return say("brief-some-inferred", kind=wording.scope.kind, n=tally.inferred)
    if figure.everywhere:
        return wording.basis(tally) if figure.name == "listed" else say("brief-counted")
    return say("brief-each-stated", kind=wording.scope.kind)


def citation(wording: Wording, figure: Figure) -> str:
    """What, of what, as of when, and a link that names the version of the data; with the note where there is one."""
    site, version = site_of_city(wording.say, wording.site), wording.facts.vocabulary.version
    words = Citing(wording.say, site, wording.as_of, version, wording.link).words | {"name": wording.place}
    made = _made(wording, figure)
    if figure.name == "domain":
        return wording.say(
            "brief-cite-domain", n=figure.value, made=made, domain=wording.domain(figure.domain), **words
        )
    if figure.kind:
        return wording.say("brief-cite-kind", n=figure.value, made=made, kind=figure.kind, **words)
    if figure.name == "listed":
        del words["name"]
    return wording.say(f"brief-cite-{figure.name}", n=figure.value, made=made, **words)


def _made(wording: Wording, figure: Figure) -> str:
    """Of what it is made up, in the brackets of the citation: states only where the figure speaks of them."""
    tally, said = figure.tally, []
    if figure.kind is None:
        said.append(wording.kinds(tally, long=True))
    if figure.states:
        said.append(wording.states(tally))
    if figure.name in ("domain", "listed") or figure.kind:
        said.append(wording.basis(tally))
    if figure.reason in ("old", "both", "apart"):
        note = "brief-apart-said" if figure.reason == "apart" else "brief-old-sources"
        said.append(wording.say(note, n=tally.old) if note == "brief-old-sources" else wording.say(note))
        if figure.reason == "apart":
            said.append(_share(wording, figure))
    elif figure.kind and not tally.lifecycles.get("operating"):
        said.append(wording.say("brief-none-runs"))
    return wording.say("brief-clauses").join(said)
