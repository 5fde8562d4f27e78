/** Where one starts from (`app/match/origin.py`): a point, a key zone, a district, or a place by its name. */
import type { Feature, FeatureCollection, Position } from "geojson";

import { type LonLat, parseLonLat } from "../../draw/position";
import { CITY_BBOX } from "../../generated/facts";
import { fold } from "../text";
import type { Block, Place } from "./block";

export interface Origin extends Pick<Place, "name" | "lon" | "lat" | "radius" | "middle" | "districts" | "zones"> {
  /** It was given as a point, which has no name but its degrees. */
  point: boolean;
}

const STATION = ["站", " station"];

/** The place that a text means; null for one that is none or lies outside of the city. */
export function originOf(text: string, block: Block, areas: Readonly<Record<"districts" | "zones", FeatureCollection>>): Origin | null {
  const point = parseLonLat(text.normalize("NFKC").split(" ").join(""));
  if (point) return inCity(point) ? pointOrigin(point, areas) : null;
  const wanted = plain(text);
  const place = wanted ? block.places.find(({ names }) => names.includes(wanted)) : undefined;
  return place ? { ...place, point: false } : null;
}

/** A name as it is compared: folded, and without the word for a station. */
function plain(text: string): string {
  return STATION.reduce((seen, word) => (seen.endsWith(word) ? seen.slice(0, -word.length) : seen), fold(text));
}

function inCity([lon, lat]: LonLat): boolean {
  const [west, south, east, north] = CITY_BBOX;
  return west <= lon && lon <= east && south <= lat && lat <= north;
}

function pointOrigin(at: LonLat, areas: Readonly<Record<"districts" | "zones", FeatureCollection>>): Origin {
  const holding = (name: "districts" | "zones"): Feature[] => areas[name].features.filter((area) => holds(area, at));
  const zones = holding("zones").filter(({ properties }) => properties?.["is_default"]);
  const [lon, lat] = at;
  return {
    lon, lat, radius: 0, middle: false, point: true,
    name: `${lon.toFixed(4)}, ${lat.toFixed(4)}`,
    districts: holding("districts").map(({ id }) => String(id)),
    zones: zones.map(({ properties }) => String(properties?.["code"])),
  };
}

function holds({ geometry }: Feature, at: LonLat): boolean {
  const polygons = geometry?.type === "MultiPolygon" ? geometry.coordinates : geometry?.type === "Polygon" ? [geometry.coordinates] : [];
  return polygons.some(([outer, ...holes]) => inside(outer!, at) && !holes.some((hole) => inside(hole, at)));
}

/** A ray to the east crosses the ring an odd number of times. */
function inside(ring: readonly Position[], [lon, lat]: LonLat): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [x1, y1] = ring[i] as LonLat;
    const [x2, y2] = ring[j] as LonLat;
    if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) odd = !odd;
  }
  return odd;
}
