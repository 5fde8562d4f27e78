/**
 * The list beside the map without a server. Python wrote every card and every filter once; here cards are chosen and
 * ordered, and numbers follow the filters.
 */
import { digits } from "../draw/digits";
import { html } from "../draw/dom";
import { icon } from "../draw/icons";
import { FACETS } from "../generated/filters";
import { joined } from "../map/language";
import { kindUnasked, NO_KIND } from "../map/state";
import { keepingFocus } from "../page/focus";
import type { ListPanel } from "../page/panel";
import { platformsOf } from "./answers";
import { Cards } from "./cards";
import { type Condition, Conditions, said } from "./conditions";
import { type FacetCounts, facetCounts } from "./counts";
import type { LocalDocument } from "./document";
import { ordered } from "./order";
import { part } from "./parts";
import type { LocalPlatform } from "./platform";
import { predicate } from "./predicate";
import { InLists } from "./in-lists";
import { ranked } from "./rank";
import { wantsOf, wantsSaid } from "./wants";
import { SHORT, Ways } from "./ways";

export class LocalList implements ListPanel {
  /** Links in the document change one thing against the state without any condition. */
  readonly rendered = new URLSearchParams();
  readonly cards: Cards;
  private readonly conditions: Conditions;
  private readonly ways: Ways;
  private readonly inLists = new InLists();
  private readonly platforms: readonly LocalPlatform[];
  private readonly site = document.title;

  constructor(private readonly own: LocalDocument) {
    this.platforms = platformsOf(own.collections);
    this.cards = new Cards(own.t);
    this.conditions = new Conditions(own);
    this.ways = new Ways(own);
  }

  prepare(): Promise<() => void> {
    const results = document.getElementById("results");
    return Promise.resolve(() => keepingFocus(results ? [results] : [], () => this.show()));
  }

  busy(): () => void {
    return () => undefined;
  }

  fail(): void {
    // Nothing is asked of anyone, so nothing can stay away.
  }

  show(): void {
    const query = this.conditions.usable(this.own.state.filterQuery());
    const found = ordered(this.platforms.filter(predicate(query)), query, this.own.lang);
    this.count(query);
    this.cards.show(found, query);
    const chips = this.conditions.chips(query);
    part("chips").replaceChildren(...this.conditions.notices(), ...(chips.length ? [html("div", { class: "chips" }, ...chips)] : []), ...wantsSaid(this.own, query));
    this.inLists.show(query, found.length);
    this.say(found, query);
    this.sorting(query);
  }

  /** The number of each value under the other filters, in the drawer and on the switch of kinds. */
  private count(query: URLSearchParams): void {
    const counts = new Map<string, FacetCounts>(FACETS.map((facet) => [facet.name, facetCounts(this.platforms, query, facet)]));
    for (const input of this.own.form.querySelectorAll<HTMLInputElement>("input[type=checkbox][name]")) {
      const n = counts.get(input.name)?.get(input.value) ?? 0;
      const label = input.closest("label");
      const number = label?.querySelector<HTMLElement>(".n, [data-kind]");
      if (number) number.textContent = input.name === "kind" ? this.own.t(`n-kind-${input.value}`, { n }) : digits(n);
      if (label?.matches(".opt")) label.classList.toggle("zero", n === 0 && !query.getAll(input.name).includes(input.value));
    }
    for (const word of this.own.form.querySelectorAll<HTMLElement>(".facet-btn[data-bar]")) this.badge(word, query);
  }

  private badge(word: HTMLElement, query: URLSearchParams): void {
    const n = FACETS.filter(({ bar }) => bar === word.dataset["bar"]).reduce((sum, { name }) => sum + query.getAll(name).length, 0);
    word.classList.toggle("set", n > 0);
    word.setAttribute("aria-expanded", String(this.own.state.get("panel") === "filters"));
    word.querySelector(".badge")?.remove();
    if (n) word.querySelector(".icon")?.before(html("span", { class: "badge" }, n));
  }

  private say(found: readonly LocalPlatform[], query: URLSearchParams): void {
    const { t, lang } = this.own;
    const kinds = query.getAll("kind");
    const one = kinds.length === 1 && kinds[0] !== NO_KIND ? kinds[0] : null;
    const loose = found.filter(({ geometry }) => !geometry).length;
    const conditions = this.conditions.found(query);
    const wanted = joined(lang, conditions.map((condition) => said(condition, t)));
    const date = part("empty").dataset["date"] ?? "";
    const count = t(one ? `n-kind-${one}` : "count-all", { n: found.length });
    const unticked = query.getAll("kind").join() === NO_KIND;
    const none = unticked ? t("no-kind") : t(`none-listed${one ? `-${one}` : ""}${wanted ? "-for" : ""}`, { date, wanted });
    part("count").replaceChildren(html("b", {}, count), " ", html("span", {}, loose ? t("count-unlocated", { n: loose }) : ""));
    part("title").textContent = none;
    part("empty").classList.toggle("no-kind", unticked);
    part("empty").hidden = found.length > 0;
    const instead = found.length ? null : this.ways.instead(query, conditions);
    if (instead) part("empty").dataset["instead"] = instead.query;
    else delete part("empty").dataset["instead"];
    part("instead").textContent = instead?.words ?? "";
    part("filled").hidden = !found.length;
    part("hidden").replaceChildren(...(found.length && found.length < SHORT ? this.ways.hiddenKinds(query) : []));
    part("ways").replaceChildren(...(found.length ? [] : this.ways.out(query, conditions)));
    document.querySelector("#facets-done a")?.replaceChildren(t("show-results", { n: found.length }));
    const status = document.getElementById("status");
    if (status) status.textContent = found.length ? count : none;
    this.call(query, conditions, found.length);
  }

  /** The document is called by what is listed, as a server calls it (`app/pages/layout/titles.py`). */
  private call(query: URLSearchParams, conditions: readonly Condition[], n: number): void {
    const { t, state } = this.own;
    const kinds = kindUnasked(query) === query.getAll("kind").join() ? [] : query.getAll("kind").map((kind) => t(`kind-${kind}`));
    const asked = [...conditions.map((condition) => said(condition, t)), ...kinds, ...wantsOf(state).map((want) => t(`want-${want}`))];
    document.title = asked.length ? `${t("shared-list", { conditions: asked.join(" · "), n })} · ${this.site}` : this.site;
  }

  private sorting(query: URLSearchParams): void {
    const near = query.has("near");
    const asked = query.get("sort") ?? "default";
    const now = near && asked === "default" ? "distance" : asked;
    this.closeMenu();
    for (const link of document.querySelectorAll<HTMLAnchorElement>(".sort a[data-sort]")) {
      const { sort } = link.dataset;
      link.parentElement!.hidden = sort === "distance" && !near;
      if (sort === "default") link.textContent = this.own.t(ranked(query) ? "sort-rank" : "sort-default");
      if (sort === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (sort === now) document.querySelector(".sort summary")?.replaceChildren(icon("sort", 14), link.textContent ?? "");
    }
  }

  /** The menu stays in the document when an order was chosen in it. */
  private closeMenu(): void {
    const menu = document.querySelector<HTMLDetailsElement>("details.sort");
    if (!menu?.open) return;
    if (menu.contains(document.activeElement)) menu.querySelector<HTMLElement>("summary")?.focus();
    menu.open = false;
  }
}
