"""Files that stewards sent, in parts, what was read in them, and the drafts that came of each.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STATES = "'reading', 'columns', 'datum', 'refused', 'checked', 'loading', 'loaded', 'broken', 'discarded'"
ZERO, EMPTY = sa.text("0"), sa.text("''")


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()"))


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("how", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), server_default=ZERO, nullable=False),
        sa.Column("rows", sa.Integer(), server_default=ZERO, nullable=False),
        sa.Column("verdict", sa.Text(), server_default=EMPTY, nullable=False),
        _moment("made_at"),
        _moment("seen_at"),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_uploads_state")),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_uploads_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index("ix_uploads_account", "uploads", ["account"])
    op.create_table(
        "upload_parts",
        sa.Column("upload", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["upload"], ["uploads.id"], name=op.f("fk_upload_parts_upload"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("upload", "number", name=op.f("pk_upload_parts")),
    )
    op.add_column("drafts", sa.Column("upload", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_drafts_upload"), "drafts", "uploads", ["upload"], ["id"])
    op.create_index("ix_drafts_upload", "drafts", ["upload"], postgresql_where=sa.text("upload IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("ix_drafts_upload", table_name="drafts")
    op.drop_constraint(op.f("fk_drafts_upload"), "drafts", type_="foreignkey")
    op.drop_column("drafts", "upload")
    op.drop_table("upload_parts")
    op.drop_table("uploads")
