/** Draws one district, one feature: each district tinted and labelled by what it declared, with a card and an inset. */
import type { Feature, FeatureCollection } from "geojson";
import * as L from "leaflet";

import { addHatch, hatchId } from "../draw/hatch";
import type { Label, LabelLine } from "../draw/labels";
import { drawn } from "../draw/panes";
import { type LonLat, pixelsPerKm } from "../draw/position";
import type { DistrictFeatureLayerOptions } from "../generated/components";
import { CORE_DISTRICTS } from "../generated/facts";
import type { MapContext, Part } from "../map/context";
import { loadFiltered, loadOnce } from "../map/source";
import { ofKind } from "../map/spec";
import type { DeclaredFeature, FeatureProperties } from "./declared-feature";
import { type DistrictProperties, namesAround } from "./district-layer";
import { FeatureCard } from "./feature-card";
import { Inset } from "./inset";

const CORE: ReadonlySet<string> = new Set(CORE_DISTRICTS);
const LABEL_DOMAINS = 2;
const STEP_PX = 13;
/** Pixels per kilometre from which a core district has room for more than its name. */
const CORE_FROM = 11;

export function mountDeclaredDistricts(context: MapContext, options: DistrictFeatureLayerOptions): Part {
  const layer = new DeclaredDistricts(context, options);
  return { prepare: (signal) => layer.prepare(signal), draw: () => layer.draw() };
}

class DeclaredDistricts {
  private readonly tints = L.layerGroup();
  private readonly card: FeatureCard | null;
  private readonly inset: Inset | null;
  private features: DeclaredFeature[] = [];
  private places = new Map<string, DistrictProperties>();
  private loaded: string | null = null;

  constructor(private readonly context: MapContext, private readonly options: DistrictFeatureLayerOptions) {
    this.card = context.inset ? null : new FeatureCard(context, options.links !== false);
    this.inset = context.inset || options.inset === false ? null : new Inset(context);
  }

  private on(): boolean {
    return this.context.state.get("overlay") === "features";
  }

  async prepare(signal: AbortSignal): Promise<() => void> {
    const query = new URLSearchParams(this.context.state.filterQuery().getAll("kind").map((kind) => ["kind", kind]));
    const key = query.toString();
    if (key === this.loaded) return () => this.draw();
    const [collection, places] = await Promise.all([
      loadFiltered<FeatureCollection | { features: FeatureCollection }>(this.options.source, query, signal),
      this.outlines(),
    ]);
    const found = Array.isArray(collection.features) ? collection.features : collection.features.features;
    return () => {
      this.loaded = key;
      this.places = places;
      this.features = found as unknown as DeclaredFeature[];
      this.tint();
      this.draw();
    };
  }

  draw(): void {
    const on = this.on() && this.features.length > 0;
    if (on) this.tints.addTo(this.context.map);
    else this.tints.remove();
    this.context.map.getContainer().classList.toggle("shows-features", on);
    const code = on ? this.context.state.get("card") : null;
    this.card?.show(this.features.find((feature) => feature.properties.code === code)?.properties ?? null);
    const enlarged = this.inset?.show(on) ?? false;
    const labels = on ? this.features.flatMap((feature) => this.label(feature, enlarged)) : [];
    this.context.labels.set("features", labels);
  }

  /** Label points come from the district layer's source: the declaration itself has none. */
  private async outlines(): Promise<Map<string, DistrictProperties>> {
    const layer = ofKind(this.context.spec, "district-layer")[0];
    if (!layer) return new Map();
    const collection = await loadOnce(layer.options.source);
    return new Map(collection.features.map((one) => [String(one.id), one.properties as DistrictProperties]));
  }

  private tint(): void {
    this.tints.clearLayers();
    for (const feature of this.features) {
      if (!feature.geometry) continue;
      const style = this.style(feature.properties.tier);
      const layer = L.geoJSON(feature as Feature, { ...style, style: () => style } as L.GeoJSONOptions);
      layer.on("click", () => this.context.state.change({ card: feature.properties.code }));
      this.tints.addLayer(layer);
    }
    this.tints.addTo(this.context.map);
    addHatch(this.context);
  }

  private style(tier: string | null): L.PolylineOptions {
    const style = { ...drawn(this.context.map, "sm-fill", `tint tint-${tier ?? "none"}`), interactive: true };
    // A pattern belongs to one document: as an attribute it is found there whatever the stylesheet's address.
    return tier ? style : { ...style, fillColor: `url(#${hatchId(this.context)})`, fillOpacity: 1 };
  }

  private label({ properties }: DeclaredFeature, enlarged: boolean): Label[] {
    const place = this.places.get(properties.code);
    if (!place?.label) return [];
    const core = CORE.has(properties.code);
    if (this.context.inset ? !core : enlarged && core) return [];
    const big = (place.area_km2 ?? 0) > 250;
    const sizes = big ? [14, 12, 11.5] : [12.5, 11.5, 11];
    const perKm = pixelsPerKm(this.context.map);
    const said = core && perKm < CORE_FROM ? [properties.name] : featureLines(this.context, properties);
    const lines = said.map((text, i) => ({ text, size: sizes[i] ?? 11, className: `l${i}` }));
    // A label may step aside by some kilometres of ground, not of screen: else it names its neighbour.
    return [labelOf(properties, place.label, lines, Math.min(STEP_PX, perKm * (core ? 0.6 : 1.8)))];
  }
}

function labelOf(properties: FeatureProperties, at: LonLat, lines: LabelLine[], step: number): Label {
  const label = { at, className: "d-label d-feature", priority: 50 - lines.length, tries: namesAround(step) };
  const name = [{ text: properties.name, size: 12, className: "l0" }];
  const id = `feature/${properties.code}`;
  return { ...label, id, lines, short: { ...label, id, lines: name, tries: namesAround(step * 0.7) } };
}

/** District, first domain, second domain ("等 n 项" when there are more). */
function featureLines(context: MapContext, { name, domains }: FeatureProperties): string[] {
  if (!domains.length) return [name, context.t("tier-none")];
  const shown = domains.slice(0, LABEL_DOMAINS).map((domain) => domain.name);
  const more = domains.length - LABEL_DOMAINS;
  if (more > 0) shown[LABEL_DOMAINS - 1] = context.t("feature-more", { name: shown[LABEL_DOMAINS - 1]!, n: domains.length, more });
  return [name, ...shown];
}
