"""Alembic's environment: one connection, one transaction, PostGIS's own tables left alone."""

from typing import Any

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import create_engine, pool

from app.database_url import for_writing
from app.districts import models as districts
from app.embed import models as embed
from app.history import models as history
from app.imports import models as imports
from app.lists import models as lists
from app.platforms import models as platforms
from app.search import models as search
from app.stewardship import models as stewardship
from app.store import version
from app.store.tables import Table
from app.vocabulary import models as vocabulary

WITH_TABLES = (districts, embed, history, imports, lists, platforms, search, stewardship, version, vocabulary)
"""A table is known once its module has been imported."""

was_there = False


def say(*_: Any, **told: Any) -> None:
    """A line for each migration of a database that has been in use: of very many records one may take minutes."""
    if was_there:
        step = told["step"]
        context.config.attributes["log"](f"Migration {step.up_revision_id}: {step.up_revision.doc}")


engine = create_engine(for_writing(context.config.attributes["url"]), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        include_object=alembic_helpers.include_object,
        process_revision_directives=alembic_helpers.writer,
        render_item=alembic_helpers.render_item,
        on_version_apply=say if "log" in context.config.attributes else None,
    )
    with context.begin_transaction():
        was_there = context.get_context().get_current_revision() is not None
        context.run_migrations()
