"""The texts of features that are kept beside their records, so that an answer reads them instead of making them.

A text holds what ten other tables say of a record. Triggers (migration 0016) delete it in the transaction that changes
any of this, so that a text may be missing, but never old; a missing one is made by `app/platforms/geojson.py`, in the
same words. Only the name depends on the language of an answer, and the distance on its question: both are put in when
the text is read.
"""

import hashlib
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, bindparam, cast, func, literal, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from app.platforms import geojson
from app.platforms.columns import PROPERTIES
from app.platforms.confirmed import COLUMNS as CONFIRMATION
from app.platforms.contact import MOBILE
from app.platforms.models import Confirmation, Platform, PlatformFeature, PublicMobile
from app.platforms.progress import with_progress
from app.store.statements import AnySelect, compile_select, compiled_lookup
from frontend.language import choose

NAME, *OTHERS = PROPERTIES
"""The name is the first property of a feature; nothing else in it depends on the language."""
OPENING = '"properties" : {'
CLOSING = "}}"


def _feature() -> ColumnElement[str]:
    return cast(geojson.feature(tuple(OTHERS), with_distance=False), Text)


@cache
def form() -> str:
    """How this version of the program writes a feature: texts of another form are not read."""
    compiled = compile_select(select(_feature()))
    return hashlib.sha256(f"{compiled.sql}{sorted(compiled.fixed.items())}{NAME}".encode()).hexdigest()[:12]


def lacking() -> Select[Any]:
    """The ids of `limit` records at most, behind `after`, that lack a text."""
    after, kept = bindparam("after", type_=Text), PlatformFeature
    # Two indexes are read side by side up to the last of them, and both from `after`, as it is said of both.
    both = select(Platform.id).join(kept, (kept.platform == Platform.id) & (kept.platform > after), isouter=True)
    without = both.where(Platform.id > after, kept.form.is_distinct_from(form()))
    return without.order_by(Platform.id).limit(bindparam("limit", type_=Integer))


def texts() -> Select[Any]:
    """The rows of `PlatformFeature` for those of the bound `ids` that lack a text."""
    present = select(PlatformFeature.platform).where(
        PlatformFeature.platform == Platform.id, PlatformFeature.form == form()
    )
    those = Platform.id == func.any(bindparam("ids", type_=ARRAY(Text)))
    made = (
        select(Platform.id, _feature().label("text"), Platform.name_zh, Platform.name_en)
        .where(those, ~present.exists())
        .offset(0)
        .subquery("made")
    )
    # The id and the position, which stand before it, cannot hold these characters.
    start = func.strpos(made.c.text, OPENING) + len(OPENING)
    return select(
        made.c.id,
        literal(form()),
        func.left(made.c.text, start - 1),
        cast(func.to_json(made.c.name_zh), Text),
        cast(func.to_json(made.c.name_en), Text),
        func.left(func.substr(made.c.text, start), -len(CLOSING)),
    )


def _text(lang: str, *, with_distance: bool) -> ColumnElement[str]:
    """The whole text of a feature: what is kept, the name in `lang`, and the distance where asked for."""
    kept = PlatformFeature
    name = choose(lang, kept.name_zh.expression, kept.name_en.expression)
    parts: list[ColumnElement[Any]] = [kept.before.expression, geojson.key(f'"{NAME}" : '), name, geojson.key(", ")]
    parts.append(kept.after.expression)
    if with_distance:
        parts += [geojson.key(', "distance_m" : '), func.coalesce(cast(geojson.metres(), Text), geojson.key("null"))]
    return func.concat(*parts, geojson.key(CLOSING))


@compiled_lookup
def stored_list(lang: str, with_distance: bool) -> AnySelect:
    """One row: the `features` with the bound `ids`, in their order, as JSON text, and how many of them are `kept`."""
    listed = func.unnest(bindparam("ids", type_=ARRAY(Text))).table_valued("id", with_ordinality="place")
    listed = listed.render_derived("listed")
    each = _text(lang, with_distance=with_distance)
    joined = func.string_agg(each, aggregate_order_by(literal_column("', '"), listed.c.place), type_=Text)
    features = func.concat(geojson.key("["), joined, geojson.key("]"))
    found = select(features.label("features"), func.count().label("kept")).join_from(
        listed, PlatformFeature, (PlatformFeature.platform == listed.c.id) & (PlatformFeature.form == form())
    )
    return found.join(Platform, Platform.id == listed.c.id) if with_distance else found


@compiled_lookup
def stored_item(lang: str) -> AnySelect:
    """One row with one `feature` as JSON text, for the bound `id`; no row where none is kept."""
    return _item(lang)


@compiled_lookup
def stored_item_with_beside(lang: str) -> AnySelect:
    """The same with what stands beside the facts of the record: who confirmed it, how it is reached, its public
    progress."""
    id = PlatformFeature.platform.expression
    confirmed = _item(lang).outerjoin(Confirmation, Confirmation.platform == id).add_columns(*CONFIRMATION)
    reached = confirmed.outerjoin(PublicMobile, PublicMobile.platform == id).add_columns(MOBILE)
    return with_progress(reached, id)


def _item(lang: str) -> Select[Any]:
    return select(_text(lang, with_distance=False).label("feature")).where(
        PlatformFeature.platform == bindparam("id", type_=Text), PlatformFeature.form == form()
    )
