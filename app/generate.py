"""Writes what the browser's code takes from Python into `frontend/src/generated/`: `python -m app.generate`.

The files are committed, because the image's stage that builds the bundle has no Python; a test writes them anew and
compares. A further file is one function here and one entry of MODULES.
"""

from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import Any

from app.analysis.legends import COUNT_STEPS, SEQUENTIAL
from app.analysis.parameters import REACH, SITES
from app.city import CHINA_TIME, city
from app.districts.orientation import OSM_LINE, TOWN_NAMES_LINE
from app.match.answers import HAVE, NEED, SHOW
from app.match.parameters import KINDS as MATCH_KINDS
from app.match.parameters import TOP
from app.match.weights import PERCENT, SERVICE_OF, WEIGHTS
from app.pages.address.page_states import ALLOWED
from app.pages.maps import MOST_MARKS
from app.pages.match.cards import OPEN, PX_A_POINT
from app.pages.match.on_map import ROOM_DEG, ROOM_SHARE
from app.platforms.facets import DESCRIBED
from app.platforms.filter import FILTER_PARAMETERS
from app.platforms.tiles.content import CELLS_ACROSS
from app.platforms.values import DEFAULT_KINDS
from app.query.english import IRREGULAR, LEAST, NO_PLURALS, PLURAL_ENDINGS, SINGULAR_ENDINGS, SPELLINGS
from app.query.lists import Several
from app.query.parameters import NEAR_RADIUS, RADIUS, SORT, Q
from app.query.sounds import INITIALS, READINGS, SYLLABLES
from app.query.synonyms import thesaurus
from app.query.text import LETTERS
from app.query.words import SHORT, TOGETHER
from frontend.language import CHINESE, DEFAULT, ENGLISH, LANGUAGE_CODES, LANGUAGES
from frontend.typescript import components, constant
from geo.basemap import METRO_FROM
from geo.ground import PART_ZOOMS
from geo.orientation import ORIENTATION_FROM, SEA_EXACT_TO, TOWNS_FROM
from geo.positions import SPHERE_M
from geo.precision import RING_M
from geo.tile_order import DEEPEST
from geo.travel import DETOUR, FAST_KMH, SLOW_KMH, STEP_MIN, WITHIN_MIN

FOLDER = Path(__file__).resolve().parents[1] / "frontend" / "src" / "generated"
HEAD = "// Written by `python -m app.generate`: change what it is made from, then run it again.\n"


def facts() -> str:
    """The source of `facts.ts`: numbers that the server and the browser must agree on."""
    constants: list[tuple[str, Any, str]] = [
        ("RING_M", RING_M, "Radius in metres of the ring that is drawn for each precision (`geo/precision.py`)."),
        ("MIN_RADIUS_M", RADIUS.low, "The smallest radius around a point, in metres (`app/query/parameters.py`)."),
        ("MAX_RADIUS_M", RADIUS.high, "The largest radius around a point, in metres (`app/query/parameters.py`)."),
        ("NEAR_RADIUS_M", NEAR_RADIUS, "Metres around a point where no radius is chosen (`app/query/parameters.py`)."),
        ("REACH_M", REACH.default, "Metres within reach where none are said (`app/analysis/parameters.py`)."),
        ("MAX_SITES", SITES.most, "So many candidate sites may be compared (`app/analysis/parameters.py`)."),
        (
            "CITY_BBOX",
            astuple(city().positions),
            "West, south, east, north of the city and its waters, WGS-84 (`data/city.yaml`).",
        ),
        (
            "CITY_MINUTES",
            int(CHINA_TIME.utcoffset(None).total_seconds() // 60),
            "Its clock is so many minutes ahead of UTC (`app/city.py`).",
        ),
        ("CITY_NAMES", {code: city().name(code) for code in LANGUAGE_CODES}, "Its name in each language."),
        ("CORE_DISTRICTS", city().core_districts, "Too small for three lines of text on a map of the whole city."),
        ("METRO_FROM", METRO_FROM, "Zoom from which metro lines and stations are shown (`geo/basemap.py`)."),
        (
            "ORIENTATION_FROM",
            ORIENTATION_FROM,
            "Zoom from which metro and main roads are shown (`geo/orientation.py`).",
        ),
        ("TOWNS_FROM", TOWNS_FROM, "Zoom from which towns and names are shown (`geo/orientation.py`)."),
        (
            "SEA_EXACT_TO",
            SEA_EXACT_TO,
            "Zoom to which the coast is a line; nearer it is dashed (`geo/orientation.py`).",
        ),
        (
            "OSM_LINE",
            OSM_LINE,
            "What stands wherever a layer from OpenStreetMap shows (`app/districts/orientation.py`).",
        ),
        ("TOWN_NAMES_LINE", TOWN_NAMES_LINE, "What stands with the names of towns (`app/districts/orientation.py`)."),
        ("GROUND_PART_ZOOMS", PART_ZOOMS, "A square of the ground is so many zooms further out (`geo/ground.py`)."),
        ("MOST_MARKS", MOST_MARKS, "More than so many are read by view, from vector tiles (`app/pages/maps.py`)."),
        ("CELLS_ACROSS", CELLS_ACROSS, "A tile has so many cells in a row (`app/platforms/tiles/content.py`)."),
        ("DEEPEST_TILE", DEEPEST, "The zoom of the nearest tiles (`geo/tile_order.py`)."),
        ("COUNT_STEPS", COUNT_STEPS, "From this count on the next shade (`app/analysis/legends.py`)."),
        ("SEQUENTIAL", SEQUENTIAL, "Number of classes → the shade of each (`app/analysis/legends.py`)."),
    ]
    return "\n\n".join(constant(name, value, text) for name, value, text in constants) + "\n"


def filters() -> str:
    """The source of `filters.ts`: the parameters that filter, and what each facet is."""
    facets = [{each: getattr(facet, each) for each in ("name", "property", "nothing", "bar")} for facet in DESCRIBED]
    constants = [
        (
            "FILTERS",
            FILTER_PARAMETERS,
            "The parameters that filter, in the order in which an address has them (`app/platforms/filter.py`).",
        ),
        (
            "FACETS",
            facets,
            "In the order in which chosen values are named (`app/platforms/facets.py`).\n\n"
            "`property` of a platform's feature holds the code of its value, or the list of codes; `nothing` is the\n"
            "value of a platform that has none; `bar` is the word of the bar that opens the facet.",
        ),
        ("DEFAULT_KINDS", DEFAULT_KINDS, "What a map shows where no kind is named (`app/platforms/values.py`)."),
        (
            "VIEW_CHOICES",
            dict(ALLOWED),
            "How a page may be shown, where that is one of a few words (`app/pages/address/page_states.py`).",
        ),
        ("SORTS", SORT.values, "The orders of the list (`app/query/parameters.py`)."),
        ("MOST_SIGNS", Q.longest, "So long may a search be, in code points (`app/query/parameters.py`)."),
        ("MOST_VALUES", Several.MOST, "So many values may a parameter have (`app/query/lists.py`)."),
    ]
    return "\n\n".join(constant(name, value, text) for name, value, text in constants) + "\n"


def languages() -> str:
    """The source of `languages.ts`: the languages of the site (`frontend/language.py`)."""
    of_code = {each.code: {"prefix": each.prefix, "comma": each.comma} for each in LANGUAGES}
    constants: list[tuple[str, Any, str]] = [
        (
            "LANGUAGES",
            of_code,
            "Each language by its code: what stands before the paths of its pages, and between the parts of a list.",
        ),
        ("CHINESE", CHINESE.code, "The code of Chinese, in which every record is written."),
        ("ENGLISH", ENGLISH.code, "The code of English."),
        ("DEFAULT_LANGUAGE", DEFAULT.code, "The language of a document that names none of these."),
    ]
    return "\n\n".join(constant(name, value, text) for name, value, text in constants) + "\n"


def words() -> str:
    """The source of `words.ts`: what a search without a server reads words by."""
    rows = [
        {
            **{"type": row.type, "target": row.target, "terms": row.terms},
            **{"narrower": sorted(row.narrower), "beside": sorted(row.beside)},
        }
        for row in thesaurus().rows
    ]
    singulars = dict(sorted(thesaurus().singulars.items()))
    begun = {text: row.terms[0] for text, row in sorted(thesaurus().begun.items())}
    constants: list[tuple[str, Any, str]] = [
        ("SYNONYMS", rows, "Words that mean the same, and the code of a facet that they name (`data/synonyms.yaml`)."),
        ("SMALL", sorted(thesaurus().small), "Words of a sentence that say nothing of what is sought."),
        ("SINGULARS", singulars, "What stands for another way to write a word of a term (`app/query/english.py`)."),
        ("PLURAL_ENDINGS", PLURAL_ENDINGS, "How English plurals end, and their singulars (`app/query/english.py`)."),
        ("SINGULAR_ENDINGS", SINGULAR_ENDINGS, "Words that end so are singular (`app/query/english.py`)."),
        ("IRREGULAR", IRREGULAR, "Singular and plural where no ending tells (`app/query/english.py`)."),
        ("SPELLINGS", SPELLINGS, "British and American (`app/query/english.py`)."),
        ("NO_PLURALS", NO_PLURALS, "What looks like a plural and is none (`app/query/english.py`)."),
        ("LEAST", LEAST, "Shorter words are no plurals (`app/query/english.py`)."),
        ("BEGUN", begun, "By the first words of a longer term the first term of its row (`app/query/synonyms.py`)."),
        ("SYLLABLES", " ".join(sorted(SYLLABLES)), "The syllables of pinyin (`app/query/sounds.py`)."),
        ("READINGS", READINGS, "The most ways in which letters are read as syllables (`app/query/sounds.py`)."),
        ("INITIALS", INITIALS, "From so many letters on initials are found within a name (`app/query/sounds.py`)."),
        ("LETTERS", LETTERS, "Signs of scripts that set blanks between words (`app/query/text.py`)."),
        ("SHORT", SHORT, "Terms of up to so many letters are found whole (`app/query/words.py`)."),
        ("TOGETHER", TOGETHER, "So many neighbouring words are looked up as one term (`app/query/words.py`)."),
    ]
    return "\n\n".join(constant(name, value, text) for name, value, text in constants) + "\n"


def match() -> str:
    """The source of `match.ts`: the table of the match, what an answer asks for, and how a way is estimated."""
    answers = {
        name: {answer: {"stage": m.stages, "service": m.services, "want": m.wants} for answer, m in table.items()}
        for name, table in (("have", HAVE), ("show", SHOW), ("need", NEED))
    }
    constants: list[tuple[str, Any, str]] = [
        ("WEIGHTS", WEIGHTS, "The criteria in the order of a card, with their weights (`app/match/weights.py`)."),
        ("PERCENT", PERCENT, "What part of its weight a verdict gives (`app/match/weights.py`)."),
        ("SERVICE_OF", SERVICE_OF, "The service that meets a want where a source names it (`app/match/weights.py`)."),
        ("ANSWERS", answers, "What each answer to a question asks for (`app/match/answers.py`)."),
        ("MATCH_KINDS", MATCH_KINDS, "What is ranked where no kind is named (`app/match/parameters.py`)."),
        ("TOP", TOP.default, "So many are shown where an address does not say it (`app/match/parameters.py`)."),
        ("MOST_TOP", TOP.high, "So many may be shown (`app/match/parameters.py`)."),
        ("OPEN_CARDS", OPEN, "So many cards stand open (`app/pages/match/cards.py`)."),
        ("SPHERE_M", SPHERE_M, "The mean radius of the earth in metres (`geo/positions.py`)."),
        ("DETOUR", DETOUR, "Length of a way by road ÷ straight line (`geo/travel.py`)."),
        ("SLOW_KMH", SLOW_KMH, "The slower of the assumed speeds (`geo/travel.py`)."),
        ("FAST_KMH", FAST_KMH, "The faster of the assumed speeds (`geo/travel.py`)."),
        ("STEP_MIN", STEP_MIN, "A band is rounded outwards to so many minutes (`geo/travel.py`)."),
        ("WITHIN_MIN", WITHIN_MIN, "What is surely nearer is within reach (`geo/travel.py`)."),
        ("ROOM_DEG", ROOM_DEG, "The least room around what the map must show (`app/pages/match/on_map.py`)."),
        ("ROOM_SHARE", ROOM_SHARE, "Room as a part of the whole (`app/pages/match/on_map.py`)."),
        ("PX_A_POINT", PX_A_POINT, "The length of a bar for each point (`app/pages/match/cards.py`)."),
    ]
    return "\n\n".join(constant(name, value, text) for name, value, text in constants) + "\n"


MODULES: dict[str, Callable[[], str]] = {
    "components.ts": components,
    "facts.ts": facts,
    "filters.ts": filters,
    "languages.ts": languages,
    "match.ts": match,
    "words.ts": words,
}
"""Each file with the function that gives its source."""


def written() -> dict[str, str]:
    """Each file's name with its whole text."""
    return {name: HEAD + source() for name, source in MODULES.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in written().items():
        (FOLDER / name).write_text(text, "utf-8")
