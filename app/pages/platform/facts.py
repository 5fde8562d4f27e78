"""What the page of a platform says, and how it is read."""

from dataclasses import dataclass, field
from datetime import date

from app.history import read as history
from app.history.read import Entry
from app.lists import read as lists
from app.lists.read import PolicyRow, ScenarioRow
from app.match.onward import next_steps
from app.pages.platform.onward import Onward
from app.platforms import read
from app.platforms.confirmed import Confirmed, confirmation
from app.platforms.contact import public_mobile
from app.platforms.progress import PublicProgress, public_progress
from app.platforms.read import Together
from app.platforms.schemas import Platform
from app.store.reader import Reader
from app.vocabulary import Vocabulary


@dataclass(frozen=True)
class PlatformFacts:
    """Everything the page shows of a platform."""

    platform: Platform
    scenarios: list[ScenarioRow]
    policies: list[PolicyRow]
    same_position: Together
    related: list[tuple[Platform, str]]
    onward: Onward
    history: list[Entry] = field(default_factory=list)
    """What became of the record, the newest first."""
    confirmed: Confirmed | None = None
    """Who last found it still true."""
    progress: PublicProgress = field(default_factory=PublicProgress)
    """Its milestones and evaluations that are marked as public."""
    mobile: str | None = None
    """The mobile number at which it is reached, public with its holder's consent."""
    day: date | None = None
    """The day as of which the record is shown; None: now."""


async def platform_facts(db: Reader, platform: Platform, vocabulary: Vocabulary) -> PlatformFacts:
    """Everything that the page of a platform says."""
    related = [
        (other, kind)
        for other_id, kind in await lists.relations(db, platform.id)
        if (other := await read.platform(db, other_id))
    ]
    return PlatformFacts(
        platform,
        await lists.scenarios(db, platform.id),
        await lists.policies(db),
        await read.same_position(db, platform.id),
        related,
        Onward(
            await next_steps(db, platform, tuple(vocabulary.stages)),
            await lists.cases(db, platform.id),
            await lists.events(db, platform.id),
            await lists.events_in(db, platform.district_code, but=platform.id) if platform.district_code else [],
        ),
        await history.changes_of(db, platform.id),
        await confirmation(db, platform.id),
        await public_progress(db, platform.id),
        await public_mobile(db, platform.id),
    )
