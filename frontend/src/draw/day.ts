import { CITY_MINUTES } from "../generated/facts";

const MINUTE_MS = 60_000;

/** The city's day as `2026-11-23`, wherever the reader is: that of all other days on a page. */
export function cityDay(): string {
  return new Date(Date.now() + CITY_MINUTES * MINUTE_MS).toISOString().slice(0, 10);
}
