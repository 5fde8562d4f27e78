/** How long a way takes, as an honest band (`geo/travel.py`), and straight lines on the sphere (`geo/positions.py`). */
import type { LonLat } from "../../draw/position";
import { DETOUR, FAST_KMH, SLOW_KMH, SPHERE_M, STEP_MIN, WITHIN_MIN } from "../../generated/match";

/** Minutes between which a way takes, not rounded. */
export interface Band {
  low: number;
  high: number;
}

export function sphereMetres([lon, lat]: LonLat, [toLon, toLat]: LonLat): number {
  const [north, east] = [radians(toLat - lat), radians(toLon - lon)];
  const half = Math.sin(north / 2) ** 2 + Math.cos(radians(lat)) * Math.cos(radians(toLat)) * Math.sin(east / 2) ** 2;
  return 2 * SPHERE_M * Math.asin(Math.sqrt(Math.min(half, 1)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** The band for a straight line between two positions that are known to `radius` metres in sum. */
export function bandOf(metres: number, radius: number): Band {
  const minutes = (length: number, kmh: number): number => (length * DETOUR * 60) / (kmh * 1000);
  return { low: minutes(Math.max(metres - radius, 0), FAST_KMH), high: minutes(metres + radius, SLOW_KMH) };
}

/** As it is shown: outwards to five minutes. */
export function rounded({ low, high }: Band): [low: number, high: number] {
  return [Math.floor(low / STEP_MIN) * STEP_MIN, Math.max(Math.ceil(high / STEP_MIN), 1) * STEP_MIN];
}

/** Surely farther than what counts as within reach. */
export function far({ low }: Band): boolean {
  return low >= WITHIN_MIN;
}
