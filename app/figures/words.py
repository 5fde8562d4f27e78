"""How a tally is said: kinds, states and bases, in the order of the plan and of the life cycle."""

from app.city import city
from app.figures.scope import Kind as ScopeKind
from app.figures.tally import Tally
from app.platforms.facets import LIFECYCLES
from app.platforms.values import KINDS
from frontend.language import language_of
from frontend.messages import Messages


def kinds(say: Messages, counted: Tally, *, all_of_them: bool = False, long: bool = False) -> str:
    """So many of each kind; `all_of_them`: those of which none is listed are said, too. `long`: in whole words."""
    said = []
    for kind in KINDS:
        if n := counted.kinds[kind]:
            said.append(say(f"brief-{'kind' if long or all_of_them else 'short'}-{kind}", n=n))
        elif all_of_them:
            said.append(say(f"brief-nokind-{kind}"))
    return _joined(say, said)


def states(say: Messages, counted: Tally) -> str:
    """So many in each state, the farthest first."""
    order = [*reversed(LIFECYCLES[:4]), *LIFECYCLES[4:]]
    named = [(code, counted.lifecycles.get(code, 0)) for code in order]
    return _joined(say, [say(f"brief-life-{code.replace('_', '-')}", n=n) for code, n in named if n])


def basis(say: Messages, kind: ScopeKind, counted: Tally) -> str:
    """For how many the source states the place, and for how many it was inferred."""
    numbers = {"stated": counted.stated, "inferred": counted.inferred}
    if counted.unplaced and kind == "city":
        return say("brief-basis-unplaced", **numbers, unplaced=counted.unplaced)
    return say("brief-basis", kind=kind, **numbers)


def site_of_city(say: Messages, site: str) -> str:
    """The name of this map as a citation needs it: a reader elsewhere has to know of which city it is."""
    name = city().name(say.lang)
    return site if name.casefold() in site.casefold() else say("cite-site", site=site, city=name)


def _joined(say: Messages, parts: list[str]) -> str:
    return language_of(say.lang).comma.join(parts)
