"""Every request whose answer is pinned."""

import csv
from pathlib import Path
from urllib.parse import quote

from tests.support.pins import seeded
from tests.support.pins.question import Question

CONTRACT = Path(__file__).parents[2] / "app" / "golden"
"""The golden files of the embed contract: their addresses are pinned as frames, too."""
ITEMS = seeded.ITEMS
API = (
    *("/api/void", "/api/void?zone=zhangjiang&f=csv", "/api/downloads/platforms.csv?columns=labels&lang=en"),
    # Suggestions with more candidates stop at the clock: their answers depend on the machine.
    *("/api", "/api?f=html", "/api?lang=en", "/api?f=html&lang=en", "/api/conformance", "/api/conformance?f=html"),
    *("/api/collections", "/api/collections?f=html", "/api/collections?lang=en", "/api/collections/platforms"),
    *("/api/collections/platforms?lang=en", "/api/collections/districts", "/api/collections/zones?f=html"),
    *("/api/openapi", "/api/openapi?f=html", "/api/basemap", "/api/basemap?lang=en"),
    *("/api/collections/districts/items", "/api/collections/zones/items?lang=en", "/live", "/ready"),
    "/api/insight/suggestion?candidates=district&focus=ai",
    *("/oembed?url={site}/", "/oembed?url={site}/platform/sh-poc-009&maxwidth=300", "/api/insight/hotspots"),
    *("/oembed?url={site}/en/district/310115&format=xml", "/oembed?url={site}/insight%3Fmeasure=density&dnt=1"),
    *("/api/tiles", "/api/tileMatrixSets/WebMercatorQuad?lang=en", "/api/collections/platforms/tiles/WebMercatorQuad"),
    "/api/collections/policies/items?lang=en",
    *("/api/match?domain=synbio&stage=lab&want=voucher&origin=zhangjiang", "/api/match?domain=6g&lang=en"),
    *("/api/dcat", "/api/records/platforms?lang=en", "/api/qgis/platforms.qml", "/robots.txt", "/sitemap.xml"),
    *("/embed/v1/accent.c8102e.css", "/api/insight/comparison?compare=310115,zhangjiang&f=xlsx&lang=en"),
)
REFUSED = (
    *("/api?f=csv", "/api?colour=red", "/api/conformance?lang=fr", "/api/collections/shops", "/api/nothing"),
    *(
        "/api/openapi?f=yaml",
        "/api/match?stage=none",
        f"{ITEMS}?limit=0",
        f"{ITEMS}?offset=-1",
        f"{ITEMS}?limit=ten",
        f"{ITEMS}?datum=mars",
    ),
    *(f"{ITEMS}?f=csv&datum=gcj02", f"{ITEMS}?properties=name,colour", f"{ITEMS}?f=xlsx", f"{ITEMS}/nobody"),
    *(f"{ITEMS}/sh-poc-001?bbox=1,2,3,4", "/api/collections/districts/items/999999", "/api/bubbles?group=shop"),
    *("/api/collections/districts/items?domain=ai", "/api/collections/shops/items", "/api/suggest?limit=3"),
    *("/api/insight/nothing", "/api/insight/districts?classes=9", "/api/insight/hexagons?cell=1"),
    *("/api/insight/specialities?district=310115,310112", "/api/insight/siting?sites=1,2", "/api/basemap?f=html"),
    *("/api/insight/density?f=csv", "/api/insight/comparison?compare=a,b", "/oembed", "/oembed?url={site}/nothing"),
    *("/oembed?url={site}/&format=yaml", "/oembed?url=https://a.example/", "/oembed?url={site}/&maxwidth=wide"),
    *("/tiles/base/none/base/1/1/1", "/tiles/base/none/base/x/1/1", "/assets/nothing.js", "/api/features?domain=ai"),
    *("/embed/v1/embed.0000000000.js", "/embed/v1/accent.red.css", "/embed/v1/accent.C8102E.css", "/nothing"),
)
NEGOTIATED = (
    ("/api", "text/html"),
    ("/api/collections", "text/html,application/xhtml+xml,*/*;q=0.8"),
    (ITEMS + "?limit=2", "text/csv"),
    (ITEMS + "?limit=2", "text/html"),
    (ITEMS + "?limit=2", "application/geo+json"),
    (ITEMS + "?limit=2", "image/png"),
    ("/api/collections/zones/items", "text/html"),
    ("/api/insight/gaps", "text/csv"),
)
FILTERED = (
    *("domain=synbio", "kind=poc,pilot,related&stage=lab", "district=310115&zone=zhangjiang&sort=name"),
    *("q=张江", "near=121.6,31.2&radius=5000&sort=distance", "bbox=121.4,31.1,121.7,31.3", "page=2", "page=99"),
    *("kind=poc,pilot,related&page=2&view=map", "domain=ai&lock=domain&theme=dark&size=large", "domain=alchemy"),
    *("voucher=yes&fund=not-stated&overlay=features&group=zone", "q=nothing-like-it", "select=sh-poc-009"),
    *("panel=filters&service=prototype", "overlay=none&group=none&card=sh-poc-009&at=121.6,31.2,14"),
)
TOPICS = (
    *("", "topic=districts&measure=density&breaks=equal&classes=3&scheme=viridis&order=name", "kind=poc&domain=ai"),
    *("measure=quotient&focus=biomedicine&area=310115", "area=zhangjiang", "topic=cells", "topic=cells&cells=density"),
    *("topic=cells&cells=clusters&eps=3000", "topic=cells&cells=hotspots", "topic=gaps", "topic=siting"),
    *("topic=siting&basis=university&reach=8000&sites=121.4,31.2", "topic=compare", "topic=size&classes=9"),
    *("topic=compare&compare=310115,310112,zhangjiang",),
)
PLATFORMS = tuple(f"sh-poc-{number:03}" for number in (1, 2, 9, 14, 23, 30))
MATCHED = "/match?have=data&domain=synbio&show=works&need=money&origin=zhangjiang"
DISTRICTS = ("310101", "310112", "310115", "310151")


def questions() -> list[Question]:
    """All of them in the order of the golden file. Raises ValueError where one stands twice."""
    api = [*(Question("api", each) for each in (*API, *REFUSED, *seeded.addresses()))]
    api += [Question("api", address, accept) for address, accept in NEGOTIATED]
    every = [*api, *_pages(), *_frames(), Question("script", "/embed/v1/embed.js")]
    if len(set(every)) < len(every):
        raise ValueError(f"twice: {sorted({each for each in every if every.count(each) > 1})}")
    return every


def _query(text: str) -> str:
    return f"?{quote(text, safe='=&,%:')}" if text else ""


def _pages() -> list[Question]:
    paths = ["/", *(f"/platform/{each}" for each in PLATFORMS), *(f"/district/{each}" for each in DISTRICTS)]
    paths += [f"/zone/{each}" for each in seeded.ZONES]
    paths += ["/insight/brief/310115", "/insight/brief/310112?kind=poc", "/insight/brief/310115/file", "/panel"]
    paths += ["/embed/builder", "/embed/doctor", "/card/sh-poc-009", "/platform/nobody", "/zone/mars", "/district/1"]
    paths += ["/match", MATCHED, "/match/request", "/open-data", "/about?cited=1", "/lists/policies"]
    # The overview and the events say what is still to come: they change with the day.
    paths += [f"/lists/{name}" for name in ("fields", "services", "scenarios", "cases", "glossary")]
    # The page of the void register tells what was sought in vain, also by this file: its data alone are pinned.
    paths += ["/compare?ids=sh-poc-009,sh-poc-040", "/compare"]
    paths += ["/share?ids=sh-poc-009,sh-poc-040"]
    paths += ["/lists/policies?instrument=voucher&where=district&whom=alchemists"]
    found = [Question("page", address) for path in paths for address in (path, "/en/" if path == "/" else f"/en{path}")]
    found += [Question("page", f"/{_query(each)}") for each in FILTERED]
    found += [Question("page", f"/en/{_query(each)}") for each in FILTERED[::4]]
    found += [Question("page", f"/panel{_query(each)}") for each in FILTERED[:3]]
    found += [Question("page", f"/insight{_query(each)}") for each in TOPICS]
    found += [Question("page", f"/en/insight{_query(each)}") for each in TOPICS[1::5]]
    builder = "/embed/builder?frame-view=district&frame-district=310115&frame-theme=dark&domain=ai&width=768"
    found += [Question("page", builder), Question("page", "/district/310115?theme=dark&lock=domain&domain=ai")]
    found += [Question("page", "/nothing", "text/html"), Question("page", "/en/nothing", "text/html")]
    return [*found, *(Question("page", path) for path in ("/en", "/insight/", "/api/"))]


def _frames() -> list[Question]:
    """Every address of the contract's golden files, and each view with a filter, a look and an unlisted code."""
    found = [f"/embed/v1{_contract_query(each)}" for each in _contract("embed_v1.csv")]
    found += [f"/embed/v1/insight{_contract_query(each)}" for each in _contract("embed_v1_insight.csv")]
    areas = [*(f"district/{each}" for each in DISTRICTS), *(f"zone/{each}" for each in seeded.ZONES)]
    for view in ("counter", *(f"platform/{each}" for each in PLATFORMS[:3]), *areas):
        found += [f"/embed/v1/{view}", f"/embed/v1/{view}?lang=en&theme=dark&kind=pilot&lock=kind&layers=features"]
    found += ["/embed/v1/counter?domain=ai&lock=domain", "/embed/v1/district/310115?domain=ai&list=side&wheel=on"]
    found += ["/embed/v1/insight?lang=en&theme=dark&district=310115&lock=district", "/embed/v1/zone/lingang/"]
    found += [
        f"/embed/v1/{each}" for each in ("platform/nobody", "district/1", "zone/mars?lang=en", "a/b", "insight/x")
    ]
    return [Question("frame", each) for each in found]


def _contract(name: str) -> list[str]:
    with (CONTRACT / name).open(encoding="utf-8", newline="") as file:
        return [row["address"] for row in csv.DictReader(file)]


def _contract_query(address: str) -> str:
    return f"?{address}" if address else ""
