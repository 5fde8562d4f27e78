"""The four lists of one platform: fields, services, scenarios and measures, each with the way to its list."""

import htpy as h

from app.lists.read import MONEY, PolicyRow, ScenarioRow, of_city
from app.pages.address.page_states import LISTS
from app.pages.context import Context
from app.pages.parts import marks
from app.pages.parts.clauses import document
from app.pages.parts.marks import none_listed
from app.platforms.schemas import Platform
from frontend.language import CHINESE, choose


def four_lists(context: Context, platform: Platform, scenarios: list[ScenarioRow], policies: list[PolicyRow]) -> h.Node:
    """The section of a platform's page."""
    say = context.say
    return h.section(".sec")[
        h.h2[say("four-lists"), h.small[say("four-lists-said")]],
        h.div(".four")[
            h.div[_list_name(context, "fields"), _fields(context, platform)],
            h.div[_list_name(context, "services"), _services(context, platform)],
            h.div[_list_name(context, "scenarios"), _scenarios(context, scenarios)],
            h.div[_list_name(context, "policies"), _policies(context, policies)],
        ],
    ]


def _list_name(context: Context, name: str) -> h.Node:
    """The name of one of the four lists, which leads to it."""
    return h.h3[_in_list(context, name, "", context.say(f"list-{name}"))]


def _in_list(context: Context, name: str, code: str, words: h.Node) -> h.Node:
    """A link to a list, or to a row of it; the words alone where the list is out of reach."""
    address = context.location.beside(f"{LISTS}/{name}")
    return h.a(href=f"{address}#{code}" if code else address)[words] if address else words


def _fields(context: Context, platform: Platform) -> h.Node:
    if not platform.domains and not platform.domains_other:
        return none_listed(context)
    names = [h.li[_in_list(context, "fields", code, marks.domain(context, code))] for code in platform.domains]
    return h.ul[names, (h.li[context.chinese(text)] for text in platform.domains_other)]


def _services(context: Context, platform: Platform) -> h.Node:
    if not platform.services and not platform.service_phrases:
        return none_listed(context)
    terms = context.vocabulary.services
    names = [_in_list(context, "services", code, context.name(terms[code])) for code in platform.services]
    words = h.p(".src-note")[context.say("phrases"), " ", context.chinese("、".join(platform.service_phrases))]
    return h.fragment[h.ul[(h.li[name] for name in names)], words if platform.service_phrases else None]


def _scenarios(context: Context, scenarios: list[ScenarioRow]) -> h.Node:
    if not scenarios:
        return none_listed(context)
    return h.ul[
        (
            h.li[
                _in_list(context, "scenarios", each.code, choose(context.lang, each.name_zh, each.name_en)),
                " ",
                h.q(lang=CHINESE.code)[each.quote_zh],
            ]
            for each in scenarios
        )
    ]


def _policies(context: Context, policies: list[PolicyRow]) -> h.Node:
    """No source ties a measure to a platform: those of the city follow, and below the ones that pay at its place."""
    say, every = context.say, policies
    policies = of_city(every)
    paying = sum(policy.instrument in MONEY for policy in policies)
    items = [
        h.li[
            _in_list(context, "policies", policy.code, policy.name(context.lang)),
            h.small[" ", document(context, policy)],
            h.q(lang=CHINESE.code)[policy.wording_zh],
        ]
        for policy in policies
    ]
    return h.fragment[
        h.p[say("policies-of-none"), " ", h.a(href="#money")[say("policies-money-below")]],
        h.details(".city-policies")[
            h.summary[say("city-policies", n=len(policies), paying=paying)],
            h.p(".src-note")[say("city-policies-said")],
            h.ul[items],
        ],
    ]
