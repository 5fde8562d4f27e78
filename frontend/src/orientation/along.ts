/** Places along a line as it lies on the screen: where a name or a number may stand. Pixels of the map's container. */
import * as L from "leaflet";

import { type LonLat, toLatLng } from "../draw/position";

export interface Spot {
  at: L.Point;
  /** Degrees clockwise in which the line runs there, between -90 and 90. */
  turn: number;
}

const STEP_PX = 12;
/** A name stands on a line that bends no more than this below it. */
const BEND_PX = 5;

/** Points every 12 pixels along the parts of a line that lie at least `margin` pixels inside the map. */
export function runs(map: L.Map, lines: readonly (readonly LonLat[])[], margin: number): L.Point[][] {
  const { x: width, y: height } = map.getSize();
  const inside = ({ x, y }: L.Point): boolean => x >= margin && y >= margin && x <= width - margin && y <= height - margin;
  return lines.flatMap((line) => {
    const all: L.Point[][] = [[]];
    for (const point of stepped(map, line)) {
      if (inside(point)) all[all.length - 1]!.push(point);
      else if (all[all.length - 1]!.length) all.push([]);
    }
    return all.filter((run) => run.length > 1);
  });
}

function stepped(map: L.Map, line: readonly LonLat[]): L.Point[] {
  const points = line.map((at) => map.latLngToContainerPoint(toLatLng(at)));
  const view = L.bounds([0, 0], map.getSize());
  return points.slice(1).flatMap((to, i) => {
    const from = points[i]!;
    if (!view.intersects(L.bounds(from, to))) return [from];
    const steps = Math.max(1, Math.ceil(from.distanceTo(to) / STEP_PX));
    return Array.from({ length: steps }, (_, step) => from.add(to.subtract(from).multiplyBy(step / steps)));
  });
}

/** Where a name of that many pixels lies nearly straight along a run. */
export function straights(run: readonly L.Point[], length: number): Spot[] {
  const reach = Math.ceil(length / STEP_PX / 2) + 1;
  return run.flatMap((at, i) => {
    const [from, to] = [run[i - reach], run[i + reach]];
    if (!from || !to || from.distanceTo(to) < length) return [];
    const bends = run.slice(i - reach, i + reach).some((point) => L.LineUtil.pointToSegmentDistance(point, from, to) > BEND_PX);
    return bends ? [] : [{ at, turn: upright(Math.atan2(to.y - from.y, to.x - from.x)) }];
  });
}

function upright(radians: number): number {
  const degrees = Math.round((radians * 180) / Math.PI);
  return degrees > 90 ? degrees - 180 : degrees < -90 ? degrees + 180 : degrees;
}
