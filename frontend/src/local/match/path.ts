/** The validation path (`app/match/path.py`): the best platform of each step, with distances and gaps. */
import type { LonLat } from "../../draw/position";
import { type LocalPlatform, positionOf } from "../platform";
import { ofAnyStep, type Wanted } from "./question";
import { isPilot, metresFrom, ranked, ringOf, type Scored, scored, shares } from "./score";

export const PILOT = "pilot";

/** `metres` from the stop or origin before (null: not known), which the positions make uncertain by `radius`. */
export interface Stop {
  step: string;
  platform: LocalPlatform | null;
  /** In a gap: the nearest one of another field. */
  other: LocalPlatform | null;
  metres: number | null;
  radius: number;
}

/** None where no field is asked. `stages` in their order. */
export function pathOf(platforms: readonly LocalPlatform[], wanted: Wanted, stages: readonly string[]): Stop[] {
  const { origin, codes } = wanted;
  if (!codes.domain.length) return [];
  const all = scored(platforms, ofAnyStep(wanted));
  let from: LonLat | null = origin ? [origin.lon, origin.lat] : null;
  let radius = origin?.radius ?? 0;
  return [...stages, PILOT].map((step) => {
    const stop = stopOf(step, all, codes.domain, from, radius);
    const at = stop.platform && positionOf(stop.platform);
    if (at) [from, radius] = [at, ringOf(stop.platform!)];
    return stop;
  });
}

function stopOf(step: string, all: readonly Scored[], domains: readonly string[], from: LonLat | null, radius: number): Stop {
  const fits = (one: LocalPlatform): boolean => (step === PILOT ? isPilot(one) : !isPilot(one) && one.properties.stages!.includes(step));
  const fitting = all.filter(({ platform }) => fits(platform));
  const ofField = (one: Scored): boolean => shares(one.platform.properties.domains, domains);
  const platform = ranked(fitting.filter(ofField), from)[0]?.platform ?? null;
  const other = platform ? null : nearest(fitting.filter((one) => !ofField(one)), from);
  const at = platform ?? other;
  return { step, platform, other, metres: at && from ? metresFrom(from, at) : null, radius: radius + (at ? ringOf(at) : 0) };
}

function nearest(some: readonly Scored[], from: LonLat | null): LocalPlatform | null {
  if (!from) return null;
  const placed = some.filter(({ platform }) => platform.geometry);
  const metres = ({ platform }: Scored): number => metresFrom(from, platform)!;
  return placed.sort((a, b) => metres(a) - metres(b) || a.row - b.row)[0]?.platform ?? null;
}
