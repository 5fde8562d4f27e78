"""Milestones and evaluations of platforms, drafts that change them, and their changes in the history.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ACTIONS = ("begin", "load", "import", "remove", "grade", "publish", "confirm", "restore")
NONE = sa.text("'[]'")


def _actions(*actions: str) -> None:
    listed = ", ".join(f"'{action}'" for action in actions)
    op.drop_constraint(op.f("ck_changes_action"), "changes")
    op.create_check_constraint(op.f("ck_changes_action"), "changes", f"action IN ({listed})")


def upgrade() -> None:
    op.create_table(
        "platform_progress",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("milestones", postgresql.JSONB(), server_default=NONE, nullable=False),
        sa.Column("evaluations", postgresql.JSONB(), server_default=NONE, nullable=False),
        sa.ForeignKeyConstraint(
            ["platform"], ["platforms.id"], name=op.f("fk_platform_progress_platform"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("platform", name=op.f("pk_platform_progress")),
    )
    op.add_column("drafts", sa.Column("progress", postgresql.JSONB(), nullable=True))
    _actions(*ACTIONS, "progress")


def downgrade() -> None:
    # The history forbids to take a row away: with changes of milestones in it, this fails and leaves all as it is.
    _actions(*ACTIONS)
    op.drop_column("drafts", "progress")
    op.drop_table("platform_progress")
