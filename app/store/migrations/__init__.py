"""The database's history: `upgrade` brings a database to the newest version, `is_current` says whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from app.database_url import for_writing
from app.errors import MigrationError


def config(url: str) -> Config:
    """Alembic's configuration for the database at `url`; no ini file is needed."""
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent))
    configuration.attributes["url"] = url
    return configuration


def upgrade(url: str) -> None:
    """Run all migrations that the database lacks; where it lacks none, nothing is written.

    Raises MigrationError where the database's version is none of this program's.
    """
    if not is_current(url):
        command.upgrade(config(url), "head")


def is_current(url: str) -> bool:
    """Whether the database has every migration.

    Raises MigrationError where its version is none of this program's.
    """
    engine = create_engine(for_writing(url))
    try:
        with engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_heads()
    finally:
        engine.dispose()
    scripts = ScriptDirectory.from_config(config(url))
    known = {script.revision for script in scripts.walk_revisions()}
    if foreign := set(present) - known:
        raise MigrationError(
            f"The database is at version {', '.join(sorted(foreign))} of its tables, which this program does not know: "
            "a newer program or another application made them. Use that program's version, or name another database "
            "in DATABASE_URL."
        )
    return set(present) == set(scripts.get_heads())
