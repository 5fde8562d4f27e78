/** Always there: that the boundaries are indicative, the map approval number, the sources, the date. */
import { html } from "../draw/dom";
import type { MarginStripOptions } from "../generated/components";
import type { MapContext, Part } from "../map/context";
import { ofKind } from "../map/spec";

export function mountMarginStrip(context: MapContext, options: MarginStripOptions): Part {
  const strip = context.corner("strip");
  const text = html("span", { class: "attr" }, ...options.items.map((item) => html("span", {}, item)));
  const tiles = html("span", { hidden: true });
  const owed = html("span", { class: "attr-data", hidden: true });
  text.prepend(owed);
  text.append(tiles);
  const credit = (): void => {
    const lines = context.credits.lines();
    owed.replaceChildren(...lines.map((line) => html("span", {}, line)));
    owed.hidden = !lines.length;
  };
  context.credits.listen(credit);
  credit();
  strip.append(text);
  // Its lines wrap on a narrow map; what stands above it keeps clear of it.
  const measure = (): void => {
    document.documentElement.style.setProperty("--sm-strip", `${strip.offsetHeight}px`);
    context.view.hold();
  };
  new ResizeObserver(measure).observe(strip);
  const draw = (): void => {
    const chosen = ofKind(context.spec, "base-layer").find(({ options: { name } }) => name === context.state.get("base"));
    // Said of what is seen: the own base map stands where the tiles stay away.
    const seen = context.map.getContainer().classList.contains("has-tiles");
    const attribution = (seen && chosen?.options.attribution) || "";
    tiles.textContent = attribution;
    tiles.hidden = !attribution;
  };
  return { draw };
}
