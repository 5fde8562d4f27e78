/** What every page does with what came in it: mounts its maps and tells CSS how it is looked at. */
import type { Registry } from "../map/context";
import { attempt } from "../map/listeners";
import type { Selection } from "../map/selection";
import { type MountedMap, mountServiceMap } from "../map/service-map";
import { readSpec } from "../map/spec";
import { State } from "../map/state";

export function mountMaps(state: State, selection: Selection, registry: Registry): MountedMap[] {
  const maps: MountedMap[] = [];
  for (const root of document.querySelectorAll<HTMLElement>("[data-map-root]")) {
    const spec = readSpec(root);
    if (spec) attempt(() => maps.push(mountServiceMap({ root, spec, state, selection, registry })));
  }
  return maps;
}

/** The state of a map on a page without filters: its own options say how it opens, in a frame those of the web master. */
export function stateInMemory(): State {
  const root = document.querySelector("[data-map-root]");
  return new State(false, [], [], (root && readSpec(root)?.options.state) ?? {});
}

/** What CSS needs to know of the view: which half a phone shows, and whether the filters are open. */
export function markView(state: State): void {
  const { dataset } = document.body;
  dataset["view"] = state.get("view") === "map" ? "map" : "list";
  dataset["panel"] = state.get("panel") ?? "";
  dataset["overlay"] = state.get("overlay") ?? "zones";
  const current = dataset["panel"] || dataset["view"];
  for (const one of document.querySelectorAll<HTMLElement>(".thumb a")) {
    if (one.dataset["view"] === current) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
}

/** A map on a page without filters reads its data once. */
export function readOnce(maps: readonly MountedMap[]): void {
  for (const { context, prepare } of maps) {
    for (const part of prepare(new AbortController().signal)) part.then((put) => put(), () => context.notice.say(context.t("error-map")));
  }
}
