/** What a district declared as its speciality, as the server and a document without one give it. */
import type { Feature, MultiPolygon } from "geojson";

export interface FeatureDomain {
  code: string;
  name: string;
  tier: string | null;
  count: number;
  /** Whether a source of the district names it. */
  sourced: boolean;
}

export interface FeatureProperties {
  code: string;
  name: string;
  feature: string;
  domains: FeatureDomain[];
  tier: string | null;
  source_title: string | null;
  source_date: string | null;
  source_url: string | null;
  link: string;
  /** Where declared and listed are compared; null where there is no server to do so. */
  insight: string | null;
}

export type DeclaredFeature = Feature<MultiPolygon | null, FeatureProperties>;
