"""What editors, chat programs and content systems make of a snippet, undone before it is taken apart."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
"""Full-width signs, letters and digits, and what they stand for."""
BLANKS = {0x00A0: " ", 0x3000: " ", 0x202F: " "}
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
CURLY = re.compile(r"""(=\s*)([“”„‟«»＂])(.*?)([“”„‟«»＂])(?=[\s/>]|$)|(=\s*)([‘’‚‛＇])(.*?)([‘’‚‛＇])(?=[\s/>]|$)""")
TAG = re.compile(r"<[a-zA-Z/][^<>]*>")
QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
FENCE = re.compile(r"^\s*(?:```+|~~~+)[\w-]*\s*$", re.MULTILINE)
SHORTCODE = re.compile(r"\[(iframe|embed|service-map|map)\b([^\]]*)\](?:([^\[]*)\[/\1\])?", re.IGNORECASE)
MARKDOWN = re.compile(r"""!?\[[^\]\n]*\]\(\s*<?(https?://[^\s)>]+)>?(?:\s+["'][^)]*)?\)|<(https?://[^\s>]+)>""")
ESCAPES = 3
"""Times that a text may have been escaped."""


@dataclass(frozen=True)
class Repaired:
    """`keys` are those of the causes: what was wrong with the text as a whole."""

    text: str
    keys: tuple[str, ...] = ()


def repaired(text: str) -> Repaired:
    """The text as it was meant, as far as that is plain."""
    keys: list[str] = []
    for key, step in STEPS:
        after = step(text)
        if after != text:
            keys.append(key)
            text = after.strip()
    return Repaired(text, tuple(dict.fromkeys(keys)))


def _unescaped(text: str) -> str:
    for _ in range(ESCAPES):
        if "<" in text or not re.search(r"&(?:amp;)*lt;", text):
            break
        text = html.unescape(text)
    return text


def _narrow(text: str) -> str:
    """Tags whose signs are full-width ones; what stands in plain quotation marks is the web master's text."""
    if "<" not in text and "＜" in text:
        return text.translate(WIDE)
    return _in_tags(text, lambda tag: _unquoted(tag, lambda part: part.translate(WIDE)))


def _plain_blanks(text: str) -> str:
    return _in_tags(text, lambda tag: _unquoted(tag, lambda part: part.translate(BLANKS)))


def _straight(text: str) -> str:
    def straightened(match: re.Match[str]) -> str:
        before, value = (match[1], match[3]) if match[1] else (match[5], match[7])
        return before + '"' + value.replace('"', "&quot;") + '"'

    return TAG.sub(lambda tag: CURLY.sub(straightened, tag[0]), text)


def _in_tags(text: str, change: Callable[[str], str]) -> str:
    return TAG.sub(lambda match: change(match[0]), text)


def _unquoted(tag: str, change: Callable[[str], str]) -> str:
    parts = QUOTED.split(tag)
    return "".join(part if at % 2 else change(part) for at, part in enumerate(parts))


def _from_shortcode(text: str) -> str:
    """A shortcode of a content system as the tag that it stands for; where there are tags, none is meant."""
    match = None if "<" in text else SHORTCODE.search(text)
    if match is None:
        return text
    name, attributes, inner = match[1].lower(), match[2].strip().rstrip("/"), (match[3] or "").strip()
    if name in ("service-map", "map"):
        return f"<service-map {attributes}></service-map>"
    bare = attributes.lstrip("= ") if re.fullmatch(r"[=\s]*https?://\S+", attributes) else ""
    address = inner or bare
    rest = "" if bare else attributes
    return f'<iframe src="{address}" {rest}></iframe>' if address else f"<iframe {rest}></iframe>"


def _from_markdown(text: str) -> str:
    """The address of a link or picture in markdown."""
    match = None if re.search(r"<[a-zA-Z][\w-]*[\s>/]", text) else MARKDOWN.search(text)
    return (match[1] or match[2]) if match else text


STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("unseen-signs", lambda text: UNSEEN.sub("", text)),
    ("markdown", lambda text: FENCE.sub("", text)),
    ("markdown", lambda text: text.strip("`") if re.fullmatch(r"`[^`\n]+`", text) else text),
    ("escaped", _unescaped),
    ("curly", _straight),
    ("full-width", _narrow),
    ("blanks", _plain_blanks),
    ("markdown", _from_markdown),
    ("shortcode", _from_shortcode),
    ("curly", _straight),
)
"""In this order: each sees what the ones before have made."""
