"""`servicemap digest`: what changed between two days, as sentences or as the API's JSON."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Annotated

import typer

from app.cli.session import given_url, ready_database, say

REFUSED = 2


Since = Annotated[str, typer.Option("--since", help="First day, as 2026-06-30; unset: from the beginning.")]
Until = Annotated[str, typer.Option("--until", help="Last day; unset: until now.")]
District = Annotated[list[str] | None, typer.Option("--district", help="Code of a district; may be repeated.")]
Zone = Annotated[list[str] | None, typer.Option("--zone", help="Code of a key zone; may be repeated.")]
Domain = Annotated[list[str] | None, typer.Option("--domain", help="Code of a field; may be repeated.")]
Kind = Annotated[list[str] | None, typer.Option("--kind", help="Kind of record; may be repeated.")]
Status = Annotated[list[str] | None, typer.Option("--status", help="Life cycle; may be repeated.")]
Stage = Annotated[list[str] | None, typer.Option("--stage", help="Stage of verification; may be repeated.")]
Service = Annotated[list[str] | None, typer.Option("--service", help="Code of a service; may be repeated.")]
Voucher = Annotated[list[str] | None, typer.Option("--voucher", help="yes, no or not-stated; may be repeated.")]
Fund = Annotated[list[str] | None, typer.Option("--fund", help="yes, no or not-stated; may be repeated.")]


Words = Annotated[str, typer.Option("--q", help="Words that a record says, or said in these days.")]
Near = Annotated[str, typer.Option("--near", help="lon,lat in degrees WGS-84, with --radius.")]
Radius = Annotated[str, typer.Option("--radius", help="Metres around --near.")]
Box = Annotated[str, typer.Option("--bbox", help="west,south,east,north in degrees WGS-84.")]


def digest(
    since: Since = "",
    until: Until = "",
    district: District = None,
    zone: Zone = None,
    domain: Domain = None,
    kind: Kind = None,
    status: Status = None,
    stage: Stage = None,
    service: Service = None,
    voucher: Voucher = None,
    fund: Fund = None,
    q: Words = "",
    near: Near = "",
    radius: Radius = "",
    bbox: Box = "",
    lang: Annotated[str, typer.Option("--lang", help="Language, as in an address.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of sentences.")] = False,
) -> None:
    """Say what was newly listed, changed its status, was taken out or was corrected, apart from each other."""
    from app.cli.digest_answer import answer, sentences
    from app.errors import InvalidParameterError

    given = {"district": district, "zone": zone, "domain": domain, "kind": kind, "status": status}
    given |= {"stage": stage, "service": service, "voucher": voucher, "fund": fund}
    pairs = [(name, ",".join(codes)) for name, codes in given.items() if codes]
    given_once = {"q": q, "near": near, "radius": radius, "bbox": bbox, "since": since, "until": until, "lang": lang}
    pairs += [(name, text) for name, text in given_once.items() if text]
    with ready_database(given_url()) as url:
        try:
            document = asyncio.run(answer(url, pairs))
        except InvalidParameterError as refused:
            print(refused, file=sys.stderr)
            raise typer.Exit(REFUSED) from None
    say(json.dumps(document, ensure_ascii=False, indent=2) if as_json else "\n".join(sentences(document, lang)))
