"""Synthetic platforms from a seeded generator, for tests and measurements. Each is labelled synthetic.

The same number and seed give the same records. They are spread over the districts and domains unevenly, as
real ones are, and leave out facts as often as real sources do.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import get_args

from sqlalchemy import func, select

from app.history.author import Author
from app.imports.reference.defaults import load_foundation
from app.imports.storing.staging import Staged
from app.imports.storing.store import store
from app.imports.storing.turn import take_turn
from app.platforms.record import Record
from app.platforms.values import KINDS, Lifecycle, OperatorType, Precision, YesNo
from app.search.documents import Words, load_words
from app.store.writing import write_session
from app.vocabulary import models as vocabulary
from geo.bbox import BBox

LEANING = 0.9
CITY = BBox(121.0, 30.75, 121.95, 31.5)
PRECISIONS: tuple[Precision, ...] = ("address", "campus", "park", "street", "district")
OPERATOR_TYPES: tuple[OperatorType, ...] = get_args(OperatorType)
STATES: tuple[Lifecycle, ...] = get_args(Lifecycle)
ANSWERS: tuple[YesNo | None, ...] = ("yes", "no", None)


def load_synthetic(url: str, n: int, seed: int, progress: Callable[[int], None]) -> None:
    """Add `n` synthetic platforms in one transaction; `progress` hears how many were made."""
    with write_session(url) as connection:
        # Before anything is read: whoever drops the indexes of a table waits for all who looked into it.
        take_turn(connection)
        if not connection.execute(select(func.count()).select_from(vocabulary.Kind)).scalar_one():
            load_foundation(connection, lambda line: None)
        words = load_words(connection)

        def counted() -> Iterator[Staged]:
            for number, record in enumerate(records(n, seed, words), start=1):
                yield Staged(record)
                if number % 1000 == 0 or number == n:
                    progress(number)

        store(connection, counted(), words, Author("load", reason="synthetic"), alone=True)


def records(n: int, seed: int, words: Words) -> Iterator[Record]:
    """`n` records, the same for the same seed and vocabulary."""
    rng = random.Random(seed)  # noqa: S311
    codes = words.codes()
    district_weights = [rng.paretovariate(1.2) for _ in codes["districts"]]
    domain_weights = [rng.paretovariate(1.0) for _ in codes["domains"]]
    # Each district leans towards some domains and away from others.
    leaning: dict[str | None, list[float]] = {
        district: [weight * rng.lognormvariate(0, LEANING) for weight in domain_weights]
        for district in codes["districts"]
    }
    leaning[None] = domain_weights
    for number in range(1, n + 1):
        yield _record(rng, number, codes, district_weights, leaning)


def _some(
    rng: random.Random, values: Sequence[str], weights: Sequence[float] | None, sizes: Sequence[int]
) -> list[str]:
    """Distinct values; how many is drawn from `sizes`."""
    drawn = rng.choices(values, weights, k=rng.choice(sizes))
    return list(dict.fromkeys(drawn))


def _record(
    rng: random.Random,
    number: int,
    codes: dict[str, list[str]],
    district_weights: list[float],
    leaning: dict[str | None, list[float]],
) -> Record:
    district = rng.choices(codes["districts"], district_weights)[0] if rng.random() < 0.95 else None
    zone = rng.choice(codes["zones"]) if rng.random() < 0.2 else None
    placed = rng.random() < 0.92
    fund = rng.choices(ANSWERS, (2, 1, 7))[0]
    voucher = rng.choices(ANSWERS, (1, 1, 8))[0]
    domains = _some(rng, codes["domains"], leaning[district], (0, 1, 1, 1, 2, 2, 3))
    year = rng.randint(2015, 2026)
    return Record.model_construct(
        id=f"synthetic-{number:07d}",
        kind=rng.choices(KINDS, (2, 4, 4))[0],
        name_zh=f"合成数据{number:07d}号平台",
        name_en=f"Synthetic platform {number:07d}",
        operator=f"合成数据单位{rng.randint(1, 1 + number // 3)}" if rng.random() < 0.9 else None,
        operator_type=rng.choice(OPERATOR_TYPES),
        domains=domains,
        domains_other=[] if domains else ["合成数据领域"],
        stages=_some(rng, codes["stages"], None, (0, 1, 1, 2, 3)),
        services=_some(rng, codes["services"], None, (0, 1, 2, 3, 4)),
        service_phrases=[],
        lifecycle=rng.choices(STATES, (2, 3, 5, 20, 1, 1, 1))[0],
        lifecycle_date=rng.choice((None, str(year), f"{year}-{rng.randint(1, 12):02d}")),
        status_text="合成数据",
        fund=fund,
        fund_evidence="合成数据" if fund else None,
        voucher=voucher,
        voucher_evidence="合成数据" if voucher else None,
        district_code=district,
        district_basis=rng.choice(("source", "inferred")) if district else None,
        zone=zone,
        zone_basis=rng.choice(("source", "inferred")) if zone else None,
        address=None,
        lon=round(rng.uniform(CITY.minx, CITY.maxx), 5) if placed else None,
        lat=round(rng.uniform(CITY.miny, CITY.maxy), 5) if placed else None,
        precision=rng.choices(PRECISIONS, (2, 3, 10, 3, 2))[0] if placed else None,
        website=None,
        summary_zh="由带种子的生成器产生的合成数据，不是真实平台。",
        source_title="合成数据生成器",
        source_date=rng.choice((None, f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}")),
        source_kind="unknown",
        source_url=None,
        confidence="low",
        synthetic=True,
    )
