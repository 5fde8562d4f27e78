/** An area with its need, the platforms that reach it, and sites that are dragged, or moved by keys. */
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon, Position } from "geojson";
import * as L from "leaflet";

import { html, svg } from "../draw/dom";
import { drawn } from "../draw/panes";
import { type LonLat, metresOf, toLatLng, toLonLat } from "../draw/position";
import type { SourceOptions } from "../generated/components";
import type { MapContext, Part } from "../map/context";

export interface SitingData extends FeatureCollection {
  /** Metres. */
  reach: number;
  /** So many places of need are drawn, where it is a part. */
  drawn: number | null;
}

/** What somebody did on the map. */
export interface SitingEvents {
  moved(letter: string, at: LonLat): void;
  clicked(at: LonLat): void;
}

const STEP_M = 100;
const LONG_STEP_M = 1000;
/** So long after the last key the answer is asked for. */
const KEYS_REST_MS = 600;
const WORLD: L.LatLngTuple[] = [[-85, -180], [-85, 180], [85, 180], [85, -180]];
const ARROWS: Record<string, [number, number]> = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export function mountSitingLayer(context: MapContext, options: SourceOptions): Part {
  mountedSiting(context, options);
  return {};
}

export function mountedSiting(context: MapContext, { source }: SourceOptions): SitingLayer {
  const layer = new SitingLayer(context);
  if (source.type === "inline") layer.show(source.collection as SitingData);
  return layer;
}

interface Site {
  marker: L.Marker;
  reach: L.Circle;
}

export class SitingLayer {
  events: SitingEvents | null = null;
  private data: SitingData | null = null;
  private readonly still = L.layerGroup();
  private readonly sites = new Map<string, Site>();
  private resting = 0;

  constructor(private readonly context: MapContext) {
    this.still.addTo(context.map);
    context.map.on("click", (event: L.LeafletMouseEvent) => this.events?.clicked(toLonLat(event.latlng)));
  }

  /** The sites in the order of their letters. */
  positions(): LonLat[] {
    return this.points("site").map(({ geometry }) => geometry.coordinates as LonLat);
  }

  letters(): string[] {
    return this.points("site").map(({ properties }) => String(properties?.["letter"]));
  }

  /** Puts the keyboard on a site, where the arrow keys move it. */
  focus(letter: string): void {
    this.sites.get(letter)?.marker.getElement()?.focus({ preventScroll: true });
  }

  /** Puts every site back to where the answer has it. */
  settle(): void {
    if (this.data) this.show(this.data);
  }

  /** Whether a position lies in the area, as the map draws it; the server looks more closely. */
  holds(at: LonLat): boolean {
    return this.areas().some((rings) => within(at, rings));
  }

  show(data: SitingData): void {
    this.data = data;
    this.still.clearLayers();
    this.area();
    for (const one of this.points("existing")) this.existing(one.geometry.coordinates as LonLat, data.reach);
    for (const one of this.points("need")) this.need(one);
    this.ghosts();
    this.marks(data.reach);
  }

  private points(role: string): Feature<Point>[] {
    return (this.data?.features ?? []).filter((one): one is Feature<Point> => one.properties?.["role"] === role && one.geometry?.type === "Point");
  }

  private areas(): Position[][][] {
    return (this.data?.features ?? []).flatMap(({ geometry, properties }) => {
      if (properties?.["role"] !== "scope") return [];
      const area = geometry as Polygon | MultiPolygon;
      return area.type === "Polygon" ? [area.coordinates] : area.coordinates;
    });
  }

  private area(): void {
    const { map } = this.context;
    const outer = this.areas().map(([ring]) => (ring ?? []).map((at) => toLatLng(at as LonLat)));
    this.still.addLayer(L.polygon([WORLD.map((at) => L.latLng(at)), ...outer], drawn(map, "sm-transport", "siting-wash", 1)));
    for (const ring of outer) this.still.addLayer(L.polygon(ring, drawn(map, "sm-outline", "siting-outline", 2)));
  }

  private existing(at: LonLat, reach: number): void {
    const { map } = this.context;
    this.still.addLayer(L.circle(toLatLng(at), { ...drawn(map, "sm-zone", "siting-existing-reach", 1), radius: reach }));
    this.still.addLayer(L.circleMarker(toLatLng(at), { ...drawn(map, "sm-ring", "siting-existing", 2), radius: 8 }));
  }

  private need({ geometry, properties }: Feature<Point>): void {
    const kind = String(properties?.["kind"]);
    const open = properties?.["reached"] ? "" : " open";
    const at = toLatLng(geometry.coordinates as LonLat);
    if (kind === "university" || kind === "park") {
      const shape = kind === "park" ? svg("rect", { x: -5, y: -5, width: 10, height: 10 }) : svg("path", { d: "M0-7L7 5.5H-7Z" });
      const mark = svg("svg", { class: `siting-need${open}`, viewBox: "-8 -8 16 16", width: 16, height: 16, "aria-hidden": "true" }, shape);
      const icon = L.divIcon({ html: mark as unknown as HTMLElement, className: "siting-holder", iconSize: [16, 16] });
      this.still.addLayer(L.marker(at, { icon, interactive: false, keyboard: false }));
    } else {
      const radius = kind === "own" ? 4 : 3;
      this.still.addLayer(L.circleMarker(at, { ...drawn(this.context.map, "sm-ring", `siting-need${open}`, 1), radius }));
    }
  }

  /** Where the suggestion has a site that was moved: dashed, with a line to the site. */
  private ghosts(): void {
    const sites = this.positions();
    for (const { geometry } of this.points("ghost")) {
      const was = geometry.coordinates as LonLat;
      this.still.addLayer(L.circleMarker(toLatLng(was), { ...drawn(this.context.map, "sm-ring", "siting-ghost", 1), radius: 12 }));
      const at = sites.map(toLatLng).sort((one, other) => toLatLng(was).distanceTo(one) - toLatLng(was).distanceTo(other))[0];
      if (at) this.still.addLayer(L.polyline([toLatLng(was), at], drawn(this.context.map, "sm-ring", "siting-ghost", 1)));
    }
  }

  /** The sites that stay keep their marks: the keyboard is on one of them. */
  private marks(reach: number): void {
    const shown = new Map(this.points("site").map((one) => [String(one.properties?.["letter"]), one]));
    for (const [letter, site] of this.sites) {
      if (shown.has(letter)) continue;
      site.marker.remove();
      site.reach.remove();
      this.sites.delete(letter);
    }
    for (const [letter, one] of shown) {
      const at = toLatLng(one.geometry.coordinates as LonLat);
      const site = this.sites.get(letter) ?? this.mark(letter, at, reach);
      site.marker.setLatLng(at);
      site.reach.setLatLng(at).setRadius(reach);
      name(site.marker, letter, String(one.properties?.["name"]), String(one.properties?.["said"]));
    }
  }

  private mark(letter: string, at: L.LatLng, reach: number): Site {
    const { map } = this.context;
    const content = html("span", {}, html("b", {}, letter), html("i", { "aria-hidden": "true" }));
    const icon = L.divIcon({ html: content, className: "siting-site", iconSize: [32, 32] });
    const marker = L.marker(at, { icon, draggable: true, autoPan: true, keyboard: true, riseOnHover: true, zIndexOffset: 1000 });
    const circle = L.circle(at, { ...drawn(map, "sm-ring", "siting-site-reach", 1), radius: reach });
    circle.addTo(map);
    marker.addTo(map);
    marker.on("drag", () => circle.setLatLng(marker.getLatLng()));
    marker.on("dragend", () => this.events?.moved(letter, toLonLat(marker.getLatLng())));
    // A click on a letter says nothing of the map beneath it.
    marker.on("click", (event) => L.DomEvent.stopPropagation(event));
    marker.getElement()?.addEventListener("keydown", (event) => this.key(event, letter));
    const site = { marker, reach: circle };
    this.sites.set(letter, site);
    return site;
  }

  /** One step a key, in metres on the ground; the answer is asked for when the keys rest. */
  private key(event: KeyboardEvent, letter: string): void {
    const step = ARROWS[event.key];
    const site = this.sites.get(letter);
    if (!step || !site) return;
    event.preventDefault();
    event.stopPropagation();
    const { map } = this.context;
    const pixels = (event.shiftKey ? LONG_STEP_M : STEP_M) / metresOf(map, 1);
    const at = map.project(site.marker.getLatLng());
    const moved = map.unproject(L.point(at.x + step[0] * pixels, at.y - step[1] * pixels));
    site.marker.setLatLng(moved);
    site.reach.setLatLng(moved);
    clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.events?.moved(letter, toLonLat(moved)), KEYS_REST_MS);
  }
}

/** `said` is what the mark is called for those who hear it. */
function name(marker: L.Marker, letter: string, called: string, said: string): void {
  const element = marker.getElement();
  element?.setAttribute("aria-label", said);
  element?.setAttribute("data-letter", letter);
  const label = element?.querySelector("i");
  if (label) label.textContent = called;
}

/** Whether a position lies in an area of rings, by the number of edges east of it (even-odd rule). */
function within([lon, lat]: LonLat, rings: Position[][]): boolean {
  let inside = false;
  for (const ring of rings) {
    ring.forEach(([x1 = 0, y1 = 0], i) => {
      const [x2 = 0, y2 = 0] = ring[(i + 1) % ring.length] ?? [];
      if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
    });
  }
  return inside;
}
