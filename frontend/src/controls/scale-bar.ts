/** A metric scale bar in the margin strip, as long as a round number of metres at the middle of the map. */
import { html } from "../draw/dom";
import { pixelsPerKm } from "../draw/position";
import type { MapContext, Part } from "../map/context";

const STEPS_KM = [100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02];
const LONGEST_PX = 110;
const SHORT_PX = 72;

export function mountScaleBar(context: MapContext): Part {
  const bar = html("span", { class: "scale-bar" });
  const text = html("span", {});
  const element = html("span", { class: "scale", role: "img" }, bar, text);
  context.corner("strip").prepend(element);
  const draw = (): void => {
    const perKm = pixelsPerKm(context.map);
    const room = context.map.getSize().x < 560 ? SHORT_PX : LONGEST_PX;
    const km = STEPS_KM.find((step) => step * perKm <= room) ?? 0.02;
    bar.style.width = `${Math.round(km * perKm)}px`;
    text.textContent = km < 1 ? `${km * 1000} m` : `${km} km`;
    element.setAttribute("aria-label", context.t("scale", km < 1 ? { km: 0, metres: Math.round(km * 1000) } : { km, metres: 0 }));
  };
  return { draw };
}
