/**
 * Platforms by view, for more of them than a map reads at once: clusters and points of the tiles that it looks at.
 * Until all tiles of a view are there, what was drawn before stays.
 */
import * as L from "leaflet";

import { html } from "../draw/dom";
import { busyDuring } from "../draw/idle";
import type { PlatformLayerOptions, Remote } from "../generated/components";
import { DEEPEST_TILE } from "../generated/facts";
import type { MapContext } from "../map/context";
import { withQuery } from "../map/source";
import { apart } from "./clusters";
import { type Cluster, located, type PlatformCollection, type PlatformFeature, type TiledQuestion, type TiledSet } from "./platform-set";
import { decoded, type TileAddress, type TileFeatures, tilesWithin } from "./tile-features";

/** A tile is shown twice as wide as its 256 pixels: a view needs a quarter of the requests. */
const ZOOMS_OUT = 1;
/** More tiles than this are forgotten, those of the view excepted. */
const MOST_TILES = 300;
/** Of a cluster that has no nearer view so many members are listed. */
const MOST_LISTED = 100;
const SAY_AFTER_MS = 400;
const WORLD: TileAddress = { key: "0/0/0", zoom: 0, column: 0, row: 0 };

/** Reads how many there are and where, which one tile says. */
export async function openTiles(context: MapContext, question: TiledQuestion, signal: AbortSignal): Promise<TiledSet> {
  const tiled = new TiledPlatforms(context, question);
  await tiled.open(signal);
  return tiled;
}

class TiledPlatforms implements TiledSet {
  readonly few = false;
  count = 0;
  private all: L.LatLngBounds | null = null;
  private readonly tiles = new Map<string, TileFeatures>();
  private readonly reading = new Set<string>();
  private failed = new Set<string>();
  private view: readonly TileAddress[] = [];
  private drawn: (PlatformFeature | Cluster)[] = [];
  private readonly sought = new Map<string, PlatformFeature>();
  private readonly ended = new AbortController();
  private readonly options: PlatformLayerOptions;
  private timer = 0;
  private said = false;

  constructor(private readonly context: MapContext, private readonly question: TiledQuestion) {
    this.options = question.options;
  }

  async open(signal: AbortSignal): Promise<void> {
    const { shown } = await busyDuring(this.fetchTile(WORLD, signal));
    for (const one of shown) {
      const bounds = "ids" in one ? one.bounds() : L.latLngBounds([pointOf(one)]);
      this.count += "ids" in one ? one.count : 1;
      this.all = this.all ? this.all.extend(bounds) : bounds;
    }
  }

  get revealZoom(): number {
    return this.context.map.getMaxZoom();
  }

  bounds(): L.LatLngBounds | null {
    return this.all;
  }

  anyIn(bounds: L.LatLngBounds): boolean {
    const tiles = tilesWithin(bounds, zoomOf(this.context.map.getZoom())).map(({ key }) => this.tiles.get(key));
    return tiles.some((tile) => !tile || tile.shown.some((one) => bounds.contains(pointOf(one))));
  }

  find(id: string): PlatformFeature | undefined {
    return this.sought.get(id);
  }

  async seek(id: string): Promise<PlatformFeature | null> {
    const query = new URLSearchParams(this.question.query);
    query.set("ids", id);
    const [one] = await this.ask(query);
    if (one) this.sought.set(id, one);
    return one ?? null;
  }

  places(): null {
    return null;
  }

  within(bounds: L.LatLngBounds, zoom: number): (PlatformFeature | Cluster)[] {
    const view = tilesWithin(bounds, zoomOf(zoom));
    if (view.map(({ key }) => key).join() !== this.view.map(({ key }) => key).join()) this.failed.clear();
    this.view = view;
    const missing = view.filter(({ key }) => !this.tiles.has(key) && !this.failed.has(key));
    if (missing.length) this.read(missing.filter(({ key }) => !this.reading.has(key)));
    else {
      this.drawn = apart(view.flatMap(({ key }) => this.tiles.get(key)?.shown ?? []), zoom);
      this.clear();
    }
    return this.drawn;
  }

  close(): void {
    this.ended.abort();
    this.clear();
  }

  private read(tiles: readonly TileAddress[]): void {
    if (!tiles.length) return;
    this.timer ||= window.setTimeout(() => this.say(), SAY_AFTER_MS);
    void busyDuring(Promise.all(tiles.map((tile) => this.readOne(tile)))).then(() => {
      if (this.ended.signal.aborted) return;
      this.forget();
      this.question.changed();
    });
  }

  private async readOne(tile: TileAddress): Promise<void> {
    this.reading.add(tile.key);
    try {
      const features = await this.fetchTile(tile, this.ended.signal);
      this.tiles.set(tile.key, features);
      for (const one of features.points) this.sought.set(String(one.id), one);
    } catch (error) {
      if (this.ended.signal.aborted) return;
      console.warn("service map:", error);
      this.failed.add(tile.key);
      this.complain();
    } finally {
      this.reading.delete(tile.key);
    }
  }

  private async fetchTile(tile: TileAddress, signal: AbortSignal): Promise<TileFeatures> {
    const { zoom, row, column } = tile;
    const address = this.options.tiles!.replace("{tileMatrix}", String(zoom)).replace("{tileRow}", String(row)).replace("{tileCol}", String(column));
    const answer = await fetch(withQuery(address, this.question.query), { signal });
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return decoded(await answer.arrayBuffer(), tile, (bounds) => this.membersIn(bounds));
  }

  private membersIn(bounds: L.LatLngBounds): Promise<readonly PlatformFeature[]> {
    const query = new URLSearchParams(this.question.query);
    query.set("bbox", bounds.toBBoxString());
    query.set("limit", String(MOST_LISTED));
    return this.ask(query);
  }

  private async ask(query: URLSearchParams): Promise<PlatformFeature[]> {
    const url = new URL((this.options.source as Remote).url, document.baseURI);
    for (const name of new Set(query.keys())) url.searchParams.delete(name);
    for (const [name, value] of query) url.searchParams.append(name, value);
    const answer = await fetch(url.href, { signal: this.ended.signal, headers: { Accept: "application/geo+json" } });
    if (!answer.ok) throw new Error(`${answer.status} ${url.pathname}`);
    return located((await answer.json()) as PlatformCollection);
  }

  private forget(): void {
    const kept = new Set(this.view.map(({ key }) => key));
    for (const key of this.tiles.keys()) {
      if (this.tiles.size <= MOST_TILES) return;
      if (!kept.has(key)) this.tiles.delete(key);
    }
  }

  /** Takes longer than one would notice: it is said. */
  private say(): void {
    this.said = true;
    this.context.notice.say(this.context.t("marks-reading"), 0);
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.said && !this.failed.size) this.context.notice.clear();
    this.said = this.said && this.failed.size > 0;
  }

  private complain(): void {
    const { t, notice } = this.context;
    const again = html("button", { type: "button", class: "btn", onclick: () => this.again() }, t("error-retry"));
    clearTimeout(this.timer);
    this.said = true;
    notice.say(t("marks-failed"), 0, again);
  }

  private again(): void {
    this.failed.clear();
    this.context.notice.clear();
    this.question.changed();
  }
}

function zoomOf(zoom: number): number {
  return Math.min(Math.max(Math.floor(zoom + 0.25) - ZOOMS_OUT, 0), DEEPEST_TILE);
}

function pointOf(one: PlatformFeature | Cluster): L.LatLngTuple {
  const [lon, lat] = "ids" in one ? one.at : (one.geometry.coordinates as [number, number]);
  return [lat, lon];
}
