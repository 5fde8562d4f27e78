"""Searches that found nothing: terms of the vocabulary, and short texts that came on five days. Nothing of visitors.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_misses",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('term', 'text')", name=op.f("ck_search_misses_kind")),
        sa.CheckConstraint(
            "kind = 'term' OR (char_length(value) <= 20 AND value !~ '[0-9@/:.]')",
            name=op.f("ck_search_misses_text_is_short"),
        ),
        sa.PrimaryKeyConstraint("kind", "value", name=op.f("pk_search_misses")),
    )


def downgrade() -> None:
    op.drop_table("search_misses")
