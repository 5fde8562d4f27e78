/** Marks that would cover one another step aside, each a few pixels, so that all can be read and hit. */
import type * as L from "leaflet";

import type { Box } from "./labels";
import { type LonLat, toLatLng, toLonLat } from "./position";

const ROUNDS = 30;
const ENOUGH_PX = 0.5;
/** Further than this a mark would stand in another district. */
const MOST_ASIDE_PX = 100;

/**
 * Positions at the map's zoom at which discs of these radii (pixels) do not overlap, or hardly. The last `still` of the
 * places stay where they are: the others leave them free.
 */
export function spread(map: L.Map, places: readonly LonLat[], radii: readonly number[], still = 0): LonLat[] {
  const at = places.map((place) => map.latLngToLayerPoint(toLatLng(place)));
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!step(at, radii, at.length - still)) break;
  }
  return places.map((place, i) => (at[i]!.equals(map.latLngToLayerPoint(toLatLng(place))) ? place : toLonLat(map.layerPointToLatLng(at[i]!))));
}

/** Pushes each overlapping pair apart by half of its overlap; tells whether there was one. */
function step(at: L.Point[], radii: readonly number[], moving: number): boolean {
  let moved = false;
  for (let i = 0; i < moving; i += 1) {
    for (let j = i + 1; j < at.length; j += 1) {
      const gap = at[j]!.subtract(at[i]!);
      const least = radii[i]! + radii[j]!;
      if (Math.abs(gap.x) > least || Math.abs(gap.y) > least) continue;
      const distance = Math.max(0.1, Math.hypot(gap.x, gap.y));
      const over = least - distance;
      if (over <= ENOUGH_PX) continue;
      const share = j < moving ? 2 : 1;
      const push = gap.multiplyBy(over / share / distance);
      at[i] = at[i]!.subtract(push);
      if (j < moving) at[j] = at[j]!.add(push);
      moved = true;
    }
  }
  return moved;
}

/** A disc that a control would hide stands just above or below the control instead. */
export function clearOf(map: L.Map, boxes: readonly Box[], place: LonLat, radius: number): LonLat {
  const at = map.latLngToContainerPoint(toLatLng(place));
  const over = boxes.find(([left, top, right, bottom]) =>
    at.x + radius > left && at.x - radius < right && at.y + radius > top && at.y - radius < bottom);
  if (!over) return place;
  const [, top, , bottom] = over;
  const y = (top + bottom) / 2 < map.getSize().y / 2 ? bottom + radius : top - radius;
  return Math.abs(y - at.y) > MOST_ASIDE_PX ? place : toLonLat(map.containerPointToLatLng([at.x, y]));
}
