/** What lies within reach of a domain's platforms and of candidate sites; a click on the map adds a site. */
import type { FeatureCollection, Point } from "geojson";
import * as L from "leaflet";

import { drawn } from "../draw/panes";
import { type LonLat, toLatLng } from "../draw/position";
import type { Source, SourceOptions } from "../generated/components";
import { MAX_SITES, REACH_M } from "../generated/facts";
import type { MapContext, Part } from "../map/context";
import { at } from "../map/site";
import { loadFiltered } from "../map/source";
import { asking, asksWith, topicOf } from "./analysis";

/** More discs than this lie on each other anyway. */
const MOST_DISCS = 500;

type Placed = FeatureCollection<Point | null> & { numberMatched?: number };

export function sitesOf(context: MapContext): LonLat[] {
  const text = context.state.get("sites") ?? "";
  return text.split(";").filter(Boolean).map((site) => site.split(",").map(Number) as LonLat);
}

export function addSite(context: MapContext, at: L.LatLng): void {
  const sites = sitesOf(context);
  if (sites.length >= MAX_SITES) context.notice.say(context.t("sites-full", { n: MAX_SITES }));
  else context.state.change({ sites: [...sites, [at.lng, at.lat] as LonLat].map((site) => site.map((x) => x.toFixed(5)).join()).join(";") });
}

export function mountReachLayer(context: MapContext, options: SourceOptions): Part {
  const layer = new ReachLayer(context, options.source);
  return { prepare: (signal) => layer.prepare(signal), draw: () => layer.draw() };
}

class ReachLayer {
  private readonly discs = L.layerGroup();
  private readonly sites = L.layerGroup();
  private platforms: LonLat[] = [];
  /** The notice says that the discs are a part of what is within reach. */
  private part = false;

  constructor(private readonly context: MapContext, private readonly source: Source) {
    asksWith(context, "focus", "reach", "basis", "sites");
    context.map.on("click", (event) => {
      if (topicOf(context) === "siting") addSite(context, event.latlng);
    });
  }

  private sayWhatIsMissing({ features, numberMatched = 0 }: Placed, distinct: number): void {
    const { notice, t } = this.context;
    const n = Math.max(numberMatched, distinct);
    const part = distinct > MOST_DISCS || n > features.length;
    if (part) notice.say(t("marks-part", { shown: this.platforms.length, n }), 0);
    else if (this.part) notice.clear();
    this.part = part;
  }

  private shown(): boolean {
    return topicOf(this.context) === "siting" || topicOf(this.context) === "gaps";
  }

  async prepare(signal: AbortSignal): Promise<() => void> {
    if (!this.shown()) return () => this.draw();
    const query = this.context.state.filterQuery();
    query.delete("domain");
    query.append("domain", await this.focus(signal));
    const collection = await loadFiltered<Placed>(this.source, query, signal);
    return () => {
      const placed = collection.features.filter((one) => one.geometry && one.properties?.["precision"] !== "district");
      const distinct = new Map(placed.map((one) => [one.geometry!.coordinates.join(), one.geometry!.coordinates as LonLat]));
      this.platforms = [...distinct.values()].slice(0, MOST_DISCS);
      this.sayWhatIsMissing(collection, distinct.size);
      this.reach();
      this.draw();
    };
  }

  draw(): void {
    const { map } = this.context;
    if (this.shown()) this.discs.addTo(map);
    else this.discs.remove();
    const siting = topicOf(this.context) === "siting";
    if (siting) this.sites.addTo(map);
    else this.sites.remove();
    const labels = sitesOf(this.context).map((at, i) => ({
      id: `site/${i}`, at, className: "d-label d-figure on-dark", priority: 90, lines: [{ text: String(i + 1), size: 13, className: "figure" }],
    }));
    this.context.labels.set("sites", siting ? labels : []);
    map.getContainer().classList.toggle("takes-sites", siting);
  }

  /** Without a choice the server takes the domain that most records name. */
  private async focus(signal: AbortSignal): Promise<string> {
    const chosen = this.context.state.get("focus");
    if (chosen) return chosen;
    const source: Source = { type: "remote", url: at("/api/insight/districts") };
    return (await loadFiltered<{ focus: string }>(source, asking(this.context), signal)).focus;
  }

  private reach(): void {
    const metres = Number(this.context.state.get("reach") ?? REACH_M);
    this.discs.clearLayers();
    this.sites.clearLayers();
    for (const at of this.platforms) this.discs.addLayer(L.circle(toLatLng(at), { ...drawn(this.context.map, "sm-fill", "reach-disc"), radius: metres }));
    for (const at of sitesOf(this.context)) {
      this.sites.addLayer(L.circle(toLatLng(at), { ...drawn(this.context.map, "sm-outline", "site-reach"), radius: metres }));
      this.sites.addLayer(L.circleMarker(toLatLng(at), { ...drawn(this.context.map, "sm-outline", "site-mark"), radius: 11 }));
    }
  }
}
