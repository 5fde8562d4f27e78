/** The map alone on the whole screen. */
import { control } from "./controls";
import type { Host } from "../map/host";

export function mountFullScreenControl(host: Host): void {
  const root = host.map.getContainer();
  if (!document.fullscreenEnabled || !root.requestFullscreen) return;
  const made = control(host, "tools", "full", host.t("full-screen"), () => {
    const turned = document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen();
    turned.catch(() => undefined);
  });
  document.addEventListener("fullscreenchange", () => {
    const name = host.t(document.fullscreenElement ? "full-screen-leave" : "full-screen");
    made.setAttribute("aria-label", name);
    made.title = name;
  });
}
