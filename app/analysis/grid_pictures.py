"""The gaps and the declared domains as pictures: matrices of domains and districts."""

from app.analysis.comparison import NO_DOMAIN, Gaps
from app.analysis.legends import COUNT_STEPS, steps
from app.analysis.pictures import DARK_FROM, Picture
from app.analysis.specialities import Specialities
from app.draw.figure import Figure, Fill, GridContent, Key
from frontend.language import choose

CLEAR_MORE, CLEAR_FEWER = ("agrees", "undeclared"), ("differs", "fewer")
NONE = "○"
"""The sign of "none listed", as the page has it."""
Cell = tuple[str, Fill | None]


def _short(picture: Picture, code: str | None) -> str:
    """The name of a district as short as a heading asks."""
    name = picture.writer.district(code)
    return choose(picture.words.lang, name.removesuffix("区").removesuffix("新"), name) if code else name


def of_gaps(picture: Picture, gaps: Gaps) -> Figure:
    """How many records are listed of each domain in each district, of one stage or of all."""
    say, vocabulary = picture.words.say, picture.words.vocabulary
    stages = picture.filter["stage"]
    stage = stages[0] if len(stages) == 1 else None
    codes = (*vocabulary.districts, None)
    rows = []
    for domain in (*vocabulary.domains, NO_DOMAIN):
        counts = [gaps.listed(code, domain, stage) for code in codes]
        cells = [_counted(picture, n) for n in counts]
        rows.append((picture.writer.domain(domain), [*cells, (str(gaps.city(domain, stage)), None)]))
    columns = [*(_short(picture, code) for code in codes), say("city-sum")]
    most = max((n for (_, _, s), n in gaps.n.items() if s == stage), default=0)
    legend = [Key(picture.sequential(i), text) for i, text in enumerate(steps(most), start=1)]
    legend.append(Key(Fill("sunken"), f"{NONE} {say('brief-none')}"))
    title = say("gaps-by-district", stage=say(f"gap-stage-{stage or 'all'}"))
    said = [say("none-listed-said"), picture.writer.gaps_sums(gaps)]
    return picture.figure(title, said, GridContent(columns, rows), *legend, of=say("picture-records-in"))


def _counted(picture: Picture, n: int) -> Cell:
    if not n:
        return NONE, Fill("sunken")
    shade = sum(n >= least for least in COUNT_STEPS)
    return str(n), Fill(picture.token(shade), dark=shade >= DARK_FROM)


def of_specialities(picture: Picture, judged: Specialities, district: str | None) -> Figure:
    """What each district declares beside what is listed there, and where the test tells it from the city."""
    say, vocabulary = picture.words.say, picture.words.vocabulary
    codes = [district] if district else list(vocabulary.districts)
    more, declared, fewer = Fill("seq-4", dark=True), Fill("seq-2"), Fill("div-2")
    empty = Fill(None, hatched=True)
    rows = []
    for domain in vocabulary.domains:
        cells: list[Cell] = []
        for code in codes:
            s = judged.get((code, domain))
            if s is None:
                cells.append(("", None))
            elif s.verdict in CLEAR_MORE:
                cells.append((str(s.n), more))
            elif s.verdict in CLEAR_FEWER:
                cells.append((str(s.n), fewer))
            else:
                cells.append((str(s.n), (declared if s.n else empty) if s.declared else None))
        rows.append((picture.writer.domain(domain), cells))
    legend = [
        Key(declared, say("picture-declared-listed")),
        Key(empty, say("picture-declared-none")),
        Key(more, say("picture-more")),
        Key(fewer, say("picture-fewer")),
    ]
    content = GridContent([_short(picture, code) for code in codes], rows)
    said = [say("picture-specialities-said")]
    return picture.figure(say("picture-specialities"), said, content, *legend, of=say("picture-number-said"))
