"""The database's history: `upgrade` brings a database to the newest version, `is_current` says whether it is there."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text

from app.database_url import for_writing
from app.errors import MigrationError

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent
KNOWN = frozenset(file.name.partition("_")[0] for file in (FOLDER / "versions").glob("[0-9]*_*.py"))
"""The revisions of this program: one follows the other, and each file begins with its number."""
TABLE = text("SELECT to_regclass('alembic_version') IS NOT NULL")
PRESENT = text("SELECT version_num FROM alembic_version")


def config(url: str) -> "Config":
    """Alembic's configuration for the database at `url`; no ini file is needed."""
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(FOLDER))
    configuration.attributes["url"] = url
    return configuration


def upgrade(url: str, log: Callable[[str], None] = lambda line: None) -> None:
    """Run all migrations that the database lacks; where it lacks none, nothing is written.

    Each is said once it is done where the database has been in use: of very many records one may take minutes.
    Raises MigrationError where the database's version is none of this program's.
    """
    if not is_current(url):
        from alembic import command

        configuration = config(url)
        configuration.attributes["log"] = log
        command.upgrade(configuration, "head")


def is_current(url: str) -> bool:
    """Whether the database has every migration. Alembic is not loaded for it: each command asks this first.

    Raises MigrationError where its version is none of this program's.
    """
    engine = create_engine(for_writing(url))
    try:
        with engine.connect() as connection:
            begun = connection.execute(TABLE).scalar_one()
            present = set(connection.execute(PRESENT).scalars()) if begun else set()
    finally:
        engine.dispose()
    if foreign := present - KNOWN:
        raise MigrationError(
            f"The database is at version {', '.join(sorted(foreign))} of its tables, which this program does not know: "
            "a newer program or another application made them. Use that program's version, or name another database "
            "in DATABASE_URL."
        )
    return present == {max(KNOWN)}
