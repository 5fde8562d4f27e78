"""Why a file of an operator, or what it says of a record, is not taken: in each language of the site."""

from app.errors import FaultsError
from app.imports.rows.problems import Argument, Problem


def reason(key: str, **args: Argument) -> Problem:
    """The message `collect-` and `key`."""
    return Problem(0, "", "", f"collect-{key}", tuple(args.items()))


def refused(key: str, **args: Argument) -> FaultsError:
    """The file as a whole is not taken."""
    return FaultsError([("", reason(key, **args))])
