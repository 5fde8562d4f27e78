"""The controls of the service map; each class has a TypeScript file of the same name."""

from frontend.component import Component


class Plain(Component):
    """A control without options."""

    def __init__(self) -> None:
        super().__init__()


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


class MarginStrip(Component):
    """Always visible: that boundaries are indicative, the map approval number, the source, the date."""

    def __init__(self, items: list[str]) -> None:
        super().__init__(items=items)
