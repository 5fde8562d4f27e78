"""What-if siting: candidate sites, what each would newly cover, and how that depends on the reach."""

import htpy as h

from app.analysis.coverage import SOLVER_SECONDS, SOLVER_STEP_M
from app.analysis.coverage import Siting as Sited
from app.analysis.parameters import CANDIDATES, SITES, WANTED
from app.analysis.places import Site, shown_sites
from app.analysis.study import Study
from app.errors import TooLargeError
from app.pages.insight import charts, controls
from app.pages.insight.topics.reach import ReachTopic
from app.pages.insight.topics.topic import Inquiry, Parts
from app.pages.parts.scroll import scrolling
from frontend.icons import icon


class Siting(ReachTopic[Sited]):
    """Fields, the sites with their gains, the curves, and the search for good sites."""

    name = "siting"
    folded = True
    parameters = (*ReachTopic.parameters, SITES.name, WANTED.name, CANDIDATES.name)

    async def read(self, study: Study) -> Sited:
        return await study.siting()

    def side(self, facts: Sited) -> h.Node:
        return h.fragment[
            self.fields(),
            h.p(".src-note")[self.inquiry.writer.assumption(self.question, facts.base)],
            _sites(self.inquiry),
            self._figures(facts),
            _suggest(self.inquiry),
        ]

    def key(self) -> list[h.Element]:
        return [*super().key(), h.li[h.i(".swatch.site"), h.span[self.context.say("column-site")]]]

    def refused(self, error: TooLargeError) -> Parts:
        return Parts(self.notice(error), self.reach_legend())

    def _figures(self, siting: Sited) -> h.Node:
        context, say, question = self.context, self.context.say, self.question
        unit = say(f"unit-{question.basis}")
        base = siting.base.total
        share = f"{base.share:.1%}" if base.share is not None else "—"
        now = say("covered-now", covered=f"{base.covered:,.0f}", weight=f"{base.weight:,.0f}", unit=unit, share=share)
        if not siting.gains:
            return h.p(data_status=now)[now]
        added = say("newly-covered", added=f"{siting.added:,.1f}", unit=unit, n=len(siting.gains))
        rows = [
            h.tr[
                h.th(scope="row")[str(gain.site + 1)],
                h.td["{:.5f}, {:.5f}".format(*question.sites[gain.site])],
                h.td[f"{gain.gain:,.1f}"],
                h.td[f"{gain.total:,.1f}"],
                h.td[
                    h.a(
                        ".icon-btn",
                        href=context.location.url(sites=_without(question.sites, gain.site)),
                        data_nav=True,
                        aria_label=say("remove-site", n=gain.site + 1),
                    )[icon("close", 14)]
                ],
            ]
            for gain in siting.gains
        ]
        heads = [h.th(scope="col")[say(f"column-{name}")] for name in ("site", "position", "gain", "gain-total")]
        heads.append(h.th(scope="col")[h.span(".sr-only")[say("remove")]])
        return h.fragment[
            h.p(data_status=added)[now, h.br, h.b("#added")[added]],
            scrolling(
                h.table("#sites.figures")[h.caption[say("gain-said")], h.thead[h.tr[heads]], h.tbody[rows]],
                say("gain-said"),
            ),
            h.div(".curves")[_gain_curve(self.inquiry, siting), _sensitivity(self.inquiry, siting)],
            controls.downloads(context, "siting", [*self.pairs(), ("sites", shown_sites(question.sites))]),
            controls.pictures(context, "siting", [*self.pairs(), ("sites", shown_sites(question.sites))]),
        ]


def _without(sites: tuple[Site, ...], gone: int) -> str | None:
    return shown_sites(tuple(site for i, site in enumerate(sites) if i != gone)) or None


def _sites(inquiry: Inquiry) -> h.Node:
    context, sites = inquiry.context, inquiry.question.sites
    say = context.say
    typed = next((p.value for p in context.problems if p.parameter == "sites"), shown_sites(sites))
    undo = h.a(".btn", href=context.location.url(sites=_without(sites, len(sites) - 1)), data_nav=True)[
        say("undo-site")
    ]
    clear = h.a(".text-btn", href=context.location.url(sites=None), data_nav=True)[say("clear-sites")]
    return h.div(".site-fields")[
        h.p[say("sites-said", most=SITES.most)],
        h.label(".field.wide", for_="i-sites")[
            h.span[say("choose-sites")],
            h.input("#i-sites", name="sites", value=typed, placeholder="121.60000,31.20000;121.40000,31.00000"),
        ],
        h.p(".actions")[
            h.button(".btn.js-only", type="button", data_action="add-centre")[say("add-centre")],
            [undo, clear] if sites else None,
        ],
    ]


def _gain_curve(inquiry: Inquiry, siting: Sited) -> h.Node:
    points = [(0.0, 0.0), *((float(i), gain.total) for i, gain in enumerate(siting.gains, start=1))]
    title = inquiry.context.say("gain-curve")
    return h.figure[h.figcaption[title], charts.curve(points, title)]


def _sensitivity(inquiry: Inquiry, siting: Sited) -> h.Node:
    title = inquiry.context.say("sensitivity")
    rows = [
        h.tr[h.th(scope="row")[inquiry.context.say("km", km=f"{reach / 1000:g}")], h.td[f"{added:,.1f}"]]
        for reach, added in siting.sensitivity
    ]
    return h.figure[
        h.figcaption[title],
        charts.curve([(reach, added) for reach, added in siting.sensitivity], title),
        h.table(".figures")[h.tbody[rows]],
    ]


def _suggest(inquiry: Inquiry) -> h.Node:
    """The search runs only when asked for; its answer becomes the sites of the address."""
    context, question = inquiry.context, inquiry.question
    say = context.say
    kinds = [(kind, say(f"candidates-{kind}")) for kind in CANDIDATES.values]
    address = controls.data_address(context, "suggestion", [])
    return h.section(".suggest-sites.js-only")[
        h.h2[say("suggest-sites")],
        h.p(".src-note")[say("suggest-said", seconds=f"{SOLVER_SECONDS:g}", km=f"{SOLVER_STEP_M / 1000:g}")],
        h.div(".fields")[
            controls.figure(context, WANTED, question.wanted, "", 1),
            controls.select(context, "candidates", kinds, question.candidates),
        ],
        h.button(
            ".btn",
            type="button",
            data_action="suggest-sites",
            data_address=address,
            data_focus=inquiry.focus,
            data_seconds=f"{SOLVER_SECONDS:g}",
        )[say("suggest-start")],
    ]
