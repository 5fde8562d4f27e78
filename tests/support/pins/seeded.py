"""200 addresses of the API from a seeded generator: filters, order, paging, datum, language, properties and formats.

The values are codes of the default data. A code that is no longer there changes pins, as it should.
"""

import random
from collections.abc import Callable
from urllib.parse import urlencode

Pairs = list[tuple[str, str]]
SEED = 11
ITEMS = "/api/collections/platforms/items"
DISTRICTS = ("310101", "310104", "310107", "310110", "310112", "310114", "310115", "310117", "310120")
ZONES = ("zhangjiang", "grand-neobay", "lingang")
DOMAINS = ("ic", "biomedicine", "ai", "green-low-carbon", "bci", "embodied-ai", "synbio", "cgt", "6g", "quantum")
VALUES: dict[str, tuple[str, ...]] = {
    "domain": (*DOMAINS, "other"),
    "stage": ("initial", "lab", "market", "not-stated"),
    "service": ("prototype", "small-batch", "incubation", "performance-test", "clinical-access", "not-stated"),
    "kind": ("poc", "pilot", "related"),
    "status": ("planned", "under_construction", "unveiled", "operating", "unknown"),
    "district": (*DISTRICTS, "浦东新区", "not-stated"),
    "zone": (*ZONES, "none"),
    "voucher": ("yes", "no", "not-stated"),
    "fund": ("yes", "no", "not-stated"),
}
WORDS = ("张江", "医疗", "biomedicine", "合成 生物", "芯片", "大学", "platform", "AI", "nothing-like-it", "%", "'")
TYPED = ("张", "zhang", "ai", "AI", "合成", "浦东", "jiaotong", "lab", "x", "医药", "lingang", "zzz")
BOXES = ("121.4,31.1,121.7,31.3", "121.5,31.15,121.66,31.25", "120.8,30.6,122.3,31.9", "121,31,0,121.5,31.2,9")
POINTS = ("121.6,31.2", "121.4737,31.2304", "121.8,30.9")
PROPERTIES = ("name", "kind", "operator", "domains", "stages", "services", "district_code", "zone", "precision")
INSIGHT: dict[str, dict[str, tuple[str, ...]]] = {
    "districts": {
        "measure": ("count", "density", "share", "quotient"),
        "focus": DOMAINS[:4],
        "breaks": ("jenks", "equal", "quantile"),
        "classes": ("3", "4", "5"),
    },
    "zones": {},
    "specialities": {},
    "gaps": {},
    "comparison": {"compare": ("310115,310112", "zhangjiang,lingang", "310101,zhangjiang,310120")},
    "coverage": {"focus": DOMAINS[:4], "reach": ("3000", "5000", "12000"), "basis": ("area", "university", "park")},
    "siting": {"focus": DOMAINS[:2], "sites": ("121.4,31.2", "121.9,30.9;121.2,31.4"), "basis": ("area", "park")},
    "hexagons": {"cell": ("2000", "3000", "7500.5")},
    "density": {"bandwidth": ("2000", "3000", "5000")},
    "clusters": {"eps": ("1000", "1500", "4000"), "members": ("2", "3", "5")},
    "hotspots": {"cell": ("3000", "5000")},
}
IN_TABLES = tuple(name for name in INSIGHT if name != "density")
WRONG: Pairs = [
    *(("domain", "alchemy"), ("stage", "later"), ("kind", "shop"), ("status", "open"), ("district", "999999")),
    *(("zone", "mars"), ("voucher", "maybe"), ("fund", "1"), ("near", "31.2,121.6"), ("radius", "0")),
    *(("bbox", "1,2,3"), ("bbox", "a,b,c,d"), ("ids", "<b>"), ("sort", "size"), ("colour", "red")),
    *(("lang", "fr"), ("q", "x" * 201), ("kind", "poc,shop"), ("radius", "5000"), ("sort", "distance")),
]


def addresses() -> list[str]:
    """The 200 addresses, each one once, in the order in which they were drawn."""
    draw = random.Random(SEED)
    drawn: dict[str, None] = {}
    for make, count in MAKERS.items():
        wanted = len(drawn) + count
        while len(drawn) < wanted:
            drawn[make(draw)] = None
    return list(drawn)


def _address(path: str, pairs: Pairs) -> str:
    return f"{path}?{urlencode(pairs, safe=',:;')}" if pairs else path


def _maybe(draw: random.Random, share: float, name: str, values: tuple[str, ...]) -> Pairs:
    return [(name, draw.choice(values))] if draw.random() < share else []


def _filter(draw: random.Random, most: int = 3) -> Pairs:
    """Some filters, repeated or with commas; sometimes words, a box, a point with a radius, identifiers."""
    pairs: Pairs = []
    for name in draw.sample(sorted(VALUES), draw.randint(0, most)):
        values = draw.sample(VALUES[name], draw.randint(1, min(3, len(VALUES[name]))))
        pairs += [(name, ",".join(values))] if draw.random() < 0.5 else [(name, value) for value in values]
    pairs += _maybe(draw, 0.2, "q", WORDS) + _maybe(draw, 0.2, "bbox", BOXES)
    if draw.random() < 0.25:
        pairs += [("near", draw.choice(POINTS)), *_maybe(draw, 0.7, "radius", ("1500", "5000", "12345.6", "50000"))]
        pairs += _maybe(draw, 0.5, "sort", ("distance",))
    elif draw.random() < 0.3:
        pairs += [("sort", draw.choice(("default", "name", "date")))]
    if draw.random() < 0.08:
        pairs += [("ids", "sh-poc-001,sh-poc-009,sh-poc-404")]
    return pairs


def _lang(draw: random.Random) -> Pairs:
    return _maybe(draw, 0.4, "lang", ("en", "zh-CN"))


def _paging(draw: random.Random) -> Pairs:
    return _maybe(draw, 0.6, "limit", ("1", "3", "10", "25", "20000")) + _maybe(draw, 0.4, "offset", ("0", "5", "30"))


def _items(draw: random.Random) -> str:
    chosen = draw.sample(PROPERTIES, draw.randint(1, 5)) if draw.random() < 0.3 else []
    pairs = _filter(draw) + _paging(draw) + _lang(draw) + _maybe(draw, 0.3, "datum", ("gcj02", "bd09", "cgcs2000"))
    pairs += [("properties", ",".join(chosen))] if chosen else []
    return _address(ITEMS, pairs + _maybe(draw, 0.2, "f", ("json",)))


def _items_html(draw: random.Random) -> str:
    return _address(ITEMS, [*_filter(draw), *_paging(draw), *_lang(draw), ("f", "html")])


def _items_csv(draw: random.Random) -> str:
    return _address(ITEMS, [*_filter(draw), *_lang(draw), ("f", "csv")])


def _item(draw: random.Random) -> str:
    pairs = _lang(draw) + _maybe(draw, 0.3, "datum", ("gcj02", "bd09")) + _maybe(draw, 0.3, "f", ("html", "json"))
    return _address(f"{ITEMS}/sh-poc-{draw.randint(1, 45):03}", pairs)


def _areas(draw: random.Random) -> str:
    path = f"/api/collections/{draw.choice(('districts', 'zones'))}/items"
    pairs = _maybe(draw, 0.5, "bbox", BOXES) + _lang(draw) + _maybe(draw, 0.3, "f", ("html",))
    return _address(
        path, pairs + _maybe(draw, 0.7, "limit", ("1", "4", "10")) + _maybe(draw, 0.4, "offset", ("2", "9"))
    )


def _area(draw: random.Random) -> str:
    name, ids = draw.choice((("districts", DISTRICTS), ("zones", ("zhangjiang-2017", "zhangjiang-2021"))))
    return _address(
        f"/api/collections/{name}/items/{draw.choice(ids)}", _lang(draw) + _maybe(draw, 0.4, "f", ("html",))
    )


def _facets(draw: random.Random) -> str:
    return _address("/api/facets", _filter(draw) + _lang(draw))


def _bubbles(draw: random.Random) -> str:
    return _address("/api/bubbles", _filter(draw) + _maybe(draw, 0.6, "group", ("district", "zone")) + _lang(draw))


def _features(draw: random.Random) -> str:
    return _address("/api/features", _maybe(draw, 0.8, "kind", ("poc", "pilot", "poc,related")) + _lang(draw))


def _suggest(draw: random.Random) -> str:
    return _address("/api/suggest", [("q", draw.choice(TYPED)), *_lang(draw)])


def _insight(draw: random.Random) -> str:
    topic = draw.choice(sorted(INSIGHT))
    pairs = [pair for name, values in INSIGHT[topic].items() for pair in _maybe(draw, 0.7, name, values)]
    pairs += _maybe(draw, 0.4, "kind", VALUES["kind"]) + _maybe(draw, 0.2, "domain", DOMAINS[:4]) + _lang(draw)
    return _address(
        f"/api/insight/{topic}", pairs + _maybe(draw, 0.4, "f", ("csv", "xlsx") if topic in IN_TABLES else ("json",))
    )


def _refused(draw: random.Random) -> str:
    """An address that would be answered but for one pair that no API address takes."""
    path = draw.choice((ITEMS, "/api/facets", "/api/bubbles", "/api/insight/gaps", "/api/insight/districts"))
    wrong = draw.choice(WRONG)
    taken = {wrong[0], "near", "radius", "sort"}
    return _address(path, [*(pair for pair in _filter(draw, 1) if pair[0] not in taken), wrong])


MAKERS: dict[Callable[[random.Random], str], int] = {
    _items: 58,
    _items_html: 12,
    _items_csv: 14,
    _item: 14,
    _areas: 14,
    _area: 8,
    _facets: 15,
    _bubbles: 12,
    _features: 4,
    _suggest: 10,
    _insight: 24,
    _refused: 15,
}
