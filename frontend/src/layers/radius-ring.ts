/** The point that distances are measured from, and the radius around it. */
import * as L from "leaflet";

import { svg } from "../draw/dom";
import { drawn } from "../draw/panes";
import { type LonLat, parseLonLat, parseRadius, toLatLng } from "../draw/position";
import type { RadiusRingOptions } from "../generated/components";
import type { MapContext, Part } from "../map/context";

export function mountRadiusRing(context: MapContext, options: RadiusRingOptions): Part {
  const group = L.layerGroup().addTo(context.map);
  let shown = "";
  const draw = (): void => {
    const near = parseLonLat(context.state.get("near")) ?? options.near ?? null;
    const radius = parseRadius(context.state.get("radius")) ?? options.radius ?? 0;
    const key = near ? `${near} ${radius}` : "";
    if (key === shown) return;
    shown = key;
    group.clearLayers();
    if (!near) return;
    if (radius) group.addLayer(L.circle(toLatLng(near), { ...drawn(context.map, "sm-ring", "radius-ring", 3), radius }));
    group.addLayer(centre(near));
  };
  return { draw };
}

function centre(near: LonLat): L.Marker {
  const cross = svg("svg", { class: "near-point", viewBox: "-12 -12 24 24", width: 24, height: 24, "aria-hidden": "true" },
    svg("circle", { r: 5 }), svg("path", { d: "M0-11V-5M0 5V11M-11 0H-5M5 0H11" }));
  const icon = L.divIcon({ html: cross as unknown as HTMLElement, className: "near-holder", iconSize: [24, 24] });
  return L.marker(toLatLng(near), { icon, interactive: false, keyboard: false });
}
