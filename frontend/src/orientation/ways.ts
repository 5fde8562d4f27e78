/** Metro lines with their numbers, and elevated roads with their names. */
import * as L from "leaflet";

import { textScale } from "../draw/dom";
import type { Label } from "../draw/labels";
import { drawn } from "../draw/panes";
import { type LonLat, toLonLat } from "../draw/position";
import type { MapContext } from "../map/context";
import { choose } from "../map/language";
import { runs, type Spot, straights } from "./along";
import { type River, type Stop, shortName, type Way } from "./features";

const PLATE_PX = 11;
const ROAD_PX = 11.5;
const RIVER_PX = 15;
const APART_PX = 330;
const NARROW_PX = 560;
/** Numbers and names keep clear of the edge. */
const EDGE_PX = 30;
const MOST_TRIES = 24;
/** So steep a name would have to be read with the head aside: Chinese then stands upright, sign below sign. */
const STEEP = 55;

/** The lines themselves: first all casings, so that crossings read. `straight` are lines of which no curve is known. */
export function drawWays({ map }: MapContext, ways: readonly Way[], straight: readonly Stop[], group: L.LayerGroup): void {
  const sheets: [className: (way: Way) => string | null, reach: number][] = [
    [(way) => (isMetro(way) ? null : "main-road-edge"), 3],
    [(way) => (isMetro(way) ? null : "main-road"), 3],
    [(way) => (isMetro(way) ? "metro-casing" : null), 3],
    [(way) => (isMetro(way) ? `metro-line m${way.properties.ref}` : null), 2],
  ];
  for (const line of straight) put(map, line, "metro-straight", 2, group);
  for (const [className, reach] of sheets) {
    for (const way of ways) {
      const name = className(way);
      if (name) put(map, way, name, reach, group);
    }
  }
}

function put(map: L.Map, feature: GeoJSON.Feature, className: string, reach: number, group: L.LayerGroup): void {
  const style = drawn(map, "sm-transport", className, reach);
  group.addLayer(L.geoJSON(feature, { ...style, style: () => style } as L.GeoJSONOptions));
}

export function isMetro({ properties: { kind } }: Way): boolean {
  return kind === "metro";
}

/** Each line's number near the edge of the map, and once more inside where there is room. */
export function plates(context: MapContext, ways: readonly Way[]): Label[] {
  const { map, t } = context;
  const middle = map.getSize().divideBy(2);
  const twice = map.getSize().x >= NARROW_PX;
  return ways.filter(isMetro).flatMap((way) => {
    const points = runs(map, linesOf(way), EDGE_PX).flat();
    const outward = sorted(points, (at) => -at.distanceTo(middle));
    const first = outward[0];
    if (!first) return [];
    const inward = twice ? sorted(points.filter((at) => at.distanceTo(first) >= APART_PX), (at) => at.distanceTo(middle)) : [];
    const { ref } = way.properties;
    return [outward, inward].flatMap((spots, i) => plate(context, `line/${ref}/${i}`, `c-label m${ref}`, t("line-name", { n: ref ?? "" }), spots) ?? []);
  });
}

function plate({ map }: MapContext, id: string, className: string, text: string, spots: readonly L.Point[]): Label | null {
  const [first] = spots;
  if (!first) return null;
  // The places of a label are scaled with the text; those on a line must stay on it.
  const tries = spots.slice(0, MOST_TRIES).map((at): LonLat => [(at.x - first.x) / textScale(), (at.y - first.y) / textScale()]);
  return { id, at: lonLat(map, first), lines: [{ text, size: PLATE_PX }], className, priority: 43, plate: true, tries };
}

/** Each road's name along it, near the middle of the map. */
export function roadNames(context: MapContext, ways: readonly Way[]): Label[] {
  const { map, lang } = context;
  const middle = map.getSize().divideBy(2);
  return ways.filter((way) => !isMetro(way)).flatMap((way) => {
    const text = shortName(lang, way.properties);
    const length = text.length * ROAD_PX * textScale() * choose(lang, 1.12, 0.66);
    const spots = runs(map, linesOf(way), EDGE_PX).flatMap((run) => straights(run, length));
    spots.sort((a, b) => a.at.distanceTo(middle) - b.at.distanceTo(middle));
    return thinned(spots).reduceRight<Label | null>((short, spot, i) => roadName(context, `road/${String(way.id)}/${i}`, text, spot, short), null) ?? [];
  });
}

/** The name of a great river on its water, turned with it. */
export function riverNames(context: MapContext, rivers: readonly River[]): Label[] {
  const { map } = context;
  const middle = map.getSize().divideBy(2);
  return rivers.flatMap((river, i) => {
    const text = river.properties.name;
    const length = text.length * RIVER_PX * textScale() * choose(context.lang, 1.5, 0.6);
    const spots = runs(map, [river.geometry.coordinates as LonLat[]], EDGE_PX).flatMap((run) => straights(run, length));
    spots.sort((a, b) => a.at.distanceTo(middle) - b.at.distanceTo(middle));
    return thinned(spots).reduceRight<Label | null>((short, { at, turn }, n) => ({
      id: `river/${i}/${n}`, at: lonLat(map, at), lines: [{ text, size: RIVER_PX }], className: "w-label w-way", priority: 44.5, spacing: 0.3, serif: true,
      ...(turn ? { turn } : {}), ...(short ? { short } : {}),
    }), null) ?? [];
  });
}

function roadName({ map, lang }: MapContext, id: string, text: string, { at, turn }: Spot, short: Label | null): Label {
  const steep = Math.abs(turn) > STEEP && choose(lang, true, false);
  const lines = (steep ? [...text] : [text]).map((part) => ({ text: part, size: ROAD_PX }));
  const label: Label = { id, at: lonLat(map, at), lines, className: "r-label", priority: 42, spacing: steep ? 0 : 0.1 };
  return { ...label, ...(steep || !turn ? {} : { turn }), ...(short ? { short } : {}) };
}

/** Some of many places, each clear of the one before. */
function thinned(spots: readonly Spot[]): Spot[] {
  const kept: Spot[] = [];
  for (const spot of spots) {
    if (kept.length === 8) break;
    if (kept.every((other) => other.at.distanceTo(spot.at) > 40)) kept.push(spot);
  }
  return kept;
}

function linesOf({ geometry }: Way): LonLat[][] {
  return geometry.coordinates as LonLat[][];
}

function sorted(points: readonly L.Point[], by: (at: L.Point) => number): L.Point[] {
  return [...points].sort((a, b) => by(a) - by(b)).filter((_, i) => i % 2 === 0);
}

function lonLat(map: L.Map, at: L.Point): LonLat {
  return toLonLat(map.containerPointToLatLng(at));
}
