"""Drafts and their review, confirmations, and corrections by the public.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

EMPTY = sa.text("''")


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()"))


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=True),
        sa.Column("record", postgresql.JSONB(), nullable=False),
        sa.Column("grounds", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("reviewer", sa.BigInteger(), nullable=True),
        sa.Column("comment", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=True),
        _moment("made_at"),
        _moment("changed_at"),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review', 'returned', 'published', 'withdrawn')", name=op.f("ck_drafts_state")
        ),
        sa.ForeignKeyConstraint(["author"], ["accounts.id"], name=op.f("fk_drafts_author")),
        sa.ForeignKeyConstraint(["reviewer"], ["accounts.id"], name=op.f("fk_drafts_reviewer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index("ix_drafts_state", "drafts", ["state", "id"])
    op.create_index("ix_drafts_platform", "drafts", ["platform"])
    op.create_table(
        "confirmations",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform"], ["platforms.id"], name=op.f("fk_confirmations_platform"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("platform", name=op.f("pk_confirmations")),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("answer", sa.Text(), server_default=EMPTY, nullable=False),
        _moment("made_at"),
        sa.CheckConstraint("state IN ('open', 'taken', 'refused')", name=op.f("ck_corrections_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )


def downgrade() -> None:
    for table in ("corrections", "confirmations", "drafts"):
        op.drop_table(table)
