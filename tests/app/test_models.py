"""Models and migrations say the same: Alembic finds nothing to change in a migrated database."""

import subprocess
import sys
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from geoalchemy2 import alembic_helpers

import app.main  # noqa: F401 - knows every model
from app.store.tables import Table
from tests.support.databases import Databases


def differences(url: str, metadata: sa.MetaData) -> list[Any]:
    """What Alembic would change in the database, the tables of PostGIS left alone."""
    options = {"include_object": alembic_helpers.include_object, "compare_type": True, "compare_server_default": True}
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts=options)
            return list(compare_metadata(context, metadata))
    finally:
        engine.dispose()


def test_models_and_migrations_do_not_drift(databases: Databases) -> None:
    assert differences(databases.url("empty"), Table.metadata) == []


def test_a_change_of_a_model_without_a_migration_is_seen(databases: Databases) -> None:
    metadata = sa.MetaData()
    for table in Table.metadata.sorted_tables:
        table.to_metadata(metadata)
    metadata.tables["platforms"].append_column(sa.Column("thrown_away", sa.Text))
    found = differences(databases.url("empty"), metadata)
    assert ("add_column", "platforms", "thrown_away") in [(one[0], one[2], one[3].name) for one in found]


BINDING = """
from sqlalchemy.dialects import postgresql
from app.store.geometry import Geometry, stored
from shapely import Point
print(Geometry("POINT").bind_processor(postgresql.dialect())(stored(Point(121.5, 31.25))))
"""


def test_a_shape_becomes_a_value_where_geometry_types_were_imported_without_shapely() -> None:
    bound = subprocess.run([sys.executable, "-c", BINDING], capture_output=True, text=True, check=True).stdout
    # Point, with the number of its system, 4326 (PostGIS, "EWKB").
    assert bound.lower().startswith("0101000020e6100000")
