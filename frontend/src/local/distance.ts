/** Distances without a server: metres on the WGS-84 ellipsoid, as PostGIS has them (Karney 2013, J. Geodesy 87). */
import { Geodesic } from "geographiclib-geodesic";

import type { LonLat } from "../draw/position";
import { RING_M } from "../generated/facts";

const RADIUS_M: Readonly<Record<string, number>> = RING_M;

export function metresBetween([lon1, lat1]: LonLat, [lon2, lat2]: LonLat): number {
  return Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE).s12!;
}

/** A distance no more exact than the position (a precision, or metres): a range in kilometres, as `honest_range` of `geo/precision.py` says. */
export function honestRange(metres: number, known: string | number): [low: number, high: number] {
  const ring = typeof known === "number" ? known : (RADIUS_M[known] ?? 0);
  const [low, high] = [Math.max(metres - ring, 0) / 1000, (metres + ring) / 1000];
  const step = high <= 10 ? 0.5 : 1;
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}
