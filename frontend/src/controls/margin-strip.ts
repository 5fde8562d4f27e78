/** Always there: that the boundaries are indicative, the map approval number, the sources, the date. */
import { html } from "../draw/dom";
import type { MapContext, Part } from "../map/context";
import type { BaseLayerOptions } from "../layers/base-layer";

interface MarginStripOptions {
  /** Sentences made by the server, shown as they are. */
  items?: string[];
  approval_number?: string | null;
  source?: string | null;
  as_of?: string | null;
}

export function mountMarginStrip(context: MapContext, options: MarginStripOptions): Part {
  const strip = context.corner("strip");
  const text = html("span", { class: "attr" }, ...items(context, options).map((item) => html("span", {}, item)));
  const tiles = html("span", { hidden: true });
  text.append(tiles);
  strip.append(text);
  // Its lines wrap on a narrow map; what stands above it keeps clear of it.
  const measure = (): void => document.documentElement.style.setProperty("--sm-strip", `${strip.offsetHeight}px`);
  new ResizeObserver(measure).observe(strip);
  const draw = (): void => {
    const chosen = (context.spec.children ?? []).find((child) => child.kind === "base-layer" && child.options["name"] === context.state.get("base"));
    const attribution = (chosen?.options as BaseLayerOptions | undefined)?.attribution ?? "";
    tiles.textContent = attribution;
    tiles.hidden = !attribution;
  };
  return { draw };
}

function items({ t }: MapContext, options: MarginStripOptions): string[] {
  if (options.items) return options.items;
  const { approval_number: number, source, as_of: date } = options;
  const all = [t("indicative"), number ? t("approval", { number }) : t("approval-unset"), source, date ? t("as-of", { date }) : null];
  return all.filter((item): item is string => Boolean(item));
}
