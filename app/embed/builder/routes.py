"""The builder, in Chinese and English."""

from dataclasses import replace

from fastapi import APIRouter

from app.embed.builder import page as builder
from app.embed.builder.filled import read_filled
from app.embed.builder.location import BuilderLocation
from app.embed.builder.unread import unread_in
from app.headers import WITH_FRAMES
from app.pages.address.page_states import BUILDER
from app.pages.address.unread import MOST
from app.pages.layout.document import document
from app.pages.serving.registration import page_on
from app.pages.visit import Visit
from app.web.site import base_url

router = APIRouter()
page = page_on(router)


@page(BUILDER, policy=WITH_FRAMES)
async def embed_builder(visit: Visit) -> str:
    """A frame for another site, put together; the whole form stands in the address."""
    context, filled = visit.context, await read_filled(visit)
    location = BuilderLocation(
        context.lang, BUILDER, context.location.filter, context.location.view, filled=tuple(filled.pairs())
    )
    unread = (*context.unread, *unread_in(visit.request.query_params))[:MOST]
    context = replace(context, location=location, problems=[], unread=unread)
    body = builder.page(context, filled, base_url(visit.request))
    return document(context, context.say("build-title"), body, head=builder.assets())
