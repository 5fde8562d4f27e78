"""How many platforms match in each district or key zone, as points at the label positions."""

from typing import Any, Literal, get_args

from app.districts.labels import label_points
from app.platforms.filter import Filter
from app.platforms.read import GroupCount, group_counts
from app.query.kinds import Choice
from app.store.reader import Reader
from app.vocabulary import Vocabulary

Feature = dict[str, Any]
Group = Literal["district", "zone"]
GROUP: Choice[Group] = Choice(
    name="group",
    description="What is counted by.",
    values=get_args(Group),
    default="district",
    shown=40,
)


async def bubbles(db: Reader, vocabulary: Vocabulary, filter: Filter, group: Group, lang: str) -> Feature:
    """Per `district` or key `zone`, how many platforms match: points at the label positions."""
    counts = await group_counts(db, filter, group)
    labels = await label_points(db, vocabulary.data_version, group)
    terms = vocabulary.districts if group == "district" else vocabulary.zones
    by_code = {count.code: count for count in counts}
    features = [_bubble(terms[c].name(lang), by_code[c], labels.get(c)) for c in terms if c in by_code]
    about = {
        "numberMatched": sum(count.count for count in counts),
        "notStated": sum(count.count for count in counts if count.code is None),
        "dataVersion": vocabulary.version,
    }
    return {"type": "FeatureCollection", **about, "features": features}


def _bubble(name: str, group: GroupCount, at: tuple[float, float] | None) -> Feature:
    properties = {
        **{"code": group.code, "name": name, "count": group.count},
        **{"unlocated": group.unlocated, "kinds": group.kinds},
    }
    geometry = {"type": "Point", "coordinates": list(at)} if at else None
    return {"type": "Feature", "id": group.code, "geometry": geometry, "properties": properties}
