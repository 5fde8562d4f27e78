/** Metro, elevated roads, stations and towns, from the zoom on at which one needs them. What draws them is read then. */
import type { OrientationLayerOptions } from "../generated/components";
import { ORIENTATION_FROM, OSM_LINE, TOWNS_FROM, TOWN_NAMES_LINE } from "../generated/facts";
import type { MapContext, Part } from "../map/context";
import { late } from "../map/late";

/** What is read late gives this: it draws for the view as it is, or takes all away. */
export interface Orientation {
  draw(): void;
  hide(): void;
}

export type MountOrientation = (context: MapContext, options: OrientationLayerOptions) => Orientation;

export const ORIENTATION = "orientation";

export function mountOrientationLayer(context: MapContext, options: OrientationLayerOptions): Part {
  const place = { script: options.script ?? null, style: options.style ?? null };
  let drawing: Orientation | null = null;
  let reading = false;
  const read = (): void => {
    reading = true;
    late<MountOrientation>(ORIENTATION, place).then(
      (mount) => {
        drawing = mount(context, options);
        context.redraw();
      },
      () => {
        reading = false;
        context.credits.set(ORIENTATION, null, context.t("ways-failed"));
      },
    );
  };
  const draw = (): void => {
    const on = isOn(context);
    if (!on || drawing) context.credits.set(ORIENTATION, on ? owed(context) : null);
    if (!on) return drawing?.hide();
    if (drawing) return drawing.draw();
    if (!reading) read();
  };
  return { draw };
}

/** Not below the coloured districts, and not over tiles, which have streets of their own. */
function isOn({ map, state }: MapContext): boolean {
  const plain = state.get("overlay") !== "features" && !map.getContainer().classList.contains("has-tiles");
  return plain && state.get("orientation") !== "none" && map.getZoom() >= ORIENTATION_FROM;
}

function owed({ map, t }: MapContext): Record<string, string> {
  if (map.getZoom() < TOWNS_FROM) return { [OSM_LINE]: t("credit-lines") };
  return { [OSM_LINE]: t("credit-towns"), [TOWN_NAMES_LINE]: t("credit-names") };
}
