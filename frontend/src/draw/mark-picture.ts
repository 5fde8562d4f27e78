/** Pictures of the marks, and how large they are in pixels at normal text size. */
import { digits } from "./digits";
import { html, svg, textScale } from "./dom";
import { kindShape, pathOf } from "./icons";

export function markRadius(kind: string): number {
  return kind === "poc" ? 13 : 11;
}

/** Wide enough for the number, which is smaller where it needs a comma. */
export function clusterRadius(count: number): number {
  if (count > 999_999) return 33;
  if (count > 99_999) return 26;
  if (count > 9_999) return 22;
  return count > 9 ? 19 : 16;
}

/** Kind as the shape, first domain as the glyph. */
export function markPicture(kind: string, glyph: string): SVGSVGElement {
  const size = 40 * textScale();
  const small = kind === "poc" ? 1 : 0.82;
  return svg(
    "svg",
    { class: "mark-picture", width: size, height: size, viewBox: "-20 -20 40 40", "aria-hidden": "true" },
    svg("circle", { class: "sel", r: markRadius(kind) + (kind === "related" ? 5 : 4) }),
    kindShape(kind, markRadius(kind)),
    svg("path", { class: "glyph", d: pathOf(glyph), transform: `scale(${small}) translate(-8 -8)` }),
  );
}

/** A number in a disc with a halo, or the places of a list, for which it may be wider. */
export function clusterPicture(count: number | string, radius: number, className = ""): HTMLElement {
  const disc = html("span", { class: `disc ${className}`.trim() }, typeof count === "number" ? digits(count) : count);
  if (typeof count === "number" && count > 999) disc.style.fontSize = ".75rem";
  disc.style.width = disc.style.height = `${radius * 2}px`;
  return disc;
}
