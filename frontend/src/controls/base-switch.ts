/** Own base map or one that the deployment configured. */
import type { BaseLayerOptions } from "../layers/base-layer";
import { Segments } from "./controls";
import type { MapContext, Part } from "../map/context";

export function mountBaseSwitch(context: MapContext): Part | void {
  const { t, state } = context;
  const configured = (context.spec.children ?? [])
    .filter((child) => child.kind === "base-layer")
    .map((child) => child.options as unknown as BaseLayerOptions);
  if (!configured.length) return;
  const choices = [{ value: "", name: t("base-own") }, ...configured.map(({ name, label }) => ({ value: name, name: label ?? name }))];
  const segments = new Segments(context, "top-left", "bases", t("base"), choices, (value) => state.change({ base: value || null }));
  return { draw: () => segments.press(state.get("base") ?? "") };
}
