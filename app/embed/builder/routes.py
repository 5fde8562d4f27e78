"""The builder and the doctor, in Chinese and English."""

from dataclasses import replace

import htpy as h
from fastapi import APIRouter, Request, Response

from app.embed.builder import page as builder
from app.embed.builder.address import BUILDER, DOCTOR, BuilderHere
from app.embed.builder.filled import read_filled
from app.embed.doctor import page as doctor
from app.embed.doctor.diagnosis import diagnose
from app.embed.doctor.sent import Sent, read_sent
from app.headers import WITH_FRAMES
from app.pages.context import Context
from app.pages.endpoint import page_on
from app.pages.layout import document
from app.responses import base_url

router = APIRouter()
page = page_on(router)
TOO_LONG = 413


@page(BUILDER, policy=WITH_FRAMES)
async def embed_builder(request: Request, context: Context) -> str:
    """A frame for another site, put together; the whole form stands in the address."""
    filled = await read_filled(request, context)
    here = BuilderHere(context.lang, BUILDER, context.here.filter, context.here.view, filled=tuple(filled.pairs()))
    context = replace(context, here=here, problems=[])
    body = builder.page(context, filled, base_url(request))
    return document(context, context.say("build-title"), body, head=builder.assets())


async def sent_again(request: Request, context: Context, notice: h.Node) -> str:
    """The doctor's page with what was pasted, still to be looked at."""
    sent = await read_sent(request)
    body = doctor.page(context, sent.snippet, sent.page, None, notice)
    return document(context, context.say("doctor-title"), body, head=builder.assets())


@page(DOCTOR, form=sent_again)
async def embed_doctor(request: Request, context: Context) -> str | Response:
    """What is wrong with a frame, from what was pasted; nothing is fetched and nothing is kept."""
    sent = await read_sent(request) if request.method == "POST" else Sent()
    found = await diagnose(request, context, sent.snippet, sent.page) if sent.snippet else None
    notice = doctor.too_long(context, sent.too_long) if sent.too_long else None
    body = doctor.page(context, sent.snippet, sent.page, found, notice)
    text = document(context, context.say("doctor-title"), body, head=builder.assets())
    return Response(text, TOO_LONG, media_type="text/html") if sent.too_long else text
