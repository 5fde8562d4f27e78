// Written by `python -m app.generate`: change what it is made from, then run it again.
/** Radius in metres of the ring that is drawn for each precision (`geo/precision.py`). */
export const RING_M = {"address": 100.0, "campus": 600.0, "street": 1200.0, "park": 1500.0, "district": 4500.0} as const;

/** The smallest radius around a point, in metres (`app/query/parameters.py`). */
export const MIN_RADIUS_M = 1.0 as const;

/** The largest radius around a point, in metres (`app/query/parameters.py`). */
export const MAX_RADIUS_M = 200000.0 as const;

/** Metres around a point where no radius is chosen (`app/query/parameters.py`). */
export const NEAR_RADIUS_M = 5000 as const;

/** Metres within reach where none are said (`app/analysis/parameters.py`). */
export const REACH_M = 5000.0 as const;

/** So many candidate sites may be compared (`app/analysis/parameters.py`). */
export const MAX_SITES = 10 as const;

/** West, south, east, north of the city and its waters, WGS-84 (`data/city.yaml`). */
export const CITY_BBOX = [120.5, 30.2, 122.9, 32.2] as const;

/** Its clock is so many minutes ahead of UTC (`app/city.py`). */
export const CITY_MINUTES = 480 as const;

/** Its name in each language. */
export const CITY_NAMES = {"zh-CN": "上海", "en": "Shanghai"} as const;

/** Too small for three lines of text on a map of the whole city. */
export const CORE_DISTRICTS = ["310101", "310104", "310105", "310106", "310107", "310109", "310110"] as const;

/** Zoom from which metro lines and stations are shown (`geo/basemap.py`). */
export const METRO_FROM = 11.5 as const;

/** Zoom from which metro and main roads are shown (`geo/orientation.py`). */
export const ORIENTATION_FROM = 10.75 as const;

/** Zoom from which towns and names are shown (`geo/orientation.py`). */
export const TOWNS_FROM = 11.0 as const;

/** Zoom to which the coast is a line; nearer it is dashed (`geo/orientation.py`). */
export const SEA_EXACT_TO = 11.0 as const;

/** What stands wherever a layer from OpenStreetMap shows (`app/districts/orientation.py`). */
export const OSM_LINE = "© OpenStreetMap contributors (ODbL)" as const;

/** What stands with the names of towns (`app/districts/orientation.py`). */
export const TOWN_NAMES_LINE = "GeoNames, CC BY 4.0" as const;

/** A square of the ground is so many zooms further out (`geo/ground.py`). */
export const GROUND_PART_ZOOMS = 3 as const;

/** More than so many are read by view, from vector tiles (`app/pages/maps.py`). */
export const MOST_MARKS = 2000 as const;

/** A tile has so many cells in a row (`app/platforms/tiles/content.py`). */
export const CELLS_ACROSS = 8 as const;

/** The zoom of the nearest tiles (`geo/tile_order.py`). */
export const DEEPEST_TILE = 17 as const;

/** From this count on the next shade (`app/analysis/legends.py`). */
export const COUNT_STEPS = [1, 2, 3, 6, 11] as const;

/** Number of classes → the shade of each (`app/analysis/legends.py`). */
export const SEQUENTIAL = {"1": [1], "2": [1, 5], "3": [1, 3, 5], "4": [1, 2, 4, 5], "5": [1, 2, 3, 4, 5]} as const;
