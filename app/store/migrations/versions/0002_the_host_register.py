"""The host register: which hosts may frame, and how many frames each loaded in a month."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "allowed_hosts",
        sa.Column("host", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_allowed_hosts")),
    )
    op.create_table(
        "host_counts",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("frames", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("month ~ '^\\d{4}-\\d{2}$'", name=op.f("ck_host_counts_month")),
        sa.PrimaryKeyConstraint("month", "host", name=op.f("pk_host_counts")),
    )


def downgrade() -> None:
    op.drop_table("host_counts")
    op.drop_table("allowed_hosts")
