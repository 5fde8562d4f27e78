"""Writes what was measured as a document: `bench/RESULTS.md`."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench import draw, drive
from bench.databases import SEED
from bench.drive import Seen
from bench.imports import Imported
from bench.markdown import at_least, at_most, number, table
from bench.results import Result
from bench.row import Row

PEERS = ("tipg", "pygeoapi", "pg_tileserv")
CAUSES = Path(__file__).parent / "causes.md"
MOST_MB = 400
READY_S = 5
FIRST_BYTES, FIRST_MS, TASK_MS = 120_000, 1_000, 100
IMPORT_SHARE, IMPORT_PEER, IMPORT_MB = 0.55, 5, 150
HEADING = """# Speed, beside the alternatives

Written by `python -m bench` (CONTRIBUTING.md, "Speed"). Read ratios: times are those of the machine, and of what else
ran on it.

- **÷ SQL**: our answers per second over HTTP ÷ those of pgbench with the best SQL that is known for the same answer,
  from tables made for it (`bench/sql`). The SQL counts nothing beyond its page; ours says how many records match, too.
- **÷ peer**: ÷ those of the fastest peer that can answer the request, on a flat table with indexes, with as many
  workers.
- Each figure is the median of its rounds; in a round all answer one after another. Before, some answers are compared:
  with the SQL's in full, with the peers' by number and identifiers. A request whose answers differ is not timed.
- Ours makes each answer anew, unless the row says "kept".
- **by CPU**: the same ratio of what an answer takes of the processor, in the server and the database together; what
  asks, wrk or pgbench, is left out. It comes nearer to what a machine gives that nobody else uses: pgbench
  has a process for each of its connections, ours and the peers have one a worker, and where other programs want the
  processor as well, who has more processes gets more of it. Targets are held against the answers per second, as
  they were measured."""


def document(results: Sequence[Result]) -> str:
    """The whole document."""
    parts = [HEADING, *(part for result in results for part in _size(result))]
    if len(results) > 1:
        parts.append(_growth(results))
    if CAUSES.exists():
        parts.append(CAUSES.read_text("utf-8").strip())
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _size(result: Result) -> Iterator[str]:
    yield f"## {result.rows:,} platforms"
    yield "\n".join(_about(result))
    yield table(HEAD, [_cells(row) for row in result.table])
    if notes := [f"- {row.name}: {note}" for row in result.table for note in row.notes]:
        yield "\n".join(notes)
    yield _pages(result)
    yield _programs(result) + _first_view(result)
    if result.imports:
        yield _imports(result.imports)
    if result.insight:
        yield _insight(result)


def _about(result: Result) -> Iterator[str]:
    load = ", then ".join(result.load)
    yield f"- {result.date}; load averages over 1 / 5 / 15 minutes {load} (at the end with its own work)."
    yield f"- {result.machine}; {result.database}."
    yield f"- {result.versions}."
    records = "a database that was given" if result.given else f"`servicemap synthetic` with seed {SEED}"
    yield (
        f"- Records: {records}. Requests: seed {draw.SEED}, {drive.CLIENTS} connections, "
        f"rounds: {result.rounds} of {result.seconds} s; workers of ours and of each peer: {result.workers}; "
        f"encoding asked for: {result.encoding}."
    )
    if others := sorted(number for row in result.table for number in row.others):
        middle = others[len(others) // 2]
        yield (
            f"- Other work: before each round {middle} threads of other programs wanted the processor (median; "
            f"{others[0]} to {others[-1]}), while nothing of this ran."
        )
    for name, reason in result.not_run.items():
        yield f"- {name}: not run: {reason}."


HEAD = (
    "request",
    "a second",
    "p50 / p99 ms",
    "errors",
    "kB",
    "SQL a second",
    "÷ SQL",
    "by CPU",
    "best peer",
    "÷ peer",
    "by CPU",
    "against the target",
)


def _cells(row: Row) -> list[str]:
    peer = best_peer(row)
    errors = sum(seen.errors for seen in row.seen.get("ours", []))
    size = row.median("ours", lambda seen: seen.bytes)
    return [
        row.name,
        number(row.median("ours", lambda seen: seen.rate)),
        _times(row, "ours"),
        str(errors),
        number(None if size is None else size / 1000),
        number(row.median("SQL", lambda seen: seen.rate)),
        number(row.ratio("SQL")),
        number(row.cpu_ratio("SQL")),
        f"{peer} {number(row.median(peer, lambda seen: seen.rate))}" if peer else "–",
        number(row.ratio(peer)) if peer else "–",
        number(row.cpu_ratio(peer)) if peer else "–",
        "; ".join(verdicts(row)) or "–",
    ]


def best_peer(row: Row) -> str:
    """The peer with the most answers a second; empty where none has any."""
    rates = {name: row.median(name, lambda seen: seen.rate) or 0.0 for name in PEERS if row.seen.get(name)}
    return max(rates, key=lambda name: rates[name], default="")


def verdicts(row: Row) -> Iterator[str]:
    """What the target of a request is, and whether it is met or by how much it is missed."""
    target, peer = row.target, best_peer(row)
    if target.sql is not None:
        yield at_least("÷ SQL", row.ratio("SQL"), target.sql)
    if target.peer is not None:
        yield at_least("÷ peer", row.ratio(peer) if peer else None, target.peer)
    if target.p99 is not None:
        yield at_most("p99", row.median("ours", lambda seen: seen.p99), target.p99, "ms")
    if target.bytes is not None:
        yield at_most("size", row.median("ours", lambda seen: seen.bytes), target.bytes, "bytes")
    if row.seen.get("default data"):
        p50 = [row.median(who, lambda seen: seen.p50) for who in ("ours", "default data")]
        yield at_most("p50 ÷ that of the default data", p50[0] / p50[1] if p50[0] and p50[1] else None, 2, "")
    if target.note:
        yield target.note


def _times(row: Row, who: str) -> str:
    return " / ".join(number(row.median(who, what)) for what in (lambda seen: seen.p50, lambda seen: seen.p99))


def _pages(result: Result) -> str:
    rows = [row for row in result.table if row.seen.get("default data")]
    cells = [[row.name, *(_times(row, who) for who in ("ours", "kept", "default data"))] for row in rows]
    return "Pages, p50 / p99 in ms:\n\n" + table(("page", "made anew", "kept", "default data, made anew"), cells)


def _programs(result: Result) -> str:
    ours = result.memory.get("ours", 0.0)
    shown = ", ".join(f"{name} {megabytes:,.0f} MB" for name, megabytes in result.memory.items())
    most, ready = at_most("Target of ours", ours, MOST_MB, "MB"), at_most("Target", result.ready, READY_S, "s")
    return (
        f"- Memory of the largest process after all requests (RSS): {shown}. {most}.\n"
        f"- Ours answers {result.ready:.1f} s after its start, and has read what it keeps in memory {result.warm:.1f} "
        f"s later. {ready}."
    )


def _first_view(result: Result) -> str:
    view = result.first_view
    if view is None:
        return "\n- First view: not measured, as there is no browser here."
    verdict = [
        at_most("transferred", view.bytes, FIRST_BYTES, "bytes"),
        at_most("drawn", view.drawn, FIRST_MS, "ms"),
        at_most("longest task", view.task, TASK_MS, "ms"),
    ]
    return (
        f"\n- First view of the default data, compressed as a browser asks: {view.bytes:,.0f} bytes, all drawn after "
        f"{view.drawn:,.0f} ms, longest task {view.task:,.0f} ms. {'; '.join(verdict)}. Stock Folium's bytes: not "
        "measured, as its files come from other hosts."
    )


def _imports(imports: Sequence[Imported]) -> str:
    by_name = {each.name: each for each in imports}
    ours, copy = by_name["servicemap import"], by_name["COPY into the same tables"]
    peers = {each.name: each.rate for each in imports if each.name.startswith("ogr2ogr") and each.rate}
    cells = [
        [
            each.name,
            each.failed or number(each.rate),
            number(ours.rate / each.rate) if each.rate else "–",
            number(each.memory or None),
        ]
        for each in imports
    ]
    verdict = [
        at_least("÷ COPY", ours.rate / copy.rate if copy.rate else None, IMPORT_SHARE),
        *(at_least(f"÷ {name}", ours.rate / rate, IMPORT_PEER) for name, rate in peers.items()),
        at_most("memory", ours.memory, IMPORT_MB, "MB"),
    ]
    return (
        "Import of a CSV file:\n\n"
        + table(("way", "rows a second", "ours ÷ it", "MB"), cells)
        + "\n\n"
        + "; ".join(verdict)
        + "."
    )


def _insight(result: Result) -> str:
    cells = [[question.name, str(question)] for question in result.insight]
    cells.append(["a density surface of 100,000 points, CPU seconds", f"{result.surface:.2f}"])
    return "Analysis, one client, lowest / median / highest:\n\n" + table(("time of ours", "ratio"), cells)


def _growth(results: Sequence[Result]) -> str:
    low, high = results[0], results[-1]
    cells = []
    for row in high.table:
        before = low.row(row.name)
        if before is None or not row.seen.get("ours") or not before.seen.get("ours"):
            continue
        cells.append(
            [
                row.name,
                *(_change(before, row, who, lambda seen: seen.rate) for who in ("ours", "SQL", best_peer(row))),
                _change(before, row, "ours", lambda seen: seen.p50),
                _change(before, row, "ours", lambda seen: seen.p99),
            ]
        )
    heading = f"## From {low.rows:,} to {high.rows:,} platforms"
    head = ("request", "ours a second ×", "SQL ×", "best peer ×", "our p50 ×", "our p99 ×")
    return f"{heading}\n\n{table(head, cells)}"


def _change(before: Row, after: Row, who: str, what: Callable[[Seen], float]) -> str:
    first, last = (row.median(who, what) if who else None for row in (before, after))
    return number(last / first) if first and last is not None else "–"
