"""What the answers to the five questions become: stages, services and wants, which can be edited one by one."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.match.weights import Want


@dataclass(frozen=True)
class Meaning:
    """What one answer asks for. Ours is this reading of the plan's stages and services."""

    stages: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    wants: tuple[Want, ...] = ()


HAVE: Mapping[str, Meaning] = {
    "idea": Meaning(stages=("initial",)),
    "data": Meaning(stages=("lab",)),
    "prototype": Meaning(stages=("market",), wants=("pilot",)),
    "product": Meaning(stages=("market",), wants=("pilot",)),
}
SHOW: Mapping[str, Meaning] = {
    "works": Meaning(services=("feasibility", "performance-test")),
    "makes": Meaning(services=("prototype", "small-batch")),
    "buys": Meaning(services=("market-check", "scenario-test")),
    "sells": Meaning(services=("regulatory-check", "certification")),
}
NEED: Mapping[str, Meaning] = {
    "people": Meaning(wants=("manager",)),
    "instruments": Meaning(wants=("instruments",)),
    "money": Meaning(wants=("voucher", "fund")),
    "clinical": Meaning(wants=("clinical",)),
}


def meaning(have: str, show: str, need: tuple[str, ...]) -> Meaning:
    """What all answers ask for together; unanswered questions are empty texts and ask for nothing."""
    given = [table[answer] for table, answer in ((HAVE, have), (SHOW, show)) if answer]
    given += [NEED[answer] for answer in need]
    return Meaning(
        tuple(dict.fromkeys(code for each in given for code in each.stages)),
        tuple(dict.fromkeys(code for each in given for code in each.services)),
        tuple(dict.fromkeys(want for each in given for want in each.wants)),
    )
