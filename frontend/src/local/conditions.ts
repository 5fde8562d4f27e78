/** The conditions of the address: those that mean something as chips, the others named with what was typed. */
import { html } from "../draw/dom";
import { icon } from "../draw/icons";
import { MAX_RADIUS_M, MIN_RADIUS_M } from "../generated/facts";
import { FACETS, MOST_SIGNS } from "../generated/filters";
import type { Translate } from "../map/messages";
import type { Changes } from "../map/state";
import type { LocalDocument } from "./document";
import { parsePoint } from "./predicate";
import { inputOf, type Refused, usableOf } from "./usable";
import { ANSWERED, wantsOf } from "./wants";

export interface Condition {
  name: string;
  value: string;
  without: Changes;
  /** The condition by itself. */
  alone: Changes;
}

/** The value as it reads without a chip around it: an answer says nothing without its question. */
export function said({ name, value, alone }: Condition, t: Translate): string {
  const answers = ANSWERED.some((facet) => facet in alone) || value === t("not-stated");
  return answers ? t("named-value", { name, value }) : value;
}

/** What the words for a value that cannot be used say of the limits. */
const LIMITS: Record<string, Record<string, string>> = {
  q: { most: String(MOST_SIGNS) },
  radius: { low: String(MIN_RADIUS_M), high: String(MAX_RADIUS_M) },
};

/** The kind is the switch above the list. */
const NAMES: readonly string[] = FACETS.map(({ name }) => name).filter((name) => name !== "kind");

export class Conditions {
  private refused: readonly Refused[] = [];

  constructor(private readonly own: LocalDocument) {}

  /** The query without what means nothing; that is kept to be named. */
  usable(query: URLSearchParams): URLSearchParams {
    const { usable, refused } = usableOf(query, this.own.form);
    this.refused = refused;
    return usable;
  }

  notices(): HTMLElement[] {
    if (!this.refused.length) return [];
    const lines = this.refused.map(([name, value]) => html("li", {}, `${this.own.t("bad-value", { name: this.own.t(`facet-${name}`), value })} ${this.own.t(`allowed-${name}`, LIMITS[name])}`));
    return [html("div", { class: "notice", role: "alert" }, icon("alert", 18), html("ul", {}, ...lines))];
  }

  chips(query: URLSearchParams): HTMLElement[] {
    const found: Pick<Condition, "name" | "value" | "without">[] = [...this.found(query), ...this.wants()];
    if (!found.length) return [];
    const chips = found.map(({ name, value, without }) => {
      const label = this.own.t("remove-condition", { name, value });
      const remove = (): void => this.own.state.change({ ...without, page: null });
      return html("button", { type: "button", class: "chip", "aria-label": label, onclick: remove }, html("span", { class: "chip-k" }, name), html("bdi", {}, value), icon("close", 12));
    });
    const clear = (): void => this.own.state.change(Object.assign({}, ...found.map((one) => one.without), Object.fromEntries([...NAMES, "want"].map((name) => [name, null]))) as Changes);
    return [...chips, html("button", { type: "button", class: "text-btn", onclick: clear }, this.own.t("clear-all"))];
  }

  /** What was recognised as wanted: it filters nothing, and the match counts it. */
  private wants(): Pick<Condition, "name" | "value" | "without">[] {
    const { t, state } = this.own;
    const wants = wantsOf(state);
    return wants.map((want) => ({ name: t("facet-want"), value: t(`want-${want}`), without: { want: wants.filter((other) => other !== want).join() || null } }));
  }

  found(query: URLSearchParams): Condition[] {
    const { t } = this.own;
    const found: Condition[] = [];
    const q = query.get("q");
    if (q) found.push({ name: t("search"), value: q, without: { q: null }, alone: { q } });
    for (const name of NAMES) {
      const values = query.getAll(name);
      for (const value of values) found.push({ name: t(`facet-${name}`), value: this.valueName(name, value), without: { [name]: values.filter((one) => one !== value) }, alone: { [name]: value } });
    }
    const near = parsePoint(query.get("near"));
    const within = query.has("radius") ? ` · ${t("within-km", { km: String(Number(query.get("radius")) / 1000) })}` : "";
    if (near) found.push({ name: t("near"), value: `${near.map((degrees) => degrees.toFixed(4)).join(", ")}${within}`, without: { near: null, radius: null }, alone: { near: query.get("near"), radius: query.get("radius") } });
    if (query.has("bbox")) found.push({ name: t("facet-bbox"), value: t("chosen-box"), without: { bbox: null }, alone: { bbox: query.get("bbox") } });
    if (query.has("ids")) found.push({ name: t("facet-ids"), value: t("n-chosen", { n: query.getAll("ids").flatMap((text) => text.split(",")).length }), without: { ids: null }, alone: { ids: query.getAll("ids") } });
    return found;
  }

  private valueName(name: string, value: string): string {
    return inputOf(this.own.form, name, value)?.closest("label")?.querySelector("span:not(.n)")?.textContent ?? value;
  }
}
