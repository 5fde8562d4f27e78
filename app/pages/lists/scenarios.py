"""Application scenarios (应用场景) that records name, with the quoted words."""

from collections.abc import Sequence

import htpy as h

from app.lists.whole import WholeScenario
from app.pages.context import Context
from app.pages.lists.frame import Completeness, completeness, list_page, platform_link, source, table
from app.pages.parts.marks import none_listed
from frontend.language import CHINESE, choose


def mark(context: Context, scenarios: Sequence[WholeScenario], records: int) -> Completeness:
    """How many records name a scenario."""
    stated = len({each.platform for each in scenarios})
    said = context.say("scenarios-complete", stated=stated, records=records)
    return Completeness(stated, records, said, context.say("scenarios-more"))


def scenarios_page(context: Context, scenarios: Sequence[WholeScenario], records: int) -> h.Node:
    say = context.say
    heads = (say("list-scenarios"), say("lists-platform"), say("source"))
    rows = (
        (
            each.code,
            (
                h.fragment[
                    h.b[choose(context.lang, each.name_zh, each.name_en)], h.q(lang=CHINESE.code)[each.quote_zh]
                ],
                platform_link(context, each.platform, each.platform_name(context.lang)),
                source(context, each.source_title, each.source_date, each.source_url),
            ),
        )
        for each in scenarios
    )
    body = completeness(context, mark(context, scenarios, records))
    listed = table(heads, rows, "scenarios") if scenarios else none_listed(context)
    return list_page(context, "scenarios", say("scenarios-said"), body, listed)
