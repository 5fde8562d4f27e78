/** The name of a district whose own place for it is out of sight: at the free spot nearest to the middle of what is seen. */
import type { Feature, MultiPolygon, Position } from "geojson";
import * as L from "leaflet";

import { textScale } from "../draw/dom";
import type { Label } from "../draw/labels";
import { type LonLat, toLatLng, toLonLat } from "../draw/position";
import type { MapContext } from "../map/context";

export type District = Feature<MultiPolygon | null, { name: string; label: LonLat | null }>;

const NAME_PX = 18;
/** The view is asked at this many points across and down. */
const GRID = [11, 9] as const;
/** With fewer points than this a district is only a corner of the view. */
const LEAST = 8;
const MOST_TRIES = 20;

export function districtNames(context: MapContext, districts: readonly District[]): Label[] {
  const { map } = context;
  const view = map.getBounds();
  const points = grid(map.getSize());
  return districts.flatMap(({ id, geometry, properties: { name, label } }) => {
    if (!geometry || (label && view.contains(toLatLng(label)))) return [];
    const inside = points.filter((point) => holds(geometry, toLonLat(map.containerPointToLatLng(point))));
    if (inside.length < LEAST) return [];
    const middle = inside.reduce((sum, point) => sum.add(point)).divideBy(inside.length);
    const nearest = [...inside].sort((a, b) => a.distanceTo(middle) - b.distanceTo(middle)).slice(0, MOST_TRIES);
    const first = nearest[0]!;
    return [{
      id: `district-in-view/${String(id)}`,
      at: toLonLat(map.containerPointToLatLng(first)),
      lines: [{ text: name, size: NAME_PX }],
      className: "d-label v-label",
      priority: 32.5,
      spacing: 0.42,
      tries: nearest.map((point): LonLat => [(point.x - first.x) / textScale(), (point.y - first.y) / textScale()]),
    }];
  });
}

function grid({ x: width, y: height }: L.Point): L.Point[] {
  const [across, down] = GRID;
  return Array.from({ length: across * down }, (_, i) =>
    L.point((((i % across) + 0.5) * width) / across, ((Math.floor(i / across) + 0.5) * height) / down));
}

/** Even-odd rule over all rings: a hole is outside. */
function holds({ coordinates }: MultiPolygon, at: LonLat): boolean {
  return coordinates.flat().filter((ring) => crosses(ring, at)).length % 2 === 1;
}

function crosses(ring: readonly Position[], [x, y]: LonLat): boolean {
  let odd = false;
  ring.forEach(([x1 = 0, y1 = 0], i) => {
    const [x2 = 0, y2 = 0] = ring[(i || ring.length) - 1]!;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
  });
  return odd;
}
