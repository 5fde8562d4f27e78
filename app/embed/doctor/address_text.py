"""An address as it was typed, copied or escaped, made one that can be read."""

import html
import re
from urllib.parse import unquote

from app.embed.doctor.cause import Cause, cause
from app.embed.doctor.repair import ESCAPES, WIDE

ESCAPED = re.compile(r"&(?:amp|#0*38|#x0*26);", re.IGNORECASE)
SIGNS = {ord(sign): plain for sign, plain in zip("：／？＆＝＃％．－＿", ":/?&=#%.-_", strict=True)}
TEXTS = ("q",)
"""Parameters that are a reader's words: in them full-width letters stay."""


def readable(text: str, *, of_attribute: bool) -> tuple[str, list[Cause]]:
    """The address and what was wrong with its signs. `of_attribute`: HTML's own escaping has been undone."""
    causes: list[Cause] = []
    address, rounds = text.strip().strip("“”‘’\"'"), 0
    while rounds < ESCAPES and ESCAPED.search(address):
        address, rounds = html.unescape(ESCAPED.sub("&amp;", address)), rounds + 1
    if rounds:
        causes.append(cause("ampersand-twice" if of_attribute or rounds > 1 else "ampersand"))
    for key, step in (
        ("full-width", _narrow),
        ("encoded", lambda given: unquote(given) if re.match(r"https?%3a%2f%2f", given, re.IGNORECASE) else given),
        ("blanks", lambda given: re.sub(r"[ \t\r\n\u00a0\u3000]+", _joined, given)),
        ("fragment", lambda given: re.sub(r"^([^?#]*)#[!/]?\??(?=[a-z_]+=)", r"\1?", given)),
        ("question-mark", _one_question_mark),
        ("separator", _ampersands),
    ):
        after = step(address)
        if after != address:
            causes.append(cause(key))
            address = after
    return address, causes


def _joined(blanks: re.Match[str]) -> str:
    """A blank around a sign, or a line break of a mail, is none; within words it stays, as browsers take it."""
    text, (start, end) = blanks.string, blanks.span()
    beside = text[start - 1 : start] + text[end : end + 1]
    return "" if "\n" in blanks[0] or re.search(r"[?&=/:,]", beside) or "?" not in text[:start] else "%20"


def _narrow(address: str) -> str:
    """Signs of the address itself, and letters and digits of values that are no words."""
    address = address.translate(SIGNS)
    before, mark, query = address.partition("?")
    pairs = [
        pair if pair.split("=")[0] in TEXTS else pair.translate(WIDE | {ord("、"): ",", ord("，"): ","})
        for pair in query.split("&")
    ]
    return before.translate(WIDE) + mark + "&".join(pairs)


def _one_question_mark(address: str) -> str:
    before, mark, query = address.partition("?")
    return before + mark + re.sub(r"\?(?=[a-z_]+=)", "&", query)


def _ampersands(address: str) -> str:
    before, mark, query = address.partition("?")
    return before + mark + re.sub(r";(?=[a-z_]+=)", "&", query)
