"""A field and its values as a reader of the history sees them."""

from collections.abc import Mapping
from typing import Any

from app.history.read import Entry, FieldChange
from app.platforms.values import OPERATOR_TYPES
from app.query.cql2.queryable import title
from app.vocabulary import Term, Vocabulary
from frontend.language import language_of
from frontend.messages import messages

AXES = {"lon": "history-longitude", "lat": "history-latitude", "confirmed_on": "history-confirmed-on"}
BESIDE = {"public_mobile": "consent-mobile"}
"""What stands beside the facts of a record."""
ENTRIES = {"milestones": "progress-milestones", "evaluations": "progress-evaluations"}
"""Lists of a platform of which the log tells how many entries they have."""
NAMES = {**AXES, **BESIDE, **ENTRIES}
SAID = {
    **dict.fromkeys(("lifecycle",), "lifecycle-{}"),
    **dict.fromkeys(("fund", "voucher"), "history-{}"),
    "precision": "precision-{}",
    "source_kind": "source-kind-{}",
    "confidence": "confidence-{}",
    "district_basis": "history-basis-{}",
    "zone_basis": "history-basis-{}",
}
"""Fields whose values have words of their own: the message of a value."""


def field_name(field: str, lang: str) -> str:
    """What a field is called."""
    return messages(lang)(NAMES[field]) if field in NAMES else title(field, lang)


def value_words(field: str, value: Any, vocabulary: Vocabulary, lang: str) -> str:
    """A value in words; nothing is "not stated"."""
    say = messages(lang)
    if value is None or value in ([], ""):
        return say("not-stated")
    if field in ENTRIES:
        return say("progress-entries", n=len(value))
    if isinstance(value, list):
        terms = _terms(field, vocabulary)
        return language_of(lang).comma.join(_name(terms, str(each), lang) for each in value)
    if field == "operator_type" and value in OPERATOR_TYPES:
        return say(OPERATOR_TYPES[value])
    if field in SAID:
        return say(SAID[field].format(str(value).replace("_", "-")))
    return _name(_terms(field, vocabulary), str(value), lang)


def _terms(field: str, vocabulary: Vocabulary) -> Mapping[str, Term]:
    by_field = {
        "domains": vocabulary.domains,
        "stages": vocabulary.stages,
        "services": vocabulary.services,
        "kind": vocabulary.kinds,
        "district_code": vocabulary.districts,
        "zone": vocabulary.zones,
    }
    return by_field.get(field, {})


def _name(terms: Mapping[str, Term], code: str, lang: str) -> str:
    return terms[code].name(lang) if code in terms else code


def headline(entry: Entry, lang: str) -> str:
    """What happened to the record, in a few words."""
    say = messages(lang)
    if entry.listed is not None and entry.action != "begin":
        return say(WHOLE_WORDS[entry.listed])
    undone = bool(entry.fields) and all(undoes(entry.action, each) for each in entry.fields)
    return say(f"history-{entry.action}-undone") if undone else action_words(entry.action, lang)


def undoes(action: str, change: FieldChange) -> bool:
    """Whether a confirmation or a consent was taken back."""
    return (action == "confirm" and _taken_back(change)) or (action == "consent" and change.new is None)


def consent_words(new: str | None, lang: str) -> str:
    """That a mobile number is public with its holder's consent, or is not any more; the number is masked."""
    say = messages(lang)
    return say("history-consent-undone") if new is None else f"{say('history-consent')}: {new}"


def _taken_back(change: FieldChange) -> bool:
    """Whether a confirmation was taken back: its day is an earlier one now, or none."""
    return change.old is not None and (change.new is None or change.new < change.old)


def by_whom(entry: Entry, lang: str) -> str:
    """Who did it, as the public may know: the institution, or that it was done on the server."""
    return entry.institution or messages(lang)(f"role-{entry.role}")


WHOLE_WORDS = {True: "history-listed", False: "history-taken-out"}
"""The words for a record that was listed, or taken out."""


def action_words(action: str, lang: str) -> str:
    """What kind of change it was."""
    return messages(lang)({"remove": WHOLE_WORDS[False]}.get(action, f"history-{action}"))


def field_line(change: FieldChange, vocabulary: Vocabulary, lang: str) -> str:
    """A field with its value before and now."""
    old, new = (value_words(change.name, value, vocabulary, lang) for value in (change.old, change.new))
    return f"{field_name(change.name, lang)}: {old} → {new}"
