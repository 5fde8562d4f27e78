/** The component of forms that hold a point. */
import { mountPositionLayer } from "../layers/position-layer";
import type { Registry } from "../map/context";

export const formRegistry: Registry = {
  "position-layer": mountPositionLayer,
};
