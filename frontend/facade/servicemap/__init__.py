"""The service map for notebooks and scripts: a map, its layers and controls, and where their features come from.

`__all__` is the public interface; all other modules may change.
"""

from frontend.controls import MarginStrip, ScaleBar, ZoomControl
from frontend.layers import BaseMap, DistrictLayer, PlatformLayer, ZoneLayer
from frontend.service_map import NotOnAServiceMapError, ServiceMap
from frontend.sources import Inline, Remote

__all__ = [
    "BaseMap",
    "DistrictLayer",
    "Inline",
    "MarginStrip",
    "NotOnAServiceMapError",
    "PlatformLayer",
    "Remote",
    "ScaleBar",
    "ServiceMap",
    "ZoneLayer",
    "ZoomControl",
]
