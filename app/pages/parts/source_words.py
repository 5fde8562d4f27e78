"""Words in which sources say kinds of operators, states and amounts, as far as the site has them in both languages."""

from collections.abc import Mapping

import htpy as h

from app.pages.context import Context
from app.platforms.values import OPERATOR_TYPES

WORDS: Mapping[str, str] = {
    **OPERATOR_TYPES,
    "运行": "said-in-operation",
    "揭牌": "said-unveiled",
    "启动建设": "said-construction-started",
    "已建立": "said-established",
    "规划": "said-planned",
    "启用": "said-put-into-use",
    "启动": "said-launched",
    "发布首批项目": "said-first-projects",
    "在建/规划": "said-built-or-planned",
    "签约": "said-agreement-signed",
    "成立": "said-founded",
    "运行（分期建设）": "said-operation-in-phases",
    "建成，陆续启用": "said-built-coming-into-use",
    "建设/投产（一期）": "said-first-phase",
    "运行/在建": "said-operation-or-construction",
    "开工（历史报道，现状待核实）": "said-ground-broken-once",
    "筹建": "said-in-preparation",
    "通过验收": "said-accepted",
    "开工": "said-ground-broken",
    "不超过核定总投资额50%、最高1000万元": "said-half-of-investment-10",
    "不超过经费总投入50%、最高3000万元": "said-half-of-spending-30",
    "产学研投入30%，最高200万元": "said-third-of-research-2",
    "支持金额不超过300万元/年": "said-3-a-year",
    "支持金额最高可至3000万元": "said-up-to-30",
    "最高2000万元的股权或债转股资金": "said-equity-20",
}
"""The key of the message of each phrase; the Chinese messages are the phrases themselves."""


def source_words(context: Context, text: str) -> h.Node:
    """A phrase of a source in the page's language; one that the site has no words for stands in Chinese, marked so."""
    key = WORDS.get(text)
    if key is None:
        return context.chinese(text)
    words = context.say(key)
    return words if words == text else h.span(title=text)[words]
