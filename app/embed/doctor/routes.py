"""The doctor, in Chinese and English."""

import htpy as h
from fastapi import APIRouter, Request, Response

from app.embed.builder import page as builder
from app.embed.doctor import page as doctor
from app.embed.doctor.diagnosis import diagnose
from app.embed.doctor.sent import Sent, read_sent
from app.pages.address.page_states import DOCTOR
from app.pages.context import Context
from app.pages.layout.document import document
from app.pages.serving.registration import page_on
from app.pages.visit import Visit

router = APIRouter()
page = page_on(router)
TOO_LONG = 413


async def sent_again(request: Request, context: Context, notice: h.Node) -> str:
    """The doctor's page with what was pasted, still to be looked at."""
    sent = await read_sent(request)
    body = doctor.page(context, sent.snippet, sent.page, None, notice)
    return document(context, context.say("doctor-title"), body, head=builder.assets())


@page(DOCTOR, form=sent_again)
async def embed_doctor(visit: Visit) -> str | Response:
    """What is wrong with a frame, from what was pasted; nothing is fetched and nothing is kept."""
    context = visit.context
    sent = await read_sent(visit.request) if visit.request.method == "POST" else Sent()
    diagnosis = await diagnose(visit, sent.snippet, sent.page) if sent.snippet else None
    notice = doctor.too_long(context, sent.too_long) if sent.too_long else None
    body = doctor.page(context, sent.snippet, sent.page, diagnosis, notice)
    text = document(context, context.say("doctor-title"), body, head=builder.assets())
    return Response(text, TOO_LONG, media_type="text/html") if sent.too_long else text
