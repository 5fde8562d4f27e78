"""Reads a GeoJSON file feature by feature."""

import codecs
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from app.city import city
from app.errors import visible
from app.imports.files.encoding import UTF_8
from app.imports.files.json_parts import LONGEST, LongPartError, NotJSONError, Parts
from app.imports.rows.datums import document_datum
from app.imports.rows.problems import ImportRefusedError, Problem, Problems, fault
from app.imports.rows.raw_row import MAX_ROWS, RawRow
from app.imports.rows.reading import Reading
from app.platforms.columns import BY_NAME, PROPERTIES
from app.web.json_names import once_each
from geo.datum import Crs
from geo.geojson import GeoJSONError, check_feature

READ = {column.name for column in BY_NAME.values() if not column.stored.axis}
NO_COLLECTION = "is not a GeoJSON FeatureCollection with a list “features”"
MOST_EXPLAINED = 1 << 20
"""Bytes up to which Python's reader says why a file is none: it takes up to thirty times their memory."""
BESIDE = {*PROPERTIES, "distance_m"} - READ
"""Properties that are made for a reader of an answer; they are not read."""


def read_geojson(path: Path, encoding: str, given: Crs | None, reading: Reading) -> Iterator[RawRow]:
    """The features of the file; what is wrong with one goes to `reading`. Raises ImportRefusedError.

    The document is read through once; its features wait on disk, so that checking them needs no memory for the others.
    """
    features, members = _split(path, encoding)
    try:
        datum = document_datum(_stated(members), given)
    except ImportRefusedError:
        features.close()
        raise
    return _rows(features, datum, reading.problems)


def _split(path: Path, encoding: str) -> tuple[IO[bytes], dict[str, str]]:
    """A temporary file with a line for each feature, and the other members. Raises ImportRefusedError."""
    file = TemporaryFile()  # noqa: SIM115 - who reads it closes it
    with path.open(encoding=encoding, newline="") as text, ExitStack() as unless_right:
        unless_right.enter_context(file)
        parts = Parts(text)
        try:
            _write(parts, file)
            collection = json.loads(parts.members.get("type", "null")) == "FeatureCollection"
        except LongPartError as long:
            raise ImportRefusedError([fault(long.number, "", "long-cell", most=LONGEST)]) from long
        except (ValueError, RecursionError) as error:
            short = path.stat().st_size <= MOST_EXPLAINED
            why = _why(_utf8(path, encoding)) if short else Problem(0, "", _reason(error))
            raise ImportRefusedError([why]) from error
        if not collection or not parts.listed:
            raise ImportRefusedError([Problem(0, "", NO_COLLECTION)])
        file.seek(0)
        unless_right.pop_all()
    return file, parts.members


def _write(parts: Parts, file: IO[bytes]) -> None:
    """Write a line for each feature: in JSON a line end stands between two signs, where a space may."""
    number = 0
    for part in parts.features():
        if part is None:
            number = 0
            file.seek(0)
            file.truncate()
            continue
        number += 1
        if number > MAX_ROWS:
            raise ImportRefusedError([Problem(0, "", f"more than {MAX_ROWS} features")])
        file.write(part.replace("\n", " ").encode() + b"\n")


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, NotJSONError) else reason_of(error)


def read_lines(path: Path, encoding: str, given: Crs | None, reading: Reading) -> Iterator[RawRow]:
    """The features of a file with one on each line; what is wrong with one goes to `reading`.

    A line may begin with a record separator, as RFC 8142 has it.
    """
    with path.open(encoding=encoding, newline="\n") as lines:
        number = 0
        while line := lines.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                reading.problems.stop(fault(number, "", "long-cell", most=LONGEST))
                return
            text = line.strip("\x1e \t\r\n")
            row = _row(number, text, given, reading.problems) if text else None
            if row is not None:
                yield row


def _utf8(path: Path, encoding: str) -> bytes:
    data = path.read_bytes()
    return data.removeprefix(codecs.BOM_UTF8) if encoding == UTF_8 else data.decode(encoding).encode()


def _rows(lines: IO[bytes], datum: Crs | None, problems: Problems) -> Iterator[RawRow]:
    with lines:
        for number, line in enumerate(lines, start=1):
            row = _row(number, line, datum, problems)
            if row is not None:
                yield row


def _why(data: bytes) -> Problem:
    """Why the bytes are no collection, in the words of Python's reader, which knows line and column."""
    try:
        document = json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return Problem(0, "", reason_of(error))
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        return Problem(0, "", NO_COLLECTION)
    halves = (number for number, each in enumerate(document["features"], start=1) if _has_half_a_pair(each))
    reason = "holds half of a surrogate pair (\\ud800 to \\udfff) without the other one: write the whole character"
    return Problem(next(halves, 0), "", reason)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _has_half_a_pair(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    except RecursionError:
        return False
    return False


def reason_of(error: Exception) -> str:
    """What Python's reader of JSON stumbled over."""
    if isinstance(error, RecursionError):
        return "is nested too deeply"
    if isinstance(error, json.JSONDecodeError) or "digits" not in str(error):
        return f"is not valid JSON: {error}"
    return "holds a number with thousands of digits"


def _stated(members: Mapping[str, str]) -> dict[str, Any]:
    """The members that may state the datum."""
    try:
        return {name: json.loads(members.get(name, "null")) for name in ("crs", "datum")}
    except (ValueError, RecursionError) as error:
        raise ImportRefusedError([Problem(0, "crs", reason_of(error))]) from error


def _row(number: int, text: bytes | str, datum: Crs | None, problems: Problems) -> RawRow | None:
    """The row of one feature; None where it is none, which goes to `problems`."""
    try:
        feature = json.loads(text, object_pairs_hook=once_each)
    except (ValueError, RecursionError) as error:
        problems.add(Problem(number, "", reason_of(error)))
        return None
    faults: list[Problem] = []
    try:
        check_feature(feature, number - 1, city().positions)
    except GeoJSONError as error:
        faults.append(Problem(number, "geometry", error.reason))
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict | None):
        for problem in faults:
            problems.add(problem)
        return None
    try:
        datum = document_datum(feature, datum, "the document")
    except ImportRefusedError as refused:
        faults.append(Problem(number, "crs", refused.problems[0].reason))
    return _checked_row(number, feature, datum or "wgs84", faults)


def _checked_row(number: int, feature: dict[str, Any], datum: Crs, faults: list[Problem]) -> RawRow:
    """The row of a feature in which these faults were found; of a geometry that cannot be used it has no position."""
    properties = feature.get("properties") or {}
    geometry = feature.get("geometry") if not faults else None
    faults += [fault(number, visible(name), "property") for name in properties.keys() - READ - BESIDE]
    if geometry is not None and geometry["type"] != "Point":
        faults.append(fault(number, "geometry", "polygon", kind=geometry["type"]))
        geometry = None
    elif geometry is not None and len(geometry["coordinates"]) > 2:
        faults.append(fault(number, "geometry", "height"))
    values = {name: value for name, value in properties.items() if name in READ}
    if feature.get("id") is not None:
        values["id"] = feature["id"]
    if geometry is not None:
        values["lon"], values["lat"] = geometry["coordinates"][:2]
    unsaid = tuple(name for name in READ if name not in values)
    return RawRow(number, values, datum, unsaid, faults=tuple(faults))
