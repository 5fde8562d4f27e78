"""Key zones, coverage, sites, density and clusters as pictures: maps with their words and legends."""

import json
import math
from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from app.analysis.cells import Clusters, Located
from app.analysis.coverage import Coverage, Siting
from app.analysis.pictures import DARK_FROM, Picture, left_out
from app.analysis.places import Site
from app.analysis.specialities import ZoneFigures
from app.draw.figure import AreaCell, Figure, Fill, Key, MapContent
from app.draw.mark import Mark
from app.draw.shapes import projected
from app.draw.window import mercator
from geo.density import FEWEST, Raster
from geo.metric import to_degrees, to_metres

SHARES = (0.0, 0.25, 0.5, 0.75)
"""From this share on a district has the next shade; one that is not reached at all has none."""
CORNERS = 64
"""Of the circle of a reach."""


def of_zones(picture: Picture, zones: list[ZoneFigures]) -> Figure:
    """Each key zone with a disc of its number."""
    say, ground = picture.words.say, picture.ground
    marks, cells, legend = [], [], []
    for zone in zones:
        area = ground.zones.get(zone.code)
        if area is not None and area.shape is not None and area.label is not None:
            cells.append(AreaCell(area.shape, Fill("accent", "zone-line", dashed=True, alpha=0.08)))
            marks.append(Mark(*area.label, None, None, str(zone.n), zone.n))
        density = "—" if zone.per_100km2 is None else f"{zone.per_100km2:.1f}"
        legend.append(
            Key(Fill("accent", "zone-line", dashed=True, alpha=0.08), picture.writer.area(zone.code), str(zone.n))
        )
        legend.append(Key(Fill(None, "surface"), say("picture-per-100km2", n=density)))
    members = sum(zone.n for zone in zones)
    said = [say("picture-zones-said", n=members, kinds=picture.kinds()), say("zones-said")]
    content = MapContent(cells=cells, marks=marks)
    return picture.figure(say("picture-zones"), said, content, *legend, of=say("picture-members"))


def of_coverage(picture: Picture, reached: Coverage) -> Figure:
    """The districts by how much of each is within reach."""
    title = picture.words.say(
        "picture-coverage", domain=picture.writer.domain(reached.focus), km=f"{picture.question.reach / 1000:g}"
    )
    said = [_total(picture, reached), picture.writer.assumption(picture.question, reached)]
    return picture.figure(title, said, _reached(picture, reached), *_share_legend(picture), of=_basis(picture))


def of_siting(picture: Picture, sited: Siting) -> Figure:
    """The same with the added sites, by letters in the order of their gain, and the circle of their reach."""
    say, question = picture.words.say, picture.question
    order = [gain.site for gain in sited.gains]
    sites = [question.sites[index] for index in order]
    letters = [chr(ord("A") + n) for n in range(len(sites))]
    base = _reached(picture, sited.base)
    circles = [
        AreaCell(circle(site, question.reach), Fill("pilot", "pilot", dashed=True, alpha=0.12)) for site in sites
    ]
    marks = [Mark(*site, None, None, letter) for site, letter in zip(sites, letters, strict=True)]
    content = MapContent(base.fills, base.figures, circles, marks)
    rows = [
        Key(
            Fill("pilot", "pilot", alpha=0.12),
            say("picture-site", letter=letter, lon=f"{lon:.3f}", lat=f"{lat:.3f}"),
            f"+{gain.gain:,.0f}",
        )
        for letter, (lon, lat), gain in zip(letters, sites, sited.gains, strict=True)
    ]
    title = say(
        "picture-siting", domain=picture.writer.domain(sited.base.focus), km=f"{question.reach / 1000:g}", n=len(sites)
    )
    added = say("picture-siting-said", added=f"{sited.added:,.0f}", unit=say(f"weight-{question.basis}"))
    said = [_total(picture, sited.base), added if sites else say("picture-no-sites")]
    return picture.figure(title, said, content, *_share_legend(picture), *rows, of=_basis(picture))


def _total(picture: Picture, reached: Coverage) -> str:
    share = "—" if reached.total.share is None else f"{reached.total.share:.0%}"
    least = "≥\N{NO-BREAK SPACE}" if reached.total.left_out else ""
    return picture.words.say("picture-covered", share=least + share, n=reached.platforms)


def _basis(picture: Picture) -> str:
    return picture.words.say("picture-share-of", what=picture.words.say(f"weight-{picture.question.basis}"))


def _reached(picture: Picture, reached: Coverage) -> MapContent:
    fills, figures = {}, {}
    for row in reached.rows:
        if row.code is None or row.share is None:
            continue
        shade = sum(row.share >= least for least in SHARES) if row.covered else 0
        fills[row.code] = picture.sequential(shade + 1) if shade else Fill("surface")
        figures[row.code] = f"{'≥' if row.left_out else ''}{row.share:.0%}"
    return MapContent(fills, figures)


def _share_legend(picture: Picture) -> list[Key]:
    bounds = zip(SHARES, (*SHARES[1:], 1.0), strict=True)
    keys = [Key(picture.sequential(i), f"{low:.0%}–{high:.0%}") for i, (low, high) in enumerate(bounds, start=2)]
    return [Key(Fill("surface"), picture.words.say("picture-not-reached")), *keys]


def circle(site: Site, metres: float) -> BaseGeometry:
    """The circle of a reach, drawn on the ground of EPSG:4549."""
    x, y = to_metres([site[0]], [site[1]])
    turn = np.linspace(0.0, 2 * math.pi, CORNERS, endpoint=False)
    lon, lat = to_degrees(x[0] + metres * np.cos(turn), y[0] + metres * np.sin(turn))
    return projected(shapely.Polygon(np.column_stack([lon, lat])))


def of_density(picture: Picture, raster: Raster | None, located: Located) -> Figure:
    """The surface in its classes; too few records make none, and the picture says so."""
    say, km = picture.words.say, f"{picture.question.bandwidth / 1000:g}"
    title = say("picture-density", km=km)
    if raster is None:
        said = [say("density-too-few", least=FEWEST), left_out(picture, located)]
        return picture.figure(title, said, MapContent())
    fills = {i: Fill(picture.token(i), dark=i >= DARK_FROM, alpha=0.75) for i in range(1, len(raster.levels) + 1)}
    cells = [AreaCell(shape, fills[i]) for i, shape in _classes(raster)]
    legend = [Key(fills[i], f"≥ {level:.2f}") for i, level in enumerate(raster.levels, start=1)]
    peak = f"{raster.levels[-1] / 0.9:.2f}"
    said = [say("density-said", km=km, n=located.located, peak=peak), left_out(picture, located)]
    return picture.figure(title, said, MapContent(cells=cells), *legend, of=say("per-km2"))


def _classes(raster: Raster) -> Iterable[tuple[int, BaseGeometry]]:
    """Each class and where it is, in degrees of the equator: runs of the rows of the raster as one shape."""
    box = raster.bbox
    corners = mercator(np.array([(box.minx, box.miny), (box.maxx, box.maxy)]))
    (west, south), (east, north) = corners
    high, wide = raster.classes.shape
    across, down = (east - west) / wide, (north - south) / high
    for level in range(1, len(raster.levels) + 1):
        runs = []
        for row in range(high):
            inside = np.flatnonzero(np.diff(np.concatenate([[0], (raster.classes[row] == level).astype(np.int8), [0]])))
            for first, last in zip(inside[::2], inside[1::2], strict=True):
                top = north - row * down
                runs.append(shapely.box(west + first * across, top - down, west + last * across, top))
        if runs:
            yield level, shapely.union_all(runs)


def of_clusters(picture: Picture, clusters: Clusters, located: Located) -> Figure:
    """The hulls of the clusters, each with its number of records."""
    say, question = picture.words.say, picture.question
    hull = Fill("seq-2", "ink", alpha=0.45)
    cells = [AreaCell(projected(shapely.from_geojson(json.dumps(each.hull))), hull) for each in clusters.clusters]
    marks = [Mark(each.lon, each.lat, None, None, str(each.n), each.n) for each in reversed(clusters.clusters)]
    km = f"{question.eps / 1000:g}"
    said = [say("clusters-said", n=len(clusters.clusters), alone=clusters.alone, km=km), left_out(picture, located)]
    content = MapContent(cells=cells, marks=marks)
    title = say("picture-clusters", km=km, n=question.members)
    return picture.figure(title, said, content, Key(hull, say("hull-said")), of=say("cells-clusters"))
