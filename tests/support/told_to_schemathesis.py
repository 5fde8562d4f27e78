"""What schemathesis is told of the API besides its document: a module of hooks, named by `SCHEMATHESIS_HOOKS`.

The document stays as clients need it; here stands what a schema cannot say.
"""

from typing import Any

import httpx
import schemathesis

BEYOND_SCHEMAS = {
    # Texts of a grammar, coordinates with an order.
    *("filter", "datetime", "near", "bbox", "sites", "compare", "focus"),
    # What goes together with other parameters alone.
    *("radius", "sort", "crs"),
    # Coordinates or a code; days, none of which lies in the future.
    *("origin", "as_of", "from", "to", "since", "until"),
    # Codes that depend on the data, and the lengths of lists.
    *("q", "ids", "properties", "kind", "domain", "stage", "service"),
    *("zone", "district", "status", "voucher", "fund"),
}
"""Parameters whose values a schema describes in part alone: of these a refusal may name one."""


@schemathesis.hook
def before_load_schema(context: Any, raw_schema: dict[str, Any]) -> None:
    """Let the limit be any number, since a higher one is capped (OGC 17-069r4), and name identifiers that there are."""
    root = raw_schema["servers"][0]["url"]
    for path, item in raw_schema["paths"].items():
        for parameter in item.get("get", {}).get("parameters", []):
            if parameter["name"] == "limit":
                parameter["schema"].pop("maximum")
            if parameter["name"] == "id":
                listed = path.removesuffix("/{id}") if path.endswith("/{id}") else "/collections/platforms/items"
                items = httpx.get(root + listed, params={"limit": "3"}, trust_env=False).json()
                parameter["examples"] = {each["id"]: {"value": each["id"]} for each in items["features"]}


@schemathesis.check
def only_what_no_schema_says_is_refused(ctx: Any, response: Any, case: Any) -> None:
    """What fits the schemas is answered, or refused for a parameter that they describe in part alone."""
    positive = case.meta is not None and case.meta.generation.mode.is_positive
    if positive and response.status_code == 400:
        problem = response.json()
        named = problem.get("parameter")
        # No text of PostgreSQL holds a NUL, which a pattern of each text would have to say.
        described_in_part = named in BEYOND_SCHEMAS or "\x00" in problem.get("value", "")
        assert described_in_part, f"{named} is refused, though the document allows it: {response.text}"
