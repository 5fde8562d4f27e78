"""What an operator says in a file is kept beside what operators said by links.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

CHECK = "ck_invitations_address_has_entry"


def upgrade() -> None:
    op.add_column("invitations", sa.Column("address", sa.Text(), nullable=True))
    op.add_column("invitations", sa.Column("entry", sa.Text(), nullable=True))
    op.create_check_constraint(op.f(CHECK), "invitations", "(address IS NULL) = (entry IS NULL)")


def downgrade() -> None:
    op.drop_constraint(op.f(CHECK), "invitations")
    op.drop_column("invitations", "entry")
    op.drop_column("invitations", "address")
