"""Links that open a position in a map service, each in the datum that it expects.

AMap: uri.amap.com/marker (GCJ-02, lon,lat). Baidu: api.map.baidu.com/marker (BD-09, lat,lon, coord_type=bd09ll).
Tencent: apis.map.qq.com/uri/v1/marker (GCJ-02, lat,lon). Apple and Google: WGS-84, lat,lon. No key is needed.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

import htpy as h

from app.pages.context import Context
from app.platforms.schemas import Platform
from geo.crs import Crs, convert

SOURCE = "servicemap"


@dataclass(frozen=True)
class MapLink:
    """`service` is the key of its name; `datum` is shown beside it."""

    service: str
    datum: str
    href: str


def map_links(name: str, lon: float, lat: float) -> list[MapLink]:
    """Where to open a WGS-84 position."""
    gcj, bd = _at(lon, lat, "gcj02"), _at(lon, lat, "bd09")
    amap = {"position": f"{gcj[0]},{gcj[1]}", "name": name, "src": SOURCE, "coordinate": "gaode", "callnative": "0"}
    baidu = {"location": f"{bd[1]},{bd[0]}", "title": name, "content": name, "coord_type": "bd09ll", "output": "html"}
    tencent = {"marker": f"coord:{gcj[1]},{gcj[0]};title:{name}", "referer": SOURCE}
    return [
        MapLink("amap", "GCJ-02", "https://uri.amap.com/marker?" + urlencode(amap)),
        MapLink("baidu", "BD-09", "https://api.map.baidu.com/marker?" + urlencode({**baidu, "src": SOURCE})),
        MapLink("tencent", "GCJ-02", "https://apis.map.qq.com/uri/v1/marker?" + urlencode(tencent)),
        MapLink("apple", "WGS-84", "https://maps.apple.com/?" + urlencode({"ll": f"{lat},{lon}", "q": name})),
        MapLink("google", "WGS-84", "https://www.google.com/maps?" + urlencode({"q": f"{lat},{lon}"})),
    ]


def _at(lon: float, lat: float, datum: Crs) -> tuple[float, float]:
    x, y = convert(lon, lat, "wgs84", datum)
    return round(float(x), 6), round(float(y), 6)


def navigation(context: Context, platform: Platform) -> h.Node:
    """Links to programs that lead there. A district's middle is no destination: then there are none."""
    if platform.precision == "district" or platform.lon is None or platform.lat is None:
        return h.p(".side-note")[context.say("no-navigation")]
    programs = map_links(platform.name(context.lang), platform.lon, platform.lat)
    return h.div(".nav-links")[
        (
            h.a(href=each.href, rel="noopener nofollow", target="_blank")[
                context.say(f"open-in-{each.service}"), h.small[each.datum]
            ]
            for each in programs
        )
    ]
