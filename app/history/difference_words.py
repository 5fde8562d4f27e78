"""The difference of a record between two days in words, as JSON and as CSV; without names of persons."""

from codecs import BOM_UTF8
from typing import Any

from app.history.difference import Difference, FieldDifference, Step
from app.history.export import cell_of, line_of
from app.history.words import by_whom, field_name
from frontend.language import choose
from frontend.messages import Messages

COLUMNS = ("field", "name", "old", "new", "day", "by", "reason", "source", "source_date", "basis")
"""Of the CSV: a line for each change of a field that is different, the newest first."""


def said(say: Messages, found: Difference) -> list[str]:
    """What is different in a sentence, and what is not known."""
    days = {"before": then(say, found), "to": found.last.isoformat()}
    sentences = [say("diff-known-since", day=found.began.isoformat())] if found.unknown else []
    if found.before is None and found.after is None:
        return [*sentences, say("diff-neither", **days)]
    if found.before is None:
        listed = found.listing(listed=True)
        return [*sentences, say("diff-listed", day=listed.day if listed else days["to"], **days)]
    if found.after is None:
        out = found.listing(listed=False)
        reason = out.reason if out else ""
        return [*sentences, say("diff-left", day=out.day if out else days["to"], reason=reason or say("not-stated"))]
    if found.fields:
        return [*sentences, say("diff-n", n=len(found.fields), **days)]
    return [*sentences, say("diff-set-back" if found.set_back else "diff-none", **days)]


def then(say: Messages, found: Difference) -> str:
    """The earlier of the two states in words."""
    day = found.first or found.began
    return say("diff-at-end" if found.first else "diff-at-first", day=day.isoformat())


def basis_of(say: Messages, step: Step) -> str | None:
    """Whether the source states the new value, or it was inferred."""
    basis = step.change.basis
    return say(f"history-basis-{basis}") if basis in ("source", "inferred") else None


def document(say: Messages, found: Difference) -> dict[str, Any]:
    """The JSON."""
    return {
        "platform": found.platform,
        "name_zh": found.names[0],
        "name_en": found.names[1],
        "from": found.first.isoformat() if found.first else None,
        "to": found.last.isoformat(),
        "began": found.began.isoformat(),
        "listed": {"from": found.before is not None, "to": found.after is not None},
        "notes": said(say, found),
        "fields": [_field(say, each) for each in found.fields],
    }


def _field(say: Messages, field: FieldDifference) -> dict[str, Any]:
    changes = [_step(step) for step in field.steps]
    named = {"name": field.name, "title": field_name(field.name, say.lang)}
    return {**named, "old": field.old, "new": field.new, "changes": changes}


def _step(step: Step) -> dict[str, Any]:
    entry, change = step.entry, step.change
    return {
        "change": entry.number,
        "at": entry.made_at.isoformat(),
        "action": entry.action,
        "role": entry.role,
        "institution": entry.institution or None,
        "reason": entry.reason or None,
        **{name: getattr(change, name) for name in ("old", "new", "source", "source_date", "basis")},
    }


def table(say: Messages, found: Difference) -> bytes:
    """The CSV; `old` and `new` of a line are those of its change."""
    lines = [line_of(COLUMNS)]
    for field in found.fields:
        for step in field.steps:
            entry, change = step.entry, step.change
            cells = [field.name, field_name(field.name, say.lang), change.old, change.new, entry.day]
            cells += [by_whom(entry, say.lang), entry.reason, change.source, change.source_date, change.basis]
            lines.append(line_of(map(cell_of, cells)))
    return BOM_UTF8 + "".join(lines).encode()


def name(found: Difference, lang: str) -> str:
    """What the record is called, or was."""
    return choose(lang, *found.names)
