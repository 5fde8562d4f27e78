"""Where next within an area as a picture: the map of the page with its words, legend and foot."""

import json

import shapely

from app.analysis.map_pictures import circle
from app.analysis.pictures import Picture
from app.analysis.places import Site
from app.analysis.siting.answer import NeedPoint, Sited
from app.analysis.siting.parameters import CITY, KINDS
from app.analysis.siting.scope import Scope
from app.analysis.siting.table import SitingWords, amount
from app.draw.area_map import AreaMap
from app.draw.figure import AreaCell, Figure, Fill, Key
from app.draw.mark import Mark
from app.draw.window import Box

MARGIN_DEG = 0.02
DOT = 1 / 260
"""The radius of a need of weight 1 beside the height of the map."""
HEAVIEST = 2.0
"""So much larger is the heaviest one."""
MOST_DRAWN = 2000
"""So many places of need are drawn, the heaviest ones, as on the page."""
M_A_DEGREE = 111_000.0
EXISTING, REACHED, OPEN = Fill("poc", "surface"), Fill("ink-2", "surface"), Fill("surface", "ink-2")
REACH = Fill("pilot", "pilot", dashed=True, alpha=0.1)


def of_sites(picture: Picture, scope: Scope, sited: Sited) -> Figure:
    """The whole picture."""
    say = picture.words.say
    words = SitingWords(say, picture.words.vocabulary)
    n = len(sited.sites)
    title = say("picture-sites", area=words.area(scope.code), n=n)
    said = [words.sentence(sited), words.proof(sited)] if n else [say("siting-no-need")]
    said.append(say("siting-existing", n=len(sited.existing), left=sited.left_out))
    figure = picture.figure(
        title, said, _map(scope, sited), *_legend(picture, words, sited), of=_weights(picture, sited)
    )
    foot = [*figure.foot[:-1], say("brief-metro"), figure.foot[-1]]
    return Figure(**{**vars(figure), "caveat": [say("picture-sites-not-said")], "foot": foot})


def _map(scope: Scope, sited: Sited) -> AreaMap:
    west, south, east, north = shapely.from_geojson(json.dumps(scope.outline)).bounds
    box: Box = (west - MARGIN_DEG, south - MARGIN_DEG, east + MARGIN_DEG, north + MARGIN_DEG)
    dot = (box[3] - box[1]) * M_A_DEGREE * DOT
    cells = [AreaCell(circle(site.at, sited.question.reach), REACH) for site in sited.sites]
    cells += [_need(point, dot) for point in sorted(sited.need, key=lambda point: -point.weight)[:MOST_DRAWN]]
    cells += [AreaCell(circle(at, dot * HEAVIEST), EXISTING) for at in sited.existing if _inside(box, at)]
    marks = [(Mark(*site.at, None, None, site.letter), "") for site in sited.sites]
    return AreaMap(None if scope.code == CITY else scope.code, box, marks, [], cells)


def _inside(box: Box, at: Site) -> bool:
    return box[0] < at[0] < box[2] and box[1] < at[1] < box[3]


def _need(point: NeedPoint, dot: float) -> AreaCell:
    """Filled where something reaches it; the larger the more it weighs."""
    return AreaCell(circle(point.at, dot * min(point.weight**0.5, HEAVIEST)), REACHED if point.reached else OPEN)


def _legend(picture: Picture, words: SitingWords, sited: Sited) -> list[Key]:
    say = picture.words.say
    usual = picture.filter.query() == [("kind", "poc")]
    keys = [
        Key(REACH, say("picture-sites-key", letter=site.letter, name=words.name(site.name)), f"+{amount(site.gain)}")
        for site in sited.sites
    ]
    existing = say("siting-key-existing" if usual else "siting-key-existing-other")
    reached = sum(bool(point.reached) for point in sited.need)
    return [
        *keys,
        Key(EXISTING, existing, str(len(sited.existing))),
        Key(REACHED, say("picture-sites-reached"), str(reached)),
        Key(OPEN, say("picture-sites-open"), str(len(sited.need) - reached)),
    ]


def _weights(picture: Picture, sited: Sited) -> str:
    """Which places are the need, and what each weighs."""
    say, question = picture.words.say, sited.question
    kinds = [kind for kind in KINDS if kind in question.need]
    named = [f"{say(f'siting-need-{kind}')} ×{amount(question.weight(kind))}" for kind in kinds]
    return say("picture-sites-need", kinds=say("list-separator").join(named))
