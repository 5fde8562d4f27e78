/** District lines and names; a district that the filters choose gets an ink outline. */
import type { Feature, MultiPolygon } from "geojson";
import * as L from "leaflet";

import type { Label } from "../draw/labels";
import { drawn } from "../draw/panes";
import { type LonLat, pixelsPerKm } from "../draw/position";
import type { DistrictLayerOptions } from "../generated/components";
import type { MapContext, Part } from "../map/context";
import { choose } from "../map/language";
import { loadAsNear } from "../map/source";

export interface DistrictProperties {
  name: string;
  label: LonLat | null;
  area_km2?: number;
}

export type DistrictFeature = Feature<MultiPolygon | null, DistrictProperties>;

const BIG_KM2 = 250;
/** Pixels per kilometre from which small districts have room for their full name. */
const ROOMY = 12;

/** The places where a district's name may stand, nearest first. */
export function namesAround(step: number): [number, number][] {
  return [
    [0, 0], [0, -step], [0, step], [1.4 * step, 0], [-1.4 * step, 0], [1.4 * step, step], [-1.4 * step, step],
    [1.4 * step, -step], [-1.4 * step, -step], [0, -2 * step], [0, 2 * step], [2.4 * step, 0], [-2.4 * step, 0],
  ];
}

export function mountDistrictLayer(context: MapContext, options: DistrictLayerOptions): Part {
  let districts: DistrictFeature[] = [];
  const outline = new Outline(context);
  const lines = L.layerGroup().addTo(context.map);
  loadAsNear(
    context.map,
    options.source,
    (collection) => {
      const first = districts.length === 0;
      districts = collection.features as unknown as DistrictFeature[];
      drawLines(context, districts, lines);
      outline.forget();
      if (first) context.view.outlinesRead();
      context.redraw();
    },
    () => context.notice.say(context.t("error-map")),
  );
  const draw = (): void => {
    const features = context.state.get("overlay") === "features";
    const card = features ? context.state.get("card") : null;
    const chosen = [...context.state.all("district"), ...context.state.all("area")];
    outline.show(districts, card ? [card] : features ? [] : chosen);
    const named = options.labels !== false && !features;
    context.labels.set("districts", named ? districts.flatMap((district) => districtLabel(context, district)) : []);
  };
  return { draw };
}

function drawLines(context: MapContext, districts: DistrictFeature[], lines: L.LayerGroup): void {
  lines.clearLayers();
  for (const district of districts) {
    context.names.set(`district/${district.id}`, district.properties.name);
    if (!district.geometry) continue;
    const style = drawn(context.map, "sm-district", "district", 2);
    const layer = L.geoJSON(district as Feature, { ...style, style: () => style } as L.GeoJSONOptions).addTo(lines);
    context.outlines.set(`district/${district.id}`, layer.getBounds());
  }
}

function districtLabel(context: MapContext, { id, properties }: DistrictFeature): Label[] {
  if (!properties.label) return [];
  const big = (properties.area_km2 ?? 0) > BIG_KM2;
  const roomy = big || pixelsPerKm(context.map) > ROOMY;
  const text = roomy ? properties.name : choose(context.lang, properties.name.replace(/新?区$/, ""), properties.name);
  return [{
    id: `district/${id}`,
    at: properties.label,
    lines: [{ text, size: big ? 14 : 12 }],
    className: big ? "d-label d-big" : "d-label",
    spacing: choose(context.lang, big ? 0.2 : 0.06, 0.02),
    priority: 30 + (properties.area_km2 ?? 0) / 1000,
    tries: namesAround(Math.min(big ? 20 : 12, pixelsPerKm(context.map) * 2.4)),
  }];
}

/** A light casing and an ink line around chosen districts. */
class Outline {
  private shown = "";
  private readonly group = L.layerGroup();

  constructor(private readonly context: MapContext) {
    this.group.addTo(context.map);
  }

  /** The outlines were read anew: what is shown is drawn again. */
  forget(): void {
    this.shown = "";
    this.group.clearLayers();
  }

  show(districts: readonly DistrictFeature[], codes: readonly string[]): void {
    const found = districts.filter((district) => district.geometry && codes.includes(String(district.id)));
    const key = found.map((district) => district.id).join();
    if (key === this.shown) return;
    this.shown = key;
    this.group.clearLayers();
    for (const className of ["district-casing", "district-chosen"]) {
      const style = drawn(this.context.map, "sm-outline", className, 4);
      for (const district of found) {
        this.group.addLayer(L.geoJSON(district as Feature, { ...style, style: () => style } as L.GeoJSONOptions));
      }
    }
  }
}
