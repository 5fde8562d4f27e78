"""The one definition of a platform's columns, in the order of a file; all that handles them is derived from it.

A field says what a value may be and, by `Stored`, where it is kept; without `Stored` it is kept in the column of
`platforms` that has its name. `Shown` gives it a row on a platform's page. The text below a field describes it in
the API document. `columns.py` reads them all. docs/decisions/0012-one-record.md shows how to add one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator
from sqlalchemy.orm import InstrumentedAttribute

from app.errors import quoted
from app.platforms.mobile_numbers import masked
from app.platforms.models import Operator, Platform, PlatformDomain, PlatformService, PlatformStage
from app.platforms.values import Basis, Confidence, Kind, Lifecycle, OperatorType, Precision, SourceKind, YesNo
from app.vocabulary.models import Source
from geo.numbers import decimal

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Dates of events and documents lie in these years; all others are mistakes of typing."""


def real_date(text: str) -> str:
    """A year, month or day that the calendar has; raises ValueError for any other text.

    The pattern of a column lets the 31st of February and full-width digits pass.
    """
    try:
        if not text.isascii() or not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            raise ValueError(text)
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        raise ValueError(f"{quoted(text)} is {WHAT_PATTERNS_WANT[DATE]}") from None
    return text


def _number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return decimal(value.strip())
    except ValueError:
        raise ValueError(f"{quoted(value)} is no number of degrees, as 121.4737") from None


DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
WEB_ADDRESS = r"^https?://[^\s<>\"]+$"
IDENTIFIER = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"
WHAT_PATTERNS_WANT = {
    DATE: f"no date: YYYY, YYYY-MM or YYYY-MM-DD from {FIRST_YEAR} to {LAST_YEAR}",
    WEB_ADDRESS: "no address of a page: it begins with http:// or https:// and has no blanks",
    IDENTIFIER: "no identifier: at most 64 letters of English, digits, - and _, the first a letter or digit",
}
"""Each pattern of a column, and what a text that does not match it is told, behind the text and “is”."""
IsoDate = Annotated[str, Field(pattern=DATE), AfterValidator(real_date)]
Url = Annotated[str, Field(pattern=WEB_ADDRESS, max_length=2000)]
Line = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(masked)]
LONGEST_PROSE = 20_000
Prose = Annotated[str, Field(max_length=LONGEST_PROSE), AfterValidator(masked)]
Degrees = Annotated[float, Field(allow_inf_nan=False), BeforeValidator(_number)]
FLAGS = {"": False, "false": False, "no": False, "0": False, "true": True, "yes": True, "1": True}


@dataclass(frozen=True)
class Stored:
    """Where a value is kept: a column of `platforms`, of its operator, of its source, or of a table of codes.

    `axis` is the coordinate of a point, in degrees WGS-84.
    """

    attribute: InstrumentedAttribute[Any]
    axis: Literal["x", "y"] | None = None


@dataclass(frozen=True)
class Shown:
    """The page of a platform has a row for this value; the message `fact-` and the column's name is its heading."""


class UnknownCodeError(ValueError):
    """A code that its vocabulary does not have; `known` are those that it has."""

    def __init__(self, unknown: str, known: str) -> None:
        self.unknown, self.known = unknown, known
        super().__init__(unknown, known)

    def __str__(self) -> str:
        return f"{quoted(self.unknown)} is not known (known: {self.known})"


def known(vocabulary: str) -> AfterValidator:
    """A check that a code, or each of a list, stands in the vocabulary that the context holds."""

    def check(value: Any, info: ValidationInfo) -> Any:
        codes: Iterable[str] = info.context[vocabulary] if info.context else ()
        unknown = [code for code in ([value] if isinstance(value, str) else value) if code not in codes]
        if unknown:
            raise UnknownCodeError(", ".join(unknown), ", ".join(codes))
        return value

    return AfterValidator(check)


def _distinct(values: list[str]) -> list[str]:
    if len(set(values)) != len(values):
        raise ValueError("the same entry stands there twice")
    return values


def _flag(value: Any) -> Any:
    return FLAGS.get(str(value or "").lower(), value)


def _list(value: Any) -> Any:
    """A list; null, as a feature has it where nothing is stated, is an empty one."""
    return [] if value is None else value


Texts = Annotated[list[Annotated[str, AfterValidator(masked)]], BeforeValidator(_list)]
Codes = Annotated[Texts, AfterValidator(_distinct)]


PAIRS = {
    ("lon", "lat"): "a position needs both lon and lat",
    ("lon", "precision"): "a position needs its precision, and a precision a position",
    ("district_code", "district_basis"): "a district needs a basis (source or inferred), and the reverse",
    ("zone", "zone_basis"): "a zone needs a basis (source or inferred), and the reverse",
    ("fund", "fund_evidence"): "yes or no needs the quoted phrase of the source, and the reverse",
    ("voucher", "voucher_evidence"): "yes or no needs the quoted phrase of the source, and the reverse",
}
"""Columns of which both state something or neither, and what is said where only one does."""


class Record(BaseModel):
    """A platform as a file states it. None where the source does not state it; never "no"."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, use_attribute_docstrings=True)

    id: Annotated[str, Field(pattern=IDENTIFIER)]
    """The identifier, which stays the same for ever."""
    kind: Kind
    """Kind of record: a proof-of-concept platform, a pilot platform or a related resource."""
    name_zh: Annotated[Line, Field(max_length=200)]
    """Name in Chinese."""
    name_en: Annotated[Line, Field(max_length=300)]
    """Name in English."""
    operator: Annotated[Line | None, Stored(Operator.name)] = None
    """Who runs or leads the platform, in the words of its source."""
    operator_type: Annotated[OperatorType | None, Stored(Operator.type)] = None
    """What the operator is."""
    domains: Annotated[Codes, known("domains"), Stored(PlatformDomain.domain)] = []
    """Codes of the technology domains of the plan, the first one first named."""
    domains_other: Codes = []
    """Technology domains that the plan does not list, in the words of the source."""
    stages: Annotated[Codes, known("stages"), Stored(PlatformStage.stage)] = []
    """Codes of the stages of verification."""
    services: Annotated[Codes, known("services"), Stored(PlatformService.service)] = []
    """Codes of the services."""
    service_phrases: Texts = []
    """What the platform offers, in the words of its source."""
    lifecycle: Lifecycle
    """Where the platform stands in its life cycle."""
    lifecycle_date: IsoDate | None = None
    """Date of that event, as precise as its source: a year, a month or a day."""
    status_text: Prose = ""
    """The life cycle in the words of the source."""
    fund: YesNo | None = None
    """Whether the platform has or offers a fund."""
    fund_evidence: Prose | None = None
    """The phrase of the source that says so."""
    voucher: YesNo | None = None
    """Whether the platform accepts or offers innovation vouchers."""
    voucher_evidence: Prose | None = None
    """The phrase of the source that says so."""
    district_code: Annotated[Annotated[str, known("districts")] | None, Stored(Platform.district)] = None
    """GB/T 2260 code of the district."""
    district_basis: Basis | None = None
    """Whether the source states the district or it was inferred."""
    zone: Annotated[str, known("zones")] | None = None
    """Code of the key zone that the platform belongs to."""
    zone_basis: Basis | None = None
    """Whether the source states the zone or it was inferred."""
    address: Line | None = None
    """Postal address in Chinese."""
    lon: Annotated[Degrees | None, Stored(Platform.geom, "x")] = None
    """Longitude in degrees, in the coordinate system of the file; WGS-84 once it was checked."""
    lat: Annotated[Degrees | None, Stored(Platform.geom, "y")] = None
    """Latitude in degrees, in the coordinate system of the file; WGS-84 once it was checked."""
    precision: Precision | None = None
    """How well the position is known."""
    website: Annotated[Url | None, Shown()] = None
    """The platform's own site."""
    summary_zh: Prose
    """Summary in Chinese."""
    source_title: Annotated[Line, Stored(Source.title)]
    """Title of the document that states the record."""
    source_date: Annotated[IsoDate | None, Stored(Source.date)] = None
    """Date of that document, as precise as it states it."""
    source_kind: Annotated[SourceKind, Stored(Source.kind)]
    """Kind of that document."""
    source_url: Annotated[Url | None, Stored(Source.url)] = None
    """Address of that document."""
    confidence: Confidence = "medium"
    """How sure the record is."""
    synthetic: Annotated[bool, BeforeValidator(_flag)] = False
    """Whether a generator made the record up, for tests and measurements."""

    @model_validator(mode="after")
    def facts_have_their_ground(self) -> "Record":
        """What must stand together: a position and its precision, a fact and who says so."""
        broken = [
            text for pair, text in PAIRS.items() if (getattr(self, pair[0]) is None) != (getattr(self, pair[1]) is None)
        ]
        if broken:
            raise ValueError("; ".join(broken))
        return self
