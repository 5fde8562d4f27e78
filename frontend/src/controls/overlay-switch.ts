/** District features or key zones over the map, or neither. */
import type { MapContext, Part } from "../map/context";
import { Segments } from "./controls";

/** Metro and towns lie below the data: they are on beside either overlay. */
const WAYS = "ways";

export function mountOverlaySwitch(context: MapContext): Part {
  const { t, state } = context;
  const choices = [
    { value: "features", name: t("overlay-features"), icon: "layers" },
    { value: "zones", name: t("overlay-zones"), icon: "zone" },
    ...(context.kinds.has("orientation-layer") ? [{ value: WAYS, name: t("overlay-ways"), icon: "map" }] : []),
  ];
  const current = (): string => state.get("overlay") ?? "zones";
  const segments = new Segments(context, "top-left", "overlays", t("overlay"), choices, (value) => {
    if (value === WAYS) return state.change({ orientation: state.get("orientation") === "none" ? null : "none" });
    const next = value === current() ? "none" : value;
    state.change({ overlay: next === "zones" ? null : next, card: null });
  });
  const ways = context.kinds.has("orientation-layer") ? segments.element.lastElementChild : null;
  const draw = (): void => {
    // Nothing of them lies below the coloured districts.
    if (ways instanceof HTMLElement) ways.hidden = current() === "features";
    segments.press(current(), state.get("orientation") === "none" ? "" : WAYS);
  };
  return { draw };
}
