"""The first tables: vocabularies, districts, zones, places, platforms and the data version."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "boundary_sets",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("license", sa.Text(), nullable=False),
        sa.Column("review_number", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Text(), nullable=True),
        sa.Column("crs", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("crs IN ('wgs84', 'gcj02', 'bd09', 'cgcs2000')", name=op.f("ck_boundary_sets_crs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boundary_sets")),
    )
    op.create_index(
        "uq_boundary_sets_current",
        "boundary_sets",
        ["current"],
        unique=True,
        postgresql_where=sa.text("current"),
    )
    op.create_table(
        "data_version",
        sa.Column("only_row", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("dataset", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("only_row", name=op.f("ck_data_version_only_row")),
        sa.PrimaryKeyConstraint("only_row", name=op.f("pk_data_version")),
    )
    op.create_table(
        "districts",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("area_km2", sa.Double(), nullable=False),
        sa.Column("area_source", sa.Text(), nullable=False),
        sa.Column("area_source_date", sa.Text(), nullable=False),
        sa.Column("area_rounding_km2", sa.Double(), nullable=False),
        sa.Column("area_second_source", sa.Text(), nullable=True),
        sa.CheckConstraint("code ~ '^310\\d{3}$'", name=op.f("ck_districts_code")),
        sa.CheckConstraint("area_km2 > 0", name=op.f("ck_districts_area")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_districts")),
        sa.UniqueConstraint("name_en", name=op.f("uq_districts_name_en")),
        sa.UniqueConstraint("name_zh", name=op.f("uq_districts_name_zh")),
    )
    op.create_table(
        "kinds",
        sa.Column("default_visible", sa.Boolean(), nullable=False),
        sa.Column("description_zh", sa.Text(), nullable=True),
        sa.Column("description_en", sa.Text(), nullable=True),
        sa.Column("plan_clause", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_kinds")),
    )
    op.create_table(
        "operators",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "type IN ('园区', '联合', '高校', '科研院所', '医疗卫生机构', '科技企业', '科技服务机构')",
            name=op.f("ck_operators_type"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operators")),
    )
    op.create_index(
        "uq_operators_name_type",
        "operators",
        [sa.literal_column("coalesce(name, '')"), sa.literal_column("coalesce(type, '')")],
        unique=True,
    )
    op.create_table(
        "sources",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.CheckConstraint("date ~ '^\\d{4}(-\\d{2}(-\\d{2})?)?$'", name=op.f("ck_sources_date")),
        sa.CheckConstraint(
            "kind IN ('official', 'media', 'journal', 'mirror', 'digest', 'unknown')",
            name=op.f("ck_sources_kind"),
        ),
        sa.CheckConstraint("url ~ '^https?://'", name=op.f("ck_sources_url")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_sources")),
    )
    op.create_table(
        "stages",
        sa.Column("description_zh", sa.Text(), nullable=True),
        sa.Column("description_en", sa.Text(), nullable=True),
        sa.Column("plan_clause", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_stages")),
    )
    op.create_table(
        "tiers",
        sa.Column("description_zh", sa.Text(), nullable=True),
        sa.Column("description_en", sa.Text(), nullable=True),
        sa.Column("plan_clause", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_tiers")),
    )
    op.create_table(
        "zones",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_zones")),
    )
    op.create_table(
        "district_boundaries",
        sa.Column("boundary_set", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column(
            "label",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("computed_km2", sa.Double(), nullable=False),
        sa.Column("difference", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["boundary_set"],
            ["boundary_sets.id"],
            name=op.f("fk_district_boundaries_boundary_set"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["district"], ["districts.code"], name=op.f("fk_district_boundaries_district")),
        sa.PrimaryKeyConstraint("boundary_set", "district", name=op.f("pk_district_boundaries")),
    )
    op.create_table(
        "district_features",
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("feature_zh", sa.Text(), nullable=False),
        sa.Column("feature_en", sa.Text(), nullable=False),
        sa.Column("evidence_zh", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.CheckConstraint("confidence IN ('high', 'medium', 'low')", name=op.f("ck_district_features_confidence")),
        sa.ForeignKeyConstraint(["district"], ["districts.code"], name=op.f("fk_district_features_district")),
        sa.PrimaryKeyConstraint("district", name=op.f("pk_district_features")),
    )
    op.create_table(
        "domains",
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["tier"], ["tiers.code"], name=op.f("fk_domains_tier")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_domains")),
    )
    op.create_table(
        "places",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("lines", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("accuracy_m", sa.Double(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("accuracy_m > 0", name=op.f("ck_places_accuracy")),
        sa.ForeignKeyConstraint(["district"], ["districts.code"], name=op.f("fk_places_district")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
    )
    op.create_table(
        "platforms",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("operator", sa.Integer(), nullable=True),
        sa.Column("domains_other", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("service_phrases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("lifecycle", sa.Text(), nullable=False),
        sa.Column("lifecycle_date", sa.Text(), nullable=True),
        sa.Column("status_text", sa.Text(), nullable=False),
        sa.Column("fund", sa.Text(), nullable=True),
        sa.Column("fund_evidence", sa.Text(), nullable=True),
        sa.Column("voucher", sa.Text(), nullable=True),
        sa.Column("voucher_evidence", sa.Text(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("district_basis", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("zone_basis", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("summary_zh", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("confidence IN ('high', 'medium', 'low')", name=op.f("ck_platforms_confidence")),
        sa.CheckConstraint("district_basis IN ('source', 'inferred')", name=op.f("ck_platforms_district_basis")),
        sa.CheckConstraint("fund IN ('yes', 'no')", name=op.f("ck_platforms_fund")),
        sa.CheckConstraint(
            "lifecycle IN ('planned', 'under_construction', 'unveiled', 'operating', 'tapering', 'closed', 'unknown')",
            name=op.f("ck_platforms_lifecycle"),
        ),
        sa.CheckConstraint("lifecycle_date ~ '^\\d{4}(-\\d{2}(-\\d{2})?)?$'", name=op.f("ck_platforms_lifecycle_date")),
        sa.CheckConstraint(
            "precision IN ('address', 'campus', 'park', 'street', 'district')",
            name=op.f("ck_platforms_precision"),
        ),
        sa.CheckConstraint("voucher IN ('yes', 'no')", name=op.f("ck_platforms_voucher")),
        sa.CheckConstraint("website ~ '^https?://'", name=op.f("ck_platforms_website")),
        sa.CheckConstraint("zone_basis IN ('source', 'inferred')", name=op.f("ck_platforms_zone_basis")),
        sa.CheckConstraint(
            "(district IS NULL) = (district_basis IS NULL)", name=op.f("ck_platforms_district_has_basis")
        ),
        sa.CheckConstraint("(fund IS NULL) = (fund_evidence IS NULL)", name=op.f("ck_platforms_fund_has_evidence")),
        sa.CheckConstraint("(geom IS NULL) = (precision IS NULL)", name=op.f("ck_platforms_position_has_precision")),
        sa.CheckConstraint(
            "(voucher IS NULL) = (voucher_evidence IS NULL)", name=op.f("ck_platforms_voucher_has_evidence")
        ),
        sa.CheckConstraint("(zone IS NULL) = (zone_basis IS NULL)", name=op.f("ck_platforms_zone_has_basis")),
        sa.CheckConstraint(
            "ST_Within(geom, ST_MakeEnvelope(120.5, 30.2, 122.9, 32.2, 4326))",
            name=op.f("ck_platforms_position_in_box"),
        ),
        sa.ForeignKeyConstraint(["district"], ["districts.code"], name=op.f("fk_platforms_district")),
        sa.ForeignKeyConstraint(["kind"], ["kinds.code"], name=op.f("fk_platforms_kind")),
        sa.ForeignKeyConstraint(["operator"], ["operators.id"], name=op.f("fk_platforms_operator")),
        sa.ForeignKeyConstraint(["source"], ["sources.code"], name=op.f("fk_platforms_source")),
        sa.ForeignKeyConstraint(["zone"], ["zones.code"], name=op.f("fk_platforms_zone")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platforms")),
    )
    op.create_index(op.f("ix_platforms_district"), "platforms", ["district"], unique=False)
    op.create_index(
        "ix_platforms_geography",
        "platforms",
        [sa.literal_column("(geom::geography)")],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "ix_platforms_geom", "platforms", ["geom"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_index(op.f("ix_platforms_kind"), "platforms", ["kind"], unique=False)
    op.create_index(
        "ix_platforms_search_text",
        "platforms",
        ["search_text"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"search_text": "gin_trgm_ops"},
    )
    op.create_index(op.f("ix_platforms_zone"), "platforms", ["zone"], unique=False)
    op.create_table(
        "policies",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("amount_text_zh", sa.Text(), nullable=True),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("wording_zh", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.code"], name=op.f("fk_policies_source")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_policies")),
    )
    op.create_table(
        "services",
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("description_zh", sa.Text(), nullable=True),
        sa.Column("description_en", sa.Text(), nullable=True),
        sa.Column("plan_clause", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["stage"], ["stages.code"], name=op.f("fk_services_stage")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_services")),
    )
    op.create_table(
        "zone_extents",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("extent_zh", sa.Text(), nullable=False),
        sa.Column("note_zh", sa.Text(), nullable=False),
        sa.Column("uncertainty_m", sa.Double(), nullable=False),
        sa.Column("computed_area_km2", sa.Double(), nullable=False),
        sa.Column("published_area_km2", sa.Double(), nullable=False),
        sa.Column("zone_total_area_km2", sa.Double(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.code"], name=op.f("fk_zone_extents_source")),
        sa.ForeignKeyConstraint(["zone"], ["zones.code"], name=op.f("fk_zone_extents_zone")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_zone_extents")),
    )
    op.create_index(
        "uq_zone_extents_default",
        "zone_extents",
        ["zone"],
        unique=True,
        postgresql_where=sa.text("is_default"),
    )
    op.create_table(
        "district_feature_domains",
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sourced", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district"],
            ["district_features.district"],
            name=op.f("fk_district_feature_domains_district"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["domain"], ["domains.code"], name=op.f("fk_district_feature_domains_domain")),
        sa.PrimaryKeyConstraint("district", "domain", name=op.f("pk_district_feature_domains")),
    )
    op.create_table(
        "district_feature_sources",
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district"],
            ["district_features.district"],
            name=op.f("fk_district_feature_sources_district"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source"], ["sources.code"], name=op.f("fk_district_feature_sources_source")),
        sa.PrimaryKeyConstraint("district", "source", name=op.f("pk_district_feature_sources")),
    )
    op.create_table(
        "platform_domains",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["domain"], ["domains.code"], name=op.f("fk_platform_domains_domain")),
        sa.ForeignKeyConstraint(
            ["platform"], ["platforms.id"], name=op.f("fk_platform_domains_platform"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("platform", "domain", name=op.f("pk_platform_domains")),
    )
    op.create_index(op.f("ix_platform_domains_domain"), "platform_domains", ["domain"], unique=False)
    op.create_table(
        "platform_relations",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("related", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.CheckConstraint("type IN ('same-park', 'same-site')", name=op.f("ck_platform_relations_type")),
        sa.ForeignKeyConstraint(
            ["platform"], ["platforms.id"], name=op.f("fk_platform_relations_platform"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["related"], ["platforms.id"], name=op.f("fk_platform_relations_related"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("platform", "related", name=op.f("pk_platform_relations")),
    )
    op.create_table(
        "platform_services",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform"], ["platforms.id"], name=op.f("fk_platform_services_platform"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["service"], ["services.code"], name=op.f("fk_platform_services_service")),
        sa.PrimaryKeyConstraint("platform", "service", name=op.f("pk_platform_services")),
    )
    op.create_index(op.f("ix_platform_services_service"), "platform_services", ["service"], unique=False)
    op.create_table(
        "platform_stages",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform"], ["platforms.id"], name=op.f("fk_platform_stages_platform"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["stage"], ["stages.code"], name=op.f("fk_platform_stages_stage")),
        sa.PrimaryKeyConstraint("platform", "stage", name=op.f("pk_platform_stages")),
    )
    op.create_index(op.f("ix_platform_stages_stage"), "platform_stages", ["stage"], unique=False)
    op.create_table(
        "scenarios",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("quote_zh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["platform"], ["platforms.id"], name=op.f("fk_scenarios_platform"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_scenarios")),
    )
    op.create_index(op.f("ix_scenarios_platform"), "scenarios", ["platform"], unique=False)
    op.create_table(
        "service_phrases",
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["service"], ["services.code"], name=op.f("fk_service_phrases_service")),
        sa.PrimaryKeyConstraint("phrase", name=op.f("pk_service_phrases")),
    )
    op.execute("INSERT INTO data_version (version) VALUES (0)")


def downgrade() -> None:
    op.drop_table("service_phrases")
    op.drop_index(op.f("ix_scenarios_platform"), table_name="scenarios")
    op.drop_table("scenarios")
    op.drop_index(op.f("ix_platform_stages_stage"), table_name="platform_stages")
    op.drop_table("platform_stages")
    op.drop_index(op.f("ix_platform_services_service"), table_name="platform_services")
    op.drop_table("platform_services")
    op.drop_table("platform_relations")
    op.drop_index(op.f("ix_platform_domains_domain"), table_name="platform_domains")
    op.drop_table("platform_domains")
    op.drop_table("district_feature_sources")
    op.drop_table("district_feature_domains")
    op.drop_index("uq_zone_extents_default", table_name="zone_extents", postgresql_where=sa.text("is_default"))
    op.drop_table("zone_extents")
    op.drop_table("services")
    op.drop_table("policies")
    op.drop_index(op.f("ix_platforms_zone"), table_name="platforms")
    op.drop_index(
        "ix_platforms_search_text",
        table_name="platforms",
        postgresql_using="gin",
        postgresql_ops={"search_text": "gin_trgm_ops"},
    )
    op.drop_index(op.f("ix_platforms_kind"), table_name="platforms")
    op.drop_index("ix_platforms_geom", table_name="platforms", postgresql_using="gist", column_name="geom")
    op.drop_index("ix_platforms_geography", table_name="platforms", postgresql_using="gist")
    op.drop_index(op.f("ix_platforms_district"), table_name="platforms")
    op.drop_table("platforms")
    op.drop_table("places")
    op.drop_table("domains")
    op.drop_table("district_features")
    op.drop_table("district_boundaries")
    op.drop_table("zones")
    op.drop_table("tiers")
    op.drop_table("stages")
    op.drop_table("sources")
    op.drop_index("uq_operators_name_type", table_name="operators")
    op.drop_table("operators")
    op.drop_table("kinds")
    op.drop_table("districts")
    op.drop_table("data_version")
    op.drop_index("uq_boundary_sets_current", table_name="boundary_sets", postgresql_where=sa.text("current"))
    op.drop_table("boundary_sets")
