/** Hexagons of a metric grid, filled by count, or those alone that hold more records than chance. */
import type { Feature, FeatureCollection, Polygon } from "geojson";
import * as L from "leaflet";

import { digits } from "../draw/digits";
import type { Box, Label } from "../draw/labels";
import { drawn } from "../draw/panes";
import { type LonLat, toLatLng } from "../draw/position";
import type { HexagonLayerOptions } from "../generated/components";
import { COUNT_STEPS } from "../generated/facts";
import type { MapContext, Part } from "../map/context";
import { loadFiltered } from "../map/source";
import { DARK_FROM, asking, asksWith, cellsOf } from "./analysis";

interface Cell {
  n: number;
  significance?: string;
}

const ROOM_PX = 22;

export function mountHexagonLayer(context: MapContext, options: HexagonLayerOptions): Part {
  asksWith(context, "cell");
  const cells = L.layerGroup();
  let found: Feature<Polygon, Cell>[] = [];
  // The few cells that stand out are what the map is about: names keep off them.
  context.labels.blockSoftly(() => (context.map.hasLayer(cells) ? found.filter(standsOut).map((cell) => around(context, cell)) : []));
  const shown = (): boolean => cellsOf(context) === "hexagons" || cellsOf(context) === "hotspots";
  const prepare = async (signal: AbortSignal): Promise<() => void> => {
    if (!shown()) return draw;
    const source = cellsOf(context) === "hotspots" ? options.hotspots : options.source;
    const collection = await loadFiltered<FeatureCollection>(source, asking(context, "cell"), signal);
    return () => {
      found = collection.features as Feature<Polygon, Cell>[];
      cells.clearLayers();
      for (const cell of found) cells.addLayer(outline(context, cell));
      draw();
    };
  };
  const draw = (): void => {
    if (shown()) cells.addTo(context.map);
    else cells.remove();
    context.labels.set("hexagons", shown() ? found.flatMap((cell) => label(context, cell)) : []);
  };
  return { prepare, draw };
}

function shade(n: number): number {
  return COUNT_STEPS.filter((least) => n >= least).length;
}

function classOf({ n, significance }: Cell): string {
  if (significance === undefined) return `hexagon seq-${shade(n)}`;
  return `hexagon ${significance === "none" ? "spot-none" : significance}`;
}

function standsOut({ properties: { significance } }: Feature<Polygon, Cell>): boolean {
  return significance !== undefined && significance !== "none";
}

/** Left, top, right, bottom on the map in pixels. */
function around({ map }: MapContext, { geometry }: Feature<Polygon, Cell>): Box {
  const points = geometry.coordinates[0]!.map((at) => map.latLngToContainerPoint(toLatLng(at as LonLat)));
  const { min, max } = L.bounds(points) as { min: L.Point; max: L.Point };
  return [min.x, min.y, max.x, max.y];
}

function outline(context: MapContext, cell: Feature<Polygon, Cell>): L.Layer {
  const style = drawn(context.map, "sm-fill", classOf(cell.properties));
  return L.geoJSON(cell, { ...style, style: () => style } as L.GeoJSONOptions);
}

function label(context: MapContext, { id, geometry, properties }: Feature<Polygon, Cell>): Label[] {
  const ring = geometry.coordinates[0]!;
  const [west, east] = [Math.min(...ring.map(([x]) => x!)), Math.max(...ring.map(([x]) => x!))];
  const at = ring.slice(0, -1).reduce<LonLat>(([x, y], [px, py]) => [x + px! / 6, y + py! / 6], [0, 0]);
  const room = context.map.latLngToContainerPoint([at[1], east]).x - context.map.latLngToContainerPoint([at[1], west]).x;
  if (!properties.n || room < ROOM_PX) return [];
  const { n, significance } = properties;
  const dark = significance === undefined ? shade(n) >= DARK_FROM : significance === "hot-01";
  const className = `d-label d-figure${dark ? " on-dark" : ""}`;
  return [{ id: `hexagon/${String(id)}`, at, lines: [{ text: digits(properties.n), size: 12, className: "figure" }], className, priority: 70 }];
}
