"""One thing that is wrong, or that could be better."""

from dataclasses import dataclass

from app.pages.context import Context

ADVICE = (
    *("no-loading", "no-referrerpolicy", "no-sandbox", "extra-right", "no-script", "more-frames", "no-integrity"),
    *("no-defer", "no-fallback", "web-view", "tight", "left-out", "left-out-attributes"),
)
"""Without these the frame shows all the same."""

LONGEST = 1200


@dataclass(frozen=True)
class Cause:
    """`key` names the sentence, `words` what stands in it."""

    key: str
    words: tuple[tuple[str, str], ...] = ()

    @property
    def advice(self) -> bool:
        return self.key in ADVICE

    def text(self, context: Context) -> str:
        return context.say(f"cause-{self.key}", **dict(self.words))


def cause(key: str, **words: str) -> Cause:
    """What is quoted is cut where it is very long."""
    return Cause(key, tuple((name, text[:LONGEST]) for name, text in words.items()))
