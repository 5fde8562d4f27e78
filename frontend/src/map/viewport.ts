/**
 * Where the map looks. It follows the filters by itself (a chosen district, a radius, the whole city)
 * until somebody moves it; from then on the position is in the URL as `at=lon,lat,zoom`.
 */
import * as L from "leaflet";

import { calmMotion } from "../draw/dom";
import type { LonLat } from "./spec";
import { parseLonLat, parseNumbers, parseRadius, pixelsPerKm, toBounds, toLatLng } from "../draw/position";
import type { State } from "./state";

export interface ViewOptions {
  center: LonLat;
  zoom: number;
  opening_zoom?: number;
  bbox?: [number, number, number, number] | null;
}

/** The opening view is composed for a map of this size; a smaller one looks from further away. */
const COMPOSED = { width: 760, height: 900 };
const FLIGHT_S = 0.4;
const LOW_PX = 320;

interface Aim {
  key: string;
  bounds: L.LatLngBounds | null;
}

export class Viewport {
  private following = true;
  private quiet = false;
  private aimed = "";
  private timer = 0;

  constructor(
    private readonly map: L.Map,
    private readonly options: ViewOptions,
    private readonly state: State,
    private readonly outlines: Map<string, L.LatLngBounds>,
    /** The inset always shows its own part. */
    private readonly fixed: boolean,
  ) {
    map.on("moveend", () => this.moved());
    if (!fixed) state.listen((changed) => this.changed(changed));
    new ResizeObserver(() => this.resized()).observe(map.getContainer());
  }

  /** Looks where the URL says, without a flight. */
  start(): void {
    const at = this.fixed ? null : parseNumbers(this.state.get("at"), 3);
    this.following = !at;
    if (at) this.aimed = this.target().key;
    if (at) this.quietly(() => this.map.setView(toLatLng([at[0]!, at[1]!]), at[2]!, { animate: false }));
    else this.aim(false);
  }

  /** True while the map is no nearer than the opening view. */
  atOpening(): boolean {
    return this.map.getZoom() <= Math.max(this.options.opening_zoom ?? this.options.zoom, this.openingZoom()) + 0.01;
  }

  /** Outlines arrived: a chosen district can now be looked at. */
  outlinesRead(): void {
    if (this.following) this.aim(false);
  }

  fly(bounds: L.LatLngBounds, maxZoom?: number): void {
    this.following = false;
    this.go(bounds, true, maxZoom);
  }

  flyTo(at: L.LatLng, zoom: number): void {
    this.following = false;
    if (calmMotion()) this.map.setView(at, zoom, { animate: false });
    else this.map.flyTo(at, zoom, { duration: FLIGHT_S });
  }

  /** Moves no further than needed for the position to stand on the map, that many pixels from its edges and its strip. */
  panTo(at: L.LatLng, room: number): void {
    const { x, y } = this.map.latLngToContainerPoint(at);
    const { x: width, y: height } = this.map.getSize();
    const foot = height - this.stripHeight();
    if (x >= room && y >= room && x <= width - room && y <= foot - room) return;
    this.following = false;
    this.map.panInside(at, { paddingTopLeft: [room, room], paddingBottomRight: [room, room + height - foot], animate: !calmMotion() });
  }

  /** The strip covers a line of the map's foot, or more. */
  stripHeight(): number {
    return this.map.getContainer().querySelector<HTMLElement>(".sm-strip")?.offsetHeight ?? 0;
  }

  private target(): Aim {
    if (this.fixed) return { key: "opening", bounds: null };
    // A map that was given its part of the city keeps to it.
    if (this.state.get("overlay") === "features") return { key: "features", bounds: this.options.bbox ? null : this.city() };
    const near = parseLonLat(this.state.get("near"));
    if (near) {
      const radius = parseRadius(this.state.get("radius")) ?? 5000;
      return { key: `near ${near} ${radius}`, bounds: toLatLng(near).toBounds(radius * 2.15) };
    }
    for (const name of ["district", "zone"]) {
      const chosen = this.state.all(name);
      const bounds = chosen.length === 1 ? this.outlines.get(`${name}/${chosen[0]}`) : undefined;
      if (bounds) return { key: `${name} ${chosen[0]}`, bounds };
    }
    return { key: "opening", bounds: null };
  }

  private city(): L.LatLngBounds | null {
    const all = [...this.outlines].filter(([key]) => key.startsWith("district/")).map(([, bounds]) => bounds);
    return all.length ? all.reduce((sum, one) => sum.extend(one), L.latLngBounds(all[0]!.getSouthWest(), all[0]!.getNorthEast())) : null;
  }

  private aim(animate: boolean): void {
    const { key, bounds } = this.target();
    this.aimed = key;
    if (bounds) this.go(bounds, animate);
    else this.home(animate);
  }

  private go(bounds: L.LatLngBounds, animate: boolean, maxZoom?: number): void {
    const { x: width, y: height } = this.map.getSize();
    const wide = width >= 900;
    // A map of a hand's height, as in a frame, has no room to give away.
    const edge = height < LOW_PX ? 8 : 24;
    const foot = this.stripHeight() + (height < LOW_PX ? edge : 14);
    // The feature card and the inset stand on the right of a wide map.
    const right = wide && this.aimed === "features" ? 380 : edge;
    const options: L.FitBoundsOptions = this.fixed ? {} : { paddingTopLeft: [edge, edge], paddingBottomRight: [right, foot] };
    if (maxZoom) options.maxZoom = maxZoom;
    if (animate && !calmMotion()) this.map.flyToBounds(bounds, { ...options, duration: FLIGHT_S });
    else this.quietly(() => this.map.fitBounds(bounds, { ...options, animate: false }));
  }

  private home(animate: boolean): void {
    const { bbox, center } = this.options;
    if (bbox) return this.go(toBounds(bbox), animate);
    const zoom = this.openingZoom();
    if (animate && !calmMotion()) this.map.flyTo(toLatLng(center), zoom, { duration: FLIGHT_S });
    else this.quietly(() => this.map.setView(toLatLng(center), zoom, { animate: false }));
  }

  private openingZoom(): number {
    const { bbox, zoom } = this.options;
    const size = this.map.getSize();
    if (!size.x || !size.y) return zoom;
    if (bbox) return this.map.getBoundsZoom(toBounds(bbox));
    const share = Math.min(1.3, size.x / COMPOSED.width, size.y / COMPOSED.height);
    const snap = this.map.options.zoomSnap || 1;
    return Math.max(this.map.getMinZoom(), Math.floor((zoom + Math.log2(share)) / snap) * snap);
  }

  private quietly(act: () => void): void {
    this.quiet = true;
    act();
    this.quiet = false;
  }

  private resized(): void {
    if (!this.map.getContainer().offsetWidth) return;
    this.quietly(() => this.map.invalidateSize({ pan: false, animate: false }));
    if (this.following) this.aim(false);
  }

  private moved(): void {
    if (this.quiet || this.fixed) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      if (!this.following) this.state.change({ at: this.text() }, "replace");
    }, 200);
  }

  /** A person took hold of the map. */
  taken(): void {
    this.following = false;
  }

  private changed(changed: ReadonlySet<string>): void {
    if (changed.has("at") && this.state.get("at") !== this.text()) {
      const at = this.state.get("at");
      if (at || !this.following) return this.start();
    }
    const { key } = this.target();
    if (key === this.aimed) return;
    this.following = true;
    this.aim(true);
    if (this.state.get("at")) this.state.change({ at: null }, "replace");
  }

  private text(): string {
    const { lng, lat } = this.map.getCenter();
    const digits = pixelsPerKm(this.map) > 200 ? 5 : 4;
    return [lng.toFixed(digits), lat.toFixed(digits), String(Math.round(this.map.getZoom() * 100) / 100)].join(",");
  }
}
