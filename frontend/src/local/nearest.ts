/** What is nearest to an empty list, as `app/pages/filters/nearest.py` says it: another domain there, and a platform elsewhere. */
import { digits } from "../draw/digits";
import { html } from "../draw/dom";
import type { LonLat } from "../draw/position";
import { applied, type Changes } from "../map/state";
import { platformsOf } from "./answers";
import { metresBetween } from "./distance";
import type { LocalDocument } from "./document";
import { type LocalPlatform, positionOf } from "./platform";
import { parsePoint, predicate } from "./predicate";
import { inputOf } from "./usable";

const NO_PLACE: Changes = { district: null, zone: null, near: null, radius: null, bbox: null, sort: null, kind: null };

export class Nearest {
  private readonly platforms: readonly LocalPlatform[];
  /** Where each platform's facts stand, by its id: its card is not on the page while it is not in the list. */
  private readonly pages = new Map<string, string>();

  constructor(private readonly own: LocalDocument) {
    this.platforms = platformsOf(own.collections);
    for (const card of document.querySelectorAll<HTMLElement>("#results .card[data-id]")) {
      this.pages.set(card.dataset["id"]!, card.querySelector(".card-name a")?.getAttribute("href") ?? `#platform-${card.dataset["id"]!}`);
    }
  }

  out(query: URLSearchParams): HTMLElement[] {
    return [...this.domain(query), ...this.platform(query)];
  }

  private domain(query: URLSearchParams): HTMLElement[] {
    const wanted = query.getAll("domain").filter((code) => this.tierOf(code));
    if (!wanted.length) return [];
    const there = (code: string): number => this.platforms.filter(predicate(applied(query, { kind: null, domain: code }))).length;
    const beside = new Map<string, number>();
    for (const { properties } of this.platforms) {
      if (!properties.domains.some((code) => wanted.includes(code))) continue;
      for (const code of properties.domains) if (!wanted.includes(code)) beside.set(code, (beside.get(code) ?? 0) + 1);
    }
    const ordered = [...beside].sort(([a, n], [b, m]) => m - n || (a < b ? 1 : -1));
    const found = ordered.find(([code]) => there(code));
    if (found) return [this.step(found[0], this.own.t("empty-beside", { n: found[1] }), there(found[0]))];
    const tier = this.tierOf(wanted[0]!)!;
    let [most, n] = ["", 0];
    for (const { value } of tier.querySelectorAll<HTMLInputElement>("input[name=domain]")) {
      if (!wanted.includes(value) && there(value) > n) [most, n] = [value, there(value)];
    }
    const name = tier.querySelector(".tier-name")?.textContent ?? "";
    return most ? [this.step(most, this.own.t("empty-tier", { tier: name }), n)] : [];
  }

  /** The tier of the plan that a domain stands under in the drawer. */
  private tierOf(code: string): Element | null {
    return inputOf(this.own.form, "domain", code)?.closest(".tier") ?? null;
  }

  private step(code: string, why: string, n: number): HTMLElement {
    const kinds = [...this.own.form.querySelectorAll<HTMLInputElement>("input[name=kind]")].map((one) => one.value);
    const act = (): void => this.own.state.change({ domain: code, kind: kinds, page: null });
    const said = this.nameOf("domain", code);
    return html("li", {}, html("span", {}, html("button", { type: "button", class: "text-btn", onclick: act }, said), html("small", {}, why)), html("span", { class: "n" }, digits(n)));
  }

  private nameOf(name: string, code: string): string {
    return inputOf(this.own.form, name, code)?.closest("label")?.querySelector("span:not(.n)")?.textContent ?? code;
  }

  /** The nearest platform that fits all but the place. */
  private platform(query: URLSearchParams): HTMLElement[] {
    const point = this.point(query);
    if (!point) return [];
    const [at, place] = point;
    const metres = (one: LocalPlatform): number => {
      const there = positionOf(one);
      return there ? metresBetween(at, there) : Infinity;
    };
    const fitting = this.platforms.filter(predicate(applied(query, NO_PLACE))).filter((one) => one.geometry);
    const [first] = fitting.sort((a, b) => metres(a) - metres(b) || (a.id! < b.id! ? -1 : 1));
    if (!first) return [];
    const name = html("a", { href: this.pages.get(String(first.id)) ?? `#platform-${first.id!}` }, html("bdi", {}, first.properties.name));
    const why = html("small", {}, this.own.t("empty-from", { place }));
    return [html("li", {}, html("span", {}, name, why), html("span", { class: "n" }, this.own.t("about-km", { km: kilometres(metres(first)) })))];
  }

  /** The place that the filter names, as a point and in words. */
  private point(query: URLSearchParams): [LonLat, string] | null {
    const near = parsePoint(query.get("near"));
    if (near) return [near, this.own.t("near-point")];
    for (const area of ["district", "zone"]) {
      const codes = query.getAll(area);
      const feature = this.own.collections[`bubbles-${area}`]?.features.find((one) => one.properties?.["code"] === codes[0]);
      if (codes.length === 1 && feature?.geometry.type === "Point") return [feature.geometry.coordinates as LonLat, this.nameOf(area, codes[0]!)];
    }
    return null;
  }
}

/** Tenths where they say something. */
function kilometres(metres: number): string {
  const km = metres / 1000;
  return km < 10 ? Math.max(km, 0.1).toFixed(1) : km.toFixed(0);
}
