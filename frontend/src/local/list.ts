/**
 * The list beside the map without a server. Python wrote every card and every filter once; here cards are chosen and
 * ordered, and numbers follow the filters.
 */
import { html } from "../dom";
import { icon } from "../icons";
import type { Lang, Translate } from "../messages";
import type { ListPanel } from "../panel";
import type { State } from "../state";
import { Cards } from "./cards";
import { Conditions } from "./conditions";
import { facetCounts } from "./counts";
import { ordered } from "./order";
import { part } from "./parts";
import type { LocalPlatform } from "./platform";
import { FACETS, predicate } from "./predicate";

/** Facets that one word of the bar stands for, as `BAR` of `app/pages/search.py`. */
const BAR: Readonly<Record<string, readonly string[]>> = { voucher: ["voucher", "fund"] };
const SHORT = 3;

export class LocalList implements ListPanel {
  /** Links in the document change one thing against the state without any condition. */
  readonly rendered = new URLSearchParams();
  private readonly cards: Cards;
  private readonly conditions: Conditions;

  constructor(
    private readonly state: State,
    private readonly form: HTMLFormElement,
    private readonly platforms: readonly LocalPlatform[],
    private readonly t: Translate,
    private readonly lang: Lang,
  ) {
    this.cards = new Cards(t);
    this.conditions = new Conditions(state, form, t);
  }

  prepare(): Promise<() => void> {
    return Promise.resolve(() => this.show());
  }

  busy(): () => void {
    return () => undefined;
  }

  fail(): void {
    // Nothing is asked of anyone, so nothing can stay away.
  }

  show(): void {
    const query = this.conditions.usable(this.state.filterQuery());
    const found = ordered(this.platforms.filter(predicate(query)), query, this.lang);
    this.count(query);
    this.cards.show(found, query);
    const chips = this.conditions.chips(query);
    part("chips").replaceChildren(...this.conditions.notices(), ...(chips.length ? [html("div", { class: "chips" }, ...chips)] : []));
    this.say(found, query);
    this.sorting(query);
  }

  /** The number of each value under the other filters, in the drawer and on the switch of kinds. */
  private count(query: URLSearchParams): void {
    const counts = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, facetCounts(this.platforms, query, facet)]));
    for (const input of this.form.querySelectorAll<HTMLInputElement>("input[type=checkbox][name]")) {
      const n = counts[input.name]?.get(input.value) ?? 0;
      const label = input.closest("label");
      const number = label?.querySelector(".n");
      if (number) number.textContent = String(n);
      if (label?.matches(".opt")) label.classList.toggle("zero", n === 0 && !query.getAll(input.name).includes(input.value));
    }
    for (const word of this.form.querySelectorAll<HTMLElement>(".facet-btn[data-bar]")) this.badge(word, query);
  }

  private badge(word: HTMLElement, query: URLSearchParams): void {
    const name = word.dataset["bar"]!;
    const n = (BAR[name] ?? [name]).reduce((sum, facet) => sum + query.getAll(facet).length, 0);
    word.classList.toggle("set", n > 0);
    word.setAttribute("aria-expanded", String(this.state.get("panel") === "filters"));
    word.querySelector(".badge")?.remove();
    if (n) word.querySelector(".icon")?.before(html("span", { class: "badge" }, n));
  }

  private say(found: readonly LocalPlatform[], query: URLSearchParams): void {
    const { t } = this;
    const only = query.getAll("kind").join() === "poc";
    const loose = found.filter((one) => !one.geometry).length;
    const wanted = this.conditions.words(query).join(this.lang === "en" ? ", " : "、");
    const date = part("empty").dataset["date"] ?? "";
    const said = t(only ? "count-poc" : "count-all", { n: found.length });
    const none = t(`none-listed${only ? "-poc" : ""}${wanted ? "-for" : ""}`, { date, wanted });
    part("count").replaceChildren(html("b", {}, said), " ", html("span", {}, loose ? t("count-unlocated", { n: loose }) : ""));
    part("title").textContent = none;
    part("empty").hidden = found.length > 0;
    part("filled").hidden = !found.length;
    part("hidden").replaceChildren(...(found.length < SHORT ? this.others(query) : []));
    const status = document.getElementById("status");
    if (status) status.textContent = found.length ? said : none;
  }

  /** A short list names what the switch of kinds hides. */
  private others(query: URLSearchParams): HTMLElement[] {
    const counts = facetCounts(this.platforms, query, "kind");
    const kinds = [...this.form.querySelectorAll<HTMLInputElement>("input[name=kind]")].map((one) => one.value);
    const hidden = kinds.filter((kind) => counts.get(kind) && !query.getAll("kind").includes(kind));
    if (!hidden.length) return [];
    const names = hidden.map((kind) => this.t(`n-kind-${kind}`, { n: counts.get(kind)! })).join(this.lang === "en" ? ", " : "、");
    const show = (): void => this.state.change({ kind: kinds });
    const total = hidden.reduce((sum, kind) => sum + counts.get(kind)!, 0);
    return [html("p", { class: "hidden-kinds" }, html("button", { type: "button", class: "text-btn", onclick: show }, this.t("show-hidden", { names })), html("span", { class: "n" }, total))];
  }

  private sorting(query: URLSearchParams): void {
    const near = query.has("near");
    const asked = query.get("sort") ?? "default";
    const now = near && asked === "default" ? "distance" : asked;
    for (const link of document.querySelectorAll<HTMLAnchorElement>(".sort a[data-sort]")) {
      const { sort } = link.dataset;
      link.parentElement!.hidden = sort === "distance" && !near;
      if (sort === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (sort === now) document.querySelector(".sort summary")?.replaceChildren(icon("sort", 14), link.textContent ?? "");
    }
  }

}
