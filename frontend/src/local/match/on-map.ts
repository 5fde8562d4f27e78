/** What the map beside the order shows (`app/pages/match/on_map.py`), written into its tree before it is mounted. */
import type { LonLat } from "../../draw/position";
import { ROOM_DEG, ROOM_SHARE } from "../../generated/match";
import { type MapSpec, ofKind } from "../../map/spec";
import { type LocalPlatform, positionOf } from "../platform";
import type { Stop } from "./path";
import type { Wanted } from "./question";

export function showOnMap(holder: Element, ranked: readonly LocalPlatform[], stops: readonly Stop[], { origin }: Wanted): void {
  const spec = JSON.parse(holder.textContent!) as MapSpec;
  const onPath = stops.flatMap(({ platform }) => platform ?? []);
  const near: LonLat | null = origin && [origin.lon, origin.lat];
  const line = unique(onPath.flatMap((one) => [positionOf(one)].filter((at) => at !== null)));
  const places = [...line, ...ranked.flatMap((one) => [positionOf(one)].filter((at) => at !== null)), ...(near ? [near] : [])];
  const ids = [...new Set([...ranked, ...onPath].map(({ id }) => String(id)))];
  for (const { options } of ofKind(spec, "platform-layer")) {
    options.ranks = ranked.map(({ id }) => String(id));
    if (near) options.free = near;
    if (options.source.type === "shared") options.source.query = `ids=${ids.join(",")}`;
  }
  for (const { options } of ofKind(spec, "radius-ring")) options.near = near;
  if (line.length > 1) spec.children = [...(spec.children ?? []), { kind: "path-layer", options: { stops: line } }];
  if (places.length) spec.options.bbox = around(places);
  holder.textContent = JSON.stringify(spec);
}

function unique(places: readonly LonLat[]): LonLat[] {
  return [...new Map(places.map((at) => [at.join(), at])).values()];
}

/** A box with room around all of them. */
function around(places: readonly LonLat[]): [number, number, number, number] {
  const sides = ([0, 1] as const).map((i) => {
    const values = places.map((at) => at[i]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const room = Math.max(ROOM_DEG, ROOM_SHARE * (most - least));
    return [least - room, most + room] as const;
  });
  const [[west, east], [south, north]] = sides as [readonly [number, number], readonly [number, number]];
  return [west, south, east, north];
}
