/** The core seven districts enlarged, beside the city's map where there is room: the same layers once more. */
import * as L from "leaflet";

import { html } from "../draw/dom";
import { drawn } from "../draw/panes";
import { toBounds } from "../draw/position";
import type { MapContext } from "../map/context";
import { leafletMap, makeContext, mountChildren } from "../map/service-map";
import type { Kind, MapSpec } from "../map/spec";

/** Around the core seven, WGS-84. */
const CORE_BBOX: [number, number, number, number] = [121.335, 31.135, 121.57, 31.345];
const SHOWN = new Set<Kind>(["base-map", "sea-layer", "district-layer", "district-feature-layer"]);
const WIDE_PX = 900;
const HIGH_PX = 640;

export class Inset {
  private readonly figure = html("figure", { class: "sm-inset", hidden: true, "aria-hidden": "true" });
  private readonly frame: L.Rectangle;
  private redraw: (() => void) | null = null;

  constructor(private readonly context: MapContext) {
    context.corner("bottom-right").append(this.figure);
    this.frame = L.rectangle(toBounds(CORE_BBOX), drawn(context.map, "sm-outline", "inset-frame", 1));
  }

  /** Shows or hides it; tells whether it is there. */
  show(wanted: boolean): boolean {
    const size = this.context.map.getSize();
    const far = this.context.map.getZoom() < 11.5;
    const on = wanted && far && size.x >= WIDE_PX && size.y >= HIGH_PX;
    this.figure.hidden = !on;
    if (on) this.frame.addTo(this.context.map);
    else this.frame.remove();
    if (on && !this.redraw) this.mount();
    if (on) this.redraw?.();
    return on;
  }

  private mount(): void {
    const { context } = this;
    const root = html("div", { class: "service-map" });
    this.figure.append(root, html("figcaption", {}, context.t("inset-name")));
    const options = { ...context.spec.options, bbox: CORE_BBOX, min_zoom: 8 };
    const children = (context.spec.children ?? []).filter((child) => SHOWN.has(child.kind));
    const spec: MapSpec = { kind: "service-map", options, children };
    const map = leafletMap(root, options, true);
    const inner = makeContext({ root, map, spec, state: context.state, selection: context.selection, registry: context.registry, inset: true });
    inner.view.start();
    const parts = mountChildren(inner, children);
    const draw = (): void => parts.forEach((part) => part.draw?.());
    inner.redraw = draw;
    this.redraw = draw;
    map.on("zoomend moveend", draw);
    context.state.listen(() => void this.read(parts));
    void this.read(parts);
  }

  private async read(parts: readonly { prepare?(signal: AbortSignal): Promise<() => void> }[]): Promise<void> {
    const signal = new AbortController().signal;
    const done = await Promise.all(parts.flatMap((part) => (part.prepare ? [part.prepare(signal)] : [])));
    done.forEach((commit) => commit());
  }
}
