/** The hatch of "no verdict" and "outside the plan": a pattern belongs to the document of one map. */
import { svg } from "./dom";
import type { Host } from "../map/host";

export function hatchId(host: Host): string {
  return host.inset ? "sm-hatch-inset" : "sm-hatch";
}

export function addHatch(host: Host): void {
  const sheet = host.map.getPane("sm-fill")!.querySelector("svg");
  if (!sheet || sheet.querySelector("pattern")) return;
  const pattern = svg("pattern", { id: hatchId(host), width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { class: "hatch-ground", width: 7, height: 7 }), svg("line", { class: "hatch-line", x1: 0, y1: 0, x2: 0, y2: 7 }));
  sheet.prepend(svg("defs", {}, pattern));
}
