"""Keep each row of the default lists as the program wrote it, and say which measure is a target, not a support.

What differs from the kept row was edited here: a newer program leaves it alone.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("policies", sa.Column("target", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "default_rows",
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("row", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("list", "code", name=op.f("pk_default_rows")),
    )


def downgrade() -> None:
    op.drop_table("default_rows")
    op.drop_column("policies", "target")
