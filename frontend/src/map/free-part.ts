/** The part of the map that nothing lies over: what is shown or selected stands in it. */
import * as L from "leaflet";

import type { Box } from "../draw/labels";

/** As good as there. */
const CLOSE_PX = 2;
const OVER = ".sm-strip, .sm-top-left > *, .sm-top-right > *, .sm-bottom-left > *";

/** The largest such part, in pixels of the map. `sheet`: the card at the foot of the map lies over it, too. */
export function freePart(map: L.Map, sheet: boolean): Box {
  const root = map.getContainer();
  const outer = root.getBoundingClientRect();
  const over = [...root.querySelectorAll(OVER), ...(sheet ? root.parentElement!.querySelectorAll(".sheet") : [])];
  const whole: Box = [0, 0, outer.width, outer.height];
  const found = largest(whole, over.map((one) => {
    const box = one.getBoundingClientRect();
    return [box.left - outer.left, box.top - outer.top, box.right - outer.left, box.bottom - outer.top];
  }));
  // What lies over all of it leaves nothing to choose from.
  return area(found) ? found : whole;
}

/** The largest part of `free` beside all boxes: above, below, left or right of each that touches it. */
function largest(free: Box, boxes: readonly Box[]): Box {
  const [west, north, east, south] = free;
  const first = boxes.findIndex((box) => box[0] < Math.min(east, box[2]) && box[2] > west && box[1] < south && box[3] > north);
  if (first < 0) return free;
  const [left, top, right, bottom] = boxes[first]!;
  const sides: Box[] = [[west, bottom, east, south], [west, north, east, top], [right, north, east, south], [west, north, left, south]];
  const parts = sides.filter(area).map((side) => largest(side, boxes.slice(first + 1)));
  return parts.reduce((best, part) => (area(part) > area(best) ? part : best), [0, 0, 0, 0]);
}

export function middle([west, north, east, south]: Box): L.Point {
  return L.point((west + east) / 2, (north + south) / 2);
}

/** Where the position would stand free, with that much room around it and as near as can be; null: it does. */
export function freePoint(map: L.Map, at: L.LatLng, room: number): L.Point | null {
  const [west, north, east, south] = freePart(map, true);
  const { x, y } = map.latLngToContainerPoint(at);
  const free = L.point(between(x, west, east, room), between(y, north, south, room));
  return free.x === x && free.y === y ? null : free;
}

function between(at: number, first: number, last: number, room: number): number {
  const edge = Math.min(room, (last - first) / 2);
  return Math.min(Math.max(at, first + edge), last - edge);
}

/** The view that has the position at that point of the map. Where the map's limits forbid it so far out, a nearer one. */
export function viewWith(map: L.Map, at: L.LatLng, point: L.Point, zoom: number): { center: L.LatLng; zoom: number } {
  // Leaflet's types leave out how it keeps a view within the limits.
  const limits = map as unknown as { _limitCenter(center: L.LatLng, zoom: number, bounds: unknown): L.LatLng };
  const aside = map.getSize().divideBy(2).subtract(point);
  for (; ; zoom += 1) {
    const wanted = map.project(at, zoom).add(aside);
    const center = map.unproject(wanted, zoom);
    const off = map.project(limits._limitCenter(center, zoom, map.options.maxBounds), zoom).distanceTo(wanted);
    if (off < CLOSE_PX || zoom + 1 > map.getMaxZoom()) return { center, zoom };
  }
}

/**
 * An address names the middle of what a card leaves of the map, so that it is the middle where no card lies. `way` 1:
 * that middle, of a map with this centre; -1: the centre of a map with that middle.
 */
export function besideCard(map: L.Map, at: L.LatLng, zoom: number, way: number): L.LatLng {
  const aside = middle(freePart(map, true)).subtract(middle(freePart(map, false))).multiplyBy(way);
  return aside.x || aside.y ? map.unproject(map.project(at, zoom).add(aside), zoom) : at;
}

function area([west, north, east, south]: Box): number {
  return Math.max(0, east - west) * Math.max(0, south - north);
}
