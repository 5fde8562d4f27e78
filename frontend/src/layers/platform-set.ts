/** What the layer of platforms draws from: all of them, gathered in the browser, or those of the view, from tiles. */
import type { Feature, Point } from "geojson";
import type * as L from "leaflet";

import type { LonLat } from "../draw/position";
import type { PlatformLayerOptions } from "../generated/components";
import type { MapContext } from "../map/context";

export interface PlatformProperties {
  name: string;
  kind: string;
  domains: string[] | null;
  precision: string;
  district_code: string | null;
  zone: string | null;
  distance_m?: number;
}

export type PlatformFeature = Feature<Point, PlatformProperties>;

export interface Cluster {
  key: string;
  at: LonLat;
  count: number;
  /** The one kind of all members, or "mixed". */
  kind: string;
  /** All members have the same position: zooming in would not part them. */
  samePoint: boolean;
  /** The ids of its members; none where the members are not known yet. */
  ids: () => readonly string[];
  /** Codes of districts in which members are. */
  districts: () => readonly string[];
  /** Around all members. */
  bounds: () => L.LatLngBounds;
  /** Where the members must be asked for first, they are a promise; it may give only the first of them. */
  members: () => readonly PlatformFeature[] | Promise<readonly PlatformFeature[]>;
}

export interface PlatformCollection {
  features: Feature<Point | null, PlatformProperties>[];
  /** How many match, of which the features may be a part. */
  numberMatched?: number;
}

/** Those that have a position. */
export function located({ features }: PlatformCollection): PlatformFeature[] {
  return features.filter((feature): feature is PlatformFeature => feature.geometry?.type === "Point");
}

/** What the layer of platforms draws from. */
export interface PlatformSet {
  /** So near the map comes to show one of them; undefined where each is a mark soon. */
  readonly revealZoom?: number;
  /** So few that all of them may be looked at each time the map moves. */
  readonly few: boolean;
  /** Around all of them; null where there is none. */
  bounds(): L.LatLngBounds | null;
  /** Whether one of them is inside the bounds; true also where that is not known yet. */
  anyIn(bounds: L.LatLngBounds): boolean;
  find(id: string): PlatformFeature | undefined;
  /** Asks for one that is not known yet; null where there is none. */
  seek(id: string): Promise<PlatformFeature | null>;
  /** Every place with its one platform, or its list; null when there are too many to draw one by one. */
  places(): (PlatformFeature | Cluster)[] | null;
  /** What stands alone and what is close together, inside the bounds at that zoom. */
  within(bounds: L.LatLngBounds, zoom: number): (PlatformFeature | Cluster)[];
  /** It is not drawn any more. */
  close(): void;
}

/** The name of the script that reads tiles. */
export const TILES = "tiles";

/** More platforms than the map draws at once: those of the view are read from tiles. `count` are all of them. */
export interface TiledSet extends PlatformSet {
  readonly count: number;
}

export interface TiledQuestion {
  options: PlatformLayerOptions;
  query: URLSearchParams;
  /** Called when there is more to draw. */
  changed: () => void;
}

/** What is read late gives this; it rejects where the tiles cannot be read. */
export type OpenTiles = (context: MapContext, question: TiledQuestion, signal: AbortSignal) => Promise<TiledSet>;
