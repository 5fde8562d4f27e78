"""Alembic's environment: one connection, one transaction, PostGIS's own tables left alone."""

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

engine = create_engine(for_writing(context.config.attributes["url"]), poolclass=pool.NullPool)
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
