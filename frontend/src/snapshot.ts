/** A document without a server: the same map and list, answered from the data that came with it. */
import english from "../messages/en/list.ftl";
import chinese from "../messages/zh-CN/list.ftl";
import { wireActions } from "./actions";
import { showSelected, wireCards } from "./cards";
import { syncForm, wireForm, wireLinks } from "./form";
import { answerFrom, platformsOf, readCollections } from "./local/answers";
import { cardOfDocument } from "./local/cards";
import { LocalList } from "./local/list";
import { usableOf } from "./local/usable";
import { wireView } from "./local/view";
import { langOf, translator } from "./messages";
import { markView, mountMaps, readOnce } from "./page";
import { Refresher } from "./refresh";
import { Selection } from "./selection";
import { Sheet } from "./sheet";
import { State } from "./state";

const NO_STATE = new URLSearchParams();

function start(): void {
  document.documentElement.classList.add("js");
  const lang = langOf(document.documentElement.lang);
  const t = translator(lang, lang === "en" ? english : chinese);
  const collections = readCollections();
  const state = new State(true);
  wireView(state);
  const selection = new Selection(state);
  const form = document.querySelector<HTMLFormElement>("form[data-filters]");
  answerFrom(collections, (query) => (form ? usableOf(query, form).usable : query));
  if (form) markView(state);
  const maps = mountMaps(state, selection);
  const host = maps[0]?.host ?? null;
  wireActions(state, t, host);
  wireLinks(state, () => NO_STATE, NO_STATE);
  const results = document.getElementById("results");
  if (!form || !results || !host) return readOnce(maps);
  const list = new LocalList(state, form, platformsOf(collections), t, lang);
  const refresher = new Refresher(list, maps, state, () => {
    syncForm(form, state);
    showSelected(selection);
  });
  state.listen(() => markView(state));
  wireForm(form, state);
  syncForm(form, state);
  list.show();
  wireCards(results, selection, host);
  void new Sheet(selection, host.map.getContainer(), cardOfDocument, t).follow();
  void refresher.start();
}

start();
