/** Counts without a server: each facet's values under the other filters, districts and zones, declared domains. */
import type { FeatureCollection } from "geojson";

import type { DeclaredFeature } from "../layers/declared-feature";
import { type Facet, type LocalPlatform, valuesOf } from "./platform";
import { predicate } from "./predicate";

export type FacetCounts = ReadonlyMap<string, number>;

/** How many records each value of a facet has under the other filters. */
export function facetCounts(all: readonly LocalPlatform[], query: URLSearchParams, facet: Facet): FacetCounts {
  return tally(all.filter(predicate(query, facet.name)).flatMap((one) => valuesOf(facet, one)));
}

function tally(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The bubbles of `group`: names and places stay, the numbers are counted anew. */
export function bubbles(all: readonly LocalPlatform[], places: FeatureCollection, group: string): FeatureCollection & { notStated: number } {
  const codeOf = (one: LocalPlatform): string | null => (group === "zone" ? one.properties.zone : one.properties.district_code);
  const features = places.features.map((place) => {
    const within = all.filter((one) => codeOf(one) === place.properties?.["code"]);
    const unlocated = within.filter((one) => !one.geometry).length;
    const kinds = Object.fromEntries(tally(within.map((one) => one.properties.kind)));
    return { ...place, properties: { ...place.properties, count: within.length, unlocated, kinds } };
  });
  return { type: "FeatureCollection", features, notStated: all.filter((one) => !codeOf(one)).length };
}

/** What each district declared, beside what is listed there of it. */
export function declared(all: readonly LocalPlatform[], features: FeatureCollection): FeatureCollection {
  const counted = (features.features as unknown as DeclaredFeature[]).map((feature) => {
    const here = all.filter((one) => one.properties.district_code === feature.properties.code);
    const domains = feature.properties.domains.map((domain) => ({ ...domain, count: here.filter((one) => one.properties.domains.includes(domain.code)).length }));
    return { ...feature, properties: { ...feature.properties, domains } };
  });
  return { type: "FeatureCollection", features: counted as unknown as FeatureCollection["features"] };
}
