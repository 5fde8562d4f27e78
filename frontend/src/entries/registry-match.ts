/** The components of the match: the map with its list has none of them. */
import { mountPathLayer } from "../layers/path-layer";
import type { Registry } from "../map/context";

export const matchRegistry: Registry = {
  "path-layer": mountPathLayer,
};
