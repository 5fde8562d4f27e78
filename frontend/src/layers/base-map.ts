/** The own base map: sea, waterlines, land, rivers, coast, metro and the names of water and places. */
import type { Feature, FeatureCollection, Position } from "geojson";
import * as L from "leaflet";

import type { Label } from "../draw/labels";
import { drawn, type Pane } from "../draw/panes";
import { type LonLat, pixelsPerKm } from "../draw/position";
import type { SourceOptions } from "../generated/components";
import { METRO_FROM, ORIENTATION_FROM } from "../generated/facts";
import type { MapContext, Part } from "../map/context";
import { loadAsNear } from "../map/source";

interface BaseProperties {
  layer: string;
  name?: string;
  accuracy_m?: number;
  min_zoom?: number;
  max_zoom?: number;
  rank?: number;
  rotation?: number;
  size?: number;
  /** Of a metro station. */
  lines?: readonly string[];
}

type BaseFeature = Feature<GeoJSON.Geometry, BaseProperties>;

/** Order of drawing. Waterlines are wide strokes of the land, covered again by the land itself. */
const SHEETS: readonly (readonly [layer: string, pane: Pane, className: string, reach: number])[] = [
  ["sea", "sm-ground", "sea", 4],
  ["land", "sm-ground", "waterline waterline-far", 18],
  ["land", "sm-ground", "waterline waterline-middle", 12],
  ["land", "sm-ground", "waterline waterline-near", 7],
  ["outside", "sm-ground", "outside", 4],
  ["land", "sm-ground", "land", 4],
  ["land", "sm-edge", "land-edge", 4],
  ["river", "sm-water", "bank", 13],
  ["river", "sm-water", "river", 12],
  ["road", "sm-water", "road", 2],
  ["metro", "sm-water", "metro", 2],
  ["coast", "sm-water", "coast", 2],
  ["lake", "sm-water", "lake", 4],
];
/** A line is shown only while its error is smaller than about this on the screen; */
const ERROR_PX = 8;
/** a lake or creek a little longer, for its own width takes up part of the error; */
const WATER_ERROR_PX = 9.5;
/** a great river longer still, with dashed banks, for a map without it would mislead more. */
export const RIVER_ERROR_PX = 64;

export function mountBaseMap(context: MapContext, options: SourceOptions): Part {
  let shown: { layer: L.GeoJSON; feature: BaseFeature }[] = [];
  let names: BaseFeature[] = [];
  let land: Position[][] = [];
  loadAsNear(
    context.map,
    options.source,
    (collection) => {
      for (const { layer } of shown) layer.remove();
      shown = drawSheets(context, collection);
      names = (collection.features as BaseFeature[]).filter((feature) => feature.geometry?.type === "Point");
      land = (collection.features as BaseFeature[]).filter((f) => ["land", "outside"].includes(f.properties.layer)).flatMap(outerRings);
      draw();
    },
    () => context.notice.say(context.t("error-map")),
  );
  const draw = (): void => {
    // Widths that grow with the zoom are CSS: one number tells the style how large a kilometre is.
    context.map.getContainer().style.setProperty("--px-per-km", pixelsPerKm(context.map).toFixed(2));
    for (const { layer, feature } of shown) {
      toggle(context.map, layer, visible(context, feature.properties));
      const rough = feature.properties.layer === "river" && errorPx(context, feature.properties.accuracy_m) > WATER_ERROR_PX;
      layer.eachLayer((path) => (path as L.Path).getElement()?.classList.toggle("is-rough", rough));
    }
    context.labels.set("base-map", names.filter((f) => visible(context, f.properties)).map((f) => nameLabel(f, land)));
  };
  return { draw };
}

function drawSheets(context: MapContext, collection: FeatureCollection): { layer: L.GeoJSON; feature: BaseFeature }[] {
  const features = collection.features as BaseFeature[];
  return SHEETS.flatMap(([name, pane, className, reach]) =>
    features
      .filter((feature) => feature.properties.layer === name && feature.geometry?.type !== "Point")
      .filter((feature) => className !== "bank" || (feature.properties.rank ?? 1) === 1)
      .map((feature) => {
        const order = feature.properties.rank && feature.properties.rank > 1 ? ` ${className}-minor` : "";
        const style = drawn(context.map, pane, className + order, reach);
        return { feature, layer: L.geoJSON(feature, { ...style, style: () => style } as L.GeoJSONOptions) };
      }),
  );
}

function toggle(map: L.Map, layer: L.Layer, on: boolean): void {
  if (on === map.hasLayer(layer)) return;
  if (on) map.addLayer(layer);
  else map.removeLayer(layer);
}

function visible(context: MapContext, { layer, accuracy_m: accuracy, min_zoom: from, max_zoom: to, lines, rank }: BaseProperties): boolean {
  const zoom = context.map.getZoom();
  if ((from !== undefined && zoom < from) || (to !== undefined && zoom > to)) return false;
  const measured = ["river", "lake", "road", "metro", "station", "place-label"].includes(layer);
  const most = layer === "river" && (rank ?? 1) === 1 ? RIVER_ERROR_PX : layer === "river" || layer === "lake" ? WATER_ERROR_PX : ERROR_PX;
  if (measured && errorPx(context, accuracy) > most) return false;
  const overlaid = context.state.get("overlay") === "features";
  // Curves and stations are the orientation layer's, where there is one.
  const curves = context.kinds.has("orientation-layer");
  if (curves && (layer === "metro" || lines || (layer === "road" && zoom >= ORIENTATION_FROM))) return false;
  if (layer === "road" && overlaid) return false;
  if (layer === "metro" || layer === "station") return zoom >= METRO_FROM && !overlaid;
  return !(layer === "place-label" && overlaid);
}

function errorPx({ map }: MapContext, accuracy = 0): number {
  return (accuracy / 1000) * pixelsPerKm(map);
}

const STYLES: Record<string, Pick<Label, "className" | "priority" | "spacing" | "serif" | "dot" | "tries"> & { size: number }> = {
  "water-label": { className: "w-label", size: 18, priority: 40, spacing: 0.3, serif: true },
  "river-label": { className: "w-label w-small", size: 12, priority: 20, spacing: 0.15, serif: true },
  "neighbour-label": { className: "far-label", size: 12, priority: 10, spacing: 0.5 },
  "place-label": { className: "p-label", size: 11, priority: 15, dot: true, tries: [[0, -10], [0, 10]] },
  station: { className: "p-label", size: 11, priority: 5, dot: true, tries: [[0, -10], [0, 10]] },
};

function nameLabel(feature: BaseFeature, land: readonly Position[][]): Label {
  const { layer, name, rotation, size, rank } = feature.properties;
  const river = layer === "water-label" && Boolean(rank && rank > 1);
  const style = STYLES[river ? "river-label" : layer] ?? STYLES["place-label"]!;
  const [lon, lat] = (feature.geometry as GeoJSON.Point).coordinates as LonLat;
  const { size: usual, ...rest } = style;
  const label: Label = { ...rest, id: `${layer}/${name}`, at: [lon, lat], lines: [{ text: name ?? "", size: size ?? usual }] };
  if (rotation) label.turn = rotation;
  // A river bends: its name stands beside its line, on land, or nowhere. The others stay on the water.
  if (layer === "water-label") label.tries = along(rotation ?? 0, river ? [0, 16, -16, 32, -32] : [0, 40, -40, 80, -80, 120, -120, 170]);
  if (layer === "water-label" && !river) label.allowed = (at) => !land.some((ring) => inside(ring, at));
  return label;
}

/** A name on water may slide along its own line. */
function along(degrees: number, steps: readonly number[]): [number, number][] {
  const [x, y] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return steps.map((step) => [step * x, step * y]);
}

function outerRings({ geometry }: BaseFeature): Position[][] {
  if (geometry.type === "Polygon") return geometry.coordinates.slice(0, 1);
  return geometry.type === "MultiPolygon" ? geometry.coordinates.flatMap((polygon) => polygon.slice(0, 1)) : [];
}

/** Even-odd rule. */
function inside(ring: readonly Position[], [x, y]: LonLat): boolean {
  let odd = false;
  ring.forEach(([x1 = 0, y1 = 0], i) => {
    const [x2 = 0, y2 = 0] = ring[(i || ring.length) - 1]!;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
  });
  return odd;
}
