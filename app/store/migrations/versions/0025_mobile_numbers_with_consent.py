"""Mobile numbers that are public with their holders' consent, and that consent in the history.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ACTIONS = ("begin", "load", "import", "remove", "grade", "publish", "confirm", "restore", "progress")


def _actions(*actions: str) -> None:
    listed = ", ".join(f"'{action}'" for action in actions)
    op.drop_constraint(op.f("ck_changes_action"), "changes")
    op.create_check_constraint(op.f("ck_changes_action"), "changes", f"action IN ({listed})")


def upgrade() -> None:
    op.create_table(
        "public_mobiles",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=False),
        sa.CheckConstraint("number ~ '^1[3-9][0-9]{9}$'", name=op.f("ck_public_mobiles_number")),
        # One that is taken out, or becomes one with another, takes its number with it.
        sa.ForeignKeyConstraint(
            ["platform"], ["platforms.id"], name=op.f("fk_public_mobiles_platform"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("platform", name=op.f("pk_public_mobiles")),
    )
    _actions(*ACTIONS, "consent")


def downgrade() -> None:
    # The history forbids to take a row away: with a consent in it, this fails and leaves all as it is.
    _actions(*ACTIONS)
    op.drop_table("public_mobiles")
