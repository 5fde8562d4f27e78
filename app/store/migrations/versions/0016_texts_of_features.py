"""The texts of features beside their records, and the triggers that delete one when what it says changes.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

FUNCTION = """CREATE FUNCTION {name}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  -- Whoever writes texts locks the table against this: a text that was made from what is written now waits, or is seen.
  LOCK TABLE platform_features IN ROW EXCLUSIVE MODE;
  DELETE FROM platform_features f {condition};
  RETURN NULL;
END $$"""
TRIGGER = """CREATE TRIGGER {name}_{event} AFTER {event} ON {table} REFERENCING {rows}
  FOR EACH STATEMENT EXECUTE FUNCTION {name}()"""
OLD, NEW = "OLD TABLE AS written", "NEW TABLE AS written"
BOTH = "OLD TABLE AS written NEW TABLE AS rewritten"
CONDITIONS = {
    "features_of_platforms": "USING written w WHERE f.platform = w.id",
    "features_of_children": "USING written w WHERE f.platform = w.platform",
    **{
        f"features_of_{table}": f"""USING written w, rewritten n, platforms p
    WHERE n.{key} = w.{key} AND n.{told} IS DISTINCT FROM w.{told} AND p.{column} = w.{key} AND f.platform = p.id"""
        for table, key, told, column in (
            ("operators", "id", "*", "operator"),
            ("sources", "code", "*", "source"),
            ("districts", "code", "name_zh", "district"),
        )
    },
}
"""Which texts a change takes along; an import writes sources again that stay as they are."""
CHILDREN = ("platform_domains", "platform_stages", "platform_services")
TRIGGERS = [
    ("features_of_platforms", "UPDATE", "platforms", OLD),
    *(("features_of_children", "INSERT", table, NEW) for table in CHILDREN),
    *(("features_of_children", event, table, OLD) for table in CHILDREN for event in ("UPDATE", "DELETE")),
    *((f"features_of_{table}", "UPDATE", table, BOTH) for table in ("operators", "sources", "districts")),
]


def upgrade() -> None:
    op.create_table(
        "platform_features",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform"],
            ["platforms.id"],
            name=op.f("fk_platform_features_platform_platforms"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("platform", name=op.f("pk_platform_features")),
    )
    # Short enough to stand in their rows as they are: nothing is to be unpacked when they are read.
    for column in ("before", "name_zh", "name_en", "after"):
        op.execute(f"ALTER TABLE platform_features ALTER COLUMN {column} SET STORAGE EXTERNAL")
    for name, condition in CONDITIONS.items():
        op.execute(FUNCTION.format(name=name, condition=condition))
    for name, event, table, rows in TRIGGERS:
        op.execute(TRIGGER.format(name=name, event=event, table=table, rows=rows))


def downgrade() -> None:
    for name, event, table, _ in TRIGGERS:
        op.execute(f"DROP TRIGGER {name}_{event} ON {table}")
    for name in CONDITIONS:
        op.execute(f"DROP FUNCTION {name}()")
    op.drop_table("platform_features")
