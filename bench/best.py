"""The best SQL that is known for each request, and the tables that it reads, in a database of their own.

They are what an application without a memory of its own would keep beside its records: texts of answers, narrow
tables in the order of each request, clusters of a zoom, a cube of counts. How long they take to fill is not counted.
"""

import hashlib
import re
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Integer, Select, Text, cast, func, select

from app.database_url import libpq
from app.platforms import geojson
from app.platforms.columns import PROPERTIES
from app.platforms.models import Platform
from app.store.statements import compile_select

FOLDER = Path(__file__).parent / "sql"
VARIABLE = re.compile(r"(?<!:):([a-z]+)\b")
FACETS = {
    "kind": "kind_code",
    "status": "lifecycle",
    "district": "district_code",
    "zone": "zone",
    "voucher": "voucher",
    "fund": "fund",
    "domain": "domains",
    "stage": "stages",
    "service": "services",
}
"""Each facet, and where the table `stated` has its value or, separated by commas, its values."""
LISTED = ("domain", "stage", "service")
FLAT = ("precision", "district_code", "zone", "stages", "services", "lifecycle", "voucher", "fund")


def statement(name: str) -> str:
    """The statement of a request: variables as `:name`, which pgbench draws."""
    return (FOLDER / f"{name}.sql").read_text("utf-8").strip()


def _numbered(*columns: Any) -> Select[Any]:
    """Those columns of all records, after their place `n` in the usual order of the list."""
    order = (Platform.geom.is_(None), Platform.id)
    return select(cast(func.row_number().over(order_by=order), Integer), *columns).order_by(*order)


def _flat(name: str) -> Any:
    value = geojson.column(name)
    return func.nullif(func.array_to_string(value, ","), "") if name in ("domains", "stages", "services") else value


def _tables() -> dict[str, Select[Any]]:
    feature = cast(geojson.feature(PROPERTIES, with_distance=False), Text)
    first = [geojson.column(name) for name in ("id", "kind", "name")]
    facts = geojson.properties(PROPERTIES, with_distance=False)
    flat = [_flat(name) for name in ("domains", *FLAT)]
    return {
        "features": _numbered(Platform.id, feature),
        "platforms": _numbered(*first, *flat, func.ST_AsHEXEWKB(Platform.geom, type_=Text), facts),
    }


def fill(source: str, target: str) -> None:
    """Fill the database `target` from the records of `source`, which is only read, unless it holds just these."""
    with psycopg.connect(libpq(target)) as writing, psycopg.connect(libpq(source)) as reading:
        reading.execute("SET TRANSACTION READ ONLY")
        wanted = _mark(reading)
        if writing.execute("SELECT obj_description(to_regclass('cube'))").fetchone() == (wanted,):
            return
        writing.execute(statement("tables").encode())
        for table, query in _tables().items():
            _copy(reading, writing, table, query)
        writing.execute(statement("indexes").encode())
        for facet, column in FACETS.items():
            writing.execute(_counted(facet, column).encode())
        writing.execute("DROP TABLE stated")
        writing.execute("CREATE INDEX ON cube (kind, district, domain, facet) INCLUDE (value, n)")
        writing.execute(f"COMMENT ON TABLE cube IS '{wanted}'".encode())
    with psycopg.connect(libpq(target), autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def _mark(reading: psycopg.Connection[Any]) -> str:
    """A digest of what the tables are made of: the version of the data, and the statements, which a newer program has
    otherwise."""
    version = reading.execute("SELECT dataset, version FROM data_version").fetchone()
    made = [compile_select(query).sql for query in _tables().values()]
    parts = [str(version), *made, statement("tables"), statement("indexes"), *FACETS.values()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _copy(reading: psycopg.Connection[Any], writing: psycopg.Connection[Any], table: str, query: Select[Any]) -> None:
    compiled = compile_select(query)
    values = {**compiled.fixed, "lang": "zh-CN"}
    source = f"COPY ({compiled.sql}) TO STDOUT".encode()
    with (
        reading.cursor().copy(source, values) as rows,
        writing.cursor().copy(f"COPY {table} FROM STDIN".encode()) as stored,
    ):
        for block in rows:
            stored.write(block)


def _counted(facet: str, column: str) -> str:
    """Add the numbers of one facet to the cube. A record with several domains stands in `stated` once for each."""
    value, values = column, ""
    if facet in LISTED:
        value = "each.value"
        values = f"LEFT JOIN LATERAL unnest(string_to_array({column}, ',')) AS each (value) ON true"
    return f"""
      INSERT INTO cube
      SELECT COALESCE(kind, 0), COALESCE(district, 0), COALESCE(domain, 0), '{facet}', {value}, count(DISTINCT id)
      FROM stated {values} GROUP BY CUBE (kind, district, domain), {value}"""


def bound(name: str) -> str:
    """A statement as psycopg takes it: variables as `%(name)s`."""
    return VARIABLE.sub(r"%(\1)s", statement(name).replace("%", "%%"))
