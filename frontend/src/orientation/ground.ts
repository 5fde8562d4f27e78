/** What an operator imported from OpenStreetMap: water, parks, campuses, hospitals and roads, in squares of the view. */
import type { Feature, FeatureCollection, Geometry } from "geojson";
import * as L from "leaflet";

import type { Label } from "../draw/labels";
import { drawn } from "../draw/panes";
import { type LonLat, toLatLng } from "../draw/position";
import type { Source } from "../generated/components";
import { GROUND_PART_ZOOMS, OSM_LINE } from "../generated/facts";
import type { MapContext } from "../map/context";
import { loadOnce } from "../map/source";
import { featuresOf } from "./features";

type Thing = Feature<Geometry, { kind: string; name?: string; label?: LonLat; wide?: number; rank?: number }>;
type Index = FeatureCollection & { levels?: readonly number[] };

const OWNER = "ground";
/** A name needs an area of this width. */
const WIDE_PX = 56;
const TRIES: readonly LonLat[] = [[0, 0], [0, -14], [0, 14], [0, -28], [0, 28], [24, 0], [-24, 0]];
/** A level is drawn from this much further out than the zoom that it is made for. */
const EARLY = 0.5;

export class Ground {
  private readonly group = L.layerGroup();
  private levels: readonly number[] = [];
  private level = 0;
  private parts = new Set<string>();
  private things = new Map<string, Thing>();

  constructor(private readonly context: MapContext, private readonly source: Source) {
    loadOnce(source).then((index) => {
      this.levels = (index as Index).levels ?? [];
      this.add(featuresOf<Thing>(index));
      if (this.levels.length || this.things.size) context.redraw();
    }, () => context.credits.set(OWNER, null, context.t("ways-failed")));
  }

  draw(): void {
    const { map, credits, t } = this.context;
    this.group.addTo(map);
    if (this.levels.length) this.readView();
    const there = this.things.size > 0;
    map.getContainer().classList.toggle("has-ground", this.hasWater());
    credits.set(OWNER, there ? { [OSM_LINE]: t("credit-ground") } : null);
  }

  /** Water as it is: what was drawn by hand need not stand beside it. */
  hasWater(): boolean {
    return [...this.things.values()].some(({ properties }) => properties.kind === "water");
  }

  hide(): void {
    this.group.remove();
    this.context.map.getContainer().classList.remove("has-ground");
    this.context.credits.set(OWNER, null);
  }

  names(): Label[] {
    const { map } = this.context;
    const bounds = map.getBounds();
    const perDegree = (256 * 2 ** map.getZoom()) / 360;
    return [...this.things.values()].flatMap(({ properties: { kind, name, label, wide } }, i) => {
      if (!name || !label || (wide ?? 0) * perDegree < WIDE_PX || !bounds.contains(toLatLng(label))) return [];
      return [{ id: `ground/${name}/${i}`, at: label, lines: [{ text: name, size: 11.5 }], className: `g-label g-${kind}`, priority: 34, tries: TRIES }];
    });
  }

  /** Reads the squares in view of the level that belongs to the zoom. */
  private readView(): void {
    const { map } = this.context;
    const fits = this.levels.filter((level) => level <= map.getZoom() + EARLY);
    const level = fits[fits.length - 1] ?? this.levels[0]!;
    if (level !== this.level) this.begin(level);
    for (const address of this.inView(level)) {
      if (this.parts.has(address)) continue;
      this.parts.add(address);
      loadOnce({ type: "remote", url: address }).then((part) => {
        if (level !== this.level) return;
        this.add(featuresOf<Thing>(part));
        this.context.redraw();
      }, () => this.parts.delete(address));
    }
  }

  private begin(level: number): void {
    this.level = level;
    this.parts = new Set();
    this.things = new Map();
    this.group.clearLayers();
  }

  private inView(level: number): string[] {
    if (this.source.type !== "remote") return [];
    const { map } = this.context;
    const zoom = level - GROUND_PART_ZOOMS;
    const square = (at: L.LatLng): L.Point => map.project(at, zoom).divideBy(256).floor();
    const [first, last] = [square(map.getBounds().getNorthWest()), square(map.getBounds().getSouthEast())];
    const addresses: string[] = [];
    for (let { x } = first; x <= last.x; x += 1) for (let { y } = first; y <= last.y; y += 1) addresses.push(`${this.source.url}/${level}/${x}/${y}.geojson`);
    return addresses;
  }

  /** What lies in several squares comes with each of them and is drawn once. */
  private add(things: readonly Thing[]): void {
    for (const thing of things) {
      const id = String(thing.id);
      if (this.things.has(id)) continue;
      this.things.set(id, thing);
      const { kind, rank } = thing.properties;
      const style = drawn(this.context.map, "sm-sea", `ground ground-${kind}${rank ? ` ground-road-${rank}` : ""}`, 2);
      this.group.addLayer(L.geoJSON(thing, { ...style, style: () => style } as L.GeoJSONOptions));
    }
  }
}
