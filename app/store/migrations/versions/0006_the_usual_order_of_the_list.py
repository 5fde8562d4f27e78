"""Keep an index of the usual order of the list: located platforms first, then by identifier.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_platforms_order", "platforms", [sa.literal_column("(geom IS NULL)"), "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_platforms_order", table_name="platforms")
