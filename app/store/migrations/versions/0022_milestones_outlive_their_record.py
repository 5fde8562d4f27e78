"""Milestones stay when their platform is taken out, and the log of sign-ins says who linked an identity.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

OF_PLATFORM, BY = "fk_platform_progress_platform", "fk_sign_ins_by"


def upgrade() -> None:
    # Without a key: what is kept of a platform that was taken out is there when it is listed again.
    op.drop_constraint(op.f(OF_PLATFORM), "platform_progress", type_="foreignkey")
    op.add_column("sign_ins", sa.Column("by", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f(BY), "sign_ins", "accounts", ["by"], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    op.drop_constraint(op.f(BY), "sign_ins", type_="foreignkey")
    op.drop_column("sign_ins", "by")
    # Milestones of platforms that are gone are deleted by nobody: with some, this fails and leaves all as it is.
    op.create_foreign_key(op.f(OF_PLATFORM), "platform_progress", "platforms", ["platform"], ["id"], ondelete="CASCADE")
