"""Keep beside the data version whether any record is synthetic: every page asks for it.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("data_version", sa.Column("synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.execute("UPDATE data_version SET synthetic = EXISTS (SELECT FROM platforms WHERE platforms.synthetic)")


def downgrade() -> None:
    op.drop_column("data_version", "synthetic")
