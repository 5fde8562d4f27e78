"""The parameters of "where next within an area", each defined once. Lengths are in kilometres, as a page has them."""

from typing import Any

from app.analysis.parameters import SITES, WANTED
from app.query.kinds import Choice, Number
from app.query.lists import Names
from app.query.parameter import Parameter, names

CITY = "city"
KINDS = ("university", "park", "metro_station")
"""The kinds of places that are a need; the table of their weights is the defaults below."""
OWN = "own"
"""The need of a file of one's own, which no address can hold."""
WITHIN: Choice[str] = Choice(
    name="within",
    description="Where sites may be and where the need is counted: a district, a key zone, or the whole city.",
    listed=f"code of a district or key zone, or {CITY}",
    default=CITY,
)
NEEDS = Names(
    name="needs",
    description="What is to be reached, with commas between: " + ", ".join(KINDS) + ". Absent: all of them. "
    f"`{OWN}`, a file of one's own, adds nothing here: no address holds it.",
    values=(*KINDS, OWN),
)


def _weight(name: str, default: float) -> Number[float]:
    return Number(name=name, description="Weight of a place of this kind.", low=0.1, high=100.0, default=default)


WEIGHTS = (_weight("university", 5.0), _weight("park", 3.0), _weight("metro_station", 1.0))
"""In the order of `KINDS`. A university and a park bring users of a platform, a station brings access."""
KM: Number[float] = Number(
    name="km", description="Reach in kilometres as the crow flies.", low=0.5, high=20.0, default=3.0
)
BEFORE = "before"
"""The sites before they were moved last, for one step back; a page's own, which no answer depends on."""
SUGGESTED = "suggested"
"""Before the first move the sites were those that are suggested."""
PARAMETERS: tuple[Parameter[Any], ...] = (WITHIN, NEEDS, *WEIGHTS, KM, WANTED, SITES)
NAMES = names(PARAMETERS)
REACHES = (1000.0, 2000.0, 3000.0, 4000.0, 5000.0)
"""The reaches that are offered and compared, in metres."""
OFFERED = 5
"""The page offers up to so many sites; an address may ask for more."""
