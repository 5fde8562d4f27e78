/** Metro stations on their lines: a circle each, those where one changes first and larger, with their names. */
import * as L from "leaflet";

import type { Box, Label } from "../draw/labels";
import { drawn } from "../draw/panes";
import { type LonLat, toLatLng, toLonLat } from "../draw/position";
import type { MapContext } from "../map/context";
import type { Stop, Way } from "./features";

const RADIUS = { change: 4.4, other: 3 };
/** Zoom from which the stations of one line are shown, too. */
const ALL_FROM = 11.9;
/** A station this near to its line is drawn on it. */
const SNAP_M = 250;
const METRES_PER_DEGREE = 111_320;

interface Station {
  id: string;
  name: string;
  at: L.LatLng;
  change: boolean;
  circle: L.CircleMarker;
}

export class Stations {
  private readonly changes = L.layerGroup();
  private readonly others = L.layerGroup();
  private readonly stations: readonly Station[];

  constructor(private readonly context: MapContext, stops: readonly Stop[], ways: readonly Way[]) {
    const lines = new Map(ways.map((way) => [way.properties.ref, way.geometry.coordinates as LonLat[][]]));
    this.stations = stops.map((stop, i) => this.station(stop, i, lines));
    for (const { change, circle } of this.stations) (change ? this.changes : this.others).addLayer(circle);
    context.labels.blockSoftly(() => this.boxes());
  }

  draw(): void {
    const { map } = this.context;
    this.changes.addTo(map);
    if (map.getZoom() >= ALL_FROM) this.others.addTo(map);
    else this.others.remove();
  }

  hide(): void {
    this.changes.remove();
    this.others.remove();
  }

  /** Names of those in sight. */
  names(): Label[] {
    return this.shown().map(({ id, name, at, change }) => ({
      id,
      at: toLonLat(at),
      lines: [{ text: name, size: change ? 12 : 11.5 }],
      className: change ? "s-label s-change" : "s-label",
      priority: change ? 44 : 36,
      aside: true,
      around: change ? RADIUS.change : RADIUS.other,
    }));
  }

  private shown(): Station[] {
    const { map } = this.context;
    const bounds = map.getBounds();
    return this.stations.filter(({ at, change }) => map.hasLayer(change ? this.changes : this.others) && bounds.contains(at));
  }

  /** No name stands on the circle of another station. */
  private boxes(): Box[] {
    return this.shown().map(({ at, change }): Box => {
      const { x, y } = this.context.map.latLngToContainerPoint(at);
      const r = change ? RADIUS.change : RADIUS.other;
      return [x - r, y - r, x + r, y + r];
    });
  }

  private station({ properties: { name, lines = [] }, geometry }: Stop, i: number, known: ReadonlyMap<string | null, LonLat[][]>): Station {
    const refs = lines.map((line) => /^\d+/.exec(line)?.[0] ?? null);
    const at = toLatLng(snapped(geometry.coordinates as LonLat, refs.flatMap((ref) => (ref && known.get(ref)) || [])));
    const change = lines.length > 1;
    const style = drawn(this.context.map, "sm-transport", change ? "station station-change" : `station m${refs[0] ?? ""}`, 2);
    return { id: `station/${i}/${name}`, name, at, change, circle: L.circleMarker(at, { ...style, radius: change ? RADIUS.change : RADIUS.other }) };
  }
}

/** The nearest point of the lines, or the position itself where none is near. */
export function snapped(at: LonLat, lines: readonly (readonly LonLat[])[]): LonLat {
  const scale: LonLat = [METRES_PER_DEGREE * Math.cos((at[1] * Math.PI) / 180), METRES_PER_DEGREE];
  const metres = ([lon, lat]: LonLat): L.Point => L.point((lon - at[0]) * scale[0], (lat - at[1]) * scale[1]);
  const origin = L.point(0, 0);
  let best: L.Point | null = null;
  for (const line of lines) {
    const points = line.map(metres);
    for (let i = 1; i < points.length; i += 1) {
      const near = L.LineUtil.closestPointOnSegment(origin, points[i - 1]!, points[i]!);
      const distance = near.distanceTo(origin);
      if (distance <= SNAP_M && distance < (best?.distanceTo(origin) ?? Infinity)) best = near;
    }
  }
  return best ? [at[0] + best.x / scale[0], at[1] + best.y / scale[1]] : at;
}
