"""What changed of a place since a day: on the sheet in one sentence, in the annex line by line."""

from app.analysis.table import Cell
from app.brief.content import Column, Section, Sheet
from app.brief.wording import Wording
from app.history.digest import words


def since(wording: Wording) -> Section:
    """How many were newly listed, changed their status, left and were corrected.

    Of a first version there is nothing to say on the sheet: the note says that, without the day of the first load,
    which is no fact about a place.
    """
    say, digest = wording.say, wording.facts.changes
    if digest.since is None or digest.first:
        return Section(say("digest-none-title"), note=say("brief-since-first"))
    said = say("brief-since", day=digest.since.isoformat(), counts=words.counted(say, digest.counts))
    return Section(words.title(say, digest), said=said, note=" ".join(words.notes(say, digest)))


def changes_sheet(wording: Wording) -> Sheet | None:
    """A line a change, each sort apart; None where nothing changed."""
    say, digest = wording.say, wording.facts.changes
    if not digest.lines:
        return None
    codes = ("what", "name", "status", "detail", "day")
    columns = [Column(code, say(f"brief-col-change-{code}")) for code in codes]
    rows: list[list[Cell]] = [
        [
            say(f"digest-{line.section}"),
            line.name(wording.lang),
            words.facts(say, wording.facts.vocabulary, line),
            "; ".join(words.details(say, wording.facts.vocabulary, line)) or None,
            line.day,
        ]
        for line in digest.lines
    ]
    more = digest.matched - len(rows)
    note = say("brief-annex-more", n=more) if more > 0 else words.notes(say, digest)[-1]
    return Sheet("changes", words.title(say, digest), columns, rows, note)
