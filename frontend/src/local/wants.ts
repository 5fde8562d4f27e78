/** What a list says of wants (`app/pages/filters/wants.py`): that they filter nothing, and the way to the match, which counts them. */
import { html } from "../draw/dom";
import { DEFAULT_KINDS, FACETS } from "../generated/filters";
import { MATCH_KINDS, SERVICE_OF } from "../generated/match";
import { joined } from "../map/language";
import type { State } from "../map/state";
import type { LocalDocument } from "./document";

/** The facets of a list that are criteria of a match, and those that say where one starts. */
const [COUNTED, AREAS] = [["domain", "stage", "service"], ["zone", "district"]];

/** Facets whose values are answers: yes, no, not stated. Nearly every source says nothing of them, so they are wants of the match. */
export const ANSWERED = ["voucher", "fund"];
const WANTS: readonly string[] = [...ANSWERED, ...Object.keys(SERVICE_OF)];

/** The wants that the address names. */
export function wantsOf(state: State): string[] {
  return state.all("want").filter((want) => WANTS.includes(want));
}

export function wantsSaid({ state, t, lang }: LocalDocument, query: URLSearchParams): HTMLElement[] {
  const wants = wantsOf(state);
  if (!wants.length) return [];
  const names = joined(lang, wants.map((want) => t(`want-${want}`)));
  const address = matchAddress(query, wants);
  const way = address ? html("a", { href: address }, t("want-match")) : t("local-match-elsewhere");
  return [html("p", { class: "wants-said" }, `${t("want-filters-nothing", { names })} `, way)];
}

/** The match that asks for what the list is filtered by and for these wants; null in a single file, which has none. */
export function matchAddress(query: URLSearchParams, wants: readonly string[]): string | null {
  if (document.body.dataset["snapshot"] !== "page") return null;
  const values = (name: string): string[] => query.getAll(name).filter((value) => value !== FACETS.find((one) => one.name === name)!.nothing);
  const asked = COUNTED.flatMap((name) => values(name).map((value) => [name, value]));
  const [kinds, areas] = [query.getAll("kind").join(), AREAS.flatMap(values)];
  if (kinds && ![DEFAULT_KINDS.join(), MATCH_KINDS.join()].includes(kinds)) asked.push(...query.getAll("kind").map((kind) => ["kind", kind]));
  const named = WANTS.filter((want) => wants.includes(want) || (ANSWERED.includes(want) && query.getAll(want).includes("yes")));
  if (named.length) asked.push(["want", named.join()]);
  const origin = query.get("near") ?? (areas.length === 1 ? areas[0]! : "");
  if (origin) asked.push(["origin", origin]);
  return `match.html?${new URLSearchParams(asked)}`;
}
