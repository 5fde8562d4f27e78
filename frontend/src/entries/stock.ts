/** Our layers on a stock Folium map, whose page brings Leaflet: found by the JSON blocks that Python wrote. */
import * as L from "leaflet";

import { panes } from "../draw/panes";
import { langOf } from "../map/language";
import { Selection } from "../map/selection";
import { makeContext, mountChildren } from "../map/service-map";
import type { ComponentSpec, MapSpec } from "../map/spec";
import { State } from "../map/state";
import "./features";
import "./orientation";
import { registry as first } from "./registry";
import { analysisRegistry } from "./registry-analysis";
import { matchRegistry } from "./registry-match";

const registry = { ...first, ...analysisRegistry, ...matchRegistry };

interface Block {
  lang: string;
  layer: ComponentSpec;
}

/** Folium's own script at the end of the page makes the maps: they stand when the document is read. */
function start(): void {
  const blocks = new Map<string, Block[]>();
  for (const holder of document.querySelectorAll<HTMLScriptElement>("script[data-layer]")) {
    const name = holder.dataset["layer"]!;
    blocks.set(name, [...(blocks.get(name) ?? []), JSON.parse(holder.textContent ?? "") as Block]);
  }
  for (const [name, found] of blocks) {
    const map = (window as unknown as Record<string, unknown>)[name];
    if (map instanceof L.Map) mount(map, found);
  }
}

function mount(map: L.Map, blocks: readonly Block[]): void {
  const { lng, lat } = map.getCenter();
  const lang = langOf(blocks[0]?.lang);
  const spec: MapSpec = {
    kind: "service-map",
    options: {
      lang,
      center: [lng, lat],
      zoom: map.getZoom(),
      opening_zoom: 0,
      min_zoom: map.getMinZoom(),
      max_zoom: map.getMaxZoom(),
      bbox: null,
      wheel: true,
    },
    children: blocks.map((block) => block.layer),
  };
  panes(map);
  const state = new State(false);
  const context = makeContext({ root: map.getContainer(), map, spec, state, selection: new Selection(state), registry });
  const parts = mountChildren(context, spec.children ?? []);
  context.redraw = () => parts.forEach((part) => part.draw?.());
  map.on("zoomend moveend", () => context.redraw());
  state.listen(() => context.redraw());
  for (const part of parts) void part.prepare?.(new AbortController().signal).then((put) => put());
  context.redraw();
}

document.addEventListener("DOMContentLoaded", start);
