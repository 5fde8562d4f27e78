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
    installations: list[Installation] = []
    if way() != "unpacked":
        installations += [installation for folder in usual_folders() if (installation := inspect(folder, "installed"))]
    if way() != "installed":
        installations += [installation for installation in [debian.unpacked(major)] if installation]
    if major is None:
        return installations[0] if installations else None
    return next((installation for installation in installations if installation.major == major), None)


def obtain(major: int | None, log: Callable[[str], None]) -> Installation:
    """The installation to use; unpacks the distribution's packages where nothing is installed."""
    installation = present(major)
    if installation is not None:
        return installation
    if way() == "installed" or not debian.possible():
        raise ClusterError(missing(major))
    return debian.unpack(major, log)
