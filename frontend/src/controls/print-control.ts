/** Prints the page: the style for paper leaves out controls and keeps the map, the list and the sources. */
import type { MapContext } from "../map/context";
import { control } from "./controls";

export function mountPrintControl(context: MapContext): void {
  control(context, "tools", "print", context.t("print"), () => print());
}
