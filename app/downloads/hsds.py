"""Human Services Data Specification 3 (Open Referral): a JSON array of services, for directories that read it.

A service there is active, inactive, defunct or temporarily closed, and nothing else. Records whose source does not say
which are left out: the format cannot say “not stated”, and a guess would be a claim.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from app.downloads.about import About
from app.downloads.rows import Table
from app.web.cells import SEPARATOR

STATUS = {"operating": "active", "tapering": "active", "closed": "defunct"}
"""The status of a service by the life cycle of its platform; a planned or unveiled one serves nobody yet, or nobody
says that it does."""
Record = Mapping[str, Any]


def write(path: Path, rows: Table, about: About) -> None:
    """Write the records whose state is known, part by part."""
    names, between = rows.columns, ""
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for part in rows.parts():
            for row in part:
                record = dict(zip(names, row, strict=True))
                if record["lifecycle"] in STATUS:
                    file.write(between + json.dumps(service(record, about), ensure_ascii=False))
                    between = ",\n"
        file.write("]\n")


def service(record: Record, about: About) -> dict[str, Any]:
    """One record as a service, whose identifiers are made from the address of its page."""
    page = f"{about.site}/platform/{record['id']}"
    dated = f", {record['source_date']}" if record["source_date"] else ""
    said = {
        "id": str(uuid5(NAMESPACE_URL, page)),
        "name": record["name_zh"],
        "alternate_name": record["name_en"],
        "description": f"{record['summary_zh']} ({record['source_title']}{dated}; {page})",
        "url": record["website"],
        "status": STATUS[record["lifecycle"]],
        "organization": _organization(record["operator"], about) if record["operator"] else None,
        "service_at_locations": _locations(record, page),
        "attributes": [_attribute(page, code) for code in (record["domains"] or "").split(SEPARATOR) if code],
    }
    return {name: value for name, value in said.items() if value not in (None, [])}


def _organization(operator: str, about: About) -> dict[str, str]:
    # The format wants a description, of which no source of ours has one.
    return {"id": str(uuid5(NAMESPACE_URL, f"{about.site}/operator/{operator}")), "name": operator, "description": ""}


def _locations(record: Record, page: str) -> list[dict[str, Any]]:
    """Where it is, where that is known better than by its district."""
    if record["lon"] is None or record["precision"] == "district":
        return []
    place = {
        "id": str(uuid5(NAMESPACE_URL, f"{page}#location")),
        "location_type": "physical",
        "description": record["address"] or "",
        "latitude": record["lat"],
        "longitude": record["lon"],
    }
    return [{"id": str(uuid5(NAMESPACE_URL, f"{page}#at")), "location": place}]


def _attribute(page: str, domain: str) -> dict[str, str]:
    identifier = str(uuid5(NAMESPACE_URL, f"{page}#domain-{domain}"))
    return {"id": identifier, "link_type": "domain", "label": domain, "value": domain}
