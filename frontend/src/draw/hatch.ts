/** The hatch of "no verdict" and "outside the plan": a pattern belongs to the document of one map. */
import type * as L from "leaflet";

import { svg } from "./dom";

/** The map to hatch on; `inset`: it is the small one on the same page, whose pattern needs a name of its own. */
export interface Hatched {
  readonly map: L.Map;
  readonly inset: boolean;
}

export function hatchId({ inset }: Hatched): string {
  return inset ? "sm-hatch-inset" : "sm-hatch";
}

export function addHatch(hatched: Hatched): void {
  const sheet = hatched.map.getPane("sm-fill")!.querySelector("svg");
  if (!sheet || sheet.querySelector("pattern")) return;
  const pattern = svg("pattern", { id: hatchId(hatched), width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { class: "hatch-ground", width: 7, height: 7 }), svg("line", { class: "hatch-line", x1: 0, y1: 0, x2: 0, y2: 7 }));
  sheet.prepend(svg("defs", {}, pattern));
}
