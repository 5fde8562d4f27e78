// Written by `python -m app.generate`: change what it is made from, then run it again.
import type { FeatureCollection } from "geojson";

/**
 * Features of an address: read by the browser on a live page, by `read` for a document that needs no server.
 *
 * `finer`: the address of the same features with more points, read once the map is nearer than zoom `finer_from`.
 */
export interface Remote {
  type: "remote";
  url: string;
  finer?: string;
  finer_from?: number;
}

/** A FeatureCollection that stands in the document: for a snapshot or a notebook. */
export interface Inline {
  type: "inline";
  collection: FeatureCollection;
}

/**
 * One of the collections that came with a document without a server, by its name.
 *
 * `query` is a query string as the address of a Remote would have it: the browser filters by it.
 */
export interface Shared {
  type: "shared";
  name: string;
  query: string;
}

export type Source = Remote | Inline | Shared;

/** What the map itself is told: `center` is lon, lat, `bbox` west, south, east, north, in degrees. */
export interface ServiceMapOptions {
  lang: string;
  center: [number, number];
  zoom: number;
  opening_zoom: number | null;
  min_zoom: number;
  max_zoom: number;
  bbox: [number, number, number, number] | null;
  wheel: boolean;
  state?: Readonly<Record<string, string>>;
}

/** A layer that is told where its features come from, and nothing else. */
export interface SourceOptions {
  source: Source;
}

/**
 * `lines` are metro lines and main roads, `towns` outlines and `names` the towns without one.
 *
 * `stations` is the whole base map, which has the stations, `ground` what an operator imported. `script` and `style`
 * are the addresses of what draws it; None: that came with the document.
 */
export interface OrientationLayerOptions {
  lines: Source;
  towns: Source;
  names: Source;
  stations: Source;
  ground: Source;
  script?: string;
  style?: string;
}

/** `name` is the value of `base` in the address; `url` and `overlay_url` hold `{z}`, `{x}` and `{y}`. */
export interface BaseLayerOptions {
  name: string;
  label: string;
  attribution: string;
  url: string;
  overlay_url: string | null;
  max_zoom: number;
}

/** `labels`: districts are named. */
export interface DistrictLayerOptions {
  source: Source;
  labels: boolean;
}

/**
 * `query`: the page's filters are added to the address of the source.
 *
 * `select`: the id of the platform that a platform's own page is about.
 * `link`: the address of a platform's page with `{id}` in it; without one, names in a list are no links.
 * `tiles`: the address of vector tiles of the same platforms, with `{tileMatrix}`, `{tileRow}` and `{tileCol}`, from
 * which very many are read by view; None: they are never so many. `script` is the address of what reads them.
 * `ranks`: ids in the order of a list whose places the marks show; with `letters` as A, B and so on. `free`: lon, lat
 * of a point that they leave free.
 */
export interface PlatformLayerOptions {
  source: Source;
  query: boolean;
  select: string | null;
  link: string | null;
  tiles?: string;
  script?: string;
  ranks?: readonly string[];
  free?: [number, number];
  letters?: boolean;
}

/** `stops`: lon, lat in degrees, in the order of the way. */
export interface PathLayerOptions {
  stops: readonly [number, number][];
}

/**
 * `inset`: the core districts are shown once more, enlarged, where there is room.
 *
 * `links`: a district's card leads to other pages of the site; a frame's does not.
 * `script` and `style` are the addresses of what draws it; None: that came with the document.
 */
export interface DistrictFeatureLayerOptions {
  source: Source;
  inset: boolean;
  links: boolean;
  script?: string;
  style?: string;
}

/** `near`: lon, lat in degrees. `radius`: metres. */
export interface RadiusRingOptions {
  near: [number, number] | null;
  radius: number | null;
}

/** `fixed`: the source says all that is asked; the page's filters are not added to it. */
export interface ChoroplethLayerOptions {
  source: Source;
  fixed: boolean;
}

/** `source` gives counts, `hotspots` those that hold more records than chance. */
export interface HexagonLayerOptions {
  source: Source;
  hotspots: Source;
}

/** `lon`, `lat` and `precision` are the ids of the fields that hold the point, `label` its mark's name. */
export interface PositionLayerOptions {
  lon: string;
  lat: string;
  precision: string;
  label: string;
}

/** Nothing to say. */
export interface NoOptions {
}

/** Sentences, shown as they are. */
export interface MarginStripOptions {
  items: readonly string[];
}

/** The options of each component, by its kind. */
export interface ComponentOptions {
  "base-layer": BaseLayerOptions;
  "base-map": SourceOptions;
  "base-switch": NoOptions;
  "choropleth-layer": ChoroplethLayerOptions;
  "cluster-layer": SourceOptions;
  "density-layer": SourceOptions;
  "district-bubbles": SourceOptions;
  "district-feature-layer": DistrictFeatureLayerOptions;
  "district-layer": DistrictLayerOptions;
  "full-screen-control": NoOptions;
  "group-switch": NoOptions;
  "hexagon-layer": HexagonLayerOptions;
  "legend": NoOptions;
  "locate-control": NoOptions;
  "margin-strip": MarginStripOptions;
  "orientation-layer": OrientationLayerOptions;
  "overlay-switch": NoOptions;
  "path-layer": PathLayerOptions;
  "platform-layer": PlatformLayerOptions;
  "position-layer": PositionLayerOptions;
  "print-control": NoOptions;
  "radius-ring": RadiusRingOptions;
  "reach-layer": SourceOptions;
  "scale-bar": NoOptions;
  "sea-layer": SourceOptions;
  "siting-layer": SourceOptions;
  "zone-layer": SourceOptions;
  "zoom-control": NoOptions;
}
