/**
 * What to do where little or nothing is listed: show the kinds that are hidden, drop a condition, look where a domain
 * is declared. As `empty` of `app/pages/results.py` on a live page.
 */
import { html } from "../draw/dom";
import { FACETS } from "../generated/filters";
import type { DeclaredFeature } from "../layers/declared-feature";
import { joined } from "../map/language";
import { applied, type Changes } from "../map/state";
import { platformsOf } from "./answers";
import type { Condition } from "./conditions";
import { facetCounts } from "./counts";
import type { LocalDocument } from "./document";
import type { LocalPlatform } from "./platform";
import { predicate } from "./predicate";

/** A list with fewer than these names what the switch of kinds hides. */
export const SHORT = 3;
const KIND = FACETS.find(({ name }) => name === "kind")!;
const MOST_CONDITIONS = 6;
const MOST_DECLARED = 3;

export class Ways {
  private readonly platforms: readonly LocalPlatform[];
  private readonly features: readonly DeclaredFeature[];

  constructor(private readonly own: LocalDocument) {
    this.platforms = platformsOf(own.collections);
    this.features = (own.collections["features"]?.features ?? []) as unknown as DeclaredFeature[];
  }

  out(query: URLSearchParams, conditions: readonly Condition[]): HTMLElement[] {
    const steps = [...this.declared(query), ...this.relaxed(query, conditions)];
    return [...this.hiddenKinds(query), ...(steps.length ? [html("ul", {}, ...steps)] : [])];
  }

  hiddenKinds(query: URLSearchParams): HTMLElement[] {
    const counts = facetCounts(this.platforms, query, KIND);
    const kinds = kindsOf(this.own.form);
    const hidden = kinds.filter((kind) => counts.get(kind) && !query.getAll("kind").includes(kind));
    if (!hidden.length) return [];
    const names = joined(this.own.lang, hidden.map((kind) => this.own.t(`n-kind-${kind}`, { n: counts.get(kind)! })));
    const total = hidden.reduce((sum, kind) => sum + counts.get(kind)!, 0);
    return [html("p", { class: "hidden-kinds" }, this.step(this.own.t("show-hidden", { names }), { kind: kinds }), number(total))];
  }

  /** What each condition costs: how many there would be without it. */
  private relaxed(query: URLSearchParams, conditions: readonly Condition[]): HTMLElement[] {
    return conditions.slice(0, MOST_CONDITIONS).flatMap(({ name, value, without }) => {
      const n = this.platforms.filter(predicate(applied(query, without))).length;
      return n ? [html("li", {}, this.step(this.own.t("drop-condition", { name, value }), without), number(n))] : [];
    });
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
  return html("span", { class: "n" }, n);
}
