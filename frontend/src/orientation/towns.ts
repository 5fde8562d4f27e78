/** Subdistricts and towns: dotted outlines, not all of which are known, and names. */
import * as L from "leaflet";

import type { Label } from "../draw/labels";
import { drawn } from "../draw/panes";
import { type LonLat, toLatLng } from "../draw/position";
import { TOWNS_FROM } from "../generated/facts";
import type { MapContext } from "../map/context";
import { shortName, type Town, type TownName } from "./features";

const NAME_PX = 13;
const STEP_PX = 16;
const TRIES: readonly LonLat[] = [[0, 0], [0, -STEP_PX], [0, STEP_PX], [28, 0], [-28, 0], [28, STEP_PX], [-28, STEP_PX], [28, -STEP_PX], [-28, -STEP_PX], [0, -2 * STEP_PX], [0, 2 * STEP_PX]];

export class Towns {
  private readonly outlines = L.layerGroup();

  constructor(private readonly context: MapContext, private readonly towns: readonly Town[]) {
    const style = drawn(context.map, "sm-town", "town", 1);
    for (const town of towns) this.outlines.addLayer(L.geoJSON(town, { ...style, style: () => style } as L.GeoJSONOptions));
  }

  draw(): void {
    const { map } = this.context;
    if (map.getZoom() >= TOWNS_FROM) this.outlines.addTo(map);
    else this.outlines.remove();
  }

  hide(): void {
    this.outlines.remove();
  }

  names(): Label[] {
    return named(this.context, this.towns.map(({ properties }) => ({ at: properties.label, properties })));
  }
}

/** Names of towns without an outline. */
export function townNames(context: MapContext, points: readonly TownName[]): Label[] {
  return named(context, points.map(({ geometry, properties }) => ({ at: geometry.coordinates as LonLat, properties })));
}

function named({ map, lang }: MapContext, towns: readonly { at: LonLat; properties: TownName["properties"] }[]): Label[] {
  const bounds = map.getBounds();
  return towns.filter(({ at }) => bounds.contains(toLatLng(at))).map(({ at, properties }) => ({
    id: `town/${properties.name_zh}`,
    at,
    lines: [{ text: shortName(lang, properties), size: NAME_PX }],
    className: "t-label",
    priority: 41,
    spacing: 0.22,
    tries: TRIES,
  }));
}
