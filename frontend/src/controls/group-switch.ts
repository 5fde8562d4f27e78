/** How platforms are counted while the map is far out: by district, by key zone, or not at all. */
import type { MapContext, Part } from "../map/context";
import { groupOf } from "../map/group";
import { Segments } from "./controls";

export function mountGroupSwitch(context: MapContext): Part {
  const { t, state } = context;
  const choices = ["district", "zone", "none"].map((value) => ({ value, name: t(`group-${value}`) }));
  const segments = new Segments(context, "top-left", "grouping", t("group"), choices, (value) =>
    state.change({ group: value === "district" ? null : value }),
  );
  const draw = (): void => {
    // Near, or in one chosen area, nothing is counted by area, whatever was chosen for the whole city.
    const group = groupOf(state);
    segments.press(group === "none" || context.modes.current === "bubbles" ? group : "");
    segments.element.hidden = state.get("overlay") === "features";
  };
  return { draw };
}
