"""How large a filter may be and how deep it may nest, most of it checked before anything reads it."""

import re

from app.query.cql2.tree import Call, FilterError, Node, shown

MOST_BYTES = 4096
DEEPEST = 50
QUOTED = {"(": re.compile(r"'(?:[^'\\]|''|\\.)*'", re.DOTALL), "{": re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)}
"""What brackets do not count in: the strings of the text and of JSON."""
STEPS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
BRACKETS = re.compile(r"[()\[\]{}]")


def check_text(text: str) -> None:
    """Raises FilterError for a text that is too long or nests too deep."""
    _check(text, "(")


def check_json(text: str) -> None:
    """Raises FilterError for a JSON text that is too long or nests too deep."""
    _check(text, "{")


def _check(text: str, kind: str) -> None:
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise FilterError(text[:40], f"at most {MOST_BYTES} bytes")
    depth = 0
    for bracket in BRACKETS.findall(QUOTED[kind].sub("", text)):
        depth += STEPS[bracket]
        if depth > DEEPEST:
            raise FilterError(text[:40], f"brackets at most {DEEPEST} deep")


def checked_tree(tree: Node) -> Node:
    """The same tree. Raises FilterError for one that is too deep, which without brackets AND, OR and NOT can make it.

    What reads a tree afterwards may go down into it as deep as this.
    """
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, Call):
            if depth > DEEPEST:
                raise FilterError(shown(node), f"conditions at most {DEEPEST} deep")
            waiting += [(each, depth + 1) for each in node.args]
    return tree


def storable(text: str) -> str:
    """The same text. Raises FilterError for one that no record can hold: with a NUL, or half of a surrogate pair."""
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise FilterError(ascii(text[:40])[1:-1], "text without NUL and without half a surrogate pair")
    return text
