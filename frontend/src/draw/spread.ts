/** Marks that would cover one another step aside, each a few pixels, so that all can be read and hit. */
import type * as L from "leaflet";

import { textScale } from "./dom";
import type { Box } from "./labels";
import { type LonLat, toLatLng, toLonLat } from "./position";

const ROUNDS = 30;
/** Where some stay, the others go around them: that takes longer, and there they are few. */
const MOST_ROUNDS = 200;
const ENOUGH_PX = 0.5;
/** Further than this, at normal text size, a mark would stand in another district. */
const MOST_ASIDE_PX = 110;

/**
 * Positions at the map's zoom at which discs of these radii (pixels) do not overlap, or hardly. The last `still` of the
 * places stay where they are: the others leave them free.
 */
export function spread(map: L.Map, places: readonly LonLat[], radii: readonly number[], still = 0): LonLat[] {
  const at = places.map((place) => map.latLngToLayerPoint(toLatLng(place)));
  for (let round = 0; round < (still ? MOST_ROUNDS : ROUNDS); round += 1) {
    if (!step(at, radii, at.length - still)) break;
  }
  return places.map((place, i) => (at[i]!.equals(map.latLngToLayerPoint(toLatLng(place))) ? place : toLonLat(map.layerPointToLatLng(at[i]!))));
}

/** Pushes each overlapping pair apart by half of its overlap, then all from what stays; tells whether there was one. */
function step(at: L.Point[], radii: readonly number[], moving: number): boolean {
  let moved = false;
  for (let i = 0; i < moving; i += 1) {
    for (let j = i + 1; j < moving; j += 1) {
      const push = overlap(at, radii, i, j)?.divideBy(2);
      if (!push) continue;
      at[i] = at[i]!.subtract(push);
      at[j] = at[j]!.add(push);
      moved = true;
    }
  }
  for (let j = moving; j < at.length; j += 1) {
    for (let i = 0; i < moving; i += 1) {
      const push = overlap(at, radii, i, j);
      if (!push) continue;
      // It also slides to one side: what others hold on the far side would never leave straight away.
      at[i] = at[i]!.subtract(push).subtract([push.y / 2, -push.x / 2]);
      moved = true;
    }
  }
  return moved;
}

/** The way by which the second disc would leave the first; none where they do not overlap, or hardly. */
function overlap(at: readonly L.Point[], radii: readonly number[], i: number, j: number): L.Point | null {
  const gap = at[j]!.subtract(at[i]!);
  const least = radii[i]! + radii[j]!;
  if (Math.abs(gap.x) > least || Math.abs(gap.y) > least) return null;
  const distance = Math.max(0.1, Math.hypot(gap.x, gap.y));
  const over = least - distance;
  return over > ENOUGH_PX ? gap.multiplyBy(over / distance) : null;
}

/** A disc that controls would hide stands just above or below them instead. */
export function clearOf(map: L.Map, boxes: readonly Box[], place: LonLat, radius: number): LonLat {
  const { x, y: first } = map.latLngToContainerPoint(toLatLng(place));
  let y = first;
  const covers = ([left, top, right, bottom]: Box): boolean =>
    x + radius > left && x - radius < right && y + radius > top && y - radius < bottom;
  // Below one control there may be another.
  for (let round = 0; round < boxes.length; round += 1) {
    const over = boxes.find(covers);
    if (!over) break;
    const [, top, , bottom] = over;
    y = (top + bottom) / 2 < map.getSize().y / 2 ? bottom + radius : top - radius;
  }
  return y === first || Math.abs(y - first) > MOST_ASIDE_PX * textScale() ? place : toLonLat(map.containerPointToLatLng([x, y]));
}
