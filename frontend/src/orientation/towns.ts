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

  constructor(private readonly context: MapContext, private readonly towns: readonly Town[], private readonly points: readonly TownName[]) {
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
    const bounds = this.context.map.getBounds();
    const named = [
      ...this.towns.map(({ properties }) => ({ at: properties.label, properties })),
      ...this.points.map(({ geometry, properties }) => ({ at: geometry.coordinates as LonLat, properties })),
    ];
    return named.filter(({ at }) => bounds.contains(toLatLng(at))).map(({ at, properties }) => ({
      id: `town/${properties.name_zh}`,
      at,
      lines: [{ text: shortName(this.context.lang, properties), size: NAME_PX }],
      className: "t-label",
      priority: 41,
      spacing: 0.22,
      tries: TRIES,
    }));
  }
}
