"""How a form says what is wrong with a field: its control refers to the reason, for who hears the page."""

import htpy as h


def wrong_at(id: str, *, wrong: bool) -> dict[str, str]:
    """The attributes of a control; of a wrong one an element with the id `<id>-fault` has the reason."""
    return {"aria_invalid": "true", "aria_describedby": f"{id}-fault"} if wrong else {}


def fault_line(id: str, fault: str | None) -> h.Node:
    """What is wrong with the value of a control, below it."""
    return h.p(".fault", id=f"{id}-fault")[fault] if fault else None
