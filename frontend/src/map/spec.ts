/** The tree that the server composes: one JSON document per map. */
import type { FeatureCollection } from "geojson";

export interface Spec {
  kind: string;
  options: Record<string, unknown>;
  children?: Spec[];
}

/** `shared`: one of the collections that came with a document without a server, under a query of its own. */
export type Source =
  | { type: "remote"; url: string }
  | { type: "inline"; collection: FeatureCollection }
  | { type: "shared"; name: string; query: string };

export function readSpec(root: Element): Spec | null {
  const holder = root.nextElementSibling?.matches("script[data-map]")
    ? root.nextElementSibling
    : root.parentElement?.querySelector("script[data-map]");
  return holder?.textContent ? (JSON.parse(holder.textContent) as Spec) : null;
}
