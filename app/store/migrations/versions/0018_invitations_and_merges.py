"""Links for operators, comments by field, records that became one, and pairs that are not the same.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()"))


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        _moment("made_at"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint("outcome IN ('confirmed', 'proposed')", name=op.f("ck_invitations_outcome")),
        sa.CheckConstraint("(used_at IS NULL) = (outcome IS NULL)", name=op.f("ck_invitations_used_has_outcome")),
        sa.ForeignKeyConstraint(["author"], ["accounts.id"], name=op.f("fk_invitations_author_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token", name=op.f("uq_invitations_token")),
    )
    op.create_index("ix_invitations_platform", "invitations", ["platform"])
    op.add_column("drafts", sa.Column("invitation", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_drafts_invitation_invitations"), "drafts", "invitations", ["invitation"], ["id"])
    op.add_column(
        "drafts",
        sa.Column("comments", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
    )
    op.add_column("drafts", sa.Column("restores", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("removed_platforms", sa.Column("merged_into", sa.Text(), nullable=True))
    op.create_table(
        "different_platforms",
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("account", sa.BigInteger(), nullable=False),
        _moment("made_at"),
        sa.CheckConstraint("one < other", name=op.f("ck_different_platforms_in_order")),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_different_platforms_account_accounts")),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_different_platforms")),
    )


def downgrade() -> None:
    op.drop_table("different_platforms")
    op.drop_column("removed_platforms", "merged_into")
    op.drop_column("drafts", "restores")
    op.drop_column("drafts", "comments")
    op.drop_column("drafts", "invitation")
    op.drop_table("invitations")
