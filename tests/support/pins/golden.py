"""The golden files: `answers.csv` has a line for each request, `specifications/` what each map is made from."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from tests.support.pins.answer import Answer, Pin

FOLDER = Path(__file__).parents[2] / "pins" / "golden"
ANSWERS = FOLDER / "answers.csv"
SPECIFICATIONS = FOLDER / "specifications"
Specification = dict[str, Any]


def read_pins() -> dict[tuple[str, str], Pin]:
    """The pins by address and Accept header."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        pins = [Pin(**row) for row in csv.DictReader(file)]
    return {pin.question: pin for pin in pins}


def read_specifications() -> dict[str, Specification]:
    """The specifications by address."""
    found: dict[str, Specification] = {}
    for path in sorted(SPECIFICATIONS.glob("*.json")):
        found |= json.loads(path.read_text("utf-8"))
    return found


def write(answers: Iterable[Answer]) -> None:
    """Write all golden files anew."""
    answers = list(answers)
    out = io.StringIO()
    writer = csv.DictWriter(out, [each.name for each in fields(Pin)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(answer.pin) for answer in answers)
    SPECIFICATIONS.mkdir(parents=True, exist_ok=True)
    for path in SPECIFICATIONS.glob("*.json"):
        path.unlink()
    ANSWERS.write_text(out.getvalue(), "utf-8")
    for name, found in _files(answers).items():
        (SPECIFICATIONS / name).write_text(readable(found), "utf-8")


def _files(answers: list[Answer]) -> dict[str, dict[str, Specification]]:
    """A file for each kind of page or frame, so that a change shows which of them it meets."""
    files: dict[str, dict[str, Specification]] = {}
    for answer in answers:
        if answer.specification is not None:
            path = answer.pin.address.split("?")[0].removeprefix("/embed/v1").removeprefix("/en")
            name = f"{answer.pin.kind}-{path.strip('/').split('/')[0] or 'map'}.json"
            files.setdefault(name, {})[answer.pin.address] = answer.specification
    return files


def readable(specifications: dict[str, Specification]) -> str:
    """JSON with a line for each component, so that a difference shows which one changed."""
    return "{\n" + ",\n".join(_entry(address, spec) for address, spec in specifications.items()) + "\n}\n"


def _entry(address: str, spec: Specification) -> str:
    own = ",\n".join(f"  {_line(name)}: {_line(value)}" for name, value in spec.items() if name != "children")
    children = ",\n".join(f"   {_line(child)}" for child in spec["children"])
    return f' {_line(address)}: {{\n{own},\n  "children": [\n{children}\n  ]\n }}'


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
