"""Reference systems: their order of axes, their numbers, and boxes given in them."""

import numpy as np
import pytest

from geo.bbox import BBox, BBoxError
from geo.reference_systems import AUTHORITY, CRS84, SYSTEMS, ProjectedBox, spanned, touches

PLACE = (121.47, 31.23)
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[121.4, 31.2], [121.5, 31.2], [121.5, 31.3], [121.4, 31.3], [121.4, 31.2]]],
}


def _mercator(lon: float, lat: float) -> tuple[float, float]:
    """The formula of EPSG:3857 (OGP guidance note 7-2, 1.3.3), on a sphere of the radius 6,378,137 m."""
    radius = 6378137.0
    return np.radians(lon) * radius, np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) * radius


def _gauss_kruger(lon: float, lat: float) -> tuple[float, float]:
    """Northing and easting of a place near the meridian 120° by the series of Snyder (1987), page 61, on CGCS2000."""
    a, f, origin, shift = 6378137.0, 1 / 298.257222101, 120.0, 500_000.0
    e2 = f * (2 - f)
    phi, second = np.radians(lat), e2 / (1 - e2)
    normal = a / np.sqrt(1 - e2 * np.sin(phi) ** 2)
    t, c, x = np.tan(phi) ** 2, second * np.cos(phi) ** 2, np.radians(lon - origin) * np.cos(phi)
    arc = a * (
        (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256) * phi
        - (3 * e2 / 8 + 3 * e2**2 / 32 + 45 * e2**3 / 1024) * np.sin(2 * phi)
        + (15 * e2**2 / 256 + 45 * e2**3 / 1024) * np.sin(4 * phi)
        - (35 * e2**3 / 3072) * np.sin(6 * phi)
    )
    east = normal * (x + (1 - t + c) * x**3 / 6 + (5 - 18 * t + t**2 + 72 * c - 58 * second) * x**5 / 120)
    rising = x**2 / 2 + (5 - t + 9 * c + 4 * c**2) * x**4 / 24
    rising += (61 - 58 * t + t**2 + 600 * c - 330 * second) * x**6 / 720
    return arc + normal * np.tan(phi) * rising, shift + east


def test_each_system_has_its_own_numbers_in_its_own_order_of_axes() -> None:
    expected = {
        "OGC/1.3/CRS84": PLACE,
        "EPSG/0/4326": PLACE[::-1],
        "EPSG/0/4490": PLACE[::-1],
        "EPSG/0/3857": _mercator(*PLACE),
        "EPSG/0/4549": _gauss_kruger(*PLACE),
    }
    assert {AUTHORITY + code for code in expected} == set(SYSTEMS)
    for code, numbers in expected.items():
        assert SYSTEMS[AUTHORITY + code].positions([PLACE])[0] == pytest.approx(numbers, abs=0.01)


def test_the_corners_of_a_box_are_read_in_the_order_of_the_axes() -> None:
    latitude_first = SYSTEMS[AUTHORITY + "EPSG/0/4326"]
    assert CRS84.bbox("121.4,31.1,121.7,31.3") == BBox(121.4, 31.1, 121.7, 31.3)
    assert latitude_first.bbox("31.1,121.4,31.3,121.7") == BBox(121.4, 31.1, 121.7, 31.3)
    assert latitude_first.bbox("31.1,121.4,-5,31.3,121.7,9") == BBox(121.4, 31.1, 121.7, 31.3)
    assert latitude_first.bbox("-10,170,10,-170") == BBox(170, -10, -170, 10)


@pytest.mark.parametrize("code", ["3857", "4549"])
def test_a_box_in_metres_is_enclosed_by_its_degrees_and_decides_itself(code: str) -> None:
    system = SYSTEMS[f"{AUTHORITY}EPSG/0/{code}"]
    low, high = system.positions([PLACE, (121.9, 31.5)])
    box = system.bbox(",".join(str(number) for number in (*low, *high)))
    assert isinstance(box, ProjectedBox)
    rng = np.random.default_rng(20)
    for lon, lat in rng.uniform((121.4, 31.1), (122.0, 31.6), (300, 2)):
        point = system.positions([(lon, lat)])[0]
        inside = bool((point >= low).all() and (point <= high).all())
        assert touches({"type": "Point", "coordinates": [lon, lat]}, box) == inside
        assert box.contains(lon, lat) or not inside


def test_a_polygon_that_only_the_enclosing_degrees_touch_does_not_touch() -> None:
    system = SYSTEMS[AUTHORITY + "EPSG/0/4549"]
    east, north = system.eastward([(121.5, 31.25)])[0]
    beside = system.bbox(f"{north - 40_000},{east + 150},{north + 40_000},{east + 40_000}")
    assert beside.minx < 121.5 < beside.maxx
    assert not touches(SQUARE, beside)
    assert touches(SQUARE, system.bbox(f"{north},{east - 10},{north + 1},{east + 10}"))


@pytest.mark.parametrize("text", ["1,2,3", "9e9,9e9,9.1e9,9.1e9", "2,1,1,2", "a,b,c,d", "nan,1,2,3"])
@pytest.mark.parametrize("code", ["3857", "4549"])
def test_what_is_no_box_in_metres_is_refused(code: str, text: str) -> None:
    with pytest.raises(BBoxError):
        SYSTEMS[f"{AUTHORITY}EPSG/0/{code}"].bbox(text)


@pytest.mark.parametrize(
    "box", [(121.2, 30.74, 121.91, 31.4), (120.85, 30.67, 122.01, 31.87), (121.5, 31.2, 121.5, 31.2)]
)
def test_the_corners_of_an_extent_span_it_in_every_system(box: tuple[float, float, float, float]) -> None:
    """So clients ask in another system for all there is: by two corners (18-058r1, abstract test 8)."""
    wider = spanned(box)
    west, south, east, north = box
    edge = np.linspace(0, 1, 41)
    lons, lats = west + edge * (east - west), south + edge * (north - south)
    around = [(x, y) for x in lons for y in (south, north)] + [(x, y) for x in (west, east) for y in lats]
    for system in SYSTEMS.values():
        (low, high), points = system.eastward([wider[:2], wider[2:]]), system.eastward(around)
        assert (points > low).all(), system.uri
        assert (points < high).all(), system.uri
    assert max(abs(a - b) for a, b in zip(wider, box, strict=True)) < 0.03


def test_an_extent_far_beyond_a_system_is_left_as_it_is() -> None:
    assert spanned((73.0, 18.0, 135.0, 53.0)) == pytest.approx((73.0, 18.0, 135.0, 53.0), abs=1e-4)
    assert spanned((-180.0, -90.0, 180.0, 90.0)) == (-180.0, -90.0, 180.0, 90.0)
