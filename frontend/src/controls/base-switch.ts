/** Own base map or one that the deployment configured. */
import type { BaseLayerOptions } from "../layers/base-layer";
import { Segments } from "./controls";
import type { Host, Part } from "../map/host";

export function mountBaseSwitch(host: Host): Part | void {
  const { t, state } = host;
  const configured = (host.spec.children ?? [])
    .filter((child) => child.kind === "base-layer")
    .map((child) => child.options as unknown as BaseLayerOptions);
  if (!configured.length) return;
  const choices = [{ value: "", name: t("base-own") }, ...configured.map(({ name, label }) => ({ value: name, name: label ?? name }))];
  const segments = new Segments(host, "top-left", "bases", t("base"), choices, (value) => state.change({ base: value || null }));
  return { draw: () => segments.press(state.get("base") ?? "") };
}
