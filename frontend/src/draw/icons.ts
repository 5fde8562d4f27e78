/** Own icons and marks. `icons.json` is shared with the pages' Python. */
import paths from "../../icons.json";
import { svg } from "./dom";

const ICONS: Record<string, string> = paths;

export type Kind = "poc" | "pilot" | "related";

export function pathOf(name: string): string {
  return ICONS[name] ?? ICONS["other"] ?? "";
}

export function icon(name: string, size = 16): SVGSVGElement {
  return svg(
    "svg",
    { class: "icon", width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { d: pathOf(name) }),
  );
}

/** Kind as a shape around (0, 0): disc, square, hollow diamond; colour only repeats it. */
export function kindShape(kind: string, radius: number): SVGElement {
  if (kind === "pilot") {
    const side = radius * 1.84;
    return svg("rect", { class: "k k-pilot", x: -side / 2, y: -side / 2, width: side, height: side, rx: radius / 3 });
  }
  if (kind === "related") {
    const tip = radius * 1.2;
    return svg("path", { class: "k k-related", d: `M0 ${-tip}L${tip} 0 0 ${tip}${-tip} 0z` });
  }
  return svg("circle", { class: "k k-poc", r: radius });
}

/** The small mark used in lists. */
export function kindMark(kind: string, size = 14): SVGSVGElement {
  const radius = kind === "poc" ? 6.4 : kind === "pilot" ? 6.2 : 5.4;
  return svg(
    "svg",
    { class: "kind-mark", width: size, height: size, viewBox: "-8 -8 16 16", "aria-hidden": "true" },
    kindShape(kind, radius),
  );
}

/** Tier as a shape: disc, square, triangle; a ring outside the plan. */
export function tierMark(tier: string | null, size = 10): SVGSVGElement {
  const shapes: Record<string, SVGElement> = {
    reform: svg("circle", { cx: 5, cy: 5, r: 4 }),
    build: svg("rect", { x: 1.4, y: 1.4, width: 7.2, height: 7.2, rx: 1 }),
    reserve: svg("path", { d: "M5 .9 9.4 8.7H.6z" }),
  };
  const shape = tier ? shapes[tier] : undefined;
  return svg(
    "svg",
    { class: `tier-mark tier-${shape ? tier : "no-tier"}`, width: size, height: size, viewBox: "0 0 10 10", "aria-hidden": "true" },
    shape ?? svg("circle", { cx: 5, cy: 5, r: 3.2, fill: "none", "stroke-width": 1.5 }),
  );
}
