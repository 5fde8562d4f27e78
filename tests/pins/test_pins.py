"""Answers, words, links and map specifications are those of the golden files.

Where one changed on purpose: `python -m tests.support.pins.write`, and say why in the commit that changes it. To see
what changed, `python -m tests.support.pins.dump FOLDER` on both commits and `diff -r`.
"""

from dataclasses import asdict

import httpx
import pytest

from app.web.bundle import manifest
from tests.support.pins import golden
from tests.support.pins.answer import Answer, Pin
from tests.support.pins.folder import named_folder, put
from tests.support.pins.questions import questions
from tests.support.pins.seeded import addresses


@pytest.fixture(scope="module", autouse=True)
def written(request: pytest.FixtureRequest, answers: list[Answer]) -> None:
    """What the options ask for, before anything is compared."""
    if request.config.getoption("--write-pins", False):
        golden.write(answers)
    if folder := named_folder(request.config, "--dump-pins"):
        for answer in answers:
            put(folder, answer)


def test_every_request_has_a_pin_and_every_pin_a_request() -> None:
    asked = [(each.address, each.accept) for each in questions()]
    assert list(golden.read_pins()) == asked
    assert len(addresses()) == 200


def test_the_answers_are_as_pinned(request: pytest.FixtureRequest, answers: list[Answer]) -> None:
    pins = golden.read_pins()
    changed = [answer for answer in answers if answer.pin != pins.get(answer.pin.question)]
    if folder := named_folder(request.config, "--changed-pins"):
        for answer in changed:
            put(folder, answer)
    said = [_difference(pins.get(answer.pin.question), answer.pin) for answer in changed]
    assert not said, "\n".join([f"{len(said)} of {len(answers)} answers differ from their pins:", *said])


def _difference(pinned: Pin | None, found: Pin) -> str:
    """Which parts of an answer differ; of hashes, only that they do."""
    if pinned is None:
        return f"{found.address}: has no pin"
    before, after = asdict(pinned), asdict(found)
    parts = [
        name if name in ("body", "links") else f"{name} {before[name]!r} -> {after[name]!r}"
        for name in before
        if before[name] != after[name]
    ]
    return f"{' '.join(found.question).strip()}: {', '.join(parts)}"


def test_the_maps_are_made_from_what_is_pinned(answers: list[Answer]) -> None:
    found = {each.pin.address: each.specification for each in answers if each.specification is not None}
    pinned = golden.read_specifications()
    assert found.keys() == pinned.keys()
    for address, specification in found.items():
        assert specification == pinned[address], address


def test_the_host_script_of_the_site_is_the_pinned_one(client: httpx.Client) -> None:
    """Its address by hash answers the same bytes, so sites that pin the version keep what they have."""
    latest = client.get("/embed/v1/embed.js").content
    assert client.get(f"/embed/v1/{manifest()['embed.js']}").content == latest


def test_the_requests_meet_refusals_and_redirects(answers: list[Answer]) -> None:
    met = {answer.pin.status for answer in answers}
    assert met >= {"200", "307", "308", "400", "404", "501"}
