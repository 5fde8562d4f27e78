/** Finds what the server rendered and makes it live. Without this script the page is a list with forms. */
import { wireActions } from "./actions";
import { showSelected, wireCards } from "./cards";
import { wireEmbed } from "./embed";
import { syncForm, wireForm, wireLinks } from "./form";
import { wireInsight } from "./insight";
import { langOf, translator } from "./messages";
import { Panel } from "./panel";
import { Refresher } from "./refresh";
import { Selection } from "./selection";
import { type MountedMap, mountServiceMap } from "./service-map";
import { Sheet } from "./sheet";
import { readSpec } from "./spec";
import { State } from "./state";
import { Suggest } from "./suggest";

function mountMaps(state: State, selection: Selection): MountedMap[] {
  const maps: MountedMap[] = [];
  for (const root of document.querySelectorAll<HTMLElement>("[data-map-root]")) {
    const spec = readSpec(root);
    if (spec) maps.push(mountServiceMap(root, spec, state, selection));
  }
  return maps;
}

/** What CSS needs to know of the view: which half a phone shows, and whether the filters are open. */
function markView(state: State): void {
  const { dataset } = document.body;
  dataset["view"] = state.get("view") === "map" ? "map" : "list";
  dataset["panel"] = state.get("panel") ?? "";
  dataset["overlay"] = state.get("overlay") ?? "zones";
}

function start(): void {
  document.documentElement.classList.add("js");
  const lang = langOf(document.documentElement.lang);
  const t = translator(lang);
  const form = document.querySelector<HTMLFormElement>("form[data-filters]");
  const state = new State(Boolean(form), form?.dataset["unusable"]?.split(" "), form?.dataset["locked"]?.split(" "));
  const selection = new Selection(state);
  if (form && !("panel" in form.dataset)) markView(state);
  const maps = mountMaps(state, selection);
  const host = maps[0]?.host ?? null;
  wireActions(state, t, host);
  if (!form) {
    const list = document.getElementById("results");
    if (list && host) wireCards(list, selection, host);
    // An embed tells its web master what of the address it could not use; a visitor need not know.
    if ("embed" in document.body.dataset) wireEmbed(selection);
    if (document.body.dataset["notes"]) console.info(`service map: ${document.body.dataset["notes"]}`);
    // A map on a platform's or district's own page: no filters, its data once.
    for (const map of maps) for (const part of map.prepare(new AbortController().signal)) part.then((put) => put(), () => map.host.notice.say(t("error-map")));
    return;
  }
  const panel: Panel = new Panel(state, lang, t, () => void refresher.run(), "panel" in form.dataset);
  const refresher = new Refresher(panel, maps, state, () => {
    syncForm(form, state);
    showSelected(selection);
  });
  if (!("panel" in form.dataset)) state.listen(() => markView(state));
  wireForm(form, state);
  wireLinks(state, () => panel.rendered);
  const [input, list, results] = ["q", "suggest", "results"].map((id) => document.getElementById(id));
  if (input instanceof HTMLInputElement && list) new Suggest(input, list, state, lang, t);
  if (host?.kinds.has("reach-layer")) wireInsight(host);
  if (results && host) wireCards(results, selection, host);
  if (host) void new Sheet(selection, host.map.getContainer(), lang, t).follow();
  void refresher.start();
}

start();
