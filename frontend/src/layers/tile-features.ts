/** A vector tile of platforms, decoded: its points, gathered where they are close together, and its clusters. */
import { VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import type { Point } from "geojson";
import * as L from "leaflet";
import { PbfReader } from "pbf";

import type { LonLat } from "../draw/position";
import { CELLS_ACROSS } from "../generated/facts";
import { gathered } from "./clusters";
import type { Cluster, PlatformFeature } from "./platform-set";

/** The address of a tile of WebMercatorQuad; rows from the north. */
export interface TileAddress {
  key: string;
  zoom: number;
  column: number;
  row: number;
}

export interface TileFeatures {
  points: readonly PlatformFeature[];
  /** What is drawn of the tile. */
  shown: readonly (PlatformFeature | Cluster)[];
}

/** Asks for the members of a cluster that has more than a tile holds. */
export type Ask = (bounds: L.LatLngBounds) => Promise<readonly PlatformFeature[]>;

export function tilesWithin(bounds: L.LatLngBounds, zoom: number): TileAddress[] {
  const most = 2 ** zoom - 1;
  const at = (corner: L.LatLng): L.Point => L.CRS.EPSG3857.latLngToPoint(corner, zoom).divideBy(256).floor();
  const [first, last] = [at(bounds.getNorthWest()), at(bounds.getSouthEast())];
  const tiles: TileAddress[] = [];
  for (let row = Math.max(first.y, 0); row <= Math.min(last.y, most); row += 1) {
    for (let column = Math.max(first.x, 0); column <= Math.min(last.x, most); column += 1) {
      tiles.push({ key: `${zoom}/${row}/${column}`, zoom, column, row });
    }
  }
  return tiles;
}

export function decoded(bytes: ArrayBuffer, tile: TileAddress, ask: Ask): TileFeatures {
  const cells = new Map<string, PlatformFeature[]>();
  const points = features(bytes, "platforms").map((feature) => {
    const one = platform(feature, tile);
    const cell = cellOf(feature);
    cells.set(cell, [...(cells.get(cell) ?? []), one]);
    return one;
  });
  const clusters = features(bytes, "clusters").map((feature) => cluster(feature, tile, ask));
  const drawn = [...cells].map(([cell, all]) => (all.length === 1 ? all[0]! : gathered(`tile ${tile.key} ${cell}`, all)));
  return { points, shown: [...clusters, ...drawn] };
}

function features(bytes: ArrayBuffer, name: string): VectorTileFeature[] {
  const layer = new VectorTile(new PbfReader(new Uint8Array(bytes))).layers[name];
  return Array.from({ length: layer?.length ?? 0 }, (_, i) => layer!.feature(i));
}

/** The cells that the server makes its clusters of: a map looks alike whichever of the two did it. */
function cellOf(feature: VectorTileFeature): string {
  const { x, y } = feature.loadGeometry()[0]![0]!;
  const side = feature.extent / CELLS_ACROSS;
  return `${Math.floor(x / side)},${Math.floor(y / side)}`;
}

function placeOf(feature: VectorTileFeature, { column, row, zoom }: TileAddress): LonLat {
  return (feature.toGeoJSON(column, row, zoom).geometry as Point).coordinates as LonLat;
}

function platform(feature: VectorTileFeature, tile: TileAddress): PlatformFeature {
  const text = (name: string): string | null => (feature.properties[name] as string | undefined) ?? null;
  return {
    type: "Feature",
    id: text("id")!,
    geometry: { type: "Point", coordinates: placeOf(feature, tile) },
    properties: {
      name: text("name") ?? "",
      kind: text("kind") ?? "",
      domains: text("domains")?.split(",") ?? [],
      precision: text("precision") ?? "",
      district_code: text("district_code"),
      zone: text("zone"),
    },
  };
}

function cluster(feature: VectorTileFeature, tile: TileAddress, ask: Ask): Cluster {
  const number = (name: string): number => Number(feature.properties[name]);
  const districts = String(feature.properties["districts"] ?? "").split(",").filter(Boolean);
  const bounds = (): L.LatLngBounds => L.latLngBounds([number("south"), number("west")], [number("north"), number("east")]);
  return {
    key: `tile ${tile.key} ${cellOf(feature)}`,
    at: placeOf(feature, tile),
    count: number("count"),
    kind: String(feature.properties["kind"]),
    samePoint: false,
    ids: () => [],
    districts: () => districts,
    bounds,
    members: () => ask(bounds()),
  };
}
