"""The fields of a record as a form: each with its content, its source, its date and its basis."""

import types
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

import htpy as h

from app.history.append import Ground
from app.history.words import SAID, field_name, value_words
from app.pages.context import Context
from app.pages.parts.field_faults import fault_line, wrong_at
from app.platforms.columns import BY_NAME, COLUMNS, Column
from app.platforms.record import LONGEST_PROSE, Record
from app.platforms.values import Basis
from app.stewardship.records import KEPT, Values
from app.vocabulary import Term

EDITED = tuple(column for column in COLUMNS if column.name not in KEPT)
LONG = tuple(
    name
    for name, each in Record.model_fields.items()
    if any(getattr(limit, "max_length", None) == LONGEST_PROSE for limit in each.metadata)
)
"""Fields whose values are a paragraph."""
OF_GROUND = ("source", "source_date", "basis")
LONGEST_GROUND, LONGEST_LINE = 300, 1000
REASON, REMARK = "reason", "remark"
"""The fields that say why a record is changed, and what else an operator says; they are none of the record's."""
Fields = Mapping[str, Sequence[str]]


def read_values(form: Fields) -> Values:
    """The values of a sent form. Nothing typed is "not stated"; fields that are not in the form are no values."""
    return {
        column.name: _read(column, [text.strip() for text in form.get(f"f.{column.name}", [])]) for column in EDITED
    }


def _read(column: Column, texts: list[str]) -> Any:
    if column.listed and not column.codes:
        return [line.strip() for text in texts for line in text.split("\n") if line.strip()]
    if column.listed:
        return [text for text in texts if text]
    text = texts[0] if texts else ""
    if text:
        return text
    return "" if column.required or column.default == "" else None


def read_grounds(form: Fields) -> dict[str, Ground]:
    """Where the values come from, of the fields of which the form says it."""
    grounds = {}
    for column in EDITED:
        said = [(form.get(f"{name}.{column.name}") or [""])[0].strip()[:LONGEST_GROUND] or None for name in OF_GROUND]
        if any(said):
            grounds[column.name] = Ground(*said)
    return grounds


def rows(
    context: Context,
    values: Values,
    published: Values | None,
    grounds: Mapping[str, Mapping[str, str | None]],
    faults: Mapping[str, str],
    beside: Mapping[str, h.Node],
) -> h.Node:
    """The rows of the form; what differs from the published record is marked and says what is published.

    `beside` stands below the fields that it names.
    """
    say = context.say
    heads = ("field", "content", "source", "date", "basis")
    return h.div(".edit-fields", role="group", aria_label=say("edit-fields"))[
        h.div(".edit-heads", aria_hidden="true")[(h.span[say(f"edit-{name}")] for name in heads)],
        (
            _row(context, each, values, published, grounds.get(each.name, {}), faults.get(each.name), beside)
            for each in EDITED
        ),
    ]


def _row(
    context: Context,
    column: Column,
    values: Values,
    published: Values | None,
    ground: Mapping[str, str | None],
    fault: str | None,
    beside: Mapping[str, h.Node],
) -> h.Node:
    say, name, value = context.say, column.name, values.get(column.name)
    before = published.get(name) if published else None
    changed = published is not None and comparable(before) != comparable(value)
    label = field_name(name, context.lang)
    id = f"f-{name}"
    return h.div(class_=f"edit-row{' changed' if changed else ''}{' wrong' if fault else ''}")[
        h.div[
            h.label(for_=id)[label] if not column.codes else h.span(id=f"l-{name}")[label],
            h.small[say("edit-changed")] if changed else None,
        ],
        h.div[
            control(context, column, value, id, wrong=bool(fault)),
            h.p(".was")[say("edit-published"), " ", h.bdi[value_words(name, before, context.vocabulary, context.lang)]]
            if changed
            else None,
            fault_line(id, fault),
            beside.get(name),
        ],
        h.input(
            name=f"source.{name}",
            value=ground.get("source") or "",
            aria_label=f"{label}: {say('edit-source')}",
            placeholder=say("edit-source"),
            maxlength=str(LONGEST_GROUND),
        ),
        h.input(
            name=f"source_date.{name}",
            value=ground.get("source_date") or "",
            aria_label=f"{label}: {say('edit-date')}",
            placeholder=f"{say('edit-date')} 2026-11",
            maxlength="10",
        ),
        _select(
            f"basis.{name}",
            None,
            ground.get("basis"),
            {each: say(f"history-basis-{each}") for each in get_args(Basis)},
            f"{label}: {say('edit-basis')}",
            # On a phone no heading above it says what it is.
            empty=say("edit-basis"),
        ),
    ]


def comparable(value: Any) -> Any:
    """Values that say the same: a number that was typed, and nothing."""
    return "" if value in (None, "", []) else str(value) if isinstance(value, float) else value


def control(context: Context, column: Column, value: Any, id: str, *, wrong: bool = False) -> h.Node:
    """The field of a form that takes a value of a column; of a wrong one `fault_line` says below it what is wrong."""
    name, said = f"f.{column.name}", wrong_at(id, wrong=wrong)
    if column.codes:
        described = said.get("aria_describedby")
        return _boxes(context, name, _terms(context, column.name), value or [], id, described)
    if choices := _choices(context, column):
        return _select(name, id, value, choices, None, may_be_empty=not column.required, **said)
    # A form that is larger than is taken would be lost as a whole.
    said["maxlength"] = str(LONGEST_PROSE if column.listed else _longest(column.name))
    if column.listed:
        return h.textarea(id=id, name=name, rows="3", **said)["\n" + "\n".join(value or [])]
    if column.name in LONG:
        return h.textarea(id=id, name=name, rows="4", **said)["\n" + str(value or "")]
    return h.input(id=id, name=name, value="" if value is None else str(value), autocomplete="off", **said)


@cache
def _longest(name: str) -> int:
    """The longest text that a column takes, by its definition; a line where that says nothing."""
    stated = Record.model_json_schema()["properties"][name]
    either = (stated, *stated.get("anyOf", ()))
    return next((each["maxLength"] for each in either if "maxLength" in each), LONGEST_LINE)


def _choices(context: Context, column: Column) -> dict[str, str]:
    """The values that a field may have, with their words; none where it may be any text."""
    if terms := _terms(context, column.name):
        return {code: context.name(term) for code, term in terms.items()}
    values = _literals(Record.model_fields[column.name].annotation)
    known = column.name in SAID or column.name in ("kind", "operator_type")
    words = (value_words(column.name, each, context.vocabulary, context.lang) if known else each for each in values)
    return dict(zip(values, words, strict=True))


def _literals(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(each) for each in get_args(annotation)]
    if get_origin(annotation) in (Union, types.UnionType):
        return [value for part in get_args(annotation) for value in _literals(part)]
    return []


def _terms(context: Context, name: str) -> Mapping[str, Term]:
    vocabulary = context.vocabulary
    named = {"district_code": vocabulary.districts, "zone": vocabulary.zones, "kind": vocabulary.kinds}
    return named.get(name) or {
        "domains": vocabulary.domains,
        "stages": vocabulary.stages,
        "services": vocabulary.services,
    }.get(name, {})


def _boxes(
    context: Context, name: str, terms: Mapping[str, Term], chosen: Sequence[str], id: str, described: str | None
) -> h.Node:
    """The boxes of a field; its label has the same id with `l` in the place of `f`."""
    # What is chosen stands first in its own order, which means something: a form sends its boxes as they stand.
    ordered = [*(code for code in chosen if code in terms), *(code for code in terms if code not in chosen)]
    labelled = f"l{id.removeprefix('f')}"
    return h.div(".boxes", id=id, role="group", aria_labelledby=labelled, aria_describedby=described)[
        (
            h.label[
                h.input(type="checkbox", name=name, value=code, checked=code in chosen), " ", context.name(terms[code])
            ]
            for code in ordered
        )
    ]


def _select(
    name: str,
    id: str | None,
    value: Any,
    choices: Mapping[str, str],
    label: str | None,
    *,
    may_be_empty: bool = True,
    empty: str = "—",
    **said: str,
) -> h.Node:
    nothing = [h.option(value="")[empty]] if may_be_empty or not value else []
    options = [h.option(value=code, selected=code == value)[words] for code, words in choices.items()]
    return h.select(id=id, name=name, aria_label=label, **said)[nothing, options]


def fault_by_field(faults: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The faults by the fields that they stand at; those of no field at the empty name."""
    found: dict[str, str] = {}
    for pointer, reason in faults:
        last = pointer.rsplit("/", 1)[-1]
        name = "lon" if last == "coordinates" else last if last in BY_NAME or last in (REASON, REMARK) else ""
        found[name] = "; ".join(filter(None, (found.get(name), reason)))
    return found
