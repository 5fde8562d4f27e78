"""What a topic says and what it does not say, in two plain sentences; how it is computed is folded elsewhere."""

import htpy as h

from app.pages.context import Context
from app.pages.insight.topics.cells import Cells
from app.pages.insight.topics.topic import Topic


def says(context: Context, topic: Topic[object]) -> h.Element:
    """The two sentences of the topic; each view of the cells has its own."""
    name = f"{topic.name}-{topic.question.cells}" if isinstance(topic, Cells) else topic.name
    say = context.say
    return h.div("#says.says", data_swap=True)[
        h.div[h.h2[say("says-what")], h.p[say(f"says-{name}")]],
        h.div[h.h2[say("says-not-what")], h.p[say(f"says-not-{name}")]],
    ]
