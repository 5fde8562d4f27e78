"""Measures each request in turn: the database, ours and the peers, round after round in one run."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from app.database_url import libpq
from app.platforms import queries
from app.platforms.columns import PROPERTIES
from app.platforms.filter import Filter
from app.platforms.predicate import shape, values
from app.store.statements import Compiled
from app.web.responses import with_query
from bench import agree, asks, machine, programs
from bench.asks import Address, Ask
from bench.databases import Databases
from bench.draw import SEED, numbers
from bench.drive import CLIENTS, in_sql, over_http, script
from bench.machine import say
from bench.mix import MIX, mixed, skewed
from bench.peers import PEERS
from bench.programs import NotStartedError, Running
from bench.row import Contender, Row

LISTED_A_SECOND = 4_000
"""Addresses for each second of a round; more than are asked for, unless there are not so many."""
FILTERS = 200
PAUSE_S, WARM_S = 0.2, 10
ASKED_BEFORE = 4
"""So often is each of few addresses asked for before: every worker keeps its own answers."""
FEW, FEW_CLIENTS = 8, 2


class Measuring:
    """One size, with all that answers running."""

    def __init__(self, databases: Databases, home: Path, seconds: int, rounds: int, encoding: str) -> None:
        self.databases, self.home = databases, home
        self.seconds, self.rounds, self.encoding = seconds, rounds, encoding
        self.listed = LISTED_A_SECOND * seconds
        self.stack = ExitStack()
        self.roots: set[int] = set()
        self.peers: dict[str, tuple[Running, Mapping[str, Address]]] = {}
        self.not_run: dict[str, str] = {}
        self.folder = Path(self.stack.enter_context(TemporaryDirectory(prefix="smb-")))

    def start(self, workers: int, with_peers: bool) -> None:
        """Start ours three times: making each answer anew, keeping them, and with the default data; then the peers."""
        of = self.databases
        self.anew = self.stack.enter_context(programs.service(of.synthetic, workers, self.folder, kept=False))
        self.keeping = self.stack.enter_context(programs.service(of.synthetic, workers, self.folder, kept=True))
        self.default = self.stack.enter_context(programs.service(of.default, workers, self.folder, kept=False))
        self.roots |= {running.process for running in (self.anew, self.keeping, self.default)}
        for url in (of.synthetic, of.best):
            with psycopg.connect(libpq(url)) as connection:
                self.roots.add(machine.parent(connection.info.backend_pid))
        for peer in PEERS if with_peers else ():
            say(f"starting {peer.name}")
            try:
                running = self.stack.enter_context(peer.running(of, workers, self.home))
            except NotStartedError as reason:
                self.not_run[peer.name] = str(reason)
            else:
                self.peers[peer.name] = (running, peer.addresses(of))
                self.roots.add(running.process)

    def rows(self) -> Iterator[Row]:
        """Each request of the table."""
        listed = asks.listed(self.databases)
        for ask in listed:
            yield self._row(ask)
        yield self._facets_of_anything()
        by_name = {ask.name: ask for ask in listed}
        yield self._nearest_in_any_list(by_name["20 nearest of a domain"])
        mix = {by_name[name]: share for name, share in MIX.items()}
        yield self._mix(
            "mix, no repeats", asks.Target(sql=0.60, p99=60), self.anew, lambda n: mixed(mix, n, self.listed), mix
        )
        yield self._mix(
            "mix, skewed, kept", asks.Target(sql=1.0, p99=40), self.keeping, lambda n: skewed(mix, n, self.listed), mix
        )
        yield from self._pages()

    def _row(self, ask: Ask) -> Row:
        row, ours = Row(ask.name, ask.target), self.keeping if ask.kept else self.anew
        contenders: dict[str, Contender] = {}
        if ask.sql:
            if difference := agree.with_sql(ask, ours, self.databases):
                row.notes.append(f"not timed, as it differs from the SQL: {difference}")
                return row
            contenders["SQL"] = self._sql([(script(ask.sql, ask.ranges), 1)])
        contenders["ours"] = self._http(ours, lambda n: _drawn(ask, ask.address, n, self.listed), ask.clients)
        for name, (peer, addresses) in self.peers.items():
            if (address := addresses.get(ask.name)) is None:
                continue
            if difference := agree.with_peer(ask, ours, peer, address, self.databases):
                row.notes.append(f"{name} not timed, as it differs: {difference}")
            else:
                contenders[name] = self._http(peer, lambda n, address=address: _drawn(ask, address, n, self.listed))  # type: ignore[misc]
        for path in _drawn(ask, ask.address, 0, ask.few) * ASKED_BEFORE if ask.few else ():
            ours.get(path)
        return self._in_turn(row, contenders)

    def _in_turn(self, row: Row, contenders: Mapping[str, Contender]) -> Row:
        for number in range(self.rounds):
            time.sleep(PAUSE_S)
            row.others.append(machine.wanted())
            for name, drive in contenders.items():
                before = self._processor()
                seen = drive(number)
                cpu = (self._processor() - before) * 1000 / max(seen.answers, 1)
                row.seen.setdefault(name, []).append(replace(seen, cpu=cpu))
        shown = ", ".join(f"{name} {row.median(name, lambda seen: seen.rate) or 0:,.0f}" for name in contenders)
        say(f"{row.name}: {shown} a second")
        return row

    def _processor(self) -> float:
        """The seconds of processor that all servers and databases have taken; only one of them works at a time."""
        return sum(map(machine.processor, self.roots))

    def _sql(self, scripts: Sequence[tuple[str, int]]) -> Contender:
        return lambda number: in_sql(self.databases.best, scripts, self.seconds, self.folder)

    def _http(self, running: Running, urls: Callable[[int], Sequence[str]], clients: int = CLIENTS) -> Contender:
        return lambda number: over_http(
            running.address, urls(number), self.seconds, self.encoding, self.folder, clients
        )

    def _mix(
        self,
        name: str,
        target: asks.Target,
        ours: Running,
        urls: Callable[[int], Sequence[str]],
        mix: Mapping[Ask, int],
    ) -> Row:
        scripts = [(script(ask.sql, ask.ranges), share) for ask, share in mix.items()]
        over_http(ours.address, urls(self.rounds), WARM_S, self.encoding, self.folder)
        return self._in_turn(Row(name, target), {"SQL": self._sql(scripts), "ours": self._http(ours, urls)})

    def _facets_of_anything(self) -> Row:
        """Filters of several values and facets, ours against the union of counts, which is the product's own SQL."""
        filters = _filters(self.databases)
        own = [(queries.facets(shape(filter)), values(filter)) for filter in filters[:FEW]]
        urls = [with_query("/api/facets", filter.query()) for filter in filters]
        row = Row(f"facets of {FILTERS} filters, against the union of counts", asks.Target(sql=100))
        row.notes.append(f"the union of counts is asked for {FEW} of the filters, by {FEW_CLIENTS} clients")
        return self._in_turn(row, {"SQL": self._own(own), "ours": self._http(self.anew, lambda number: urls)})

    def _nearest_in_any_list(self, ask: Ask) -> Row:
        """The nearest of a domain, ours against the product's own SQL, which looks into each record's domains."""
        own = []
        for drawn in islice(numbers(ask.ranges), FEW):
            near = (drawn["west"] / 10_000, drawn["south"] / 10_000)
            filter = Filter(near=near, domain=(self.databases.names["domain"][drawn["domain"] - 1],))
            of = queries.ItemsShape(shape(filter), filter.sort, PROPERTIES, "zh-CN")
            own.append((queries.items(of), {**values(filter), "lang": "zh-CN", "limit": 20, "offset": 0}))
        row = Row(f"{ask.name}, against SQL without an index of domains", asks.Target(sql=2))
        row.notes.append(f"the SQL is asked for {FEW} places, by {FEW_CLIENTS} clients; it counts what matches, too")
        ours = self._http(self.anew, lambda number: _drawn(ask, ask.address, number, self.listed))
        return self._in_turn(row, {"SQL": self._own(own), "ours": ours})

    def _own(self, statements: Sequence[tuple[Compiled, Mapping[str, Any]]]) -> Contender:
        """The product's own statements with their values, by few clients: each takes long."""
        with psycopg.connect(libpq(self.databases.synthetic)) as connection:
            cursor = psycopg.ClientCursor(connection)
            texts = [cursor.mogrify(query.sql, {**query.fixed, **bound}) for query, bound in statements]
        scripts = [(" ".join(text.split()) + ";\n", 1) for text in texts]
        return lambda number: in_sql(self.databases.synthetic, scripts, self.seconds, self.folder, FEW_CLIENTS)

    def _pages(self) -> Iterator[Row]:
        """Pages, against those of the default data, which are far fewer."""
        with psycopg.connect(libpq(self.databases.default)) as connection:
            ids = [id for (id,) in connection.execute("SELECT id FROM platforms ORDER BY id")]
        rng = random.Random(SEED)
        few = [f"/platform/{id}" for id in ids]
        many = [f"/platform/synthetic-{rng.randint(1, self.databases.rows):07d}" for _ in range(self.listed)]
        for name, ours, default in (
            ("/", ["/"], ["/"]),
            ("/platform/<id>", many, few),
            ("/embed/v1", ["/embed/v1"], ["/embed/v1"]),
        ):
            row = Row(name, asks.Target())
            yield self._in_turn(
                row,
                {
                    "ours": self._http(self.anew, lambda number, urls=ours: urls),  # type: ignore[misc]
                    "default data": self._http(self.default, lambda number, urls=default: urls),  # type: ignore[misc]
                    "kept": self._http(self.keeping, lambda number, urls=ours: urls),  # type: ignore[misc]
                },
            )

    def memory(self) -> dict[str, float]:
        """The megabytes of the largest process of each program."""
        ours = {"ours": self.keeping, "ours, default data": self.default}
        return {
            name: machine.resident(running.process)
            for name, running in (ours | {k: v[0] for k, v in self.peers.items()}).items()
        }


def _drawn(ask: Ask, address: Address, number: int, count: int) -> list[str]:
    """Addresses of one kind; where they are to be kept, the same few in every round."""
    number, count = (0, ask.few) if ask.few else (number, count)
    return [address(drawn) for drawn in islice(numbers(ask.ranges, SEED + number), count)]


def _filters(databases: Databases) -> list[Filter]:
    rng = random.Random(SEED)
    choices: dict[str, Iterable[str]] = {
        **databases.names,
        "stage": ("initial", "lab", "market"),
        "status": ("planned", "unveiled", "operating", "closed"),
        "voucher": ("yes", "no", "not-stated"),
    }
    filters = []
    for _ in range(FILTERS):
        names = rng.sample(list(choices), rng.choice((1, 2, 3)))
        facets: dict[str, Any] = {name: tuple(rng.sample(list(choices[name]), rng.choice((1, 2)))) for name in names}
        filters.append(Filter(**facets))
    return filters
