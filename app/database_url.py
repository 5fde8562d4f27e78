"""A database's URL in the two ways that libraries read it."""

from __future__ import annotations

from sqlalchemy.engine import URL, make_url


def libpq(url: URL | str) -> str:
    """A SQLAlchemy URL as libpq, psycopg and psql read it: there a plus sign is no space."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    place, mark, query = plain.partition("?")
    return place.replace(" ", "%20") + mark + query.replace("+", "%20")


def without_secrets(url: URL) -> str:
    """The URL to show: without password and without its query, which may hold one."""
    return url.set(query={}).render_as_string(hide_password=True)
