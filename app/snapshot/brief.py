"""The files of a brief without a server: as the API gives them, and the page as one file."""

import asyncio
import base64
from collections.abc import Sequence

from app.analysis.land import Land
from app.analysis.siting.read import Sitings
from app.brief.files import MAKERS
from app.brief.making import Making
from app.brief.read import BriefQuestion, brief_facts
from app.brief.sites import sites_of
from app.brief.write import PAGE, Site, written
from app.draw.area_map import area_picture
from app.draw.ground import Grounds
from app.draw.shared import Words, site_name
from app.pages.address.location import Location
from app.pages.context import Context
from app.pages.insight.brief.page import STYLE, brief_file
from app.pages.layout.document import file
from app.resources import locate
from app.settings import Settings
from app.snapshot.site import opened
from frontend.language import page_path
from frontend.messages import messages

HTML = "html"
FORMS = (HTML, "docx", "pptx", "xlsx")


async def brief_files(settings: Settings, question: BriefQuestion, lang: str, forms: Sequence[str]) -> dict[str, bytes]:
    """The named forms of the brief of a place. Raises NotFoundError for a code that is none."""
    async with opened(settings) as site:
        say, vocabulary = messages(lang), site.vocabulary
        sites = await sites_of(Sitings(Land(locate().data)), site.db, vocabulary, question.code)
        facts = await brief_facts(site.db, vocabulary, question, sites)
        ground = await Grounds(site.base_map).of(site.db, vocabulary.data_version)
        name = site_name(lang, settings.site_name_zh, settings.site_name_en)
        whose = Site.of(settings, lang, settings.public_url.rstrip("/"), site.boundary_source)
        brief = written(facts, say, whose, page_path(lang, f"{PAGE}/{question.code}"))
        context = Context(Location(lang, f"{PAGE}/{question.code}"), say, vocabulary, settings)
    making = Making(brief, ground, Words(say, vocabulary, name, settings.map_approval_number))

    def make(form: str) -> bytes:
        if form != HTML:
            return MAKERS[form](making)
        svg = base64.b64encode(area_picture(brief.map, ground, lang, "svg")).decode()
        body = brief_file(context, brief, f"data:image/svg+xml;base64,{svg}")
        return file(context, brief.title, body, STYLE).encode()

    return {form: await asyncio.to_thread(make, form) for form in forms}
