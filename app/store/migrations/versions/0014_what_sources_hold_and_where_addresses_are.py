"""Which source holds which record, so that what it no longer holds can be marked; and where addresses were found.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "source_records",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("stale_since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["platform"], ["platforms.id"], name=op.f("fk_source_records_platform_platforms"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source", "platform", name=op.f("pk_source_records")),
    )
    op.create_index(op.f("ix_source_records_platform"), "source_records", ["platform"])
    op.create_table(
        "address_positions",
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("looked_up", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(lon IS NULL) = (lat IS NULL) AND (lon IS NULL) = (precision IS NULL)",
            name=op.f("ck_address_positions_complete"),
        ),
        sa.CheckConstraint(
            "precision IN ('address', 'campus', 'park', 'street', 'district')",
            name=op.f("ck_address_positions_precision"),
        ),
        sa.PrimaryKeyConstraint("service", "address", name=op.f("pk_address_positions")),
    )


def downgrade() -> None:
    op.drop_table("address_positions")
    op.drop_table("source_records")
