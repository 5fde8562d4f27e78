"""The columns of a platform file, the same for import and export, CSV and GeoJSON."""

LIST_COLUMNS = ("domains", "domains_other", "stages", "services", "service_phrases")
SEPARATOR = "|"

COLUMNS = (
    "id",
    "kind",
    "name_zh",
    "name_en",
    "operator",
    "operator_type",
    *LIST_COLUMNS,
    "lifecycle",
    "lifecycle_date",
    "status_text",
    *("fund", "fund_evidence", "voucher", "voucher_evidence"),
    *("district_code", "district_basis", "zone", "zone_basis", "address"),
    *("lon", "lat", "precision"),
    "website",
    "summary_zh",
    *("source_title", "source_date", "source_kind", "source_url"),
    "confidence",
)
OPTIONAL_COLUMNS = ("crs", "synthetic", "district")
REQUIRED_COLUMNS = (
    "id",
    "kind",
    "name_zh",
    "name_en",
    "lifecycle",
    "summary_zh",
    "source_title",
    "source_kind",
)
