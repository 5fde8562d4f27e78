"""Whether an address names a door: without it no position can be as exact as an address."""

import re

DOOR = re.compile(r"[\d一二三四五六七八九十百零〇]+\s*(?:号|弄|幢|栋|座|室|楼)|\bNo\.?\s*\d|\d+\s+\w+", re.IGNORECASE)


def names_door(address: str) -> bool:
    """Whether it holds the number of a house, a building or a room."""
    return DOOR.search(address) is not None
