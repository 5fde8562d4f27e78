/** The components of the analysis: the map with its list has none of them. */
import { mountChoroplethLayer } from "../layers/choropleth-layer";
import { mountClusterLayer } from "../layers/cluster-layer";
import { mountDensityLayer } from "../layers/density-layer";
import { mountHexagonLayer } from "../layers/hexagon-layer";
import { mountReachLayer } from "../layers/reach-layer";
import type { Registry } from "../map/context";

export const analysisRegistry: Registry = {
  "choropleth-layer": mountChoroplethLayer,
  "cluster-layer": mountClusterLayer,
  "density-layer": mountDensityLayer,
  "hexagon-layer": mountHexagonLayer,
  "reach-layer": mountReachLayer,
};
