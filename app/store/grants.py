"""The rights of the roles that serve the map: the one of the web reads, and writes what is counted and drafted; another
one may publish. Neither changes what the history holds."""

from collections.abc import Mapping, Sequence

import psycopg
from psycopg import sql

from app.errors import NoSuchRoleError

Rights = Mapping[str, Sequence[str]]
"""By the names of tables: what a role may do with them besides reading, as INSERT and UPDATE."""


def grant(
    connection: psycopg.Connection[tuple[object, ...]], role: str, written: Rights, hidden: Rights | None = None
) -> list[str]:
    """Give `role` its rights on all tables of the connection's schema, and to read those that the owner makes later.

    `hidden` are tables that it does not read, but for the columns named; where it has another task, too, and may write
    such a table, it goes on reading it. Else it does not read what comes later either, which may be such a table.
    Returns the statements. Raises NoSuchRoleError.
    """
    if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
        raise NoSuchRoleError(f"There is no role {role}. A superuser makes it: CREATE ROLE {role} LOGIN PASSWORD '…'")
    row = connection.execute("SELECT current_schema()").fetchone()
    schema, to = sql.Identifier(str(row[0]) if row else "public"), sql.Identifier(role)
    unread = {name: columns for name, columns in (hidden or {}).items() if not _writes(connection, role, name)}
    later = sql.SQL("REVOKE SELECT ON TABLES FROM {}" if unread else "GRANT SELECT ON TABLES TO {}").format(to)
    statements = [
        sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, to),
        sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}").format(schema, to),
        sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA {} {}").format(schema, later),
        *(_on(table, rights, to) for table, rights in written.items()),
        *(statement for table, columns in unread.items() for statement in _without(table, columns, to)),
    ]
    for statement in statements:
        connection.execute(statement)
    return [statement.as_string(connection) for statement in statements]


def _writes(connection: psycopg.Connection[tuple[object, ...]], role: str, table: str) -> bool:
    row = connection.execute("SELECT has_any_column_privilege(%s, %s, 'INSERT, UPDATE')", [role, table]).fetchone()
    return bool(row and row[0])


def _without(table: str, columns: Sequence[str], to: sql.Identifier) -> list[sql.Composed]:
    revoked = [sql.SQL("REVOKE SELECT ON {} FROM {}").format(sql.Identifier(table), to)]
    if not columns:
        return revoked
    listed = sql.SQL(", ").join(sql.Identifier(column) for column in columns)
    return [*revoked, sql.SQL("GRANT SELECT ({}) ON {} TO {}").format(listed, sql.Identifier(table), to)]


def _on(table: str, rights: Sequence[str], to: sql.Identifier) -> sql.Composed:
    listed = sql.SQL(", ").join(sql.SQL(right) for right in rights)
    return sql.SQL("GRANT {} ON {} TO {}").format(listed, sql.Identifier(table), to)
