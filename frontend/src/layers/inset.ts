/** The core seven districts enlarged, beside the city's map where there is room: the same layers once more. */
import * as L from "leaflet";

import { html } from "../draw/dom";
import type { Host } from "../map/host";
import { drawn } from "../draw/panes";
import { toBounds } from "../draw/position";
import { leafletMap, makeHost, mountChildren } from "../map/service-map";
import type { Spec } from "../map/spec";

/** Around the core seven, WGS-84. */
const CORE_BBOX = [121.335, 31.135, 121.57, 31.345] as const;
const SHOWN = new Set(["base-map", "district-layer", "district-feature-layer"]);
const WIDE_PX = 900;
const HIGH_PX = 640;

export class Inset {
  private readonly figure = html("figure", { class: "sm-inset", hidden: true, "aria-hidden": "true" });
  private readonly frame: L.Rectangle;
  private redraw: (() => void) | null = null;

  constructor(private readonly host: Host) {
    host.corner("bottom-right").append(this.figure);
    this.frame = L.rectangle(toBounds(CORE_BBOX), drawn(host.map, "sm-outline", "inset-frame", 1));
  }

  /** Shows or hides it; tells whether it is there. */
  show(wanted: boolean): boolean {
    const size = this.host.map.getSize();
    const far = this.host.map.getZoom() < 11.5;
    const on = wanted && far && size.x >= WIDE_PX && size.y >= HIGH_PX;
    this.figure.hidden = !on;
    if (on) this.frame.addTo(this.host.map);
    else this.frame.remove();
    if (on && !this.redraw) this.mount();
    if (on) this.redraw?.();
    return on;
  }

  private mount(): void {
    const { host } = this;
    const root = html("div", { class: "service-map" });
    this.figure.append(root, html("figcaption", {}, host.t("inset-name")));
    const options = { ...host.spec.options, bbox: CORE_BBOX, min_zoom: 8 };
    const children = (host.spec.children ?? []).filter((child) => SHOWN.has(child.kind));
    const spec: Spec = { kind: "service-map", options, children };
    const map = leafletMap(root, options as never, true);
    const inner = makeHost({ root, map, spec, state: host.state, selection: host.selection, inset: true });
    inner.view.start();
    const parts = mountChildren(inner, children);
    const draw = (): void => parts.forEach((part) => part.draw?.());
    inner.redraw = draw;
    this.redraw = draw;
    map.on("zoomend moveend", draw);
    host.state.listen(() => void this.read(parts));
    void this.read(parts);
  }

  private async read(parts: readonly { prepare?(signal: AbortSignal): Promise<() => void> }[]): Promise<void> {
    const signal = new AbortController().signal;
    const done = await Promise.all(parts.flatMap((part) => (part.prepare ? [part.prepare(signal)] : [])));
    done.forEach((commit) => commit());
  }
}
