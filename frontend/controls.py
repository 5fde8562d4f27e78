"""The controls of the service map; each class has a TypeScript file of the same name."""

from collections.abc import Iterable
from dataclasses import dataclass

from frontend.component import Component
from frontend.options import Options


@dataclass(frozen=True)
class NoOptions(Options):
    """Nothing to say."""


class Plain(Component[NoOptions]):
    """A control without options."""

    def __init__(self) -> None:
        super().__init__(NoOptions())


class ZoomControl(Plain):
    """Nearer and farther."""


class LocateControl(Plain):
    """My position, asked only on a click."""


class FullScreenControl(Plain):
    """The map on the whole screen."""


class PrintControl(Plain):
    """Print this page."""


class ScaleBar(Plain):
    """Metric scale."""


class Legend(Plain):
    """What the marks mean."""


class OverlaySwitch(Plain):
    """District features or key zones over the map."""


class GroupSwitch(Plain):
    """Bubbles by district, by key zone, or single marks."""


class BaseSwitch(Plain):
    """The own base map or a configured one."""


@dataclass(frozen=True)
class MarginStripOptions(Options):
    """Sentences, shown as they are."""

    items: tuple[str, ...]


class MarginStrip(Component[MarginStripOptions]):
    """Always visible: that boundaries are indicative, the map approval number, the source, the date."""

    def __init__(self, items: Iterable[str]) -> None:
        super().__init__(MarginStripOptions(tuple(items)))
