/** Districts filled by the class of a measure. The same figures stand in the table; choosing in one chooses in both. */
import type { Feature } from "geojson";
import * as L from "leaflet";

import { digits } from "../draw/digits";
import { addHatch, hatchId } from "../draw/hatch";
import type { Label } from "../draw/labels";
import { drawn } from "../draw/panes";
import { pixelsPerKm } from "../draw/position";
import type { ChoroplethLayerOptions, Source } from "../generated/components";
import { SEQUENTIAL } from "../generated/facts";
import type { MapContext, Part } from "../map/context";
import { atZoom, loadFiltered, loadOnce } from "../map/source";
import { ofKind } from "../map/spec";
import { DARK_FROM, asking, asksWith, topicOf } from "./analysis";
import { type DistrictFeature, namesAround } from "./district-layer";

interface Row {
  code: string | null;
  n: number;
  per_100km2: number | null;
  share: number;
  quotient: number | null;
}

interface Figures {
  rows: Row[];
  measure: "count" | "density" | "share" | "quotient";
  classes: Record<string, number | null>;
  breaks: unknown[];
}

const BIG_KM2 = 250;
/** The ends of the diverging scheme. */
const [FIRST, LAST] = [1, 5];
const SHADES: Readonly<Record<number, readonly number[]>> = SEQUENTIAL;
const PARAMETERS = ["measure", "focus", "breaks", "classes"];

export function mountChoroplethLayer(context: MapContext, options: ChoroplethLayerOptions): Part {
  const layer = new ChoroplethLayer(context, options);
  return { prepare: (signal) => layer.prepare(signal), draw: () => layer.draw() };
}

class ChoroplethLayer {
  private readonly fills = L.layerGroup();
  private figures: Figures | null = null;
  private districts: DistrictFeature[] = [];

  private fine = false;

  constructor(private readonly context: MapContext, private readonly options: ChoroplethLayerOptions) {
    asksWith(context, ...PARAMETERS);
    context.map.on("zoomend", () => void this.refine());
  }

  /** The districts in as many points as this zoom shows; once they were read with all of them, with all of them. */
  private outlines(): Source | null {
    const source = ofKind(this.context.spec, "district-layer")[0]?.options.source;
    return source ? atZoom(source, this.fine ? Infinity : this.context.map.getZoom()) : null;
  }

  /** The district layer reads its lines anew when the map comes near, and the fills follow them. */
  private async refine(): Promise<void> {
    const source = this.outlines();
    if (!source || this.fine || !this.figures || source === ofKind(this.context.spec, "district-layer")[0]?.options.source) return;
    this.fine = true;
    const read = await loadOnce(source).catch(() => null);
    this.fine = read !== null;
    if (!read) return;
    this.districts = read.features as unknown as DistrictFeature[];
    this.fill();
    this.draw();
  }

  private shown(): boolean {
    return ["glance", "districts", "compare"].includes(topicOf(this.context));
  }

  async prepare(signal: AbortSignal): Promise<() => void> {
    if (!this.shown()) return () => this.draw();
    const query = this.options.fixed ? new URLSearchParams() : asking(this.context, ...PARAMETERS);
    const source = this.outlines();
    const [figures, outlines] = await Promise.all([
      loadFiltered<Figures>(this.options.source, query, signal),
      source ? loadOnce(source) : Promise.resolve(null),
    ]);
    return () => {
      this.figures = figures;
      this.districts = (outlines?.features ?? []) as unknown as DistrictFeature[];
      this.fill();
      this.draw();
    };
  }

  draw(): void {
    const on = this.shown() && this.figures !== null;
    if (on) this.fills.addTo(this.context.map);
    else this.fills.remove();
    const labels = on ? this.districts.flatMap((district) => this.label(district)) : [];
    this.context.labels.set("choropleth", labels);
    if (this.options.fixed) this.markRow();
    this.context.labels.hide("choropleth", new Set(labels.map((label) => label.id.replace("figure/", "district/"))));
  }

  private fill(): void {
    this.fills.clearLayers();
    for (const district of this.districts) {
      if (!district.geometry) continue;
      const style = this.style(String(district.id));
      const shape = L.geoJSON(district as Feature, { ...style, style: () => style } as L.GeoJSONOptions);
      shape.on("click", () => this.choose(String(district.id)));
      this.fills.addLayer(shape);
    }
    this.fills.addTo(this.context.map);
    addHatch(this.context);
  }

  private choose(code: string): void {
    this.context.state.change({ area: this.context.state.get("area") === code ? null : code });
  }

  /** A page's server marks the row of the chosen district; a frame's table came once and for all. */
  private markRow(): void {
    const chosen = this.context.state.get("area");
    for (const row of document.querySelectorAll<HTMLElement>("#districts tr[data-area]")) row.classList.toggle("on", row.dataset["area"] === chosen);
  }

  /** Few classes are spread over the five colours, as the legend does it. */
  private shade(code: string): number | null {
    const { figures } = this;
    const found = figures?.classes[code];
    if (!figures || found === null || found === undefined) return null;
    if (figures.measure === "quotient") return found + 1;
    return SHADES[figures.breaks.length]?.[found] ?? found + 1;
  }

  private style(code: string): L.PolylineOptions {
    const shade = this.shade(code);
    const scale = this.figures?.measure === "quotient" ? "div" : "seq";
    const style = { ...drawn(this.context.map, "sm-fill", `area-fill ${shade === null ? "tint-none" : `${scale}-${shade}`}`), interactive: true };
    return shade === null ? { ...style, fillColor: `url(#${hatchId(this.context)})`, fillOpacity: 1 } : style;
  }

  private label({ id, properties }: DistrictFeature): Label[] {
    const row = this.figures?.rows.find((one) => one.code === String(id));
    if (!row || !properties.label) return [];
    const big = (properties.area_km2 ?? 0) > BIG_KM2 || pixelsPerKm(this.context.map) > 9;
    const shade = this.shade(String(id)) ?? 0;
    const dark = this.figures?.measure === "quotient" ? shade === FIRST || shade === LAST : shade >= DARK_FROM;
    const figure = { text: this.text(row), size: big ? 14 : 12, className: "figure" };
    const step = Math.min(big ? 14 : 5, pixelsPerKm(this.context.map));
    const className = `d-label d-figure${dark ? " on-dark" : ""}`;
    const alone = { id: `figure/${String(id)}`, at: properties.label, lines: [figure], className, priority: 60, tries: namesAround(step) };
    return [big ? { ...alone, lines: [{ text: properties.name, size: 13 }, figure], short: alone } : alone];
  }

  private text(row: Row): string {
    const { lang } = this.context;
    const decimal = (value: number, most: number): string => value.toLocaleString(lang, { maximumFractionDigits: most });
    switch (this.figures?.measure) {
      case "density":
        return row.per_100km2 === null ? "–" : decimal(row.per_100km2, 2);
      case "share":
        return row.share.toLocaleString(lang, { style: "percent", maximumFractionDigits: 1 });
      case "quotient":
        return row.quotient === null || this.shade(row.code ?? "") === null ? "–" : decimal(row.quotient, 2);
      default:
        return digits(row.n);
    }
  }
}
