"""The answer as a table and as a sentence, in the reader's language."""

from typing import Any

from app.analysis.siting.answer import Sited, SitedSite
from app.analysis.siting.names import Names, SiteName
from app.analysis.siting.parameters import CITY
from app.analysis.table import Cell, Table
from app.city import city
from app.figures.complete import grade_labels, headings, why
from app.figures.figure import GRADES, reckoned
from app.vocabulary import Vocabulary
from frontend.language import choose
from frontend.messages import Messages

COLUMNS = ("site", "position", "lon", "lat", "gain", "served", "serves", "less", "grade", "why")


class SitingWords:
    """Names and sentences of an answer: page, table and command say the same."""

    def __init__(self, say: Messages, vocabulary: Vocabulary) -> None:
        self.say = say
        self._vocabulary = vocabulary

    def area(self, code: str) -> str:
        """The name of a district, a key zone or the city."""
        if code == CITY:
            return self.say("siting-city", city=city().name(self.say.lang))
        return (self._vocabulary.districts | self._vocabulary.zones)[code].name(self.say.lang)

    def one(self, names: Names) -> str:
        """Of two names that of the language."""
        return choose(self.say.lang, *names)

    def name(self, name: SiteName) -> str:
        """What a site is called: near a place, or in a town and so far from one."""
        if name.place is None:
            return self.one(name.town) if name.town else self.say("siting-unnamed")
        place = self.one(name.place)
        if name.near:
            return self.say("siting-near", place=place)
        km = f"{name.metres / 1000:.1f}".removesuffix(".0")
        if name.town is None:
            return self.say("siting-from", place=place, km=km)
        return self.say("siting-town-from", town=self.one(name.town), place=place, km=km)

    def serves(self, site: SitedSite) -> str:
        """The first names of what a site would serve, and of how many."""
        names = self.say("list-separator").join(self.one(name) for name in site.serves)
        return self.say("siting-serves", names=names, n=site.served, more=site.served - len(site.serves))

    def instead(self, site: SitedSite, reach: float) -> str:
        """How near the second best is; empty where it was not sought."""
        if site.instead is None:
            return ""
        if site.instead.less < 0.05:
            return self.say("siting-as-good", km=kilometres(reach))
        return self.say("siting-less", km=kilometres(reach), less=amount(site.instead.less))

    def sentence(self, sited: Sited) -> str:
        """The answer in one sentence: per cent, and the weights in brackets."""
        return self.say(
            "siting-sentence",
            km=kilometres(sited.question.reach),
            n=len(sited.sites),
            now=f"{sited.share(sited.now):.0%}",
            then=f"{sited.share(sited.then):.0%}",
            before=amount(sited.now),
            after=amount(sited.then),
            all=amount(sited.weight),
        )

    def proof(self, sited: Sited) -> str:
        """Among what it was sought, and whether that is proven; of sites that somebody moved it is not."""
        km, proven, moved = kilometres(sited.step_m), sited.proven, sited.moved
        yes = {True: "yes", False: "no"}
        return self.say("siting-proof", n=sited.candidates, proven=yes[proven], moved=yes[moved], km=km)

    def table(self, sited: Sited) -> Table:
        """One row a site."""
        reason = reckoned("reach", synthetic=self._vocabulary.synthetic)
        rows: list[list[Cell]] = [
            [
                site.letter,
                self.name(site.name),
                *site.at,
                site.gain,
                site.served,
                self.serves(site),
                None if site.instead is None else round(site.instead.less, 3),
                GRADES[reason],
                why(self.say, reason),
            ]
            for site in sited.sites
        ]
        judged = headings(self.say)
        columns = [(code, judged.get(code) or self.say(f"siting-column-{code}")) for code in COLUMNS]
        as_of = self._vocabulary.as_of
        about = self.say("as-of-said", date=as_of or self.say("date-not-stated"))
        return Table(
            "sites",
            columns,
            rows,
            [about, self.sentence(sited), self.proof(sited)],
            as_of,
            self.say("sheet-sites"),
            {"grade": grade_labels(self.say)},
        )


def document(sited: Sited) -> dict[str, Any]:
    """What the table does not hold."""
    return {
        "within": sited.question.within,
        "reach": sited.question.reach,
        "weight": sited.weight,
        "reachedNow": sited.now,
        "reachedThen": sited.then,
        "suggestedThen": sited.suggested_total,
        "proven": sited.proven,
        "candidates": sited.candidates,
        "stepM": sited.step_m,
        "need": dict(sited.counts),
        "platforms": len(sited.existing),
        "leftOut": sited.left_out,
        "reaches": [
            {"reach": each.reach, "now": each.now, "then": each.then, "sites": each.sites} for each in sited.reaches
        ],
    }


def kilometres(metres: float) -> str:
    """Metres as kilometres, with one decimal where it matters."""
    return f"{metres / 1000:.1f}".removesuffix(".0")


def amount(weight: float) -> str:
    """A sum of weights, with one decimal where it matters."""
    return f"{weight:,.1f}".removesuffix(".0")
