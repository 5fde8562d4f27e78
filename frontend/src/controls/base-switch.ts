/** Own base map or one that the deployment configured. */
import type { MapContext, Part } from "../map/context";
import { ofKind } from "../map/spec";
import { Segments } from "./controls";

export function mountBaseSwitch(context: MapContext): Part | void {
  const { t, state } = context;
  const configured = ofKind(context.spec, "base-layer").map(({ options }) => options);
  if (!configured.length) return;
  const choices = [{ value: "", name: t("base-own") }, ...configured.map(({ name, label }) => ({ value: name, name: label }))];
  const segments = new Segments(context, "top-left", "bases", t("base"), choices, (value) => state.change({ base: value || null }));
  return { draw: () => segments.press(state.get("base") ?? "") };
}
