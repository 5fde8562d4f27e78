"""Keep the figures of the districts from here on: a row only where one changed, at most one a day.

What is listed on the day of the migration is the beginning, so that the first change has a before.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BEGINNING = """
INSERT INTO district_figures (day, district, figure, value)
SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date, district, figure, count(*) FROM (
  SELECT coalesce(district, '') AS district, unnest(ARRAY[
    'kind:' || kind,
    'status:' || lifecycle,
    CASE WHEN district_basis = 'inferred' THEN 'basis:inferred' END
  ]) AS figure FROM platforms
) AS each WHERE figure IS NOT NULL GROUP BY district, figure
"""


def upgrade() -> None:
    op.create_table(
        "district_figures",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_district_figures_value")),
        sa.PrimaryKeyConstraint("day", "district", "figure", name=op.f("pk_district_figures")),
    )
    op.execute(BEGINNING)


def downgrade() -> None:
    op.drop_table("district_figures")
