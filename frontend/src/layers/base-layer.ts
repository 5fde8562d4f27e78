/** Raster tiles that a deployment configured, relayed by our own server. The own base map stays ready behind. */
import * as L from "leaflet";

import type { BaseLayerOptions } from "../generated/components";
import type { MapContext, Part } from "../map/context";

/** So many tiles in a row may fail before the own base map comes back. */
const PATIENCE = 4;

export function mountBaseLayer(context: MapContext, options: BaseLayerOptions): Part {
  const urls = [options.url, options.overlay_url].filter((url): url is string => Boolean(url));
  const layers = urls.map((url) => L.tileLayer(url, { maxNativeZoom: options.max_zoom, maxZoom: 22, keepBuffer: 2 }));
  let failed = 0;
  const container = context.map.getContainer();
  const leave = (): void => {
    layers.forEach((layer) => layer.remove());
    container.classList.remove("has-tiles");
  };
  for (const layer of layers) {
    layer.on("tileload", () => (failed = -Infinity));
    layer.on("tileerror", () => {
      failed += 1;
      if (failed < PATIENCE || !context.map.hasLayer(layer)) return;
      failed = 0;
      leave();
      context.redraw();
      context.notice.say(context.t("base-failed", { name: options.label }), 12);
    });
  }
  let wanted = false;
  const draw = (): void => {
    const chosen = context.state.get("base") === options.name;
    if (chosen === wanted) return;
    wanted = chosen;
    failed = 0;
    if (!chosen) return leave();
    layers.forEach((layer) => layer.addTo(context.map));
    container.classList.add("has-tiles");
  };
  return { draw };
}
