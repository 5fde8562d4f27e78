/** What an address asks of a match (`app/match/question.py`), read as a page does: what cannot be used is kept apart. */
import { ANSWERS, MATCH_KINDS, MOST_TOP, TOP, WEIGHTS } from "../../generated/match";
import type { Block, Facet } from "./block";
import type { Origin } from "./origin";

export type Criterion = keyof typeof WEIGHTS;
export type Codes = Record<Facet, readonly string[]>;

export interface Wanted {
  codes: Codes;
  origin: Origin | null;
}

export interface Question {
  wanted: Wanted;
  top: number;
  /** Texts that could not be used, as they were typed. */
  refused: string[];
}

const FACETS: readonly Facet[] = ["domain", "stage", "service", "kind", "want"];
const NO_CODES: Codes = { domain: [], stage: [], service: [], kind: [], want: [] };

/** `place` finds where one starts; null for a text that names no place. */
export function readQuestion(query: URLSearchParams, block: Block, place: (text: string) => Origin | null): Question {
  const refused: string[] = [];
  const codes: Record<Facet, string[]> = { domain: [], stage: [], service: [], kind: [], want: [] };
  for (const facet of FACETS) {
    for (const code of said(query, facet)) (code in block.terms[facet] ? codes[facet] : refused).push(code);
  }
  for (const [name, table] of Object.entries(ANSWERS) as [string, Record<string, Partial<Codes>>][]) {
    for (const answer of said(query, name)) {
      const asked = table[answer];
      if (!asked) refused.push(answer);
      for (const facet of FACETS) codes[facet].push(...(asked?.[facet] ?? []));
    }
  }
  if (!codes.kind.length) codes.kind.push(...MATCH_KINDS);
  const typed = query.getAll("origin").filter((text) => text.trim()).pop() ?? "";
  const origin = typed ? place(typed) : null;
  if (typed && !origin) refused.push(typed);
  const top = Number(query.get("top") ?? TOP);
  const usable = Number.isInteger(top) && top >= 1 && top <= MOST_TOP;
  if (!usable) refused.push(query.get("top")!);
  const unique = Object.fromEntries(FACETS.map((facet) => [facet, inOrder(facet, codes[facet], block)]));
  return { wanted: { codes: { ...NO_CODES, ...unique }, origin }, top: usable ? top : TOP, refused };
}

/** Each code once; wants in the order of their list. */
function inOrder(facet: Facet, codes: readonly string[], block: Block): string[] {
  const all = [...new Set(codes)];
  return facet === "want" ? Object.keys(block.terms.want).filter((code) => all.includes(code)) : all;
}

function said(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((text) => text.split(",")).filter((text) => text.trim());
}

/** What is asked for, in the order of the table of weights. */
export function criteriaOf({ codes, origin }: Wanted): Criterion[] {
  const asked = (criterion: string): boolean => {
    if (criterion === "reach") return origin !== null;
    const many: readonly string[] | undefined = codes[criterion as Facet];
    return many ? many.length > 0 : codes.want.includes(criterion);
  };
  return (Object.keys(WEIGHTS) as Criterion[]).filter(asked);
}

/** The same without stages and services, which belong to one step of a path. */
export function ofAnyStep(wanted: Wanted): Wanted {
  return { ...wanted, codes: { ...wanted.codes, stage: [], service: [] } };
}
