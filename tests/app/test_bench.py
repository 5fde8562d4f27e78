"""The benchmark compares like with like: the SQL that is timed gives our answers, and the document says what is met."""

import psycopg
import pytest

from app.database_url import libpq
from bench import agree, asks, best
from bench.asks import Target
from bench.databases import described
from bench.drive import Seen
from bench.programs import Running
from bench.report import best_peer, verdicts
from bench.row import Row
from tests.support.databases import Databases


def test_the_sql_that_is_timed_gives_our_answers(
    synthetic_url: str, synthetic_site: str, real_url: str, databases: Databases
) -> None:
    target = databases.unmigrated("best")
    best.fill(synthetic_url, target)
    of, ours = described(synthetic_url, real_url, target), Running(synthetic_site, 0, 0.0)
    listed = [ask for ask in asks.listed(of) if ask.sql]
    assert [difference for ask in listed if (difference := agree.with_sql(ask, ours, of))] == []
    # What it compares with is no longer the same: each request must be told to differ.
    with psycopg.connect(libpq(target), autocommit=True) as connection:
        connection.execute("UPDATE features SET id = id || 'x', body = replace(body, '\"synthetic\"', '\"real\"')")
        connection.execute("UPDATE cube SET n = n + 1")
        connection.execute("UPDATE clusters SET count = count + 1")
        connection.execute("UPDATE points SET id = id || 'x'")
    differing = {ask.name for ask in listed if ask.answer != "item" and agree.with_sql(ask, ours, of)}
    assert differing == {ask.name for ask in listed if ask.answer != "item"}
    # A newer program writes answers otherwise: what an older one made for the SQL is made anew.
    with psycopg.connect(libpq(target), autocommit=True) as connection:
        connection.execute("COMMENT ON TABLE cube IS 'of an older program'")
    best.fill(synthetic_url, target)
    with psycopg.connect(libpq(target)) as connection:
        assert connection.execute("SELECT count(*) FROM features WHERE id LIKE '%x'").fetchone() == (0,)


def row(target: Target, **rates: tuple[float, ...]) -> Row:
    """A request, with the answers a second of each that answers, round by round."""
    seen = {name: [Seen(rate, 7.0, 21.0, 0, 9_000.0, 100) for rate in of] for name, of in rates.items()}
    return Row("a request", target, seen)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (Target(sql=0.75), "÷ SQL ≥ 0.75: **met**"),
        (Target(sql=1.0), "÷ SQL ≥ 1: missed by 20%"),
        (Target(peer=10), "÷ peer ≥ 10: **met**"),
        (Target(peer=50), "÷ peer ≥ 50: missed by 55%"),
        (Target(p99=20), "p99 ≤ 20 ms: missed, 1.1 times as much (21)"),
        (Target(bytes=10_000), "size ≤ 10,000 bytes: **met**"),
    ],
)
def test_a_target_is_met_or_missed_by_so_much(target: Target, said: str) -> None:
    # The rounds' ratios to SQL are 0.7, 0.9 and 0.8, whose median is not the ratio of the medians.
    ours, sql = (70.0, 90.0, 160.0), (100.0, 100.0, 200.0)
    of = row(target, ours=ours, SQL=sql, tipg=(4.0, 4.0, 4.0), pygeoapi=(3.0, 3.0, 3.0))
    assert best_peer(of) == "tipg"
    assert list(verdicts(of)) == [said]


def test_what_was_not_measured_is_no_success() -> None:
    assert list(verdicts(row(Target(sql=0.5, peer=2), ours=(80.0,)))) == [
        "÷ SQL ≥ 0.5: not measured",
        "÷ peer ≥ 2: not measured",
    ]
