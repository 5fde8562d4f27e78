/** The map itself: makes the Leaflet map, its panes and the context, then mounts the children of the spec. */
import * as L from "leaflet";

import { calmMotion, html } from "../draw/dom";
import { soon } from "../draw/idle";
import { type Box, Labels } from "../draw/labels";
import { panes } from "../draw/panes";
import { toBounds, toLatLng } from "../draw/position";
import { Tips } from "../draw/tooltip";
import type { ServiceMapOptions } from "../generated/components";
import { CITY_BBOX } from "../generated/facts";
import { Credits } from "./credits";
import type { Corner, MapContext, Part, Registry } from "./context";
import { langOf } from "./language";
import { translator } from "./messages";
import { Modes } from "./modes";
import { Notice } from "./notice";
import type { Selection } from "./selection";
import type { ComponentSpec, Kind, MapSpec, SpecOf } from "./spec";
import type { State } from "./state";
import { leaveFingerToPage } from "./touch";
import { Viewport } from "./viewport";
import { WayHome } from "./way-home";

export interface MountedMap {
  context: MapContext;
  prepare(signal: AbortSignal): Promise<() => void>[];
}

/** One result alone is looked at from here, with its surroundings. */
const NEAR_ENOUGH = 13;
const MOVING_KEYS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "+", "-", "=", "_"]);

export interface MapSite {
  root: HTMLElement;
  spec: MapSpec;
  state: State;
  selection: Selection;
  registry: Registry;
}

export function mountServiceMap(site: MapSite): MountedMap {
  const { root, spec, state } = site;
  const { options } = spec;
  const map = leafletMap(root, options);
  const context = makeContext({ ...site, map });
  root.setAttribute("role", "region");
  const title = root.getAttribute("aria-label") || context.t("map-name");
  root.setAttribute("aria-label", context.t("map-keys", { title }));
  context.view.start();
  const parts = mountChildren(context, spec.children ?? []);
  context.redraw = () => parts.forEach((part) => part.draw?.());
  map.on("zoomend moveend", () => context.redraw());
  state.listen(() => context.redraw());
  watchHands(root, map, context);
  // false: wheel and single finger are left to the page around the map.
  if (!options.wheel) leaveFingerToPage(root, context);
  void soon(() => context.redraw());
  return { context, prepare: (signal) => parts.flatMap((part) => (part.prepare ? [part.prepare(signal)] : [])) };
}

/** Mounts a list of components; an unknown kind is reported and passed over. */
export function mountChildren(context: MapContext, children: readonly ComponentSpec[]): Part[] {
  return children.flatMap((child) => {
    if (child.kind in context.registry) return mountOne(context, child) ?? [];
    console.warn(`service map: no component for kind "${child.kind}"`);
    return [];
  });
}

function mountOne<K extends Kind>(context: MapContext, { kind, options }: SpecOf<K>): Part | void {
  return context.registry[kind]?.(context, options);
}

export function leafletMap(root: HTMLElement, options: ServiceMapOptions, still = false): L.Map {
  const moving = !calmMotion();
  const hands = still ? { dragging: false, doubleClickZoom: false, boxZoom: false, touchZoom: false } : {};
  const map = L.map(root, {
    ...hands,
    attributionControl: false,
    zoomControl: false,
    keyboard: !still,
    scrollWheelZoom: !still && options.wheel,
    minZoom: options.min_zoom,
    maxZoom: options.max_zoom,
    zoomSnap: still ? 0 : 0.25,
    // Beyond the city there is nothing to find.
    maxBounds: toBounds(CITY_BBOX).pad(0.5),
    maxBoundsViscosity: 0.8,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 110,
    zoomAnimation: moving,
    fadeAnimation: moving,
    markerZoomAnimation: moving,
    inertia: moving,
  });
  map.setView(toLatLng(options.center), options.zoom, { animate: false });
  panes(map);
  return map;
}

export interface ContextParts extends MapSite {
  map: L.Map;
  inset?: boolean;
}

export function makeContext({ root, map, spec, state, selection, registry, inset = false }: ContextParts): MapContext {
  const { options } = spec;
  const lang = langOf(options.lang);
  const outlines = new Map<string, L.LatLngBounds>();
  const labels = new Labels(map, map.getPane("sm-label")!);
  const tips = new Tips(map, map.getPane("sm-tip")!);
  const tools = html("div", { class: "sm-tools" });
  // Before the map's panes: the tab order comes to the controls first, then to the marks.
  if (!inset) root.prepend(tools);
  labels.block(() => tips.boxes());
  const standing = (): Box[] => (inset ? [] : standingBoxes(root));
  labels.block(standing);
  const t = translator(lang);
  const view = new Viewport(map, options, state, outlines, inset);
  return {
    map, lang, t, state, selection, labels, tips, outlines, inset, spec, registry,
    kinds: kindsOf(spec),
    names: new Map(),
    modes: new Modes(),
    credits: new Credits(lang),
    legendRows: [],
    standing,
    notice: new Notice(tools),
    view,
    wayHome: new WayHome(tools, t, (bounds) => view.fly(bounds, NEAR_ENOUGH)),
    corner: (where) => corner(tools, where),
    redraw: () => undefined,
  };
}

function corner(tools: HTMLElement, where: Corner): HTMLElement {
  const known = tools.querySelector<HTMLElement>(`:scope > .sm-${where}`);
  if (known) return known;
  const made = html("div", { class: `sm-corner sm-${where}` });
  // Pointer work on the controls is not the map's.
  L.DomEvent.disableClickPropagation(made);
  L.DomEvent.disableScrollPropagation(made);
  tools.append(made);
  return made;
}

/** Boxes of everything that stands over the map, so that no label hides below it. */
function standingBoxes(root: HTMLElement): Box[] {
  const outer = root.getBoundingClientRect();
  const standing = [...root.querySelectorAll<HTMLElement>(".sm-corner > *, .sm-strip, .sm-notice, .sm-way-home")];
  return standing.filter((element) => element.offsetWidth).map((element) => {
    const box = element.getBoundingClientRect();
    return [box.left - outer.left - 4, box.top - outer.top - 4, box.right - outer.left + 4, box.bottom - outer.top + 4];
  });
}

function watchHands(root: HTMLElement, map: L.Map, context: MapContext): void {
  map.on("dragstart boxzoomend", () => context.view.taken());
  const onMap = (event: Event): boolean => !(event.target as Element).closest(".sm-tools");
  root.addEventListener("wheel", (event) => onMap(event) && context.view.taken(), { passive: true });
  root.addEventListener("dblclick", (event) => onMap(event) && context.view.taken());
  root.addEventListener("touchmove", (event) => event.touches.length > 1 && context.view.taken(), { passive: true });
  root.addEventListener("keydown", (event) => {
    if (event.target === root && MOVING_KEYS.has(event.key)) context.view.taken();
    // While a point is picked, Escape ends that alone.
    if (event.key === "Escape" && context.selection.selected && !root.classList.contains("is-picking")) context.selection.select(null);
  });
}

function kindsOf({ children = [] }: MapSpec): Set<string> {
  return new Set(children.map((child) => child.kind));
}
