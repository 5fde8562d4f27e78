"""Models and migrations say the same: Alembic finds nothing to change in a migrated database."""

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
