/** Which parameters of an address mean something: what `parse` of `app/query/parse.py` says on a live page. */
import { parseRadius } from "../draw/position";
import { FACETS, MOST_SIGNS, MOST_VALUES, SORTS } from "../generated/filters";
import { kindUnasked, NO_KIND, type State } from "../map/state";
import { parseBox, parsePoint } from "./predicate";

export type Refused = readonly [name: string, value: string];

export interface Usable {
  usable: URLSearchParams;
  refused: Refused[];
}

/** Parameters whose values may be several, with commas between. */
const LISTED: ReadonlySet<string> = new Set([...FACETS.map(({ name }) => name), "ids"]);
const SHOWN = 80;

/** The value of a parameter that has one, where it cannot be used. */
function single(name: string, values: readonly string[]): string | undefined {
  const [value, ...more] = values;
  if (value === undefined) return undefined;
  return more.length || !usableOne(name, value) ? values.join() : undefined;
}

function usableOne(name: string, value: string): boolean {
  if (name === "near") return parsePoint(value) !== null;
  if (name === "bbox") return parseBox(value) !== null;
  if (name === "radius") return parseRadius(value) !== null;
  if (name === "sort") return (SORTS as readonly string[]).includes(value);
  return [...value].length <= MOST_SIGNS && !value.includes("\0");
}

/** The control of a value or of its name: the filters of the document say which there are. */
export function inputOf(form: HTMLFormElement, name: string, value: string): HTMLInputElement | null {
  return [...form.querySelectorAll<HTMLInputElement>("input[type=checkbox]")].find((one) => one.name === name && [one.value, one.dataset["name"]].includes(value)) ?? null;
}

/** A parameter with one value that cannot be used is left out as a whole. */
export function usableOf(query: URLSearchParams, form: HTMLFormElement): Usable {
  const [usable, refused]: [URLSearchParams, Refused[]] = [new URLSearchParams(), []];
  for (const name of new Set(query.keys())) {
    const texts = query.getAll(name).filter(Boolean);
    const values = LISTED.has(name) ? texts.flatMap((text) => text.split(",")).filter(Boolean) : texts;
    const wrong = LISTED.has(name) ? unknown(form, name, values) : single(name, values);
    if (wrong !== undefined) refused.push([name, [...wrong].slice(0, name === "q" ? 2 * MOST_SIGNS : SHOWN).join("")]);
    else for (const value of new Set(values.map((each) => meant(form, name, each)))) if (value) usable.append(name, value);
  }
  const unasked = kindUnasked(usable);
  if (!usable.has("kind") && unasked) usable.append("kind", unasked);
  if (!usable.has("near")) {
    usable.delete("radius");
    if (usable.get("sort") === "distance") usable.delete("sort");
  }
  return { usable, refused };
}

/** The first of the values that cannot be used. */
function unknown(form: HTMLFormElement, name: string, values: readonly string[]): string | undefined {
  return values.length > MOST_VALUES ? `${values.length} values` : values.find((value) => !known(form, name, value));
}

/** The value as the filters have it: a name as its code, a text with single blanks. */
function meant(form: HTMLFormElement, name: string, value: string): string {
  // Signs that nobody sees are no words.
  if (name === "q" && /^[\p{Cc}\p{Cf}\s]*$/u.test(value)) return "";
  return name === "q" ? value.split(/\s+/).filter(Boolean).join(" ") : (inputOf(form, name, value)?.value ?? value);
}

/** Names of the address as codes, so that the controls show what is chosen. */
export function sayCodes(form: HTMLFormElement, state: State): void {
  for (const { name } of FACETS) {
    const said = state.typed(name);
    const codes = [...new Set(said.map((value) => meant(form, name, value)))];
    if (codes.join() !== said.join()) state.change({ [name]: codes }, "replace");
  }
}

function known(form: HTMLFormElement, name: string, value: string): boolean {
  if (name === "kind" && value === NO_KIND) return true;
  return name === "ids" ? /^[A-Za-z0-9_-]{1,64}$/.test(value) && /[A-Za-z0-9]/.test(value) : inputOf(form, name, value) !== null;
}
