"""The void register as a table, in the reader's language."""

from collections.abc import Callable

from app.analysis.table import Cell, Table
from app.vocabulary import Vocabulary
from app.void.register import PILOT, VoidRegister
from app.void.register import Cell as Counted
from frontend.messages import Messages

COLUMNS = ("domain_code", "domain", "step", "step_name", "n", "state", "stage_not_stated")
OF_DISTRICT = ("domain_code", "domain", "code", "district", "step", "step_name", "n", "state", "stage_not_stated")


def step_name(say: Messages, vocabulary: Vocabulary, step: str) -> str:
    """What a step is called."""
    return say("void-step-pilot") if step == PILOT else vocabulary.stages[step].name(say.lang)


def table_of(register: VoidRegister, vocabulary: Vocabulary, say: Messages, *, by_district: bool) -> Table:
    """One row for each field and step; `by_district` for each district, too, with "not stated" at the end."""
    names = OF_DISTRICT if by_district else COLUMNS
    headings = [(name, say(f"column-{name.replace('_', '-')}")) for name in names]
    date = vocabulary.as_of or say("date-not-stated")
    notes = [
        say("void-sub", date=date, fields=len(register.fields), steps=len(register.steps), **sizes(register)),
        say("void-counting"),
    ]
    rows = _of_districts if by_district else _of_place
    return Table("void-register", headings, rows(register, vocabulary, say), notes, vocabulary.as_of)


def sizes(register: VoidRegister) -> dict[str, int]:
    """How many cells there are, and how many of them are empty."""
    return {"cells": register.cells, "empty": register.empty()}


def _of_place(register: VoidRegister, vocabulary: Vocabulary, say: Messages) -> list[list[Cell]]:
    return _rows(register, vocabulary, say, lambda field, step: [([], register.cell(field, step))])


def _of_districts(register: VoidRegister, vocabulary: Vocabulary, say: Messages) -> list[list[Cell]]:
    names = {code: term.name(say.lang) for code, term in vocabulary.districts.items()}
    districts: list[tuple[str | None, str]] = [*names.items(), (None, say("district-not-stated"))]
    return _rows(
        register,
        vocabulary,
        say,
        lambda field, step: [([code, name], register.in_district(field, step, code)) for code, name in districts],
    )


def _rows(
    register: VoidRegister,
    vocabulary: Vocabulary,
    say: Messages,
    cells: Callable[[str, str], list[tuple[list[Cell], Counted]]],
) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for field in register.fields:
        of_field: list[Cell] = [field, vocabulary.domains[field].name(say.lang)]
        for step in register.steps:
            of_step: list[Cell] = [step, step_name(say, vocabulary, step)]
            rows += [
                [*of_field, *place, *of_step, cell.n, cell.state, cell.loose] for place, cell in cells(field, step)
            ]
    return rows
