/** Which parameters of an address mean something: what `parse_filter` of `app/parameters.py` says on a live page. */
import { defaultKind } from "../state";
import { FACETS, parseBox, parsePoint } from "./predicate";

export type Refused = readonly [name: string, value: string];

export interface Usable {
  usable: URLSearchParams;
  refused: Refused[];
}

/** Parameters whose values may be several, with commas between. */
const LISTED: ReadonlySet<string> = new Set([...Object.keys(FACETS), "ids"]);
const MOST_SIGNS = 200;
const MOST_METRES = 200_000;

/** The value of a parameter that has one, where it cannot be used. */
function single(name: string, values: readonly string[]): string | undefined {
  const [value, ...more] = values;
  if (value === undefined) return undefined;
  return more.length || !usableOne(name, value) ? values.join() : undefined;
}

function usableOne(name: string, value: string): boolean {
  if (name === "near") return parsePoint(value) !== null;
  if (name === "bbox") return parseBox(value) !== null;
  if (name === "radius") return Number(value) >= 1 && Number(value) <= MOST_METRES;
  if (name === "sort") return ["default", "name", "date", "distance"].includes(value);
  return value.length <= MOST_SIGNS;
}

/** The control of a value: the filters of the document say which values there are. */
export function inputOf(form: HTMLFormElement, name: string, value: string): HTMLInputElement | null {
  return [...form.querySelectorAll<HTMLInputElement>("input[type=checkbox]")].find((one) => one.name === name && one.value === value) ?? null;
}

/** A parameter with one value that cannot be used is left out as a whole. */
export function usableOf(query: URLSearchParams, form: HTMLFormElement): Usable {
  const [usable, refused]: [URLSearchParams, Refused[]] = [new URLSearchParams(), []];
  for (const name of new Set(query.keys())) {
    const texts = query.getAll(name).filter(Boolean);
    const values = LISTED.has(name) ? texts.flatMap((text) => text.split(",")).filter(Boolean) : texts;
    const wrong = LISTED.has(name) ? values.find((value) => !known(form, name, value)) : single(name, values);
    if (wrong !== undefined) refused.push([name, wrong]);
    else for (const value of new Set(values)) usable.append(name, value);
  }
  if (!usable.has("kind") && defaultKind()) usable.append("kind", defaultKind());
  if (!usable.has("near")) {
    usable.delete("radius");
    if (usable.get("sort") === "distance") usable.delete("sort");
  }
  return { usable, refused };
}

function known(form: HTMLFormElement, name: string, value: string): boolean {
  return name === "ids" ? /^[A-Za-z0-9_-]{1,64}$/.test(value) && /[A-Za-z0-9]/.test(value) : inputOf(form, name, value) !== null;
}
