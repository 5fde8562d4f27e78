/** My position: asked for only when this is pressed. */
import { control } from "./controls";
import type { Host } from "../map/host";
import { useMyPosition } from "./near";

export function mountLocateControl(host: Host): void {
  control(host, "tools", "near", host.t("locate"), () => useMyPosition(host));
}
