"""Alembic's environment: one connection, one transaction, PostGIS's own tables left alone."""

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import create_engine, pool

import app.districts.models
import app.embed.models
import app.lists.models
import app.platforms.models
import app.store.version
import app.vocabulary.models  # noqa: F401
from app.store.tables import Table

engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        include_object=alembic_helpers.include_object,
        process_revision_directives=alembic_helpers.writer,
        render_item=alembic_helpers.render_item,
    )
    with context.begin_transaction():
        context.run_migrations()
