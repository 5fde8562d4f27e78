/** What the layers hold, and the names in the language of the document. */
import type { Feature, FeatureCollection, Geometry, LineString, MultiLineString, MultiPolygon, Point } from "geojson";

import { choose, type Lang } from "../map/language";

interface Named {
  name_zh: string;
  name_en: string;
}

export type Way = Feature<MultiLineString, Named & { kind: "metro" | "elevated" | "expressway"; ref: string | null }>;
export type Town = Feature<MultiPolygon, Named & { label: [number, number] }>;
export type TownName = Feature<Point, Named>;
/** Of the base map: a station has the lines that stop there, a metro line its name. */
export type Stop = Feature<Point, { layer: string; name: string; lines?: readonly string[] }>;

/** Of the base map, as a line. */
export type River = Feature<LineString, { layer: string; name: string; accuracy_m: number; rank?: number }>;

/** A collection whose features are of a known form: the server wrote it. */
export function featuresOf<F extends Feature<Geometry | null>>(collection: FeatureCollection): F[] {
  return collection.features as unknown as F[];
}

/** On the map the kind of a town needs no word in English, and a road no “Road”. */
export function shortName(lang: Lang, { name_zh: chinese, name_en: english }: Named): string {
  return choose(lang, chinese, english.replace(/ (Subdistrict|Town|Road|Township)$/, ""));
}
