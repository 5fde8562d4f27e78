/** A document without a server: the same map and list, answered from the data that came with it. */
import englishFinding from "../../messages/en/finding.ftl";
import english from "../../messages/en/list.ftl";
import englishMatch from "../../messages/en/match.ftl";
import englishLocal from "../../messages/en/match-local.ftl";
import englishSearch from "../../messages/en/search.ftl";
import chineseFinding from "../../messages/zh-CN/finding.ftl";
import chinese from "../../messages/zh-CN/list.ftl";
import chineseMatch from "../../messages/zh-CN/match.ftl";
import chineseLocal from "../../messages/zh-CN/match-local.ftl";
import chineseSearch from "../../messages/zh-CN/search.ftl";
import { answerFrom, readCollections } from "../local/answers";
import { LocalList } from "../local/list";
import { showMatch } from "../local/match/match";
import { PlatformLinks } from "../local/platform-links";
import { Reading } from "../local/reading";
import { sayCodes, usableOf } from "../local/usable";
import { wireView } from "../local/view";
import { kindsOf } from "../local/ways";
import { choose, langOf } from "../map/language";
import { translator } from "../map/messages";
import { watchPaper } from "../map/paper";
import { Selection } from "../map/selection";
import { State } from "../map/state";
import { wireActions } from "../page/actions";
import { showSelected, wireCards } from "../page/cards";
import { comeUp } from "../page/come-up";
import { wireDrawer } from "../page/drawer";
import { syncForm, wireForm, wireLinks } from "../page/form";
import { gather, wireGroups } from "../page/groups";
import { markView, mountMaps, readOnce, stateInMemory } from "../page/page";
import { Refresher } from "../page/refresh";
import { Sheet } from "../page/sheet";
import { passStateOn, takeStateAlong } from "../page/way-back";
import "./features";
import "./orientation";
import { wireMatch } from "../page/match";
import { registry } from "./registry";
import { matchRegistry } from "./registry-match";

const NO_STATE = new URLSearchParams();

function start(): void {
  const lang = langOf(document.documentElement.lang);
  const own = choose(lang, [chinese, chineseFinding, chineseSearch, chineseMatch, chineseLocal], [english, englishFinding, englishSearch, englishMatch, englishLocal]);
  const t = translator(lang, ...own);
  const collections = readCollections();
  const form = document.querySelector<HTMLFormElement>("form[data-filters]");
  const state = new State(true);
  if (form) sayCodes(form, state);
  wireView(state);
  // Without filters the address says theme and size alone; the map keeps to its own platforms.
  const seen = form ? state : stateInMemory();
  const selection = new Selection(seen);
  answerFrom(collections, (query) => (form ? usableOf(query, form).usable : query));
  if (form) markView(state);
  showMatch(collections, t, lang);
  wireMatch();
  const maps = mountMaps(seen, selection, { ...registry, ...matchRegistry });
  const context = maps[0]?.context ?? null;
  watchPaper(maps, t);
  wireActions(t, context);
  wireLinks(state, () => NO_STATE, NO_STATE);
  if (form) {
    wireDrawer(state);
    takeStateAlong(state);
  } else passStateOn();
  const results = document.getElementById("results");
  if (!form || !results || !context) return readOnce(maps);
  const page = { state, form, collections, t, lang };
  const list = new LocalList(page);
  const links = new PlatformLinks(state, list.cards, kindsOf(form));
  const refresher = new Refresher(list, maps, state, () => {
    syncForm(form, state);
    gather();
    showSelected(selection);
    links.reach();
  });
  state.listen(() => markView(state));
  wireForm(form, state, new Reading(page).meant);
  wireGroups();
  syncForm(form, state);
  list.show();
  wireCards(results, selection, context);
  void new Sheet(selection, context.map.getContainer(), list.cards.copyOf, t, (id) => context.map.fire("reveal", { id })).follow();
  void refresher.start();
  links.follow();
}

comeUp(start);
