/** Clusters by DBSCAN: the hull of each, with its number of records at the centre. */
import type { Feature, FeatureCollection, Geometry } from "geojson";
import * as L from "leaflet";

import { digits } from "../draw/digits";
import { drawn } from "../draw/panes";
import { type LonLat, toLatLng } from "../draw/position";
import type { SourceOptions } from "../generated/components";
import type { MapContext, Part } from "../map/context";
import { loadFiltered } from "../map/source";
import { asking, asksWith, cellsOf } from "./analysis";

interface Cluster {
  n: number;
  label: LonLat;
}

/** The number stands beside the hull, which is small on the map of the whole city. */
const ABOVE: readonly (readonly [number, number])[] = [[0, -24], [24, 0], [-24, 0], [0, 24]];

export function mountClusterLayer(context: MapContext, options: SourceOptions): Part {
  asksWith(context, "eps", "members");
  const hulls = L.layerGroup();
  let found: Feature<Geometry, Cluster>[] = [];
  const shown = (): boolean => cellsOf(context) === "clusters";
  const draw = (): void => {
    if (shown()) hulls.addTo(context.map);
    else hulls.remove();
    const labels = found.map(({ id, properties }) => ({
      id: `cluster/${String(id)}`, at: properties.label, className: "d-label d-figure", priority: 70, tries: ABOVE,
      lines: [{ text: digits(properties.n), size: 14, className: "figure" }],
    }));
    context.labels.set("hulls", shown() ? labels : []);
  };
  const prepare = async (signal: AbortSignal): Promise<() => void> => {
    if (!shown()) return draw;
    const collection = await loadFiltered<FeatureCollection>(options.source, asking(context, "eps", "members"), signal);
    return () => {
      found = collection.features as Feature<Geometry, Cluster>[];
      hulls.clearLayers();
      for (const cluster of found) hulls.addLayer(hull(context, cluster));
      draw();
    };
  };
  return { prepare, draw };
}

/** Records at one position have no hull of any size: a disc says where they are. */
function hull(context: MapContext, cluster: Feature<Geometry, Cluster>): L.Layer {
  const style = drawn(context.map, "sm-outline", "cluster-hull", 12);
  const disc = (): L.Layer => L.circleMarker(toLatLng(cluster.properties.label), { ...style, radius: 12 });
  if (cluster.geometry.type === "Point") return disc();
  return L.geoJSON(cluster, { ...style, style: () => style } as L.GeoJSONOptions);
}
