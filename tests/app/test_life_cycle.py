"""Which states of a record are steps of its life cycle, and which were mistakes that were put right."""

from datetime import UTC, datetime
from typing import Any

from app.history.life_cycle import steps
from app.history.read import Entry, FieldChange
from app.platforms.schemas import Platform

State = tuple[str, str | None]


def entry(*fields: FieldChange, listed: bool | None = None) -> Entry:
    return Entry(1, datetime.now(UTC), "publish", "editor", "", "", "a", 1, listed, fields)


def to(before: State, after: State, source: str | None = None) -> Entry:
    names = ("lifecycle", "lifecycle_date")
    changes = zip(names, before, after, strict=True)
    return entry(*(FieldChange(name, old, new, source) for name, old, new in changes if old != new))


def shown(now: State, *entries: Entry) -> list[tuple[str, str | None, str | None]]:
    """The steps of a record in this state after these changes, the newest first."""
    state, date = now
    said: dict[str, Any] = {
        "lifecycle": state,
        "lifecycle_date": date,
        "source_title": "报道",
        "source_date": "2026-01",
    }
    return [(step.state, step.date, step.source) for step in steps(Platform.model_construct(**said), entries)]


def test_each_dated_state_before_the_present_one_is_a_step_with_its_source() -> None:
    newest = to(("unveiled", "2024-05"), ("operating", "2025"), "来函")
    source = entry(FieldChange("source_title", "旧报道", "报道"))
    first = to(("planned", "2023"), ("unveiled", "2024-05"))
    assert shown(("operating", "2025"), newest, source, first) == [
        ("planned", "2023", "旧报道"),
        ("unveiled", "2024-05", "旧报道"),
        ("operating", "2025", "来函"),
    ]


def test_a_state_without_an_earlier_date_is_no_step() -> None:
    now: State = ("operating", "2025")
    for before in (("planned", None), ("planned", "2025"), ("planned", "2025-03"), ("operating", "2024")):
        assert len(shown(now, to(before, now))) == 1, before
    assert len(shown(("operating", None), to(("planned", "2024"), ("operating", None)))) == 1


def test_a_record_that_was_listed_anew_begins_anew() -> None:
    now: State = ("operating", "2025")
    assert len(shown(now, entry(listed=True), to(("planned", "2023"), now))) == 1
