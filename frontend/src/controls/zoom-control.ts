/** Nearer and further. */
import type { MapContext, Part } from "../map/context";
import { control } from "./controls";

export function mountZoomControl(context: MapContext): Part {
  const { map } = context;
  const step = (by: number): void => {
    context.view.taken();
    map.setZoom(map.getZoom() + by);
  };
  const nearer = control(context, "zoom", "plus", context.t("zoom-in"), () => step(1));
  const further = control(context, "zoom", "minus", context.t("zoom-out"), () => step(-1));
  const draw = (): void => {
    // aria-disabled, not disabled: a button under the finger must not drop the focus.
    nearer.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom()));
    further.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom()));
  };
  return { draw };
}
