/** What a document without a server holds of a platform: enough for its mark and for every filter. */
import type { Feature, Point } from "geojson";

import type { LonLat } from "../draw/position";
import { FACETS } from "../generated/filters";
import type { PlatformProperties } from "../layers/platform-set";

export type Facet = (typeof FACETS)[number];

/** The code of a facet's value, the list of its codes, or null where the record has none. */
type FacetProperties = Record<Facet["property"], string | string[] | null>;

export type LocalProperties = PlatformProperties & FacetProperties & {
  /** Empty where none is stated. */
  domains: string[];
  source_date: string | null;
  /** The folded text that words are sought in, the same as the database's. */
  search: string;
};

export type LocalPlatform = Feature<Point | null, LocalProperties>;

/** A record's values of a facet; none at all is a value of its own. */
export function valuesOf({ property, nothing }: Facet, { properties }: LocalPlatform): string[] {
  const value: string | string[] | null = properties[property];
  const values = Array.isArray(value) ? value : value === null ? [] : [value];
  return values.length || nothing === null ? values : [nothing];
}

export function positionOf(one: LocalPlatform): LonLat | null {
  return one.geometry ? (one.geometry.coordinates as LonLat) : null;
}
