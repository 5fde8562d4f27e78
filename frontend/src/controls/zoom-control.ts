/** Nearer and further. */
import { control } from "./controls";
import type { Host, Part } from "../map/host";

export function mountZoomControl(host: Host): Part {
  const { map } = host;
  const step = (by: number): void => {
    host.view.taken();
    map.setZoom(map.getZoom() + by);
  };
  const nearer = control(host, "zoom", "plus", host.t("zoom-in"), () => step(1));
  const further = control(host, "zoom", "minus", host.t("zoom-out"), () => step(-1));
  const draw = (): void => {
    // aria-disabled, not disabled: a button under the finger must not drop the focus.
    nearer.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom()));
    further.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom()));
  };
  return { draw };
}
