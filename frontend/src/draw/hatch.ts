/** The hatch of "no verdict" and "outside the plan": a pattern belongs to the document of one map. */
import { svg } from "./dom";
import type { MapContext } from "../map/context";

export function hatchId(context: MapContext): string {
  return context.inset ? "sm-hatch-inset" : "sm-hatch";
}

export function addHatch(context: MapContext): void {
  const sheet = context.map.getPane("sm-fill")!.querySelector("svg");
  if (!sheet || sheet.querySelector("pattern")) return;
  const pattern = svg("pattern", { id: hatchId(context), width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { class: "hatch-ground", width: 7, height: 7 }), svg("line", { class: "hatch-line", x1: 0, y1: 0, x2: 0, y2: 7 }));
  sheet.prepend(svg("defs", {}, pattern));
}
