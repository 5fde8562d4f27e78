"""What the builder's address says that its form has no place for: told as on every other page."""

from collections.abc import Iterator

from starlette.datastructures import QueryParams

from app.embed.builder.filled import WIDTHS
from app.embed.parameters import PARAMETERS
from app.embed.unframed import unframed
from app.errors import visible
from app.pages.address.embed_link import FRAMED_TOPIC, OF_ONE, VIEWS
from app.pages.address.page_states import OWN
from app.pages.address.unread import NO_NAME, Unread

VIEW, WIDTH, TOPIC = f"{OWN}view", "width", "topic"
OWN_NAMES = frozenset(f"{OWN}{name}" for name in ("view", *OF_ONE, *(parameter.name for parameter in PARAMETERS)))


def unread_in(params: QueryParams) -> tuple[Unread, ...]:
    """The pairs that the form did not take. A field that is empty, or that another view has, is none of them."""
    return tuple(dict.fromkeys(_each(params)))


def _each(params: QueryParams) -> Iterator[Unread]:
    topics = {"insight": (FRAMED_TOPIC,)}.get(params.get(VIEW, ""), ())
    choices = {VIEW: VIEWS, WIDTH: tuple(map(str, WIDTHS)), TOPIC: topics}
    for name, text in params.multi_items():
        given = visible(f"{name}={text}")
        if name in choices and text and text not in choices[name]:
            # A question that has no frame is told beside the preview, with its name.
            if name != TOPIC or not (topics and unframed("/insight", text)):
                yield Unread(given, name, there=choices[name] or (FRAMED_TOPIC,))
        elif name.startswith(OWN) and name not in OWN_NAMES:
            yield Unread(given, NO_NAME)
