"""A draft and what others published meanwhile, put together: what only one side changed merges by itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from app.errors import ConflictError
from app.history.append import Ground
from app.stewardship import drafts, records
from app.stewardship.drafts import Proposal, differing
from app.stewardship.records import Published, Values
from app.stewardship.rights import Account


@dataclass(frozen=True)
class Merge:
    """`theirs` is what is published now; `both` are the fields that both sides changed to different values, `alone`
    those that merge by themselves."""

    now: Published
    both: list[str]
    alone: list[str]

    @property
    def theirs(self) -> Values:
        return self.now.values

    @property
    def revision(self) -> int:
        return self.now.revision


def of(connection: Connection, draft: Proposal) -> Merge:
    """What is to be chosen. Raises ConflictError where the record is gone, or the draft takes it out."""
    now = records.published(connection, draft.platform)
    if now is None or draft.removes or draft.progress is not None:
        raise ConflictError("There is nothing to choose: withdraw the draft, or write it anew.")
    mine, theirs = (set(differing(draft.before, each)) for each in (draft.record, now.values))
    apart = set(differing(draft.record, now.values))
    both = [name for name in draft.record if name in mine & theirs & apart]
    alone = [name for name in draft.record if name in (mine | theirs) - set(both)]
    return Merge(now, both, alone)


def write(
    connection: Connection,
    account: Account,
    draft: Proposal,
    merge: Merge,
    chosen: Mapping[str, str],
    seen: tuple[str, str],
) -> None:
    """Write the draft anew on what is published now, with what was chosen.

    `seen` are the version of the draft and the revision of the record that were looked at. Raises ConflictError where
    they are others now or a choice is missing, FaultsError where what comes of it is no record.
    """
    if seen != (str(draft.version), str(merge.revision)) or any(
        chosen[name] not in ("theirs", "mine") for name in merge.both
    ):
        raise ConflictError("Choose again: it was changed meanwhile.")
    mine = set(differing(draft.before, draft.record)) - {name for name in merge.both if chosen[name] == "theirs"}
    values = {name: draft.record[name] if name in mine else value for name, value in merge.theirs.items()}
    record = records.checked(connection, values, merge.now)
    grounds = {name: Ground(**ground) for name, ground in draft.grounds.items() if name in mine}
    drafts.rewrite(connection, account, draft, record, merge.now, draft.reason, grounds, submit=False)
