"""The parameters of the match besides those of the filters: page and API take the same."""

from typing import Any, Literal, get_args

from app.match.weights import WANTS
from app.query.kinds import Choice, Text, Whole
from app.query.lists import Names
from app.query.parameter import Parameter, names

Have = Literal["", "idea", "data", "prototype", "product"]
Show = Literal["", "works", "makes", "buys", "sells"]
NEEDS = ("people", "instruments", "money", "clinical")

FILTERS = ("domain", "stage", "service", "kind")
"""The facets that the match takes: fields, stages and services as criteria, kinds as what is ranked at all."""
KINDS = ("poc", "related")
"""The kinds that are ranked when none is named: a pilot is the step after, the path and the cards name it."""
WANT = Names(
    name="want",
    description="What is wanted besides, with commas between: " + ", ".join(WANTS) + ".",
    values=WANTS,
)
ORIGIN = Text(
    name="origin",
    description="Where one starts from: lon,lat in degrees, the code of a key zone or district, a place by its name.",
    longest=60,
)
TOP: Whole[int] = Whole(name="top", description="So many from the top of the order.", low=1, high=100, default=10)
HAVE: Choice[Have] = Choice(
    name="have", description="What one has: it asks for a stage.", values=get_args(Have)[1:], default=""
)
SHOW: Choice[Show] = Choice(
    name="show", description="What must be shown: it asks for services.", values=get_args(Show)[1:], default=""
)
NEED = Names(
    name="need",
    description="What one needs, with commas between: it asks for wants. One of " + ", ".join(NEEDS) + ".",
    values=NEEDS,
)

ANSWERS: tuple[Parameter[Any], ...] = (HAVE, SHOW, NEED)
"""What the page's questions ask besides the field and the place."""
DIRECT: tuple[Parameter[Any], ...] = (WANT, ORIGIN, TOP)
PARAMETERS = (*ANSWERS, *DIRECT)
NAMES = names(PARAMETERS)
SEVERAL = (WANT.name, NEED.name)
"""Parameters whose values may also stand in several places of an address."""
