/** Prints the page: the style for paper leaves out controls and keeps the map, the list and the sources. */
import { control } from "./controls";
import type { Host } from "../map/host";

export function mountPrintControl(host: Host): void {
  control(host, "tools", "print", host.t("print"), () => print());
}
