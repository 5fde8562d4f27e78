"""Imports a library while another one seems not to be installed, which it would import for what we never ask of it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from threading import get_ident


@contextmanager
def absent(name: str) -> Iterator[None]:
    """Let this thread's imports of a library fail within the block; one that is imported already stays there.

    Other threads find it: a server imports the program in one while it makes the database ready in another.
    """
    refusing = _Refusing(name)
    sys.meta_path.insert(0, refusing)
    try:
        yield
    finally:
        sys.meta_path.remove(refusing)


class _Refusing(MetaPathFinder):
    """Finds nothing, and says for one library and one thread that there is none."""

    def __init__(self, name: str) -> None:
        self._name, self._thread = name, get_ident()

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname == self._name and get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is not wanted here", name=fullname)
