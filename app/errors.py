"""Errors in the words of the domain. `app.problems` maps each to an answer; here is no HTTP."""

import reprlib
from collections.abc import Sequence
from typing import Protocol

from frontend.language import ENGLISH

LONGEST_SHOWN = 60


def quoted(value: object) -> str:
    """What somebody wrote, as a sentence may show it: short, on one line, with nothing that a terminal would obey."""
    text = value if isinstance(value, str) else reprlib.repr(value)
    return f"“{visible(text).replace('”', chr(34))}”"


def visible(text: str) -> str:
    """A text as a sentence may show it without quotes."""
    shown = text[:LONGEST_SHOWN]
    if not shown.isprintable():
        shown = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in shown)
    return f"{shown}…" if len(text) > LONGEST_SHOWN else shown


class ServiceMapError(Exception):
    """Base of all errors of this application; `str()` is a sentence that a person can act on."""


class InvalidParameterError(ServiceMapError):
    """A query parameter has a value that is not allowed."""

    def __init__(self, parameter: str, value: str, allowed: str) -> None:
        self.parameter = parameter
        self.value = value
        self.allowed = allowed
        super().__init__(f"The parameter “{parameter}” cannot be “{value}”: allowed is {allowed}.")


class UnknownParameterError(ServiceMapError):
    """A query parameter that this address does not know."""

    def __init__(self, parameter: str, allowed: str) -> None:
        self.parameter = parameter
        self.allowed = allowed
        super().__init__(f"The parameter “{parameter}” is not known here: known are {allowed}.")


class NoSuchPlaceError(InvalidParameterError):
    """A place was asked for by a name that none has; `similar` are names that hold it, in Chinese and in English."""

    def __init__(self, parameter: str, value: str, allowed: str, similar: tuple[tuple[str, str], ...]) -> None:
        self.similar = similar
        super().__init__(parameter, value, allowed)


class NoSuchFormatError(InvalidParameterError):
    """An answer was asked for in a format that there is not."""

    def __init__(self, value: str, allowed: str) -> None:
        super().__init__("format", value, allowed)


class NotFoundError(ServiceMapError):
    """What was asked for is not listed."""


class RemovedError(NotFoundError):
    """A platform was listed and was removed; `date` is a day, YYYY-MM-DD."""

    def __init__(self, id: str, reason: str, date: str) -> None:
        self.id = id
        self.reason = reason
        self.date = date
        super().__init__(f"The platform {id} was removed on {date}: {reason}")


class MergedError(RemovedError):
    """A platform was listed and became one with another, `mergedInto`, whose address is the answer to its own."""

    def __init__(self, id: str, reason: str, date: str, into: str) -> None:
        super().__init__(id, reason, date)
        self.into = into


class DatabaseAwayError(ServiceMapError):
    """The database does not answer, or not in time."""


class UnsureError(DatabaseAwayError):
    """The database went silent when what was sent was being stored: nobody here knows whether it was."""

    def __init__(self) -> None:
        super().__init__(
            "The database went silent while it stored what you sent: whether it is stored is not known. Read it before "
            "you send it again; with an Idempotency-Key you can send the same again without harm."
        )


class NotStoredError(DatabaseAwayError):
    """The database is away, and nothing of what was sent was stored."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Nothing was stored.")


class NoRoomError(DatabaseAwayError):
    """The disk of the database is full, so that nothing can be written; what is there can be read."""

    def __init__(self) -> None:
        super().__init__("The disk of the database is full, so that nothing was changed. Tell whoever runs the server.")


class CrowdedError(DatabaseAwayError):
    """So many ask for what takes long that one's turn did not come in time."""

    def __init__(self) -> None:
        super().__init__("Many ask for this at the same time: please try again in half a minute.")


class LateError(ServiceMapError):
    """An answer took longer than anybody waits; it is being made, and kept for who asks again."""

    SECONDS = 10

    def __init__(self) -> None:
        super().__init__(f"This takes a while and is still being made: please ask again in {self.SECONDS} seconds.")


class StillReadError(DatabaseAwayError):
    """What finds this is being read from the database: after the server's start, or after the data changed."""

    SECONDS = 15

    def __init__(self) -> None:
        super().__init__(
            f"The records are still being read, since the server started or the data changed: "
            f"please ask again in {self.SECONDS} seconds."
        )


class EndingError(DatabaseAwayError):
    """The server is being stopped while somebody waits for an answer; `sent`: for one to what was sent."""

    def __init__(self, *, sent: bool) -> None:
        unsure = "Whether what you sent was stored is not certain: look before you send it again."
        super().__init__(f"The server is being stopped. {unsure if sent else 'Please try again in half a minute.'}")


class MigrationError(ServiceMapError):
    """The database's history is not this program's, or goes further."""


class NoSuchRoleError(ServiceMapError):
    """The database server knows no role of that name."""


class RoadsAwayError(ServiceMapError):
    """A routing service did not answer or is busy: asked again it may answer. The estimate stands instead."""


class RoadsRefusedError(ServiceMapError):
    """A routing service refused, or answered what says no times: asked again it will do the same."""


class RoadsNowhereError(ServiceMapError):
    """A routing service refused a whole question since it knows no road at one of the points, and not at which."""


class TileAwayError(ServiceMapError):
    """The host of a base layer gave no picture in time."""


class SettingsError(ServiceMapError):
    """A setting is missing or cannot be used."""


class PublicUrlError(ServiceMapError, ValueError):
    """The address of the site cannot be used. The address itself is not repeated: it may hold a password."""

    def __init__(self) -> None:
        super().__init__(
            "Allowed is the address that the public opens: http:// or https://, a host name, and where they are wanted "
            "a port and a path below which the site stands, as https://map.example.gov.cn or "
            "https://a.example:8443/map. It has no user, no query and no fragment; names in other letters are written "
            "as xn--…."
        )


class HostEntryError(ServiceMapError, ValueError):
    """An entry of the list of hosts that may frame cannot be used."""

    def __init__(self, entry: str) -> None:
        super().__init__(
            f"“{entry}” cannot stand in the list of hosts. Allowed is a host name, with http:// or https:// before it, "
            "*. for every host below it and a port behind it where they are wanted: example.gov.cn, "
            "https://*.example.gov.cn:8443. Names in other letters are written as xn--…."
        )


class HostListFullError(ServiceMapError):
    """The list of hosts that may frame has no room for more."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"{limit} hosts are the most for the list; nothing was added. *.example.cn covers many.")


class NotDrawnError(ServiceMapError):
    """There is no picture of these figures; `allowed` are the formats that there are."""

    def __init__(self, name: str, allowed: str, why: str = "") -> None:
        self.parameter = "f"
        self.allowed = allowed
        super().__init__(why or f"There is no picture of “{name}”. Take {allowed}.")


class NoBoundariesError(ServiceMapError):
    """An area has no boundary, so that nothing can be placed within it."""

    def __init__(self, code: str) -> None:
        super().__init__(f"No boundary of {code} is loaded: import one, see `servicemap boundaries import`.")


class NoAnswerError(ServiceMapError):
    """A computation had no answer in its time; a smaller question may have one."""


class FileNotMadeError(ServiceMapError):
    """A file to download could not be made."""


class TooManyRowsError(ServiceMapError):
    """More records match than a format of files takes; `instead` is the address of one that takes them all."""

    def __init__(self, form: str, n: int, limit: int, instead: str) -> None:
        self.instead = instead
        super().__init__(f"{n} records match, {limit} is the most for {form}: add a filter, or take CSV at {instead}.")


class TooLargeError(ServiceMapError):
    """More records match than this computation takes; a filter makes it smaller."""

    def __init__(self, what: str, n: int, limit: int) -> None:
        self.what = what
        self.n = n
        self.limit = limit
        super().__init__(f"More than {limit} located records match, the most for {what}: add a filter.")


class Reason(Protocol):
    """Why something is not stored, in each language of the site."""

    def said(self, lang: str) -> str: ...


class FaultsError(ServiceMapError):
    """What was sent cannot be stored: all that is wrong with it, each with a JSON pointer to its place.

    A reason that is a text is known in English alone.
    """

    def __init__(self, faults: Sequence[tuple[str, str | Reason]]) -> None:
        self.faults = faults
        self.errors = [{"pointer": pointer, "detail": reason} for pointer, reason in self.said(ENGLISH.code)]
        named = (f"{each['pointer'] or 'the document'}: {each['detail']}" for each in self.errors[:5])
        super().__init__("; ".join(named))

    def said(self, lang: str) -> list[tuple[str, str]]:
        """The faults, each with the pointer to its place and its reason in a language."""
        return [(pointer, reason if isinstance(reason, str) else reason.said(lang)) for pointer, reason in self.faults]


class BodyTooLargeError(ServiceMapError):
    """More was sent than is taken, in bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} bytes are the most that is taken.")


class NoMediaTypeError(ServiceMapError):
    """What was sent does not say of what kind it is."""


class WrongMediaTypeError(ServiceMapError):
    """What was sent is of a kind that is not taken here."""


class SignInNeededError(ServiceMapError):
    """Nobody is signed in, or the key is not known, expired or revoked."""


class ForbiddenError(ServiceMapError):
    """The account may not do this; the sentence says who may. `why` names it among the messages of the pages."""

    def __init__(self, sentence: str, why: str = "") -> None:
        self.why = why
        super().__init__(sentence)


class ConditionNeededError(ServiceMapError):
    """A change must say which state of the record it was made for."""


class ConditionFailedError(ServiceMapError):
    """The record was changed since the state that the change was made for."""


class BusyError(ServiceMapError):
    """An import holds what is to be changed; it will not for long."""

    def __init__(self) -> None:
        super().__init__("An import is writing this record just now. Nothing was changed: try again in a minute.")


class ConflictError(ServiceMapError):
    """What is asked for contradicts what is there."""
