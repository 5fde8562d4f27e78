/** The points of a platform from what is stated of it (`app/match/score.py`): additive, one line a criterion. */
import type { LonLat } from "../../draw/position";
import { RING_M } from "../../generated/facts";
import { PERCENT, SERVICE_OF, WEIGHTS, WITHIN_MIN } from "../../generated/match";
import { type LocalPlatform, positionOf } from "../platform";
import { type Criterion, criteriaOf, type Wanted } from "./question";
import { type Band, bandOf, sphereMetres } from "./travel";

export type Verdict = keyof typeof PERCENT;

export interface Line {
  criterion: Criterion;
  verdict: Verdict;
  weight: number;
  points: number;
}

export interface Scored {
  platform: LocalPlatform;
  /** Its place in the usual order of the list, which decides between equals. */
  row: number;
  lines: readonly Line[];
  score: number;
  /** From the origin; null where one of the two is not known. */
  metres: number | null;
  band: Band | null;
  beside: boolean;
}

/** A platform of unknown position: farther than all others. */
const FAR_M = 5e8;

export function ringOf(platform: LocalPlatform): number {
  return (RING_M as Record<string, number>)[platform.properties.precision] ?? 0;
}

/** All platforms with their points. */
export function scored(platforms: readonly LocalPlatform[], wanted: Wanted): Scored[] {
  const criteria = criteriaOf(wanted);
  const { origin, codes } = wanted;
  const pilots = platforms.filter((one) => isPilot(one) && shares(one.properties.domains, codes.domain));
  const areas = (name: "zone" | "district_code"): Set<string> => new Set(pilots.flatMap(({ properties }) => properties[name] ?? []));
  const [zones, districts] = [areas("zone"), areas("district_code")];
  return platforms.map((platform, row) => {
    const { properties } = platform;
    const at = positionOf(platform);
    const metres = origin && at ? sphereMetres([origin.lon, origin.lat], at) : null;
    const band = metres === null ? null : bandOf(metres, ringOf(platform) + origin!.radius);
    const beside = zones.has(properties.zone ?? "") || districts.has(properties.district_code ?? "");
    const lines = criteria.map((criterion) => line(criterion, verdictOf(criterion, wanted, platform, band, beside)));
    return { platform, row, lines, score: lines.reduce((sum, { points }) => sum + points, 0), metres, band, beside };
  });
}

/** The most points first, among equals the nearest to the origin, or to `from`; then the usual order of the list. */
export function ranked(all: readonly Scored[], from: LonLat | null = null): Scored[] {
  const metres = (one: Scored): number => (from ? metresFrom(from, one.platform) : one.metres) ?? FAR_M;
  return [...all].sort((a, b) => b.score - a.score || metres(a) - metres(b) || a.row - b.row);
}

export function metresFrom(from: LonLat, platform: LocalPlatform): number | null {
  const at = positionOf(platform);
  return at ? sphereMetres(from, at) : null;
}

export function isPilot({ properties }: LocalPlatform): boolean {
  return properties.kind === "pilot";
}

export function shares(some: readonly string[], others: readonly string[]): boolean {
  return some.some((code) => others.includes(code));
}

function line(criterion: Criterion, verdict: Verdict): Line {
  const weight = WEIGHTS[criterion];
  return { criterion, verdict, weight, points: Math.floor((weight * PERCENT[verdict]) / 100) };
}

function verdictOf(criterion: Criterion, { codes }: Wanted, platform: LocalPlatform, band: Band | null, beside: boolean): Verdict {
  const facts = platform.properties as unknown as Record<string, string | string[] | null>;
  const listed = (name: string): string[] => (facts[name] as string[] | null) ?? [];
  const named = (met: boolean): Verdict => (met ? "met" : "not-stated");
  const stated: Record<string, Verdict> = { yes: "met", no: "not-met" };
  switch (criterion) {
    case "domain":
      if (shares(listed("domains"), codes.domain)) return "met";
      return listed("domains").length ? "not-met" : "not-stated";
    case "stage":
      return named(shares(listed("stages"), codes.stage));
    case "service":
      return named(shares(listed("services"), codes.service));
    case "reach":
      if (!band || (band.low < WITHIN_MIN && WITHIN_MIN < band.high)) return "not-stated";
      return band.high <= WITHIN_MIN ? "met" : "not-met";
    case "voucher":
    case "fund":
      return stated[String(facts[criterion])] ?? "not-stated";
    case "pilot":
      return named(isPilot(platform) || listed("services").includes(SERVICE_OF.pilot) || beside);
    default:
      return named(listed("services").includes(SERVICE_OF[criterion]));
  }
}
