"""Which installation is used: the one that is there, or the distribution's packages, unpacked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from app.setup.cluster import debian
from app.setup.cluster.errors import ClusterError
from app.setup.cluster.installation import Installation, inspect, missing, named_installation, usual_folders, way


def present(major: int | None = None) -> Installation | None:
    """The installation that is there to be used now, without a download; None where there is none.

    `major` is the version that made the data, where there are data: no other can read them.
    """
    named = os.environ.get("SERVICEMAP_PG_BIN")
    if named:
        return named_installation(Path(named).expanduser(), major)
    found: list[Installation] = []
    if way() != "unpacked":
        found += [look for folder in usual_folders() if (look := inspect(folder, "installed"))]
    if way() != "installed":
        found += [look for look in [debian.unpacked(major)] if look]
    if major is None:
        return found[0] if found else None
    return next((look for look in found if look.major == major), None)


def obtain(major: int | None, log: Callable[[str], None]) -> Installation:
    """The installation to use; unpacks the distribution's packages where nothing is installed."""
    found = present(major)
    if found is not None:
        return found
    if way() == "installed" or not debian.possible():
        raise ClusterError(missing(major))
    return debian.unpack(major, log)
