/**
 * What to do where little or nothing is listed: show the kinds that are hidden, drop a condition, look where a domain
 * is declared. As `empty` of `app/pages/home/results.py` on a live page.
 */
import { isolated } from "../draw/isolated";
import { digits } from "../draw/digits";
import { html } from "../draw/dom";
import { FACETS } from "../generated/filters";
import type { DeclaredFeature } from "../layers/declared-feature";
import { joined } from "../map/language";
import { applied, type Changes, kindUnasked } from "../map/state";
import { platformsOf } from "./answers";
import { type Condition, said } from "./conditions";
import { facetCounts } from "./counts";
import type { LocalDocument } from "./document";
import type { LocalPlatform } from "./platform";
import { inLists } from "./in-lists";
import { Nearest } from "./nearest";
import { predicate } from "./predicate";
import { ANSWERED, matchAddress } from "./wants";
import { read } from "./words";

/** A list with fewer than these names what the switch of kinds hides. */
export const SHORT = 3;
const KIND = FACETS.find(({ name }) => name === "kind")!;
/** What the city may lack, as `GAPS` of `app/pages/home/empty.py`. */
const GAPS = ["domain", "stage", "service", "district", "zone"];
const MOST_CONDITIONS = 6;
const MOST_DECLARED = 3;

export class Ways {
  private readonly platforms: readonly LocalPlatform[];
  private readonly features: readonly DeclaredFeature[];

  private readonly nearest: Nearest;

  constructor(private readonly own: LocalDocument) {
    this.nearest = new Nearest(own);
    this.platforms = platformsOf(own.collections);
    this.features = (own.collections["features"]?.features ?? []) as unknown as DeclaredFeature[];
  }

  out(query: URLSearchParams, conditions: readonly Condition[]): HTMLElement[] {
    const every = this.each(query, conditions);
    const declared = this.declared(query);
    const [relaxed, nearest] = [this.relaxed(query, every), this.nearest.out(query)];
    return [
      ...this.explained(every), ...this.hiddenKinds(query), ...this.section("empty-relax", relaxed), ...this.section("empty-alone", relaxed.length ? [] : this.byItself(query, every)), ...this.section("empty-nearest", nearest),
      ...(declared.length ? [html("ul", {}, ...declared)] : []),
    ];
  }

  /** What each condition gives by itself, where leaving out one of them gives nothing. */
  private byItself(query: URLSearchParams, conditions: readonly Condition[]): HTMLElement[] {
    const { t, form } = this.own;
    const others = Object.fromEntries([...query.keys()].map((name) => [name, null]));
    const counted = conditions.map((one) => ({ one, n: this.count(applied(new URLSearchParams(), one.alone)) }));
    return counted.filter(({ n }) => n).map(({ one, n }) => html("li", {}, html("span", {}, this.step(said(one, t), { ...others, ...one.alone, kind: kindsOf(form) })), number(n)));
  }

  private section(title: string, steps: readonly HTMLElement[]): HTMLElement[] {
    return steps.length ? [html("section", { class: "ways" }, html("h3", {}, this.own.t(title)), html("ul", {}, ...steps))] : [];
  }

  private each(query: URLSearchParams, conditions: readonly Condition[]): Condition[] {
    return this.byWord(query, conditions).slice(0, MOST_CONDITIONS);
  }

  /** Each word of the search is a condition of its own. */
  private byWord(query: URLSearchParams, conditions: readonly Condition[]): Condition[] {
    const words = read(query.get("q") ?? "");
    if (words.length < 2) return [...conditions];
    const name = this.own.t("search");
    const split = words.map((word) => {
      const rest = words.filter((other) => other !== word).map((other) => other.text).join(" ");
      return { name, value: word.text, without: { q: rest }, alone: { q: word.text } };
    });
    return [...split, ...conditions.slice(1)];
  }

  /** Which condition empties the list, and whether the whole city has nothing of it. */
  private explained(conditions: readonly Condition[]): HTMLElement[] {
    const { t } = this.own;
    const alone = conditions.map((one) => ({ one, n: this.count(applied(new URLSearchParams(), one.alone)) }));
    const nowhere = alone.filter(({ n }) => !n).map(({ one }) => one);
    if (nowhere.length) return this.nowhere(nowhere);
    if (alone.length < 2) return [];
    const domains = alone.filter(({ one }) => "domain" in one.alone).map(({ one, n }) => t("empty-elsewhere", { name: one.value, n }));
    return [html("p", {}, [t("empty-together", { n: alone.length }), ...domains].join(" "))];
  }

  /** What no record has: a word may be mistyped, some conditions are gaps, of vouchers and funds nothing is said. */
  private nowhere(conditions: readonly Condition[]): HTMLElement[] {
    const { t, lang } = this.own;
    const has = (one: Condition, ...names: string[]): boolean => names.some((name) => name in one.alone);
    const quoted = (key: string, names: readonly string[]): HTMLElement[] =>
      names.length ? [html("p", {}, t(key, { names: joined(lang, names.map((name) => `“${isolated(name)}”`)) }))] : [];
    const line = (key: string, those: readonly Condition[]): HTMLElement[] => quoted(key, those.map((one) => said(one, t)));
    const words = conditions.filter((one) => has(one, "q"));
    const listed = inLists();
    const known = words.filter(({ value }) => listed || read(value).every(({ row }) => row));
    const unknown = words.filter((one) => !known.includes(one));
    return [
      ...line(listed ? "empty-in-lists" : "empty-unwritten", known),
      ...line("empty-unknown", unknown),
      ...(unknown.length ? [html("p", {}, t("local-uncorrected"))] : []),
      ...line("empty-nowhere", conditions.filter((one) => has(one, ...GAPS))),
      ...line("empty-nothing", conditions.filter((one) => !has(one, "q", "ids", ...ANSWERED, ...GAPS))),
      ...quoted("empty-no-id", conditions.flatMap(({ alone }) => alone["ids"] ?? [])),
      ...conditions.filter((one) => has(one, ...ANSWERED)).map(({ name, alone }) => html("p", {}, `${t("empty-unstated", { name })} `, this.money(Object.keys(alone)))),
    ];
  }

  /** The way to the match, which ranks by what nearly no source states. */
  private money(wants: readonly string[]): HTMLElement | string {
    const address = matchAddress(new URLSearchParams(), wants);
    return address ? html("a", { href: address }, this.own.t("empty-money")) : this.own.t("local-match-elsewhere");
  }

  private count(query: URLSearchParams): number {
    return this.platforms.filter(predicate(query)).length;
  }

  hiddenKinds(query: URLSearchParams): HTMLElement[] {
    const counts = facetCounts(this.platforms, query, KIND);
    const kinds = kindsOf(this.own.form);
    const shown = query.getAll("kind");
    // Without a kind, as where records are named, none is hidden.
    const hidden = shown.length ? kinds.filter((kind) => counts.get(kind) && !shown.includes(kind)) : [];
    if (!hidden.length) return [];
    const names = joined(this.own.lang, hidden.map((kind) => this.own.t(`n-kind-${kind}`, { n: counts.get(kind)! })));
    const total = hidden.reduce((sum, kind) => sum + counts.get(kind)!, 0);
    return [html("p", { class: "hidden-kinds" }, this.step(this.own.t("show-hidden", { names }), { kind: kinds }), number(total))];
  }

  /** What the map shows while the list is empty: the query of the first way out, and words for it; null where there is none. */
  instead(query: URLSearchParams, conditions: readonly Condition[]): { query: string; words: string } | null {
    const first = this.relaxations(query, this.each(query, conditions))[0];
    if (!first) return null;
    return { query: applied(query, first.changes).toString(), words: this.own.t("empty-map-shows", { value: first.one.value, n: first.n }) };
  }

  /** What each condition costs: how many there would be without it. */
  private relaxed(query: URLSearchParams, conditions: readonly Condition[]): HTMLElement[] {
    const { t, lang } = this.own;
    return this.relaxations(query, conditions).map(({ one, changes, n }, i) => {
      const kept = joined(lang, conditions.filter((other) => other !== one).map((other) => said(other, t))) || t("empty-all");
      const dropped = html("s", { "aria-hidden": "true" }, html("bdi", {}, one.value));
      const label = t("drop-condition", { name: one.name, value: one.value });
      const small = html("small", {}, i ? label : `${label} · ${t("empty-on-map")}`);
      return html("li", {}, html("span", {}, this.step(kept, changes), " ", dropped, small), number(n));
    });
  }

  /** The conditions without which something is listed, with what changes then and how many there are. */
  private relaxations(query: URLSearchParams, conditions: readonly Condition[]): { one: Condition; changes: Changes; n: number }[] {
    // Where nobody chose other kinds than a page shows unasked, all of them are offered.
    const [chosen, unasked] = [this.own.state.all("kind").join(), kindUnasked(this.own.state.pageQuery())];
    const kinds: Changes = chosen && chosen !== unasked ? {} : { kind: kindsOf(this.own.form) };
    const all = conditions.map((one) => ({ one, changes: { ...one.without, ...kinds } }));
    return all.map((each) => ({ ...each, n: this.count(applied(query, each.changes)) })).filter(({ n }) => n);
  }

  /** Districts that declare the domain of which nothing is listed. */
  private declared(query: URLSearchParams): HTMLElement[] {
    const wanted = query.getAll("domain");
    const found = this.features.flatMap(({ properties }) =>
      properties.domains
        .filter(({ code, sourced }) => sourced && wanted.includes(code))
        .map((domain) => ({ code: properties.code, said: this.own.t("district-declares", { district: properties.name, domain: domain.name }) })),
    );
    return found.slice(0, MOST_DECLARED).map(({ code, said }) => html("li", {}, this.ofDistrict(code, said), html("span", { class: "n" }, this.own.t("facet-feature"))));
  }

  /** A folder has a page for each district; in a single file its filter stands in its place. */
  private ofDistrict(code: string, said: string): HTMLElement {
    if (document.body.dataset["snapshot"] === "page") return html("a", { href: `district/${code}.html` }, said);
    return this.step(said, { district: code, domain: null });
  }

  private step(said: string, changes: Changes): HTMLElement {
    return html("button", { type: "button", class: "text-btn", onclick: () => this.own.state.change({ ...changes, page: null }) }, said);
  }
}

/** All kinds, as the switch has them. */
export function kindsOf(form: HTMLFormElement): string[] {
  return [...form.querySelectorAll<HTMLInputElement>("input[name=kind]")].map((one) => one.value);
}

function number(n: number): HTMLElement {
  return html("span", { class: "n" }, digits(n));
}
