"""Measures of districts and zones beside the city's, for whom each is, and tables of typical cases and events.

A measure of another document than the plan has no clause.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ISO_DATE = r"~ '^\d{4}(-\d{2}(-\d{2})?)?$'"
CONFIDENCE = "confidence IN ('high', 'medium', 'low')"
CHECKS = {
    "level": "level IN ('city', 'district', 'zone')",
    "city_has_no_place": "(level = 'city') = (district IS NULL AND zone IS NULL)",
    "zone_has_its_code": "(level = 'zone') = (zone IS NOT NULL)",
    "district_has_its_code": "level <> 'district' OR district IS NOT NULL",
    "instrument": "instrument IN "
    "('voucher', 'fund', 'subsidy', 'loan', 'insurance', 'tax', 'equity', 'talent', 'prize', 'other')",
    "confidence": CONFIDENCE,
}


def upgrade() -> None:
    op.add_column("sources", sa.Column("read_in", sa.Text(), nullable=True))
    op.add_column("sources", sa.Column("read_in_date", sa.Text(), nullable=True))
    op.create_check_constraint(op.f("ck_sources_read_in_date"), "sources", f"read_in_date {ISO_DATE}")
    op.alter_column("policies", "clause", nullable=True)
    for name in ("for_zh", "for_en", "district", "zone"):
        op.add_column("policies", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("policies", sa.Column("confidence", sa.Text(), server_default=sa.text("'high'"), nullable=False))
    op.create_foreign_key(op.f("fk_policies_district_districts"), "policies", "districts", ["district"], ["code"])
    op.create_foreign_key(op.f("fk_policies_zone_zones"), "policies", "zones", ["zone"], ["code"])
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_policies_{name}"), "policies", condition)
    _cases()
    _events()


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("verified_zh", sa.Text(), nullable=False),
        sa.Column("verified_en", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("outcome_zh", sa.Text(), nullable=False),
        sa.Column("outcome_en", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("domains", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.CheckConstraint("result IN ('product', 'firm', 'transfer', 'signed')", name=op.f("ck_cases_result")),
        sa.CheckConstraint(f"date {ISO_DATE}", name=op.f("ck_cases_date")),
        sa.CheckConstraint(CONFIDENCE, name=op.f("ck_cases_confidence")),
        sa.ForeignKeyConstraint(
            ["platform"], ["platforms.id"], name=op.f("fk_cases_platform_platforms"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["stage"], ["stages.code"], name=op.f("fk_cases_stage_stages")),
        sa.ForeignKeyConstraint(["source"], ["sources.code"], name=op.f("fk_cases_source_sources")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_cases")),
    )
    op.create_index(op.f("ix_cases_platform"), "cases", ["platform"])


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("date_start", sa.Text(), nullable=False),
        sa.Column("date_end", sa.Text(), nullable=True),
        sa.Column("organiser_zh", sa.Text(), nullable=True),
        sa.Column("place_zh", sa.Text(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("domains", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("platform", sa.Text(), nullable=True),
        sa.Column("recurs", sa.Text(), nullable=True),
        sa.Column("summary_zh", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('forum', 'competition', 'roadshow', 'launch', 'training')", name=op.f("ck_events_kind")
        ),
        sa.CheckConstraint(f"date_start {ISO_DATE}", name=op.f("ck_events_date_start")),
        sa.CheckConstraint(f"date_end {ISO_DATE}", name=op.f("ck_events_date_end")),
        sa.CheckConstraint("recurs = 'yearly'", name=op.f("ck_events_recurs")),
        sa.CheckConstraint("website ~ '^https?://'", name=op.f("ck_events_website")),
        sa.CheckConstraint(CONFIDENCE, name=op.f("ck_events_confidence")),
        sa.ForeignKeyConstraint(["district"], ["districts.code"], name=op.f("fk_events_district_districts")),
        sa.ForeignKeyConstraint(["zone"], ["zones.code"], name=op.f("fk_events_zone_zones")),
        sa.ForeignKeyConstraint(
            ["platform"], ["platforms.id"], name=op.f("fk_events_platform_platforms"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["source"], ["sources.code"], name=op.f("fk_events_source_sources")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_district"), "events", ["district"])
    op.create_index(op.f("ix_events_platform"), "events", ["platform"])


def downgrade() -> None:
    op.drop_table("events")
    op.drop_table("cases")
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_policies_{name}"), "policies", type_="check")
    # The version before knows measures of the city's plan alone.
    op.execute("DELETE FROM policies WHERE clause IS NULL")
    for name in ("for_zh", "for_en", "district", "zone", "confidence"):
        op.drop_column("policies", name)
    op.alter_column("policies", "clause", nullable=False)
    op.drop_constraint(op.f("ck_sources_read_in_date"), "sources", type_="check")
    op.drop_column("sources", "read_in_date")
    op.drop_column("sources", "read_in")
