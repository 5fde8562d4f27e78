/** The tree that the server composes: one JSON document per map. */
import type { ComponentOptions, ServiceMapOptions } from "../generated/components";

export type Kind = keyof ComponentOptions;

/** A component of a kind, with the options of that kind. */
export interface SpecOf<K extends Kind> {
  kind: K;
  options: ComponentOptions[K];
}

export type ComponentSpec = { [K in Kind]: SpecOf<K> }[Kind];

export interface MapSpec {
  kind: "service-map";
  options: ServiceMapOptions;
  children?: ComponentSpec[];
}

export function readSpec(root: Element): MapSpec | null {
  const holder = root.nextElementSibling?.matches("script[data-map]")
    ? root.nextElementSibling
    : root.parentElement?.querySelector("script[data-map]");
  return holder?.textContent ? (JSON.parse(holder.textContent) as MapSpec) : null;
}

/** The components of a kind, with their options. */
export function ofKind<K extends Kind>({ children = [] }: MapSpec, kind: K): Extract<ComponentSpec, { kind: K }>[] {
  return children.filter((child): child is Extract<ComponentSpec, { kind: K }> => child.kind === kind);
}
