/** One district, one feature: takes the place of the marks while its overlay is on. What draws it is read then. */
import * as L from "leaflet";

import type { DistrictFeatureLayerOptions } from "../generated/components";
import type { MapContext, Mount, Part } from "../map/context";
import { late } from "../map/late";

/** The feature card and the inset stand on the right of a wide map. */
const CARD_PX = 380;
export const FEATURES = "features";

export function mountDistrictFeatureLayer(context: MapContext, options: DistrictFeatureLayerOptions): Part {
  const on = (): boolean => context.state.get("overlay") === "features";
  let drawing: Part | void;
  context.state.asksWith("overlay");
  context.modes.claim("features", 2, on);
  // A map that was given its part of the city keeps to it.
  context.view.prefer(() => on() && { key: "features", bounds: context.spec.options.bbox ? null : cityOf(context), right: CARD_PX });
  /** Read only when the overlay is on: most visits never ask for it. */
  const prepare = async (signal: AbortSignal): Promise<() => void> => {
    if (!on()) return () => undefined;
    const mount = await late<Mount<DistrictFeatureLayerOptions>>(FEATURES, { script: options.script ?? null, style: options.style ?? null });
    drawing ??= mount(context, options);
    return drawing?.prepare?.(signal) ?? (() => undefined);
  };
  return { prepare, draw: () => drawing?.draw?.() };
}

/** All districts together, once their outlines are read. */
function cityOf({ outlines }: MapContext): L.LatLngBounds | null {
  const [first, ...others] = [...outlines].filter(([key]) => key.startsWith("district/")).map(([, bounds]) => bounds);
  return first ? others.reduce((sum, one) => sum.extend(one), L.latLngBounds(first.getSouthWest(), first.getNorthEast())) : null;
}
