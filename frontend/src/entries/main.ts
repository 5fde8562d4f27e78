/** Finds what the server rendered and makes it live. Without this script the page is a list with forms. */
import { langOf } from "../map/language";
import { translator } from "../map/messages";
import { watchPaper } from "../map/paper";
import { Selection } from "../map/selection";
import { State } from "../map/state";
import { wireActions } from "../page/actions";
import { showSelected, wireCards } from "../page/cards";
import { comeUp } from "../page/come-up";
import { wireDrawer } from "../page/drawer";
import { wireEmbed } from "../page/embed";
import { syncForm, wireForm, wireLinks } from "../page/form";
import { gather, wireGroups } from "../page/groups";
import { wirePicks } from "../page/picks";
import { markView, mountMaps, readOnce, stateInMemory } from "../page/page";
import { Panel } from "../page/panel";
import { Refresher } from "../page/refresh";
import { cardOfServer, Sheet } from "../page/sheet";
import { Suggest } from "../page/suggest";
import { passStateOn, takeStateAlong } from "../page/way-back";
import { registry } from "./registry";
import { share } from "./shared";

function liveState({ dataset }: HTMLFormElement): State {
  return new State(true, dataset["unusable"]?.split(" "), dataset["locked"]?.split(" "));
}

function start(): void {
  const lang = langOf(document.documentElement.lang);
  const t = translator(lang);
  const form = document.querySelector<HTMLFormElement>("form[data-filters]");
  const state = form ? liveState(form) : stateInMemory();
  const selection = new Selection(state);
  if (form && !("panel" in form.dataset)) markView(state);
  const maps = mountMaps(state, selection, registry);
  const context = maps[0]?.context ?? null;
  watchPaper(maps, t);
  wireActions(t, context);
  wirePicks(lang, form ? state : null);
  if (!form) {
    if (!("embed" in document.body.dataset)) passStateOn();
    const list = document.getElementById("results");
    if (list && context) wireCards(list, selection, context);
    // An embed tells its web master what of the address it could not use; a visitor need not know.
    if ("embed" in document.body.dataset) wireEmbed(selection);
    if (document.body.dataset["notes"]) console.info(`service map: ${document.body.dataset["notes"]}`);
    // A map on a platform's or district's own page: no filters, its data once.
    readOnce(maps);
    return;
  }
  const panel: Panel = new Panel(state, lang, t, () => void refresher.run(), "panel" in form.dataset);
  const refresher = new Refresher(panel, maps, state, () => {
    syncForm(form, state);
    gather();
    showSelected(selection);
  });
  if (!("panel" in form.dataset)) state.listen(() => markView(state));
  wireForm(form, state);
  wireGroups();
  wireLinks(state, () => panel.rendered);
  wireDrawer(state);
  if (!("panel" in form.dataset)) takeStateAlong(state);
  const [input, list, results] = ["q", "suggest", "results"].map((id) => document.getElementById(id));
  if (input instanceof HTMLInputElement && list) new Suggest(input, list, state, lang, t);
  if (results && context) wireCards(results, selection, context);
  if (context) void new Sheet(selection, context.map.getContainer(), cardOfServer(lang), t, (id) => context.map.fire("reveal", { id })).follow();
  void refresher.start();
}

share();
// Scripts that add to this one stand after it: they have run by then.
document.addEventListener("DOMContentLoaded", () => comeUp(start));
