/** The cards that Python wrote: those that match are shown, in order, with their distance. */
import { html } from "../draw/dom";
import { icon } from "../draw/icons";
import type { LonLat } from "../draw/position";
import type { Translate } from "../map/messages";
import { honestRange, metresBetween } from "./distance";
import { part } from "./parts";
import { type LocalPlatform, positionOf } from "./platform";
import { parsePoint } from "./predicate";
import { ELSEWHERE, ranked, rankIn } from "./rank";

export class Cards {
  private readonly byId = new Map<string, HTMLElement>();

  constructor(private readonly t: Translate) {
    for (const card of document.querySelectorAll<HTMLElement>("#results .card[data-id]")) this.byId.set(card.dataset["id"]!, card);
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  /** A copy for the sheet at the foot of the map, also of a card that the filters leave out. */
  readonly copyOf = (id: string): Promise<Element | null> => Promise.resolve((this.byId.get(id)?.cloneNode(true) as Element | undefined) ?? null);

  show(found: readonly LocalPlatform[], query: URLSearchParams): void {
    const near = parsePoint(query.get("near"));
    // What a search ranked stays in its order.
    const located = ranked(query) ? found : found.filter((one) => one.geometry);
    const loose = ranked(query) ? [] : found.filter((one) => !one.geometry);
    const others = ranked(query) ? this.otherwise(found, query) : [];
    part("located").replaceChildren(...located.slice(0, located.length - others.length).flatMap((one) => this.card(one, near)));
    part("others").replaceChildren(...others.flatMap((one) => this.card(one, near)));
    if (!ranked(query)) part("otherwise").hidden = true;
    part("loose").replaceChildren(...loose.flatMap((one) => this.card(one, near)));
    part("bucket").hidden = !loose.length;
    part("bucket-title").textContent = this.t("bucket", { n: loose.length });
  }

  /** Those at the end that do not say the words themselves, with a line that says so. */
  private otherwise(found: readonly LocalPlatform[], query: URLSearchParams): readonly LocalPlatform[] {
    const q = query.get("q")!;
    const others = found.filter((one) => rankIn(q)(one) === ELSEWHERE);
    part("otherwise").hidden = !others.length;
    part("otherwise-title").textContent = this.t(others.length < found.length ? "found-otherwise" : "found-otherwise-alone", { q });
    part("otherwise-said").textContent = this.t("found-otherwise-said", { n: others.length });
    return others;
  }

  private card(one: LocalPlatform, near: LonLat | null): HTMLElement[] {
    const card = this.byId.get(String(one.id));
    const item = card?.closest("li");
    if (!card || !item) return [];
    card.querySelector(".distance")?.remove();
    const at = positionOf(one);
    if (near && at) card.querySelector(".where")?.append(html("span", { class: "distance" }, icon("near", 14), this.said(one, near, at)));
    return [item];
  }

  private said(one: LocalPlatform, near: LonLat, at: LonLat): string {
    const [low, high] = honestRange(metresBetween(near, at), one.properties.precision);
    return low ? this.t("about-km", { km: `${low}–${high}` }) : this.t("within-about-km", { km: `${high}` });
  }
}
