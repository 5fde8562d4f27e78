/** By which areas platforms are counted where they are not shown one by one. */
import type { State } from "./state";

export type Group = "district" | "zone" | "none";

export function groupOf(state: State): Group {
  return (state.get("group") as Group | null) ?? "district";
}
