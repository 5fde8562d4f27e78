"""The rights of a role that serves the map: it reads everything, and writes to what is counted."""

from collections.abc import Sequence

import psycopg
from psycopg import sql

from app.errors import NoSuchRoleError


def grant(connection: psycopg.Connection[tuple[object, ...]], role: str, written: Sequence[str]) -> list[str]:
    """Give `role` its rights on all tables of the connection's schema, also on those that the owner makes later.

    `written` are the tables that a server of the map writes to. Returns the statements. Raises NoSuchRoleError.
    """
    if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
        raise NoSuchRoleError(f"There is no role {role}. A superuser makes it: CREATE ROLE {role} LOGIN PASSWORD '…'")
    row = connection.execute("SELECT current_schema()").fetchone()
    schema, to = sql.Identifier(str(row[0]) if row else "public"), sql.Identifier(role)
    statements = [
        sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, to),
        sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}").format(schema, to),
        sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA {} GRANT SELECT ON TABLES TO {}").format(schema, to),
        *(sql.SQL("GRANT INSERT, UPDATE ON {} TO {}").format(sql.Identifier(name), to) for name in written),
    ]
    for statement in statements:
        connection.execute(statement)
    return [statement.as_string(connection) for statement in statements]
