"""Who took over a draft from whom, with what was written until then; a row is never changed.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def _account(name: str, *, nullable: bool = False) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint([name], ["accounts.id"], name=op.f(f"fk_handovers_{name}"))
    return sa.Column(name, sa.BigInteger(), nullable=nullable), key


def upgrade() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("draft", sa.BigInteger(), nullable=False),
        *_account("former"),
        *_account("taker", nullable=True),
        *_account("by"),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("written", postgresql.JSONB(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")),
        # A draft that ended is removed when it was kept long enough, and with it who had it.
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name=op.f("fk_handovers_draft"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index(op.f("ix_handovers_draft"), "handovers", ["draft"])
    op.create_index(op.f("ix_handovers_former"), "handovers", ["former"])
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON handovers "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history()"
    )


def downgrade() -> None:
    op.drop_table("handovers")
