/** What the layers of the analysis ask for: the filters of the page and the parameters of the chosen question. */
import type { MapContext } from "../map/context";

export type Topic = "districts" | "cells" | "gaps" | "siting" | "compare";
export type Cells = "hexagons" | "hotspots" | "density" | "clusters";

/** From this shade on letters are light. */
export const DARK_FROM = 4;

export function topicOf(context: MapContext): Topic {
  return (context.state.get("topic") as Topic | null) ?? "districts";
}

export function cellsOf(context: MapContext): Cells | null {
  return topicOf(context) === "cells" ? ((context.state.get("cells") as Cells | null) ?? "hexagons") : null;
}

/** A layer of the analysis asks anew when the question changes, or one of the parameters it names. */
export function asksWith({ state }: MapContext, ...names: string[]): void {
  state.asksWith("topic", "cells", ...names);
}

/** The filters and the named parameters, without those that the server could not use. */
export function asking(context: MapContext, ...names: string[]): URLSearchParams {
  const query = context.state.filterQuery();
  for (const name of names) {
    const value = context.state.get(name);
    if (value) query.append(name, value);
  }
  return query;
}
