/** District features or key zones over the map, or neither. */
import type { MapContext, Part } from "../map/context";
import { Segments } from "./controls";

export function mountOverlaySwitch(context: MapContext): Part {
  const { t, state } = context;
  const choices = [
    { value: "features", name: t("overlay-features"), icon: "layers" },
    { value: "zones", name: t("overlay-zones"), icon: "zone" },
  ];
  const current = (): string => state.get("overlay") ?? "zones";
  const segments = new Segments(context, "top-left", "overlays", t("overlay"), choices, (value) => {
    const next = value === current() ? "none" : value;
    state.change({ overlay: next === "zones" ? null : next, card: null });
  });
  return { draw: () => segments.press(current()) };
}
