/** By which areas platforms are counted where they are not shown one by one. */
import type { State } from "./state";

export type Group = "district" | "zone" | "none";

export function groupOf(state: State): Group {
  const group = state.get("group");
  return group === "zone" || group === "none" ? group : "district";
}
