"""In which encoding a file is: UTF-8, what its byte order mark says, or what is beyond doubt."""

import codecs
from pathlib import Path

from app.imports.files.ways import SeveralWaysError, in_encoding
from app.imports.rows.problems import ImportRefusedError, Problem, Quoted, fault

UTF_8 = "utf-8-sig"
"""Python's name of UTF-8 with or without a byte order mark."""
MARKS = {codecs.BOM_UTF8: UTF_8, codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
WIDE = ("utf_16_le", "utf_16_be")
NARROW = ("gb18030", "big5", "cp1252")
"""What spreadsheet programs write that do not write UTF-8: those of Chinese ones, and the usual Western one."""
READ = (*WIDE, "gb18030")
SAMPLE = 1_000_000
CHUNK = 1 << 20
NAMED = ("utf-8", *NARROW, *WIDE)
"""The encodings that somebody can choose on a page."""


def encoding_of(path: Path, given: str | None) -> str:
    """The encoding, in which the whole file can be read. Raises ImportRefusedError where that is not clear."""
    encoding = _named(given) if given is not None else _seen(path)
    broken = first_fault(path, encoding)
    if broken is not None:
        raise _unclear(path, fault(0, "", "not-encoded", encoding=encoding.removesuffix("-sig"), byte=str(broken)))
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
        raise ImportRefusedError([fault(0, "", "no-encoding", given=Quoted(given))])
    return UTF_8 if codec.name == "utf-8" else codec.name


def _seen(path: Path) -> str:
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    for mark, encoding in MARKS.items():
        if sample.startswith(mark):
            return encoding
    # Names of columns and the brackets of JSON are ASCII: in UTF-16 every other byte of them is NUL.
    wide = b"\0" in sample[:2]
    if not wide and first_fault(path, "utf-8") is None:
        return UTF_8
    part = sample[: sample.rfind(b"\n") + 1] if len(sample) == SAMPLE and not wide else sample
    likely = _likely(part, WIDE if wide else NARROW)
    if len(likely) == 1 and likely[0] in READ:
        return likely[0]
    if likely:
        raise _unclear(path, fault(0, "", "encodings", likely=", ".join(likely)))
    raise _unclear(path, fault(0, "", "encoding-unseen"))


def _likely(sample: bytes, candidates: tuple[str, ...]) -> list[str]:
    """The encodings that charset-normalizer takes the bytes for; the first alone where it fits best."""
    from charset_normalizer import from_bytes

    matches = list(from_bytes(sample, cp_isolation=list(candidates)))
    clear = len(matches) > 1 and matches[0].chaos < matches[1].chaos and matches[0].encoding in READ
    return [match.encoding for match in matches[: 1 if clear else None]]


def _unclear(path: Path, problem: Problem) -> SeveralWaysError:
    """Why it cannot be read, with the encodings in which all of it can."""
    with path.open("rb") as file:
        candidates = WIDE if b"\0" in file.read(SAMPLE) else NARROW
    ways = [in_encoding(path, each) for each in candidates if first_fault(path, each) is None]
    return SeveralWaysError("encoding", ways, problem)
