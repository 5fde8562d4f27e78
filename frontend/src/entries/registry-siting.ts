/** The component of the page of siting. */
import { mountSitingLayer } from "../layers/siting-layer";
import type { Registry } from "../map/context";

export const sitingRegistry: Registry = {
  "siting-layer": mountSitingLayer,
};
