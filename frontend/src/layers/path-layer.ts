/** A dotted line from stop to stop of a validation path: it shows an order and no route. */
import * as L from "leaflet";

import { drawn } from "../draw/panes";
import { toLatLng } from "../draw/position";
import type { PathLayerOptions } from "../generated/components";
import type { MapContext, Part } from "../map/context";

export function mountPathLayer(context: MapContext, options: PathLayerOptions): Part {
  const line = options.stops.map((stop) => toLatLng(stop));
  L.polyline(line, drawn(context.map, "sm-ring", "path-line", 2)).addTo(context.map);
  return {};
}
