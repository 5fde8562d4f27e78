"""A database's URL as libraries read it, and as one reads or writes by it.

`DATABASE_URL` may name several servers, a primary and its standbys (`?host=a,b&port=5432,5432`), and a pooler that
lends a connection for one transaction (`pooler=transaction`, as PgBouncer does).
"""

from __future__ import annotations

import os

from sqlalchemy.engine import URL, make_url

POOLER = "pooler"
ROLE = "target_session_attrs"


def libpq(url: URL | str) -> str:
    """A SQLAlchemy URL as libpq, psycopg and psql read it: there a plus sign is no space, and a pooler is no matter."""
    plain = _without_pooler(url).set(drivername="postgresql").render_as_string(hide_password=False)
    place, mark, query = plain.partition("?")
    return place.replace(" ", "%20") + mark + query.replace("+", "%20")


def without_secrets(url: URL) -> str:
    """The URL to show: without password and without its query, which may hold one."""
    return url.set(query={}).render_as_string(hide_password=True)


def pooled(url: URL | str) -> bool:
    """Whether a connection is lent for one transaction: nothing of a session outlives it."""
    return make_url(url).query.get(POOLER) == "transaction"


def for_writing(url: URL | str) -> URL:
    """The URL of the primary where several servers are named, without what is only for us."""
    parsed = _without_pooler(url)
    return parsed.update_query_dict({ROLE: "read-write"}) if len(_servers(parsed)) > 1 else parsed


def for_reading(url: URL | str) -> URL:
    """The URL of a standby where several servers are named, and of the primary while none answers.

    Each process prefers another one, and each keeps to its own: what is kept in memory is of one version of the data,
    and standbys reach a new one at different moments.
    """
    parsed = _without_pooler(url)
    servers = _servers(parsed)
    if len(servers) < 2 or ROLE in parsed.query:
        return parsed
    first = os.getpid() % len(servers)
    turned = servers[first:] + servers[:first]
    return parsed.update_query_dict(
        {
            "host": ",".join(host for host, _ in turned),
            "port": ",".join(port for _, port in turned),
            ROLE: "prefer-standby",
        }
    )


def _servers(url: URL) -> list[tuple[str, str]]:
    """The hosts and ports that the query names; none where the URL has its host in its usual place."""
    hosts, ports = (_listed(url.query.get(name, "")) for name in ("host", "port"))
    if len(ports) < len(hosts):
        ports = [*ports, *(ports[-1:] or [str(url.port or 5432)]) * (len(hosts) - len(ports))]
    return list(zip(hosts, ports, strict=False))


def _listed(value: str | tuple[str, ...]) -> list[str]:
    return [part for part in (value if isinstance(value, str) else ",".join(value)).split(",") if part]


def _without_pooler(url: URL | str) -> URL:
    """The URL without the word that says what stands before the servers."""
    return make_url(url).difference_update_query([POOLER])
