/**
 * Where the map looks. It follows the filters by itself (a chosen district, a radius, the whole city)
 * until somebody moves it; from then on the position is in the URL as `at=lon,lat,zoom`.
 */
import * as L from "leaflet";

import { calmMotion } from "../draw/dom";
import { parseLonLat, parseNumbers, parseRadius, pixelsPerKm, toBounds, toLatLng } from "../draw/position";
import type { ServiceMapOptions } from "../generated/components";
import { NEAR_RADIUS_M } from "../generated/facts";
import { besideCard, freePart, freePoint, middle, viewWith } from "./free-part";
import type { State } from "./state";

/** The opening view is composed for a map of this size; a smaller one looks from further away. */
const COMPOSED = { width: 760, height: 900 };
const FLIGHT_S = 0.4;
/** No web map looks nearer. */
const NEAREST_ZOOM = 22;
const LOW_PX = 320;
/** Between what stays in sight and what lies over the map. */
const HELD_PX = 24;

/** Where the map looks by itself: the same key is the same aim. */
export interface Aim {
  key: string;
  /** null: the opening view. */
  bounds: L.LatLngBounds | null;
  /** Pixels at the right of a wide map that something else stands on. */
  right?: number;
}

/** Where the map looked on the screen; no bounds: it had no size there. */
interface Screen {
  at: L.LatLng;
  zoom: number;
  bounds: L.LatLngBounds | null;
}

const NO_AIM: Aim = { key: "", bounds: null };

export class Viewport {
  private following = true;
  private quiet = false;
  private aimed = NO_AIM;
  private readonly preferred: (() => Aim | false)[] = [];
  private timer = 0;
  /** What a map without a size was told last. */
  private waiting: (() => void) | null = null;
  /** What was brought in last, and with how much room: it stays in sight when the map's size changes. */
  private held: [at: L.LatLng, room: number] | null = null;
  /** The zoom that the map flies to; 0: it stands. */
  private flight = 0;
  /** Set while the map has its printed size. */
  private screen: Screen | null = null;

  constructor(
    private readonly map: L.Map,
    private readonly options: ServiceMapOptions,
    private readonly state: State,
    private readonly outlines: Map<string, L.LatLngBounds>,
    /** The inset always shows its own part. */
    private readonly fixed: boolean,
  ) {
    map.on("zoomend moveend", () => this.told());
    if (!fixed) state.listen((changed) => this.changed(changed));
    new ResizeObserver(() => this.resized()).observe(map.getContainer());
  }

  /** Looks where the URL says, without a flight. */
  start(): void {
    const at = this.fixed ? null : this.place();
    this.following = !at;
    if (at) this.aimed = this.target();
    if (at) this.quietly(() => this.map.setView(besideCard(this.map, toLatLng([at[0]!, at[1]!]), at[2]!, -1), at[2]!, { animate: false }));
    else this.aim(false);
  }

  /** Where the address says to look, unless that is nowhere on this map. */
  private place(): number[] | null {
    const at = parseNumbers(this.state.get("at"), 3);
    const [lon, lat, zoom] = at ?? [];
    const limits = this.map.options.maxBounds as L.LatLngBounds;
    // An address may come from a map that lets look nearer: this one looks as near as it can.
    const known = at && limits.contains([lat!, lon!]) && zoom! >= 0 && zoom! <= NEAREST_ZOOM;
    return known ? [lon!, lat!, Math.min(zoom!, this.map.getMaxZoom())] : null;
  }

  /** True while the map is no nearer than the opening view. */
  atOpening(): boolean {
    return this.map.getZoom() <= Math.max(this.options.opening_zoom ?? this.options.zoom, this.openingZoom()) + 0.01;
  }

  /** Outlines arrived: a chosen district can now be looked at. */
  outlinesRead(): void {
    if (this.following) this.aim(false);
    this.hold();
  }

  /** What was brought in is in sight still, or at once where the map was on its way there. */
  hold(flight = 0): void {
    if (!this.held || this.screen) return;
    const [at, room] = this.held;
    const before = this.quiet;
    this.quiet ||= this.following;
    if (flight) this.put(at, middle(freePart(this.map, true)), flight, false);
    else this.panInside(at, room, false);
    this.quiet = before;
  }

  fly(bounds: L.LatLngBounds, maxZoom?: number): void {
    this.taken();
    this.go(bounds, true, maxZoom);
  }

  /** The position comes to the middle of what is free of the map. */
  flyTo(at: L.LatLng, zoom: number): void {
    this.following = false;
    this.held = [at, HELD_PX];
    this.whenSized((animate) => this.put(at, middle(freePart(this.map, true)), zoom, animate));
  }

  /** Moves no further than needed for the position to stand free, that many pixels from all that lies over the map. */
  panTo(at: L.LatLng, room: number): void {
    if (this.flight) return this.flyTo(at, this.flight);
    this.held = [at, room];
    this.whenSized((animate) => {
      if (this.panInside(at, room, animate)) this.following = false;
    });
  }

  private panInside(at: L.LatLng, room: number, animate: boolean): boolean {
    const point = freePoint(this.map, at, room);
    if (point) this.put(at, point, this.map.getZoom(), animate);
    return Boolean(point);
  }

  private put(at: L.LatLng, point: L.Point, wanted: number, animate: boolean): void {
    const { map } = this;
    const { center, zoom } = viewWith(map, at, point, wanted);
    if (!animate || calmMotion()) map.setView(center, zoom, { animate: false });
    else if (zoom === map.getZoom()) map.panTo(center);
    else {
      this.flight = zoom;
      map.flyTo(center, zoom, { duration: FLIGHT_S });
    }
  }

  /** The strip covers a line of the map's foot, or more. */
  stripHeight(): number {
    return this.map.getContainer().querySelector<HTMLElement>(".sm-strip")?.offsetHeight ?? 0;
  }

  /**
   * A layer says where to look while it shows something of its own; it comes before the filters. The map looks there
   * as soon as the outlines are read.
   */
  prefer(aim: () => Aim | false): void {
    this.preferred.push(aim);
    this.aimed = this.target();
  }

  private target(): Aim {
    if (this.fixed) return { key: "opening", bounds: null };
    for (const prefer of this.preferred) {
      const aim = prefer();
      if (aim) return aim;
    }
    const near = parseLonLat(this.state.get("near"));
    if (near) {
      const radius = parseRadius(this.state.get("radius")) ?? NEAR_RADIUS_M;
      return { key: `near ${near} ${radius}`, bounds: toLatLng(near).toBounds(radius * 2.15) };
    }
    for (const name of ["district", "zone"]) {
      const chosen = this.state.all(name);
      const bounds = chosen.length === 1 ? this.outlines.get(`${name}/${chosen[0]}`) : undefined;
      if (bounds) return { key: `${name} ${chosen[0]}`, bounds };
    }
    return { key: "opening", bounds: null };
  }

  private aim(animate: boolean): void {
    this.aimed = this.target();
    const { bounds } = this.aimed;
    if (bounds) this.go(bounds, animate);
    else this.home(animate);
  }

  /**
   * A map without a size, as the one behind a phone's list, has nothing to compute a view from: what it was told last
   * waits until it is seen, and is then done without a flight.
   */
  private whenSized(act: (animate: boolean) => void): void {
    const { x: width, y: height } = this.map.getSize();
    const sized = width > 0 && height > 0;
    this.waiting = sized ? null : () => act(false);
    if (sized) act(true);
  }

  private go(bounds: L.LatLngBounds, animate: boolean, maxZoom?: number): void {
    this.whenSized((seen) => this.fit(bounds, seen && animate, maxZoom));
  }

  private fit(bounds: L.LatLngBounds, animate: boolean, maxZoom?: number): void {
    const { x: width, y: height } = this.map.getSize();
    // A map of a hand's height, as in a frame, has no room to give away.
    const edge = height < LOW_PX ? 8 : 24;
    // A card comes and goes: it moves what is selected, not all that is looked at.
    // On paper the legend lies where it did when what is printed was composed.
    const [west, north, free, south] = this.screen ? [0, 0, width, height - this.stripHeight()] : freePart(this.map, false);
    const right = Math.max((width >= 900 && this.aimed.right) || 0, width - free + edge);
    const [left, east] = within(width, west + edge, right);
    const [top, foot] = within(height, north + edge, height - south + Math.min(edge, 14));
    const options: L.FitBoundsOptions = this.fixed ? {} : { paddingTopLeft: [left, top], paddingBottomRight: [east, foot] };
    if (maxZoom) options.maxZoom = maxZoom;
    if (animate && !calmMotion()) this.map.flyToBounds(bounds, { ...options, duration: FLIGHT_S });
    else this.quietly(() => this.map.fitBounds(bounds, { ...options, animate: false }));
  }

  private home(animate: boolean): void {
    const { bbox, center } = this.options;
    if (bbox) return this.go(toBounds(bbox), animate);
    this.whenSized((seen) => {
      const zoom = this.openingZoom();
      if (seen && animate && !calmMotion()) this.map.flyTo(toLatLng(center), zoom, { duration: FLIGHT_S });
      else this.quietly(() => this.map.setView(toLatLng(center), zoom, { animate: false }));
    });
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

  /** The map has its printed size, or another one than foreseen: what was seen on the screen is seen in it. */
  toPaper(): void {
    const { map } = this;
    const { x, y } = map.getSize();
    this.screen ??= { at: map.getCenter(), zoom: map.getZoom(), bounds: x && y ? map.getBounds() : null };
    const { bounds } = this.screen;
    this.resized();
    if (this.following || !bounds) return;
    this.quietly(() => map.fitBounds(bounds, { paddingBottomRight: [0, this.stripHeight()], animate: false }));
  }

  /** The map has its size on the screen again, and looks where it did. */
  fromPaper(): void {
    const { map, screen } = this;
    if (!screen) return;
    this.quietly(() => map.invalidateSize({ pan: false, animate: false }).setView(screen.at, screen.zoom, { animate: false }));
    this.screen = null;
  }

  private quietly(act: () => void): void {
    const before = this.quiet;
    this.quiet = true;
    act();
    this.quiet = before;
  }

  private resized(): void {
    if (!this.map.getContainer().offsetWidth) return;
    const { flight } = this;
    this.quietly(() => this.map.invalidateSize({ pan: false, animate: false }));
    const waiting = this.waiting;
    this.waiting = null;
    if (this.following) this.aim(false);
    else waiting?.();
    this.hold(flight);
  }

  private told(): void {
    this.flight = 0;
    if (this.quiet || this.fixed || this.screen) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      if (!this.following) this.state.change({ at: this.text() }, "replace");
    }, 200);
  }

  /** A person took hold of the map. */
  taken(): void {
    this.following = false;
    this.held = null;
  }

  private changed(changed: ReadonlySet<string>): void {
    if (changed.has("at") && this.state.get("at") !== this.text()) {
      const at = this.state.get("at");
      if (at || !this.following) return this.start();
    }
    if (this.target().key === this.aimed.key) return;
    this.following = true;
    this.held = null;
    this.aim(true);
    if (this.state.get("at")) this.state.change({ at: null }, "replace");
  }

  private text(): string {
    const { lng, lat } = besideCard(this.map, this.map.getCenter(), this.map.getZoom(), 1);
    const digits = pixelsPerKm(this.map) > 200 ? 5 : 4;
    return [lng.toFixed(digits), lat.toFixed(digits), String(Math.round(this.map.getZoom() * 100) / 100)].join(",");
  }
}

/** Two margins of a map: together at most half of its room, so that something of it is left. */
function within(room: number, first: number, second: number): [number, number] {
  const share = Math.min(1, room / 2 / (first + second));
  return [first * share, second * share];
}
