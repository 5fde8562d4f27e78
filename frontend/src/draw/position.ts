/** The one place where lon-lat becomes Leaflet's lat-lng, and where metres become pixels. */
import * as L from "leaflet";

import { MAX_RADIUS_M, MIN_RADIUS_M } from "../generated/facts";

/** GeoJSON order, lon before lat. Leaflet's order is made in this file and nowhere else. */
export type LonLat = [number, number];

export function toLatLng([lon, lat]: LonLat): L.LatLng {
  return L.latLng(lat, lon);
}

export function toLonLat(at: L.LatLng): LonLat {
  return [at.lng, at.lat];
}

/** `[west, south, east, north]` → Leaflet's corners. */
export function toBounds([west, south, east, north]: readonly number[]): L.LatLngBounds {
  return L.latLngBounds(L.latLng(south ?? 0, west ?? 0), L.latLng(north ?? 0, east ?? 0));
}

/** Pixels per kilometre at the middle of the map (Web Mercator, 256-pixel tiles). */
export function pixelsPerKm(map: L.Map, zoom = map.getZoom(), lat = map.getCenter().lat): number {
  const equatorKm = 40075.016686;
  return (256 * 2 ** zoom) / (equatorKm * Math.cos((lat * Math.PI) / 180));
}

/** Metres on the ground that are `px` pixels on the screen. */
export function metresOf(map: L.Map, px: number): number {
  return (px / pixelsPerKm(map)) * 1000;
}

/** "121.47,31.23" or "121.47,31.23,12" → numbers, or null when one of them is none. */
export function parseNumbers(text: string | null, count: number): number[] | null {
  const numbers = (text ?? "").split(",").map(parseNumber);
  return text && numbers.length === count && numbers.every(Number.isFinite) ? numbers : null;
}

/** As `decimal` of `geo/numbers.py`, but for the names of what is no finite number. */
const NUMBER = /^[ \t\n\r\f\v]*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[ \t\n\r\f\v]*$/i;

export function parseNumber(text: string): number {
  return NUMBER.test(text) ? Number(text) : NaN;
}

/** A radius as the addresses of pages and API may say it (`MAX_RADIUS` of `app/query/filter.py`). */
export function parseRadius(text: string | null): number | null {
  const metres = parseNumber(text ?? "");
  return metres >= MIN_RADIUS_M && metres <= MAX_RADIUS_M ? metres : null;
}

export function parseLonLat(text: string | null): LonLat | null {
  const numbers = parseNumbers(text, 2);
  return numbers && Math.abs(numbers[0]!) <= 180 && Math.abs(numbers[1]!) <= 90 ? [numbers[0]!, numbers[1]!] : null;
}
