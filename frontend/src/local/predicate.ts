/**
 * The one predicate (`app/platforms/predicate.py`) without a server: values of one parameter are OR, parameters AND.
 * A test holds both to the same answers.
 */
import { type LonLat, parseNumber, parseRadius } from "../draw/position";
import { FACETS } from "../generated/filters";
import { metresBetween } from "./distance";
import { type LocalPlatform, positionOf, valuesOf } from "./platform";
import { every, read } from "./words";

type Test = (one: LocalPlatform) => boolean;

function chosen(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((value) => value.split(",")).filter(Boolean);
}

/** `without`: a facet's own count leaves its own parameter out. */
export function predicate(query: URLSearchParams, without?: string): Test {
  const tests: Test[] = [];
  for (const facet of FACETS) {
    const wanted = new Set(facet.name === without ? [] : chosen(query, facet.name));
    if (wanted.size) tests.push((one) => valuesOf(facet, one).some((value) => wanted.has(value)));
  }
  const ids = new Set(chosen(query, "ids"));
  if (ids.size) tests.push((one) => ids.has(String(one.id)));
  for (const forms of read(query.get("q") ?? "").map(every)) tests.push(({ properties }) => forms.some((form) => properties.search.includes(form)));
  tests.push(...places(query));
  return (one) => tests.every((test) => test(one));
}

function numbers(text: string | null): number[] | null {
  const found = (text ?? "").split(",").map(parseNumber);
  return found.every(Number.isFinite) ? found : null;
}

/** A point `lon,lat`, or null where the text is none. */
export function parsePoint(text: string | null): LonLat | null {
  const found = numbers(text);
  const [lon, lat] = found ?? [];
  return found?.length === 2 && Math.abs(lon!) <= 180 && Math.abs(lat!) <= 90 ? [lon!, lat!] : null;
}

/** `west,south,east,north`; of six numbers the heights are left out (`geo/bbox.py`). */
export function parseBox(text: string | null): [number, number, number, number] | null {
  const all = numbers(text);
  const found = all?.length === 6 ? [all[0]!, all[1]!, all[3]!, all[4]!] : all;
  if (found?.length !== 4) return null;
  const [west, south, east, north] = found as [number, number, number, number];
  const inside = Math.max(Math.abs(west), Math.abs(east)) <= 180 && Math.max(Math.abs(south), Math.abs(north)) <= 90;
  return inside && south <= north ? [west, south, east, north] : null;
}

function places(query: URLSearchParams): Test[] {
  const tests: Test[] = [];
  const near = parsePoint(query.get("near"));
  const radius = parseRadius(query.get("radius"));
  if (near && radius) tests.push(located((at) => metresBetween(near, at) <= radius));
  const box = parseBox(query.get("bbox"));
  if (box) {
    const [west, south, east, north] = box;
    const between = (lon: number): boolean => (west <= east ? west <= lon && lon <= east : lon >= west || lon <= east);
    tests.push(located(([lon, lat]) => between(lon) && south <= lat && lat <= north));
  }
  return tests;
}

function located(test: (at: [number, number]) => boolean): Test {
  return (one) => {
    const at = positionOf(one);
    return at !== null && test(at);
  };
}
