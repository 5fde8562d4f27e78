"""What people call the columns of a file, in both languages, and which column a heading means."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from rapidfuzz import fuzz, process

from app.imports.rows.datums import datum_named
from app.platforms.columns import BESIDE, BY_NAME
from frontend.language import LANGUAGE_CODES
from frontend.messages import messages
from geo.datum import Crs

READ_PAST = "-"
"""A heading that stands for this is a column that is not read."""
ALIASES: Mapping[str, str] = {
    "编号": "id", "标识符": "id", "平台编号": "id", "identifier": "id", "platform id": "id",
    "名称": "name_zh", "平台名称": "name_zh", "中文名": "name_zh", "name": "name_zh", "chinese name": "name_zh",
    "英文名": "name_en", "平台英文名称": "name_en", "english name": "name_en",
    "类别": "kind", "平台类型": "kind", "平台类别": "kind",
    "建设单位": "operator", "运营单位": "operator", "依托单位": "operator", "牵头单位": "operator",
    "承办单位性质": "operator_type", "单位性质": "operator_type", "type of operator": "operator_type",
    "技术领域": "domains", "所属领域": "domains", "domain": "domains", "field": "domains",
    "阶段": "stages", "stage": "stages",
    "服务": "services", "service": "services",
    "服务表述": "service_phrases",
    "状态": "lifecycle", "平台状态": "lifecycle", "status": "lifecycle",
    "状态表述": "status_text",
    "概念验证基金": "fund", "voucher": "voucher", "vouchers": "voucher",
    "所在区": "district_code", "所属区": "district_code", "行政区": "district_code", "区县": "district_code",
    "重点区": "zone", "zone": "zone",
    "详细地址": "address", "地点": "address", "postal address": "address",
    "经度": "lon", "longitude": "lon", "lng": "lon", "x": "lon",
    "纬度": "lat", "latitude": "lat", "y": "lat",
    "精度": "precision", "坐标": "crs", "坐标系": "crs", "坐标基准": "crs", "datum": "crs", "coordinate system": "crs",
    "网址": "website", "官网": "website", "homepage": "website", "url": "website",
    "简介": "summary_zh", "中文介绍": "summary_zh", "平台简介": "summary_zh", "summary": "summary_zh",
    "来源名称": "source_title", "来源标题": "source_title", "title of the source": "source_title",
    "来源时间": "source_date", "来源链接": "source_url", "source url": "source_url",
}  # fmt: skip
"""Names besides those of the columns and those that the pages and the files for people give them."""
_BRACKETED = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]\s*$")
_BETWEEN = re.compile(r"[\s_*＊:：]+")
Axis = Literal["lon", "lat"]


def plain(heading: str) -> str:
    """A heading without what people write differently: case, blanks, stars of compulsory columns, colons."""
    return _BETWEEN.sub(" ", heading).strip().casefold()


@cache
def known_headings() -> Mapping[str, str]:
    """By plain heading, the column that it means."""
    known: dict[str, str] = {plain(alias): column for alias, column in ALIASES.items()}
    for lang in LANGUAGE_CODES:
        say = messages(lang)
        for column in BY_NAME:
            known[plain(say(f"property-{column}".replace("_", "-")))] = column
        known[plain(say("property-district"))] = "district_code"
        known[plain(say("import-crs"))] = "crs"
        for past in ("property-page", "property-confirmed", "property-public-mobile", "import-faults-number"):
            known[plain(say(past))] = READ_PAST
    known |= {plain(_BRACKETED.sub("", name)): column for name, column in known.items()}
    return known | {plain(name): name for name in (*BY_NAME, *BESIDE)}


def column_of(heading: str, given: Mapping[str, str]) -> str | None:
    """The column that a heading means; `given` are headings that whoever imports has named. None: not known."""
    key = plain(heading)
    for name, column in given.items():
        if plain(name) == key:
            return column
    known = known_headings()
    return known.get(key) or known.get(plain(_BRACKETED.sub("", heading)))


def datum_in(heading: str) -> Crs | None:
    """The datum that a heading of a coordinate names in brackets, as in “经度（GCJ-02）”."""
    bracketed = _BRACKETED.search(heading)
    return datum_named(bracketed[1]) if bracketed else None


def nearest(heading: str) -> tuple[str, str]:
    """The known heading that is most like one that is not known, and its column."""
    known = known_headings()
    name, _, _ = process.extractOne(plain(heading), known.keys(), scorer=fuzz.WRatio)
    return name, known[name]
