/** The map alone on the whole screen. */
import type { MapContext } from "../map/context";
import { control } from "./controls";

export function mountFullScreenControl(context: MapContext): void {
  const map = context.map.getContainer();
  // The card of what is selected stands beside the map and comes along.
  const root = map.closest<HTMLElement>(".map-slot") ?? map;
  if (!document.fullscreenEnabled || !root.requestFullscreen) return;
  const made = control(context, "tools", "full", context.t("full-screen"), () => {
    const turned = document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen();
    turned.catch(() => undefined);
  });
  document.addEventListener("fullscreenchange", () => {
    const name = context.t(document.fullscreenElement ? "full-screen-leave" : "full-screen");
    made.setAttribute("aria-label", name);
    made.title = name;
  });
}
