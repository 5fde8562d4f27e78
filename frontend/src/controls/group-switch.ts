/** How platforms are counted while the map is far out: by district, by key zone, or not at all. */
import { Segments } from "./controls";
import { groupOf, type Host, type Part } from "../map/host";

export function mountGroupSwitch(host: Host): Part {
  const { t, state } = host;
  const choices = ["district", "zone", "none"].map((value) => ({ value, name: t(`group-${value}`) }));
  const segments = new Segments(host, "top-left", "grouping", t("group"), choices, (value) =>
    state.change({ group: value === "district" ? null : value }),
  );
  const draw = (): void => {
    segments.press(groupOf(host));
    segments.element.hidden = state.get("overlay") === "features";
  };
  return { draw };
}
