"""What one platform is to a reader: the properties of an API feature, and the record that pages show."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["poc", "pilot", "related"]
YesNo = Literal["yes", "no"]
Basis = Literal["source", "inferred"]
Precision = Literal["address", "campus", "park", "street", "district"]
Lifecycle = Literal["planned", "under_construction", "unveiled", "operating", "tapering", "closed", "unknown"]


class Platform(BaseModel):
    """One record. None means "not stated by its source", never "no"; lon and lat are WGS-84 degrees."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: Kind
    name_zh: str
    name_en: str
    operator: str | None
    operator_type: str | None
    domains: list[str]
    domains_other: list[str]
    stages: list[str]
    services: list[str]
    service_phrases: list[str]
    lifecycle: Lifecycle
    lifecycle_date: str | None
    status_text: str
    fund: YesNo | None
    fund_evidence: str | None
    voucher: YesNo | None
    voucher_evidence: str | None
    district: str | None
    district_code: str | None
    district_basis: Basis | None
    zone: str | None
    zone_basis: Basis | None
    address: str | None
    precision: Precision | None
    website: str | None
    summary_zh: str
    source_title: str
    source_date: str | None
    source_kind: str
    source_url: str | None
    confidence: Literal["high", "medium", "low"]
    synthetic: bool
    lon: float | None = None
    lat: float | None = None
    distance_m: float | None = None

    def name(self, lang: str) -> str:
        """The name in the page's language."""
        return self.name_en if lang == "en" else self.name_zh
