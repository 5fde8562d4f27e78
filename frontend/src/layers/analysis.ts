/** What the layers of the analysis ask for: the filters of the page and the parameters of the chosen question. */
import type { MapContext } from "../map/context";

export type Topic = "districts" | "cells" | "gaps" | "siting" | "compare";
export type Cells = "hexagons" | "hotspots" | "density" | "clusters";

/** A change of one of these asks for other data. */
export const QUESTIONS: readonly string[] = [
  "topic", "measure", "focus", "breaks", "classes", "cells", "cell", "bandwidth", "eps", "members", "reach", "basis", "sites",
];

export function topicOf(context: MapContext): Topic {
  return (context.state.get("topic") as Topic | null) ?? "districts";
}

export function cellsOf(context: MapContext): Cells | null {
  return topicOf(context) === "cells" ? ((context.state.get("cells") as Cells | null) ?? "hexagons") : null;
}

/** The filters and the named parameters, without those that the server could not use. */
export function asking(context: MapContext, ...names: string[]): URLSearchParams {
  const query = context.state.filterQuery();
  for (const name of names) {
    const value = context.state.usable(name);
    if (value) query.append(name, value);
  }
  return query;
}
