/** What a document without a server holds of a platform: enough for its mark and for every filter. */
import type { Feature, Point } from "geojson";

import type { LonLat } from "../draw/position";
import type { PlatformProperties } from "../layers/clusters";

export interface LocalProperties extends PlatformProperties {
  stages: string[];
  services: string[];
  lifecycle: string;
  voucher: string | null;
  fund: string | null;
  source_date: string | null;
  /** The folded text that words are sought in, the same as the database's. */
  search: string;
}

export type LocalPlatform = Feature<Point | null, LocalProperties>;

export function positionOf(one: LocalPlatform): LonLat | null {
  return one.geometry ? (one.geometry.coordinates as LonLat) : null;
}
