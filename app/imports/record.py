"""One platform as a file states it, checked against the vocabularies."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from app.imports.files import CRS_NAMES, RawRow
from app.imports.problems import Problem
from app.platforms.schemas import Basis, Kind, Lifecycle, Precision, YesNo
from geo.bbox import SHANGHAI
from geo.crs import convert

OperatorType = Literal["园区", "联合", "高校", "科研院所", "医疗卫生机构", "科技企业", "科技服务机构"]
SourceKind = Literal["official", "media", "journal", "mirror", "digest", "unknown"]
IsoDate = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
Url = Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=2000)]
Line = Annotated[str, Field(min_length=1, max_length=1000)]
Prose = Annotated[str, Field(max_length=20_000)]
FLAGS = {"": False, "false": False, "no": False, "0": False, "true": True, "yes": True, "1": True}


def _flag(value: Any) -> Any:
    return FLAGS.get(str(value or "").lower(), value)


def known(vocabulary: str) -> AfterValidator:
    """A check that a code, or each of a list, stands in the vocabulary that the context holds."""

    def check(value: Any, info: ValidationInfo) -> Any:
        codes = info.context[vocabulary] if info.context else ()
        unknown = [code for code in ([value] if isinstance(value, str) else value) if code not in codes]
        if unknown:
            raise ValueError(f"not known: {', '.join(unknown)} (known: {', '.join(codes)})")
        return value

    return AfterValidator(check)


def _distinct(values: list[str]) -> list[str]:
    if len(set(values)) != len(values):
        raise ValueError("the same entry stands there twice")
    return values


Codes = Annotated[list[str], AfterValidator(_distinct)]


class Record(BaseModel):
    """A row of the file. None where the source does not state it; lon and lat in `crs` until `to_wgs84`."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
    kind: Kind
    name_zh: Annotated[Line, Field(max_length=200)]
    name_en: Annotated[Line, Field(max_length=300)]
    operator: Line | None = None
    operator_type: OperatorType | None = None
    domains: Annotated[Codes, known("domains")] = []
    domains_other: Codes = []
    stages: Annotated[Codes, known("stages")] = []
    services: Annotated[Codes, known("services")] = []
    service_phrases: list[str] = []
    lifecycle: Lifecycle
    lifecycle_date: IsoDate | None = None
    status_text: Prose = ""
    fund: YesNo | None = None
    fund_evidence: Prose | None = None
    voucher: YesNo | None = None
    voucher_evidence: Prose | None = None
    district_code: Annotated[str, known("districts")] | None = None
    district_basis: Basis | None = None
    zone: Annotated[str, known("zones")] | None = None
    zone_basis: Basis | None = None
    address: Line | None = None
    lon: Annotated[float, Field(allow_inf_nan=False)] | None = None
    lat: Annotated[float, Field(allow_inf_nan=False)] | None = None
    precision: Precision | None = None
    website: Url | None = None
    summary_zh: Prose
    source_title: Line
    source_date: IsoDate | None = None
    source_kind: SourceKind
    source_url: Url | None = None
    confidence: Literal["high", "medium", "low"] = "medium"
    synthetic: Annotated[bool, BeforeValidator(_flag)] = False

    @model_validator(mode="after")
    def facts_have_their_ground(self) -> "Record":
        """What must stand together: a position and its precision, a fact and who says so."""
        pairs = {
            ("lon", "lat"): "a position needs both lon and lat",
            ("lon", "precision"): "a position needs its precision, and a precision a position",
            (
                "district_code",
                "district_basis",
            ): "a district needs a basis (source or inferred), and the reverse",
            ("zone", "zone_basis"): "a zone needs a basis (source or inferred), and the reverse",
            ("fund", "fund_evidence"): "yes or no needs the quoted phrase of the source, and the reverse",
            (
                "voucher",
                "voucher_evidence",
            ): "yes or no needs the quoted phrase of the source, and the reverse",
        }
        broken = [
            text for pair, text in pairs.items() if (getattr(self, pair[0]) is None) != (getattr(self, pair[1]) is None)
        ]
        if broken:
            raise ValueError("; ".join(broken))
        return self


def check(row: RawRow, codes: Mapping[str, Iterable[str]]) -> tuple[Record | None, list[Problem]]:
    """The record of a row in WGS-84, or all that is wrong with it."""
    values = {name: value for name, value in row.values.items() if value is not None}
    try:
        record = Record.model_validate(values, context=codes)
    except ValidationError as error:
        return None, [Problem(row.number, _column(e["loc"]), _reason(e)) for e in error.errors()]
    if record.lon is None or record.lat is None:
        return record, []
    if row.crs not in CRS_NAMES:
        reason = f"“{row.crs}” is not one of wgs84, gcj02, bd09, cgcs2000" if row.crs else "a position needs its crs"
        return None, [Problem(row.number, "crs", reason)]
    lon, lat = convert(record.lon, record.lat, CRS_NAMES[row.crs], "wgs84")
    if not SHANGHAI.contains(float(lon), float(lat)):
        hint = " (lon and lat look swapped)" if SHANGHAI.contains(record.lat, record.lon) else ""
        reason = f"{record.lon}, {record.lat} is outside Shanghai and its waters{hint}"
        return None, [Problem(row.number, "lon, lat", reason)]
    return record.model_copy(update={"lon": round(float(lon), 7), "lat": round(float(lat), 7)}), []


def _column(loc: tuple[int | str, ...]) -> str:
    return str(loc[0]) if loc else ""


def _reason(error: Any) -> str:
    shown = str(error.get("input"))[:60]
    message = str(error["msg"]).removeprefix("Value error, ")
    return message if error["type"] in ("missing", "value_error") else f"{message}, not “{shown}”"
