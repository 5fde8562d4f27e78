"""In which encoding a file is: UTF-8, what its byte order mark says, or what is beyond doubt."""

import codecs
from pathlib import Path

from app.errors import quoted
from app.imports.problems import ImportRefusedError, Problem

UTF_8 = "utf-8-sig"
"""Python's name of UTF-8 with or without a byte order mark."""
MARKS = {codecs.BOM_UTF8: UTF_8, codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
WIDE = ("utf_16_le", "utf_16_be")
NARROW = ("gb18030", "big5", "cp1252")
"""What spreadsheet programs write that do not write UTF-8: those of Chinese ones, and the usual Western one."""
READ = (*WIDE, "gb18030")
SAMPLE = 1_000_000
CHUNK = 1 << 20
MENDING = "save it as UTF-8, or name its encoding, as --encoding gb18030"


def encoding_of(path: Path, given: str | None) -> str:
    """The encoding, in which the whole file can be read. Raises ImportRefusedError where that is not clear."""
    encoding = _named(given) if given is not None else _seen(path)
    fault = first_fault(path, encoding)
    if fault is not None:
        raise _refusal(f"is not {encoding} text (byte {fault}): {MENDING}")
    return encoding


def first_fault(path: Path, encoding: str) -> int | None:
    """The first byte from which the file is no text of the encoding; None where all of it is."""
    decoder = codecs.getincrementaldecoder(encoding)()
    read = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return max(read - held, 0) + error.start
            if not chunk:
                return None
            read += len(chunk)


def _named(given: str) -> str:
    try:
        codec = codecs.lookup(given)
        known = bool(getattr(codec, "_is_text_encoding", True))
    except (LookupError, ValueError):
        known = False
    if not known:
        raise _refusal(f"{quoted(given)} is no encoding, as utf-8, gb18030 or utf-16")
    return UTF_8 if codec.name == "utf-8" else codec.name


def _seen(path: Path) -> str:
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    for mark, encoding in MARKS.items():
        if sample.startswith(mark):
            return encoding
    # Names of columns and the brackets of JSON are ASCII: in UTF-16 every other byte of them is NUL.
    if b"\0" in sample[:2]:
        return _detected(sample, WIDE)
    if first_fault(path, "utf-8") is None:
        return UTF_8
    return _detected(sample[: sample.rfind(b"\n") + 1] if len(sample) == SAMPLE else sample, NARROW)


def _detected(sample: bytes, candidates: tuple[str, ...]) -> str:
    """Which of the encodings charset-normalizer takes the bytes for, where one fits better than all others."""
    from charset_normalizer import from_bytes

    matches = list(from_bytes(sample, cp_isolation=list(candidates)))
    clear = len(matches) == 1 or (len(matches) > 1 and matches[0].chaos < matches[1].chaos)
    if clear and matches[0].encoding in READ:
        return matches[0].encoding
    likely = ", ".join(match.encoding for match in matches)
    seen = f"may be {likely}" if likely else "is in no encoding that could be recognised"
    raise _refusal(f"is not UTF-8 text and {seen}: {MENDING}")


def _refusal(reason: str) -> ImportRefusedError:
    return ImportRefusedError([Problem(0, "", reason)])
