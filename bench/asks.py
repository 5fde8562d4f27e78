"""The requests that are timed: our address, the statement that gives the same answer, and the target."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.platforms.filter import FILTER_PARAMETERS
from app.web.responses import with_query
from bench.databases import Databases
from bench.draw import PLACE, Drawn, Ranges, tiles
from bench.drive import CLIENTS

ITEMS = "/api/collections/platforms/items"
TILES = "/api/tiles/WebMercatorQuad"
BOX = 0.03
"""Degrees that a box is wide and high."""
TYPED = ("合", "合成", "平台", "号平", "Synth", "0001", "hecheng", "hcsj", "浦东", "生物", "zz", "没有的", "数据单位12")
Answer = Literal["items", "item", "nearest", "tile", "facets"]
Address = Callable[[Drawn], str]


@dataclass(frozen=True)
class Target:
    """What is to be reached: answers per second ÷ those of the SQL and of the best peer; milliseconds; bytes."""

    sql: float | None = None
    peer: float | None = None
    p99: float | None = None
    bytes: int | None = None
    note: str = ""


@dataclass(frozen=True, eq=False)
class Ask:
    """One kind of request. `counted` is the condition on the flat table that gives the number that matches.

    `sql` names the statement and `answer` how two answers are compared; without them it is timed alone. `kept`: the
    server keeps its answers, as it does for visitors; the others make each answer anew. `few`: so many addresses, each
    of which was asked for before, so that all are kept. `clients`: so many ask at once, each of which waits for its
    answer before it asks again.
    """

    name: str
    ranges: Ranges
    address: Address
    sql: str = ""
    answer: Answer | None = None
    counted: Callable[[Drawn], str] | None = None
    target: Target = field(default_factory=Target)
    kept: bool = False
    few: int = 0
    clients: int = CLIENTS


def items(filter: Mapping[str, object]) -> str:
    """The address of the first page, or of the one that is asked for."""
    return with_query(ITEMS, [(name, str(value)) for name, value in {"limit": 100, **filter}.items()])


def point(drawn: Drawn) -> str:
    return f"{drawn['west'] / 10_000:.4f},{drawn['south'] / 10_000:.4f}"


def box(drawn: Drawn) -> str:
    """west,south,east,north of what is drawn, in degrees."""
    west, south = drawn["west"] / 10_000, drawn["south"] / 10_000
    return f"{west:.4f},{south:.4f},{west + BOX:.4f},{south + BOX:.4f}"


def identifier(drawn: Drawn) -> str:
    return f"synthetic-{drawn['number']:07d}"


def listed(of: Databases) -> list[Ask]:
    """The requests whose answers an SQL statement gives, too, and those that have a target without one."""
    names = of.names
    domain, district, kind = ((1, len(names[name])) for name in ("domain", "district", "kind"))

    def code(name: str, drawn: Drawn) -> str:
        return names[name][drawn[name] - 1]

    def filtered(*facets: str) -> Address:
        return lambda drawn: items({name: code(name, drawn) for name in facets})

    def facets(drawn: Drawn) -> str:
        values = [(name, code(name, drawn)) for name in FILTER_PARAMETERS if drawn.get(name)]
        return with_query("/api/facets", values)

    def envelope(drawn: Drawn) -> str:
        return f"ST_Intersects(geom, ST_MakeEnvelope({box(drawn)}, 4326)) OR geom IS NULL"

    anywhere = {"west": (0, 0), "south": (0, 0)} | dict(PLACE)
    any_or_one = {"kind": (0, kind[1]), "district": (0, district[1]), "domain": (0, domain[1])}
    pages = max(min(of.rows // 100, 100), 1)

    def suggested(drawn: Drawn) -> str:
        return with_query("/api/suggest", [("q", typed(drawn))])

    suggest: Ranges = {"typed": (0, len(TYPED) - 1), "more": (0, 199), "number": (1, of.rows)}
    return [
        Ask(
            "20 nearest",
            anywhere,
            lambda drawn: items({"limit": 20, "near": point(drawn)}),
            "nearest",
            "nearest",
            target=Target(sql=0.75),
        ),
        Ask(
            "20 nearest of a domain",
            {**anywhere, "domain": domain},
            lambda drawn: items({"limit": 20, "near": point(drawn), "domain": code("domain", drawn)}),
            "nearest_of_domain",
            "nearest",
            target=Target(sql=0.75),
        ),
        Ask(
            "box, 100 by id",
            {**anywhere, "located": (of.located, of.located)},
            lambda drawn: items({"bbox": box(drawn)}),
            "box",
            "items",
            counted=envelope,
            target=Target(sql=0.85, peer=10, note="located records by id, then those without a position"),
        ),
        Ask(
            "domain, 100",
            {"domain": domain},
            filtered("domain"),
            "of_domain",
            "items",
            counted=lambda drawn: f"'{code('domain', drawn)}' = ANY (string_to_array(domains, ','))",
            target=Target(sql=0.70),
        ),
        Ask(
            "domain and district, 100",
            {"domain": domain, "district": district},
            filtered("domain", "district"),
            "of_domain_and_district",
            "items",
            target=Target(sql=0.70),
        ),
        Ask(
            "district and kind, 100",
            {"district": district, "kind": kind},
            filtered("district", "kind"),
            "of_district_and_kind",
            "items",
            counted=lambda drawn: f"district_code = '{code('district', drawn)}' AND kind = '{code('kind', drawn)}'",
            target=Target(sql=0.70, peer=10),
        ),
        Ask(
            "no filter, 100",
            {"page": (0, 0)},
            lambda drawn: items({}),
            "page",
            "items",
            counted=lambda drawn: "true",
            target=Target(sql=0.70, peer=10),
        ),
        Ask(
            "no filter, a later page",
            {"page": (0, pages - 1)},
            lambda drawn: items({"offset": drawn["page"] * 100}),
            "page",
            "items",
            counted=lambda drawn: "true",
            target=Target(sql=0.70, peer=10),
        ),
        Ask(
            "tile of clusters, zoom 12",
            tiles(12),
            lambda drawn: f"{TILES}/12/{drawn['row']}/{drawn['column']}",
            "clusters",
            "tile",
            target=Target(sql=0.15, peer=30, bytes=10_000),
        ),
        Ask(
            "tile of points, zoom 15",
            tiles(15),
            lambda drawn: f"{TILES}/15/{drawn['row']}/{drawn['column']}",
            "points",
            "tile",
            # At zoom 14, which the targets name, a tile of more than 400 points has clusters.
            target=Target(sql=0.95, peer=0.9),
        ),
        Ask(
            "tile of points, zoom 15, kept",
            tiles(15),
            lambda drawn: f"{TILES}/15/{drawn['row']}/{drawn['column']}",
            target=Target(peer=10),
            kept=True,
            few=100,
        ),
        Ask("facets", any_or_one, facets, "facets", "facets", target=Target(sql=0.33, note="exact")),
        Ask(
            "item",
            {"number": (1, of.rows)},
            lambda drawn: f"{ITEMS}/{identifier(drawn)}",
            "item",
            "item",
            target=Target(sql=0.10, peer=2),
        ),
        Ask("suggest", suggest, suggested, kept=True),
        # What it takes by itself, and what this machine takes for an answer that reads nothing.
        Ask("suggest, one client", suggest, suggested, target=Target(p99=10), clients=1),
        Ask("/live, one client", {"nothing": (0, 0)}, lambda drawn: "/live", clients=1),
    ]


def typed(drawn: Drawn) -> str:
    """What somebody typed: common, rare and absent texts, and the end of a number."""
    if drawn["more"] < 60:
        return f"{drawn['number']:07d}"[drawn["more"] % 5 :]
    return TYPED[drawn["typed"]] + (f"{drawn['more']:02d}"[-2:] if drawn["more"] < 120 else "")
