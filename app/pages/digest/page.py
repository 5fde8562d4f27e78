"""What changed record by record: newly listed, in another state, taken out, corrected, each apart."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import htpy as h

from app.history.digest.parameters import FILTERS as FILTERED
from app.history.digest.queries import NOTHING
from app.history.digest.read import SECTIONS, Counts, Digest, Line, Section
from app.history.digest.words import about, details, facts, name_of, notes, title
from app.history.parameters import FROM, MOST, SINCE, TO, UNTIL, today
from app.pages.address.page_states import CHANGES, DIGEST
from app.pages.context import Context
from app.pages.digest.facts import DigestFacts
from app.pages.filters.chips import conditions
from app.pages.insight.controls import hidden_state
from app.pages.parts.days import day_field, day_of, pairs_of, with_days
from app.pages.parts.not_used import problems
from app.pages.parts.scroll import scrolling
from app.pages.platform.difference import way_to
from app.platforms.facets import FACETS
from app.query.parameters import Q
from app.vocabulary import Term
from app.web.prefix import at
from app.web.responses import with_query
from frontend.icons import icon, kind_mark
from frontend.language import page_path
from frontend.messages import Messages

FILTERS = ("district", "zone", "domain")
LAST_DAYS = (30, 90, 365)


def digest_page(context: Context, found: DigestFacts) -> h.Node:
    """The page; where there is one version alone, that is said."""
    say, digest = context.say, found.digest
    way = with_days(context, CHANGES, "district", SINCE.name)
    return h.main("#content.page.digest")[
        h.p(".crumb")[h.a(href=way)[icon("back", 14), say("digest-crumb")]],
        problems(context),
        h.h1[title(say, digest)],
        _first(context, digest),
        h.p(".sub")[about(say, context.vocabulary, context.location.filter), " · ", say("digest-lede")],
        _choices(context),
        _counts(context, digest.counts),
        h.div(".split")[
            h.div[(_section(context, found, section) for section in SECTIONS), _pages(context, found)],
            h.aside(".side")[_parts(context, found), _follow(context, found)],
        ],
        h.div(".src-note")[(h.p[text] for text in (*notes(say, digest), say("digest-said-net")))],
        h.p(".src-note.as-of")[say("as-of-said", date=context.as_of())],
    ]


def _first(context: Context, digest: Digest) -> h.Node:
    """That there is one version alone, so that nothing can have changed: empty lists alone would say less."""
    if not digest.first or digest.began is None:
        return None
    return h.p(".notice", role="note")[context.say("digest-first", day=digest.began.isoformat())]


def _choices(context: Context) -> h.Node:
    """District, zone, field and days: a form that works without a script, and links to the last days."""
    say, vocabulary = context.say, context.vocabulary
    names = {"district": "changes-city", "zone": "digest-zones", "domain": "digest-domains"}
    terms = {"district": vocabulary.districts, "zone": vocabulary.zones, "domain": vocabulary.domains}
    days = [day_field(context, name, context.location.view.get(name, "")) for name in (SINCE.name, UNTIL.name)]
    last = [(say("digest-last-days", n=n), (today() - timedelta(days=n)).isoformat()) for n in LAST_DAYS]
    links = [h.a(href=context.location.url(since=day, until=None, page=None))[words] for words, day in last]
    everything = h.a(href=context.location.url(since=None, until=None, page=None))[say("digest-all-days")]
    return h.div(".screen-only")[
        h.form(".since-choices", method="get", action=at(page_path(context.lang, DIGEST)))[
            hidden_state(context, (SINCE.name, UNTIL.name, "page", "q")),
            h.label(".field", for_="i-q")[
                h.span[say("search")],
                h.input("#i-q", type="search", name="q", value=context.location.filter.q, maxlength=str(Q.longest)),
            ],
            [_select(context, name, say(names[name]), terms[name]) for name in FILTERS],
            days,
            _more_filters(context),
            h.button(".btn", type="submit")[say("changes-show")],
            _places(context),
        ],
        h.p(".digest-days")[([link, " "] for link in (*links, everything))],
    ]


def _places(context: Context) -> h.Node:
    """The place and the box of the address, each with a link that takes it away."""
    location, say = context.location, context.say
    chosen = [each for each in conditions(context, None) if each.parameter in ("near", "bbox")]
    links = [
        h.a(
            ".chip",
            href=replace(location, filter=each.without).url(page=None),
            aria_label=say("remove-condition", name=each.name, value=each.value),
        )[h.span(".chip-k")[each.name], " ", h.bdi[each.value], icon("close", 12)]
        for each in chosen
    ]
    return h.div(".chips")[links] if links else None


def _more_filters(context: Context) -> h.Element:
    """The other filters by codes, folded until one is chosen."""
    say, vocabulary, filter = context.say, context.vocabulary, context.location.filter
    fields = [
        h.label(".field", for_=f"i-{facet.name}")[
            h.span[facet.label(context.lang)],
            h.select(f"#i-{facet.name}", name=facet.name)[
                h.option(value="")[say("digest-any")],
                [
                    h.option(value=value, selected=value in filter[facet.name])[
                        facet.value_label(value, vocabulary, context.lang)
                    ]
                    for value in facet.values(vocabulary)
                ],
            ],
        ]
        for facet in FACETS
        if facet.name not in FILTERS
    ]
    chosen = any(filter[facet.name] for facet in FACETS if facet.name not in FILTERS)
    summary = h.summary[say("digest-more-filters")]
    return h.details(".filter-fold", open=chosen)[summary, h.div(".since-choices")[fields]]


def _select(context: Context, name: str, all_of_them: str, terms: Mapping[str, Term]) -> h.Element:
    chosen = context.location.filter[name]
    return h.label(".field", for_=f"i-{name}")[
        h.span[context.say(f"facet-{name}")],
        h.select(f"#i-{name}", name=name)[
            h.option(value="")[all_of_them],
            [h.option(value=code, selected=code in chosen)[context.name(term)] for code, term in terms.items()],
        ],
    ]


def _counts(context: Context, counts: Counts) -> h.Element:
    cells = [
        h.li[h.b[str(counts[each])], " ", h.a(href=f"#{each}")[context.say(f"digest-{each}")]] for each in SECTIONS
    ]
    return h.ul(".digest-counts")[cells]


def _section(context: Context, found: DigestFacts, section: Section) -> h.Element:
    say, lines = context.say, [line for line in found.digest.lines if line.section == section]
    count = found.digest.counts[section]
    body: h.Node = h.ol(".digest-lines")[(_line(context, line) for line in lines)]
    if not lines:
        body = h.p(".hint")[say("digest-elsewhere" if count else f"digest-empty-{section}")]
    return h.section(f"#{section}.sec")[
        h.h2[say(f"digest-{section}"), " ", h.small[say(f"digest-beside-{section}")]],
        body,
    ]


def _line(context: Context, line: Line) -> h.Element:
    """When, which record, what it is, what is different, and its source."""
    say = context.say
    more = [h.li[h.bdi[text]] for text in details(say, context.vocabulary, line)]
    source = [text for text in (line.source_title, line.source_date) if text]
    return h.li[
        h.p(".digest-when")[_when(context, line)],
        h.div[
            h.p[
                kind_mark(line.kind, 12),
                " ",
                h.a(href=context.location.other(f"/platform/{line.platform}"))[line.name(context.lang)],
                " ",
                h.a(".src-note.screen-only", href=_compared(context, line))[
                    say("digest-field-by-field"), h.span(".sr-only")[" ", line.name(context.lang)]
                ],
            ],
            h.p[facts(say, context.vocabulary, line)],
            h.ul(".digest-fields")[more] if more else None,
            h.p(".src-note")[context.chinese(" · ".join(source))] if source and line.section == "listed" else None,
        ],
    ]


def _compared(context: Context, line: Line) -> str:
    """The record field by field: at the end of the day before the first one, and of the last one."""
    days: dict[str, str] = {}
    for name, parameter, before in ((FROM.name, SINCE, 1), (TO.name, UNTIL, 0)):
        day = day_of(context.location.view, parameter, None, [])
        days |= {name: (day - timedelta(days=before)).isoformat()} if day else {}
    return way_to(context, line.platform, days.get(FROM.name, ""), days.get(TO.name, ""))


def _when(context: Context, line: Line) -> str:
    """The date of what is told: that of the source, of the state, or of the change of the record."""
    dated = {"listed": line.source_date, "status": line.lifecycle_date}.get(line.section, line.day)
    return dated or context.say("date-not-stated")


def _pages(context: Context, found: DigestFacts) -> h.Node:
    if found.pages == 1:
        return None
    say, page = context.say, found.page
    ways = [(page - 1, "page-before"), (page + 1, "page-after")]
    return h.nav(".pages", aria_label=say("pages"))[
        f"{page} / {found.pages} ",
        [
            [h.a(href=context.location.url(page=str(number) if number > 1 else None))[say(words)], " "]
            for number, words in ways
            if 1 <= number <= found.pages
        ],
    ]


def _parts(context: Context, found: DigestFacts) -> h.Node:
    """How many in each district, zone and field that has any; one that was chosen is not told again."""
    say = context.say
    open_ones = [by for by in FILTERS if not context.location.filter[by] and found.digest.parts.get(by)]
    if not open_ones:
        return None
    return h.section(".sec")[
        [_part(context, by, found.digest.parts[by]) for by in open_ones], h.p(".src-note")[say("digest-by-said")]
    ]


def _part(context: Context, by: str, counts: Mapping[str, Counts]) -> h.Node:
    say = context.say
    heads = [h.th(scope="col")[say(f"digest-{each}")] for each in SECTIONS]
    rows = [
        h.tr[h.th(scope="row")[_way(context, by, code)], [h.td[str(of[each])] for each in SECTIONS]]
        for code, of in counts.items()
    ]
    caption = say(f"digest-by-{by}")
    table = h.table(".figures")[h.caption[caption], h.thead[h.tr[h.td, heads]], h.tbody[rows]]
    return scrolling(table, caption)


def _way(context: Context, by: str, code: str) -> h.Node:
    name = name_of(context.say, context.vocabulary, by, code)
    return name if code == NOTHING else h.a(href=context.location.filtered(**{by: (code,)}))[name]


def _parts_of_file(say: Messages, matched: int) -> list[tuple[list[tuple[str, str]], str]]:
    """The parameters of each file, which holds so many lines at most, and what it holds."""
    most = MOST.high or matched
    if matched <= most:
        return [([("most", str(most))], say("digest-follow-csv"))]
    starts = range(0, matched, most)
    return [
        (
            [("most", str(most)), ("offset", str(start))],
            say("digest-follow-part", first=start + 1, last=min(start + most, matched)),
        )
        for start in starts
    ]


def _follow(context: Context, found: DigestFacts) -> h.Element:
    """The same as a feed, as data and by the command; a day that was refused is left out."""
    say, span, matched = context.say, found.digest.span, found.digest.matched
    days = [(name.name, day.isoformat()) for name, day in ((SINCE, span.since), (UNTIL, span.until)) if day]
    pairs, api = [*pairs_of(context, *FILTERED), *days], at("/api/changes/digest")
    ways = [
        (with_query(api, [*pairs, ("lang", context.lang), ("f", form)]), name, say(f"digest-follow-{form}"))
        for form, name in (("atom", "Atom"), ("json", "JSON"))
    ]
    ways += [
        (with_query(api, [*pairs, *part, ("lang", context.lang), ("f", "csv")]), "CSV", words)
        for part, words in _parts_of_file(say, matched)
    ]
    command = " ".join(["servicemap digest", *(f"--{name} {text}" for name, text in pairs)])
    return h.section(".sec")[
        h.h2[say("digest-follow")],
        h.dl(".digest-follow")[
            ([h.dt[h.a(href=way)[name]], h.dd[words]] for way, name, words in ways),
            h.dt[say("digest-command")],
            h.dd[h.code[command]],
        ],
    ]
