"""Keep the ground that an operator imports for the base map: water, parks, campuses, hospitals and main roads.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ground_parts",
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("level", "x", "y", name=op.f("pk_ground_parts")),
    )


def downgrade() -> None:
    op.drop_table("ground_parts")
