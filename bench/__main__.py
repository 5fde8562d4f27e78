"""Ours beside the database and the peers, in one run: `python -m bench`.

Makes databases of seeded synthetic platforms, starts ours and the peers that can be had, drives all with the same
requests in turn, and writes `bench/RESULTS.md`. Figures of each size are kept: sizes can be measured one by one.
"""

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import databases, drive, first_view, imports, insight, machine, programs, report, results
from bench.machine import say
from bench.measure import Measuring

SIZES = (10_000, 100_000, 1_000_000)
HOME = Path.home() / ".cache" / "servicemap-bench"
RESULTS = Path(__file__).parent / "RESULTS.md"


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--rows", type=int, nargs="+", default=SIZES, help="numbers of platforms (default: 10000 100000 1000000)"
    )
    parser.add_argument(
        "--url", default="", help="a database with synthetic platforms, which is only read; with one number of rows"
    )
    parser.add_argument("--seconds", type=int, default=3, help="seconds of a round of each that answers (default: 3)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds (default: 3)")
    parser.add_argument("--workers", type=int, default=2, help="processes of ours and of each peer (default: 2)")
    parser.add_argument("--encoding", default="identity", help="what requests accept, as gzip (default: identity)")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    parser.add_argument("--no-analysis", action="store_true", help="leave the figures of the analysis out")
    parser.add_argument(
        "--import-rows", type=int, default=100_000, help="rows of the file that is imported; 0: none (default: 100000)"
    )
    parser.add_argument(
        "--home", type=Path, default=HOME, help=f"folder of databases, peers and figures (default: {HOME})"
    )
    parser.add_argument(
        "--results", type=Path, default=RESULTS, help="the document to write (default: bench/RESULTS.md)"
    )
    return parser.parse_args()


def measured(given: argparse.Namespace, rows: int) -> None:
    """All figures of one size, stored as they come."""
    with databases.made(given.home, rows, given.url) as made, TemporaryDirectory(prefix="smb-") as folder:
        about = (machine.now(), machine.described(), machine.versions(), made.version)
        chosen = (given.seconds, given.rounds, given.workers, given.encoding, bool(given.url))
        result = results.Result(made.rows, *about, *chosen, load=[machine.load()])
        measuring = Measuring(made, given.home, given.seconds, given.rounds, given.encoding)
        with measuring.stack:
            measuring.start(given.workers, not given.no_peers)
            result.ready, result.warm = measuring.keeping.ready, measuring.keeping.warm
            result.not_run = {"peers": "left out"} if given.no_peers else measuring.not_run
            for row in measuring.rows():
                result.table.append(row)
                result.memory = measuring.memory()
                results.store(result, given.home)
            result.first_view = first_view.measured(measuring.default, given.rounds)
        if not given.no_analysis:
            say("analysis")
            with programs.service(made.synthetic, 1, Path(folder), kept=True) as ours:
                result.insight = insight.measured(made.synthetic, ours, given.rounds)
            result.surface = insight.surface_cpu()
        if given.import_rows:
            result.imports = imports.measured(made, given.home, given.import_rows, Path(folder))
        result.load.append(machine.load())
        results.store(result, given.home)


def main() -> None:
    """The command."""
    given = arguments()
    if lacking := drive.missing():
        sys.exit(lacking)
    if given.url and len(given.rows) != 1:
        sys.exit("--url names one database: say with --rows how many platforms it has")
    # The benchmark's databases are its own, whichever one is the service's on this machine.
    os.environ.pop("DATABASE_URL", None)
    given.home = given.home.resolve()
    given.home.mkdir(parents=True, exist_ok=True)
    given.home.chmod(0o755)
    for rows in given.rows:
        measured(given, rows)
        given.results.write_text(report.document(results.stored(given.home)), "utf-8")
    say(f"written: {given.results}")


if __name__ == "__main__":
    main()
