"""The match: points that add up to the score, nobody left out, and refusals that name what is allowed."""

from dataclasses import replace
from typing import Any, get_args

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.match import read
from app.match.ranking import scores
from app.match.score import Facts, Line, lines, score
from app.match.wanted import Origin, Wanted
from app.match.weights import PERCENT, WANTS, WEIGHTS, Criterion, Verdict, points
from app.platforms.index.indexes import RecordIndexes
from app.platforms.index.load import Readings
from app.store.version import data_state
from geo.travel import Band, band
from tests.support.loop import finished
from tests.support.reading import reading

DOMAINS, STAGES, SERVICES = ("ai", "synbio", "ic"), ("initial", "lab", "market"), ("prototype", "project-manager", "ip")
ORIGIN = Origin(121.6, 31.2, 50.0, "张江", "Zhangjiang")


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


WANTED = st.builds(
    Wanted,
    domains=some(DOMAINS),
    stages=some(STAGES),
    services=some(SERVICES),
    wants=st.lists(st.sampled_from(WANTS), unique=True).map(tuple),
    origin=st.sampled_from([None, ORIGIN]),
)
BANDS = st.builds(band, st.floats(0, 200_000), st.sampled_from([100.0, 1500.0, 4500.0]))
FACTS = st.builds(
    Facts,
    kind=st.sampled_from(["poc", "pilot", "related"]),
    domains=some(DOMAINS),
    stages=some(STAGES),
    services=some(SERVICES),
    voucher=st.sampled_from([None, "yes", "no"]),
    fund=st.sampled_from([None, "yes", "no"]),
    band=st.one_of(st.none(), BANDS),
    pilot_beside=st.booleans(),
)


@given(wanted=WANTED, facts=FACTS)
def test_the_points_of_the_lines_add_up_to_the_score(wanted: Wanted, facts: Facts) -> None:
    card = lines(wanted, facts)
    assert [line.criterion for line in card] == list(wanted.criteria)
    assert score(card) == sum(line.points for line in card) <= wanted.most == sum(line.weight for line in card)
    assert all(line.points * 100 == line.weight * PERCENT[line.verdict] for line in card)
    assert lines(wanted, facts) == card


@given(wanted=WANTED, facts=FACTS, want=st.sampled_from(WANTS))
def test_changing_one_want_changes_only_its_own_line(wanted: Wanted, facts: Facts, want: Any) -> None:
    without = replace(wanted, wants=tuple(each for each in wanted.wants if each != want))
    with_it = replace(wanted, wants=(*without.wants, want))
    own = [line for line in lines(with_it, facts) if line.criterion == want]
    assert [line for line in lines(with_it, facts) if line.criterion != want] == list(lines(without, facts))
    assert score(lines(with_it, facts)) - score(lines(without, facts)) == own[0].points


@given(wanted=WANTED, facts=FACTS)
def test_nothing_stated_is_never_a_no(wanted: Wanted, facts: Facts) -> None:
    silent = Facts(facts.kind if facts.kind != "pilot" else "poc")
    assert {line.verdict for line in lines(wanted, silent)} <= {"not-stated"}


def test_not_stated_ranks_between_met_and_not_met_for_every_criterion() -> None:
    for criterion in get_args(Criterion):
        met, open_, not_met = (points(criterion, verdict) for verdict in get_args(Verdict))
        assert met == WEIGHTS[criterion] > open_ > not_met == 0


@pytest.mark.parametrize(
    ("way", "verdict", "rounded"),
    [
        (band(0, 1500), "met", (0, 10)),
        (band(10_000, 600), "met", (25, 45)),
        (band(16_000, 1500), "not-stated", (40, 70)),
        (band(25_000, 4500), "not-met", (60, 115)),
        (None, "not-stated", None),
    ],
)
def test_reach_is_a_band_which_the_precision_widens(way: Band | None, verdict: str, rounded: tuple[int, int]) -> None:
    assert lines(Wanted(origin=ORIGIN), Facts("poc", band=way)) == (Line("reach", verdict),)  # type: ignore[arg-type]
    assert way is None or way.rounded == rounded


def test_the_points_of_all_records_at_once_are_those_of_each_card(synthetic_url: str) -> None:
    asked = (
        Wanted(("ai",), ("lab",), ("prototype",), WANTS, ORIGIN, ("poc", "related")),
        Wanted(("synbio", "ic"), wants=("fund",), origin=replace(ORIGIN, radius_m=1500.0)),
        Wanted(stages=("market",), kinds=("pilot",)),
        Wanted(),
    )

    async def compared() -> None:
        indexes = RecordIndexes(Readings(synthetic_url))
        async with reading(synthetic_url) as database, database.snapshot() as db:
            database.memory.put(indexes)
            index = await indexes.made((await data_state(db)).version)
            for wanted in asked:
                every = scores(index, wanted)
                rows = index.rows_of("kind", wanted.kinds) if wanted.kinds else index.every
                for offset in (0, 60, len(rows) // 2, len(rows) - 100):
                    found = await read.ranking(db, wanted, 100, offset, STAGES)
                    numbers = every.best(rows, 100, offset)
                    assert [card.platform.id for card in found.cards] == index.identifiers.of(numbers)
                    assert [card.score for card in found.cards] == every.points[numbers].tolist()
                    assert [card.rank for card in found.cards] == list(range(offset + 1, offset + 101))
                assert found.number_matched == len(rows)
                order = every.best(rows, len(rows))
                assert sorted(order.tolist()) == list(rows)
                far = every.metres if every.metres is not None else every.points * 0.0
                keys = [(-int(every.points[n]), float(far[n]) if far[n] == far[n] else 1e9, int(n)) for n in order]
                assert keys == sorted(keys)

    finished(compared())


def path_of(client: httpx.Client, address: str) -> dict[str, dict[str, Any]]:
    document = client.get(address).json()
    return {step["step"]: step for step in document["path"]}


def test_lab_stage_synthetic_biology_near_zhangjiang_with_a_voucher(client: httpx.Client) -> None:
    asked = "/api/match?domain=synbio&stage=lab&service=performance-test,prototype&want=voucher,pilot"
    document = client.get(f"{asked}&origin=张江高科站&top=100").json()
    first = document["matches"][0]
    assert first["id"] == "sh-poc-009"
    verdicts = {line["criterion"]: line["verdict"] for line in first["lines"]}
    assert verdicts["domain"] == verdicts["stage"] == "met"
    assert verdicts["voucher"] == "not-stated"
    assert document["most"] == sum(document["weights"].values()) == 100
    assert first["pilot"]["id"] == "sh-poc-015"
    listed = [match["id"] for match in document["matches"]]
    assert len(listed) == len(set(listed)) == document["numberMatched"] == 45
    for match in document["matches"]:
        assert match["score"] == sum(line["points"] for line in match["lines"])
    path = path_of(client, asked)
    assert [step["platform"]["id"] for step in path.values()] == ["sh-poc-009"] * 3 + ["sh-poc-015"]
    assert path["lab"]["metres"] == 0 < path["pilot"]["metres"] < 3000


def test_a_gap_of_the_path_names_its_date_and_the_nearest_of_another_field(client: httpx.Client) -> None:
    steps = path_of(client, "/api/match?domain=6g&origin=zhangjiang")
    assert list(steps) == [*STAGES, "pilot"]
    for step in steps.values():
        assert step["platform"] is None
        assert step["noneListedAsOf"] == "2026-11"
        assert step["nearestOfOtherField"]["id"]
    assert path_of(client, "/api/match?stage=lab") == {}


@pytest.mark.parametrize(
    ("query", "parameter", "allowed"),
    [
        ("domain=alchemy", "domain", "synbio"),
        ("domain=other", "domain", "synbio"),
        ("stage=late", "stage", "initial, lab, market"),
        ("want=gold", "want", "voucher, fund, manager, instruments, clinical, pilot"),
        ("origin=116.4,39.9", "origin", "zhangjiang"),
        ("origin=nan,31.2", "origin", "lon,lat in degrees"),
        ("origin=nowhere", "origin", "the name of a station"),
        (f"origin={'x' * 10_000}", "origin", "at most 60 characters"),
        ("top=0", "top", "a whole number from 1 to 100"),
        ("top=1e9", "top", "a whole number from 1 to 100"),
        ("offset=-1", "offset", "a whole number from 0"),
        ("radius=0", "radius", "origin"),
    ],
)
def test_a_refusal_names_the_parameter_and_what_is_allowed(
    client: httpx.Client, query: str, parameter: str, allowed: str
) -> None:
    answer = client.get(f"/api/match?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["parameter"] == parameter
    assert allowed in problem["allowed"]


@pytest.mark.parametrize("typed", ["zhangjiang", "张江", "\u202e张江\u200b", "ＺＨＡＮＧＪＩＡＮＧ", "浦东", "310115"])
def test_an_area_may_be_named_as_people_do(client: httpx.Client, typed: str) -> None:
    document = client.get("/api/match", params={"origin": typed}).json()
    assert document["origin"]["name"] in ("张江科学城", "浦东新区")
