"""A brief as a request asks for it, and with it what its files are drawn from."""

from dataclasses import dataclass

from fastapi import Request

from app.brief.content import Brief
from app.brief.read import BriefQuestion, brief_facts
from app.brief.sites import sought_sites_of
from app.brief.write import PAGE, Site, written
from app.districts import read as districts
from app.draw.drawing import drawing_of
from app.draw.ground import Ground
from app.draw.shared import Words, site_name
from app.figures.scope import scope_of
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from app.web.dependencies import settings_of
from app.web.site import base_url
from frontend.language import page_path
from frontend.messages import Messages


@dataclass(frozen=True)
class Made:
    """The words of a brief, and what its pictures show besides."""

    brief: Brief
    ground: Ground
    words: Words


async def made(
    request: Request,
    db: Reader,
    vocabulary: Vocabulary,
    say: Messages,
    question: BriefQuestion,
    *,
    waiting: bool = True,
) -> Brief:
    """Read and write the brief of a place. Raises NotFoundError for a code that is none.

    `waiting`: it waits for the solver of the next places, as a file has to; a page says that they are being sought.
    """
    scope_of(vocabulary, question.code)
    sought, settings = sought_sites_of(request), settings_of(request)
    if waiting:
        sites = await sought.of(db, vocabulary, question.code)
    else:
        sites = sought.now(vocabulary.data_version, question.code)
    facts = await brief_facts(db, vocabulary, question, sites)
    boundary = await districts.boundary_set(db)
    source = boundary.source if boundary else None
    site = Site.of(settings, say.lang, base_url(request), source)
    return written(facts, say, site, page_path(say.lang, f"{PAGE}/{facts.scope.code}"))


async def with_ground(request: Request, db: Reader, vocabulary: Vocabulary, say: Messages, brief: Brief) -> Made:
    """The same with what a map is drawn on."""
    settings = settings_of(request)
    ground = await drawing_of(request).grounds.of(db, vocabulary.data_version)
    name = site_name(say.lang, settings.site_name_zh, settings.site_name_en)
    return Made(brief, ground, Words(say, vocabulary, name, settings.map_approval_number))
