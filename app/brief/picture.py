"""The picture of a place for a slide or for print: title, one sentence, kinds with their numbers, caveat, the map."""

from app.brief.content import Brief
from app.brief.making import Making
from app.draw.canvas import Form
from app.draw.figure import Figure, Fill, Key
from app.draw.figure_picture import figure_picture
from app.draw.mark import MIXED
from app.platforms.values import KINDS
from app.web.site import written
from frontend.messages import Messages


def picture(making: Making, form: Form) -> bytes:
    """The whole picture."""
    return figure_picture(_figure(making), making.ground, making.brief.lang, making.size, form)


def _figure(making: Making) -> Figure:
    say, brief, words = making.words.say, making.brief, making.words
    site, date, *of_map = words.foot()
    foot = [say("picture-source", site=site), date, *of_map, *words.credits(making.ground), say("brief-metro")]
    return Figure(
        title=say("brief-slide-title", name=brief.place, n=brief.listed),
        said=[brief.basis],
        caveat=[say("brief-picture-caveat")],
        foot=[*foot, written(brief.link)],
        content=brief.map,
        legend_title=say("brief-legend"),
        legend=_legend(say, brief),
        synthetic=words.synthetic(),
    )


def _legend(say: Messages, brief: Brief) -> list[Key]:
    """Each kind with its number, of one that is not listed that it is not; and marks of whole districts."""
    counts = [(kind, brief.kinds.get(kind, 0)) for kind in KINDS]
    keys = [Key(Fill(None), say(f"kind-{k}"), str(n) if n else say("brief-none"), kind=k) for k, n in counts]
    keys.append(Key(Fill(None), say("brief-map-mixed"), kind=MIXED))
    if any(mark.precision == "district" for mark, _ in brief.map.marks):
        keys.append(Key(Fill("surface", line="ink-2", dashed=True), say("brief-map-district-only")))
    return keys
