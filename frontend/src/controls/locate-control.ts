/** My position: asked for only when this is pressed. */
import type { MapContext } from "../map/context";
import { control } from "./controls";
import { useMyPosition } from "./near";

export function mountLocateControl(context: MapContext): void {
  control(context, "tools", "near", context.t("locate"), () => useMyPosition(context));
}
