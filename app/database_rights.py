"""What the database lets its roles write, by table: the role of the web, and the one that publishes."""

from sqlalchemy.engine import make_url

from app.embed.models import HostCount
from app.history.models import Change, Revision
from app.imports.models import SourceRecord
from app.platforms.models import (
    Confirmation,
    DistrictFigure,
    Operator,
    Platform,
    PlatformDomain,
    PlatformFeature,
    PlatformProgress,
    PlatformService,
    PlatformStage,
    PublicMobile,
    RemovedPlatform,
)
from app.search.models import SearchMiss
from app.stewardship.models import (
    AccountRow,
    ApiKey,
    Correction,
    CorrectionCount,
    DifferentPlatforms,
    Draft,
    Handover,
    Invitation,
    Job,
    ProviderIdentity,
    Removal,
    Repeatable,
    SessionRow,
    SignIn,
    SignInAttempt,
    SignInFlow,
    UploadPart,
    UploadRow,
)
from app.store.grants import Rights
from app.store.readiness import Duty
from app.store.tables import Table
from app.store.version import DataVersion
from app.vocabulary.models import Source

COUNTED = ("INSERT", "UPDATE")
ANYTHING = ("INSERT", "UPDATE", "DELETE")
WEB: Rights = {
    **{model.__tablename__: COUNTED for model in (HostCount, SearchMiss, Draft, Correction, Job, UploadRow)},
    # What a source no longer holds is marked for its stewards alone.
    SourceRecord.__tablename__: COUNTED,
    **{model.__tablename__: ANYTHING for model in (SessionRow, SignInAttempt, SignInFlow, Repeatable, CorrectionCount)},
    **{model.__tablename__: ("INSERT",) for model in (Removal, SignIn, Handover)},
    # A verified e-mail or an administrator links, an administrator takes that back, and the holder of the account says
    # that it is theirs; none is moved to another account.
    ProviderIdentity.__tablename__: ("INSERT", "DELETE", "UPDATE (used_at, confirmed_at)"),
    UploadPart.__tablename__: ("INSERT", "DELETE"),
    DifferentPlatforms.__tablename__: ("INSERT",),
    # The web makes links, and notes that one was used or taken back; whom it is for and until when stays.
    Invitation.__tablename__: ("INSERT", "UPDATE (used_at, outcome, revoked_at)"),
    # Passwords and keys are made on the server; the web notes their use, and lets an administrator close an account.
    AccountRow.__tablename__: ("UPDATE (password, temporary, totp_step, active)",),
    ApiKey.__tablename__: ("UPDATE (used_at)",),
}
"""Sessions, drafts and counts, and nothing that the public sees."""
PUBLISHING: Rights = {
    **{
        model.__tablename__: ANYTHING
        for model in (
            *(Platform, PlatformDomain, PlatformStage, PlatformService, Operator, Source, RemovedPlatform),
            *(Confirmation, PublicMobile, PlatformProgress, Repeatable, DistrictFigure),
        )
    },
    # A job writes the texts of what it published; those that a change makes old are deleted by triggers of the owner.
    PlatformFeature.__tablename__: COUNTED,
    **{model.__tablename__: ("INSERT",) for model in (Change, Revision)},
    **{model.__tablename__: ("UPDATE",) for model in (DataVersion, Draft, Job)},
    Invitation.__tablename__: ("UPDATE (used_at, outcome)",),
}
"""What the public sees. The history can be appended, and neither changed nor cut."""

HIDDEN: Rights = {
    AccountRow.__tablename__: ("id", "login", "institution", "role", "district", "platform", "active"),
    **{
        model.__tablename__: ()
        for model in (
            *(SessionRow, SignInAttempt, SignInFlow, SignIn, ProviderIdentity),
            *(ApiKey, Correction, CorrectionCount),
        )
    },
}
"""What the role that publishes does not read: by what people and programs are recognised, and how they are reached. The
web's role looks at passwords itself, so that it reads them."""


def duties(publishing_url: str) -> list[Duty]:
    """What the roles that serve the map need: that of the web, and that which publishes where it is another one."""
    web = Duty("This program's role", WEB)
    if not publishing_url:
        return [web]
    reads = {name: ("SELECT",) for name in Table.metadata.tables if name not in HIDDEN}
    reads |= {name: (f"SELECT ({', '.join(columns)})",) for name, columns in HIDDEN.items() if columns}
    needed = {name: (*reads.get(name, ()), *PUBLISHING.get(name, ())) for name in {**reads, **PUBLISHING}}
    return [web, Duty("The role that publishes", needed, make_url(publishing_url).username)]
