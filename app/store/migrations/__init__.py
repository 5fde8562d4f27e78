"""The database's history: `upgrade` brings a database to the newest version, `is_current` says whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine


def config(url: str) -> Config:
    """Alembic's configuration for the database at `url`; no ini file is needed."""
    found = Config()
    found.set_main_option("script_location", str(Path(__file__).parent))
    found.attributes["url"] = url
    return found


def upgrade(url: str) -> None:
    """Run all migrations that the database lacks."""
    command.upgrade(config(url), "head")


def is_current(url: str) -> bool:
    """Whether the database has every migration."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_heads()
    finally:
        engine.dispose()
    return set(present) == set(ScriptDirectory.from_config(config(url)).get_heads())
