"""A link that an administrator made with an account signs nobody in before the account's holder confirmed it.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("identities", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
    # Nobody who signs in today is shut out; since when each is linked stands on the holder's own page from now on.
    op.execute("UPDATE identities SET confirmed_at = made_at")


def downgrade() -> None:
    # A program that knows no confirmation would take each link for one that is confirmed.
    op.execute("DELETE FROM identities WHERE confirmed_at IS NULL")
    op.drop_column("identities", "confirmed_at")
