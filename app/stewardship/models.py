"""Tables of accounts, sessions, keys for the API, and of what is written and not yet published."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.stewardship.rights import ROLES, Account
from app.store.tables import Table, one_of

STATES = ("draft", "in_review", "returned", "published", "withdrawn")
JOB_STATES = ("waiting", "running", "stored", "refused", "cancelled", "failed")
SCOPES = ("read", "draft", "invite", "publish")
UPLOAD_STATES = ("reading", "columns", "datum", "refused", "checked", "loading", "loaded", "broken", "discarded")
OUTCOMES = ("confirmed", "proposed")
WAYS = ("password", "oidc")


def _moment(**more: Any) -> Any:
    return mapped_column(DateTime(timezone=True), **more)


class AccountRow(Table):
    """Somebody who may sign in. The password is kept as argon2id, the secret of the code as it is needed."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint(one_of("role", *ROLES), "role"),
        CheckConstraint("(role = 'steward') = (district IS NOT NULL)", "steward_has_district"),
        CheckConstraint("(role = 'operator') = (platform IS NOT NULL)", "operator_has_record"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    login: Mapped[str] = mapped_column(Text, unique=True)
    institution: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    district: Mapped[str | None] = mapped_column(ForeignKey("districts.code"))
    platform: Mapped[str | None] = mapped_column(Text)
    password: Mapped[str] = mapped_column(Text)
    temporary: Mapped[bool] = mapped_column(server_default=text("true"))
    totp_secret: Mapped[str | None] = mapped_column(Text)
    totp_step: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    """The newest step of 30 s whose code was used: no code is taken twice."""
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    email: Mapped[str | None] = mapped_column(Text, unique=True)
    """In lower case; it names the account at a first sign-in through a provider, where a setting allows that."""
    made_at: Mapped[datetime] = _moment(server_default=func.now())


OF_ACCOUNT = tuple(getattr(AccountRow, name) for name in Account.__dataclass_fields__)
"""The columns that make an `Account`, in its order."""


class ProviderIdentity(Table):
    """Whom a provider of OpenID Connect knows an account as: `subject` is unique with its issuer and never reused."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("account", "issuer"),)
    issuer: Mapped[str] = mapped_column(Text, primary_key=True)
    subject: Mapped[str] = mapped_column(Text, primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = _moment(server_default=func.now())
    used_at: Mapped[datetime | None] = _moment()
    confirmed_at: Mapped[datetime | None] = _moment()
    """None: an administrator linked it, and the holder of the account has not said yet that it is theirs."""


class SignInFlow(Table):
    """Somebody who was sent to the provider and has not come back yet; good once, for some minutes.

    `state` and `browser` are digests: of what the provider gives back, and of the cookie of who was sent.
    """

    __tablename__ = "sign_in_flows"
    state: Mapped[str] = mapped_column(Text, primary_key=True)
    browser: Mapped[str] = mapped_column(Text)
    nonce: Mapped[str] = mapped_column(Text)
    verifier: Mapped[str] = mapped_column(Text)
    next: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = _moment(server_default=func.now())


class SignIn(Table):
    """A line of the log of sign-ins: by which way, with which outcome, to which account where one is known.

    What somebody typed as a name is not kept, since people type passwords there. `detail` is the subject of an identity
    that no account is linked with, so that it can be linked.
    """

    __tablename__ = "sign_ins"
    __table_args__ = (CheckConstraint(one_of("way", *WAYS), "way"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    made_at: Mapped[datetime] = _moment(server_default=func.now())
    way: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    account: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    detail: Mapped[str] = mapped_column(Text, server_default=text("''"))
    by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    """The administrator who linked an identity or took that back on the page; None where it was done on the server."""


class SessionRow(Table):
    """A browser that signed in; its cookie is kept as a digest alone."""

    __tablename__ = "sessions"
    token: Mapped[str] = mapped_column(Text, primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    csrf: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = _moment(server_default=func.now())
    seen_at: Mapped[datetime] = _moment(server_default=func.now())
    by_provider: Mapped[bool] = mapped_column(server_default=text("false"))
    """It was opened through the provider: no password of ours was asked for."""


class SignInAttempt(Table):
    """Attempts to sign in, by account and by network; the key is a digest, since people type passwords as names."""

    __tablename__ = "sign_in_attempts"
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = _moment()
    blocked_until: Mapped[datetime | None] = _moment()


class ApiKey(Table):
    """A key for programs: 256 random bits, kept as a digest; it may no more than its account and its scopes."""

    __tablename__ = "api_keys"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    token: Mapped[str] = mapped_column(Text, unique=True)
    label: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    made_at: Mapped[datetime] = _moment(server_default=func.now())
    expires_at: Mapped[datetime] = _moment()
    used_at: Mapped[datetime | None] = _moment()
    revoked: Mapped[bool] = mapped_column(server_default=text("false"))


class Repeatable(Table):
    """The answer to a request with an Idempotency-Key: the same request again gets it again."""

    __tablename__ = "idempotency_keys"
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    request: Mapped[str] = mapped_column(Text)
    status: Mapped[int]
    headers: Mapped[Any] = mapped_column(JSONB)
    body: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = _moment(server_default=func.now())


class Invitation(Table):
    """A link for the operator of one record: good once, until a day, and kept as a digest alone.

    What an operator's file says is kept like a link that was used: its token is nobody's.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint(one_of("outcome", *OUTCOMES), "outcome"),
        CheckConstraint("(used_at IS NULL) = (outcome IS NULL)", "used_has_outcome"),
        CheckConstraint("(address IS NULL) = (entry IS NULL)", "address_has_entry"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    token: Mapped[str] = mapped_column(Text, unique=True)
    platform: Mapped[str] = mapped_column(Text, index=True)
    author: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = _moment(server_default=func.now())
    expires_at: Mapped[datetime] = _moment()
    revoked_at: Mapped[datetime | None] = _moment()
    used_at: Mapped[datetime | None] = _moment()
    outcome: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    """Of the file in which the operator said it, as `servicemap collect` read it; None for a link."""
    entry: Mapped[str | None] = mapped_column(Text)
    """The digest of what the file said of the record."""


class DifferentPlatforms(Table):
    """Two records that look alike, and of which somebody said that they are not the same."""

    __tablename__ = "different_platforms"
    __table_args__ = (CheckConstraint("one < other", "in_order"),)
    one: Mapped[str] = mapped_column(Text, primary_key=True)
    other: Mapped[str] = mapped_column(Text, primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = _moment(server_default=func.now())


class Draft(Table):
    """A record as somebody proposes it: `base` is the published revision that it starts from, 0 for a new record.

    `before` is the record as it was then, so that it can be told what the author changed from what others did.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        CheckConstraint(one_of("state", *STATES), "state"),
        Index("ix_drafts_state", "state", "id"),
        Index("ix_drafts_platform", "platform"),
        Index("ix_drafts_upload", "upload", postgresql_where=text("upload IS NOT NULL")),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    platform: Mapped[str] = mapped_column(Text)
    base: Mapped[int]
    before: Mapped[Any] = mapped_column(JSONB, nullable=True)
    record: Mapped[Any] = mapped_column(JSONB)
    grounds: Mapped[Any] = mapped_column(JSONB, server_default=text("'{}'"))
    """By field: source, date and basis, as the author gives them."""
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    author: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    reviewer: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    comment: Mapped[str] = mapped_column(Text, server_default=text("''"))
    comments: Mapped[Any] = mapped_column(JSONB, server_default=text("'{}'"))
    """By field: what the reviewer says of it."""
    invitation: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"))
    """The link by which an operator proposed it; its author is who made the link."""
    restores: Mapped[bool] = mapped_column(server_default=text("false"))
    """It lists a record again that was taken out."""
    progress: Mapped[Any] = mapped_column(JSONB, nullable=True)
    """Milestones and evaluations before and after; then nothing of the record is changed."""
    version: Mapped[int] = mapped_column(server_default=text("1"))
    change: Mapped[int | None] = mapped_column(BigInteger)
    upload: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"))
    """The file that it came from; None for one that was written on a page or by the API."""
    made_at: Mapped[datetime] = _moment(server_default=func.now())
    changed_at: Mapped[datetime] = _moment(server_default=func.now())


class Handover(Table):
    """A draft that changed hands: `former` had written it, `taker` goes on with it, and `by` did this.

    `taker` None: an editor withdrew it. `written` is what it said then: whoever goes on writes over the draft, not over
    this. No row is ever changed.
    """

    __tablename__ = "handovers"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    draft: Mapped[int] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    former: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    taker: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    why: Mapped[str] = mapped_column(Text, server_default=text("''"))
    written: Mapped[Any] = mapped_column(JSONB)
    made_at: Mapped[datetime] = _moment(server_default=func.now())


class UploadRow(Table):
    """A file that somebody sent, how it is to be read, and what was read in it.

    The row stays for the log; the file and the verdict go after some days. `run` counts how often somebody began to
    read or load it: a process that was overtaken changes nothing any more. `rows` and `seen_at` tell its progress.
    """

    __tablename__ = "uploads"
    __table_args__ = (CheckConstraint(one_of("state", *UPLOAD_STATES), "state"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(Text)
    how: Mapped[Any] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(Text)
    run: Mapped[int] = mapped_column(server_default=text("0"))
    rows: Mapped[int] = mapped_column(server_default=text("0"))
    verdict: Mapped[str] = mapped_column(Text, server_default=text("''"))
    made_at: Mapped[datetime] = _moment(server_default=func.now())
    seen_at: Mapped[datetime] = _moment(server_default=func.now())


class UploadPart(Table):
    """A piece of a file: so no process holds the whole of it, and every worker can read it."""

    __tablename__ = "upload_parts"
    upload: Mapped[int] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Correction(Table):
    """What somebody without an account says of a record. `contact` is deleted after 90 days."""

    __tablename__ = "corrections"
    __table_args__ = (CheckConstraint(one_of("state", "open", "taken", "refused"), "state"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    platform: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(Text)
    page: Mapped[str | None] = mapped_column(Text)
    contact: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default=text("'open'"))
    answer: Mapped[str] = mapped_column(Text, server_default=text("''"))
    made_at: Mapped[datetime] = _moment(server_default=func.now())


class Job(Table):
    """Many rows that a program sent at once: how far they are read, and the one verdict on all of them."""

    __tablename__ = "jobs"
    __table_args__ = (CheckConstraint(one_of("state", *JOB_STATES), "state"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    form: Mapped[str] = mapped_column(Text)
    publishes: Mapped[bool]
    replaces: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default=text("'waiting'"))
    rows: Mapped[int] = mapped_column(server_default=text("0"))
    verdict: Mapped[Any] = mapped_column(JSONB, server_default=text("'{}'"))
    cancelled: Mapped[bool] = mapped_column(server_default=text("false"))
    """Somebody asked that it ends."""
    made_at: Mapped[datetime] = _moment(server_default=func.now())
    changed_at: Mapped[datetime] = _moment(server_default=func.now())


class Removal(Table):
    """What was removed because it was kept long enough: of which kind, how many, and from before when."""

    __tablename__ = "removals"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    made_at: Mapped[datetime] = _moment(server_default=func.now())
    what: Mapped[str] = mapped_column(Text)
    rows: Mapped[int]
    before: Mapped[datetime] = _moment()


class CorrectionCount(Table):
    """How many corrections a network sent in an hour; the network is kept as a digest."""

    __tablename__ = "correction_counts"
    network: Mapped[str] = mapped_column(Text, primary_key=True)
    hour: Mapped[datetime] = _moment(primary_key=True)
    number: Mapped[int]
