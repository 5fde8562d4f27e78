"""What the page of siting shows: the answer, or why there is none, and the file that came with the question."""

from dataclasses import dataclass, replace

from app.analysis.parameters import SITES
from app.analysis.siting.answer import Sited
from app.analysis.siting.own import OwnFile, OwnPoint, nothing_came, too_large
from app.analysis.siting.parameters import BEFORE, SUGGESTED
from app.analysis.siting.question import SitingQuestion, parse_siting
from app.analysis.siting.read import Asked, Sitings, sitings_of, unless_left
from app.analysis.siting.scope import Scope
from app.errors import InvalidParameterError, NoAnswerError, NoBoundariesError, TooLargeError
from app.pages.siting.sent import Sent
from app.pages.visit import Visit
from app.query.parameter import Problem
from geo.siting import Cancel


@dataclass(frozen=True)
class SitingFacts:
    """`sited` and `scope` are None where `failure` says why.

    `sent`: the question came with a body, and its next one has to come so, too. `text` is what the file says, which
    its next question takes along; of a file that was refused nothing is shown but its `name`, rows and reasons.
    """

    question: SitingQuestion
    sited: Sited | None
    scope: Scope | None
    failure: str
    own: OwnFile
    text: str
    name: str
    sent: bool
    problems: list[Problem]


async def siting_facts(visit: Visit, sent: Sent) -> SitingFacts:
    """Read and solve what was asked; what cannot be used is said, and what was typed is kept.

    Raises NoAnswerError where the asker has left: a page that nobody waits for must not be kept for others.
    """
    vocabulary, sitings = visit.context.vocabulary, sitings_of(visit.request)
    own = await _own(visit, sent, sitings)
    parsed = parse_siting(sent.params, vocabulary, strict=False, own=bool(own.points))
    question, problems = parsed.question, list(parsed.problems)
    by_post = visit.request.method == "POST"
    refused_file = sent.name and not own.points
    text = sent.own.decode("utf-8", "replace") if by_post and not refused_file else ""
    scope, sited, failure = None, None, ""
    try:
        scope = await sitings.scope(visit.db, vocabulary, question.within)
        sited = await _answer(visit, sitings, question, own.points, problems)
    except NoBoundariesError:
        failure = visit.context.say("siting-no-boundaries")
    except TooLargeError as error:
        failure = visit.context.say("too-large", n=error.n, limit=error.limit)
    return SitingFacts(
        sited.question if sited else question, sited, scope, failure, own, text, sent.name, by_post, problems
    )


async def _answer(
    visit: Visit, sitings: Sitings, question: SitingQuestion, own: tuple[OwnPoint, ...], problems: list[Problem]
) -> Sited:
    """The answer; sites outside of the area are not used: those before them stand, or the suggested ones."""
    vocabulary, filter = visit.context.vocabulary, visit.context.location.filter
    before = visit.context.location.view.get(BEFORE, "")
    tries = [question, *_stepped_back(question, before), question.suggesting()]
    for tried in tries:
        cancel = Cancel()
        answer = sitings.answer(visit.db, vocabulary, Asked(filter, tried, own), cancel)
        try:
            return await unless_left(visit.request, cancel, answer)
        except InvalidParameterError as error:
            problems.append(Problem("sites-within", error.value, error.allowed))
    raise NoAnswerError("No sites can be used.")


def _stepped_back(question: SitingQuestion, before: str) -> list[SitingQuestion]:
    try:
        sites = SITES.parse(before) if before and before != SUGGESTED else ()
    except InvalidParameterError:
        sites = ()
    return [replace(question, sites=sites)] if sites else []


async def _own(visit: Visit, sent: Sent, sitings: Sitings) -> OwnFile:
    """The file of the question; a body without one is said, as an answer that counts no file looks like any other."""
    if sent.too_large:
        return too_large(sent.too_large)
    if not sent.own:
        return nothing_came() if visit.request.method == "POST" else OwnFile()
    return await sitings.own(visit.db, visit.context.vocabulary, sent.own)
