/** Key zones: dashed, because their extents are schematic. */
import type { Feature, MultiPolygon, Position } from "geojson";
import * as L from "leaflet";

import type { Box, Label } from "../draw/labels";
import { drawn } from "../draw/panes";
import { type LonLat, toLatLng } from "../draw/position";
import type { SourceOptions } from "../generated/components";
import type { MapContext, Part } from "../map/context";
import { loadOnce } from "../map/source";

interface ZoneProperties {
  code: string;
  name: string;
  is_default: boolean;
}

type ZoneFeature = Feature<MultiPolygon | null, ZoneProperties>;

const EDGE_STEP_PX = 10;

export function mountZoneLayer(context: MapContext, options: SourceOptions): Part {
  const group = L.layerGroup();
  let zones: ZoneFeature[] = [];
  context.labels.blockSoftly(() => (context.map.hasLayer(group) ? zones.flatMap((zone) => edgeBoxes(context, zone)) : []));
  loadOnce(options.source).then(
    (collection) => {
      const all = collection.features as unknown as ZoneFeature[];
      zones = all.filter((zone) => zone.geometry && zone.properties.is_default);
      for (const zone of zones) addZone(context, group, zone);
      context.view.outlinesRead();
      context.redraw();
    },
    () => context.notice.say(context.t("error-map")),
  );
  const draw = (): void => {
    const overlay = context.state.get("overlay") ?? "zones";
    const chosen = [...context.state.all("zone"), ...context.state.all("area")];
    const on = overlay === "zones" || chosen.length > 0;
    if (on && overlay !== "features") group.addTo(context.map);
    else group.remove();
    const named = on && overlay !== "features";
    context.labels.set("zones", named ? zones.flatMap((zone) => zoneLabel(context, zone)) : []);
    group.eachLayer((layer) => emphasise(layer as L.GeoJSON, chosen));
  };
  return { draw };
}

function addZone(context: MapContext, group: L.LayerGroup, zone: ZoneFeature): void {
  const { code, name } = zone.properties;
  // A light line below the dashes: they stay in sight over dark districts.
  const below = drawn(context.map, "sm-zone", "zone-casing", 3);
  const style = drawn(context.map, "sm-zone", "zone", 3);
  const layer = L.geoJSON(zone as Feature, { ...style, style: () => style } as L.GeoJSONOptions);
  group.addLayer(L.geoJSON(zone as Feature, { ...below, style: () => below } as L.GeoJSONOptions));
  group.addLayer(layer);
  context.outlines.set(`zone/${code}`, layer.getBounds());
  context.names.set(`zone/${code}`, name);
}

function emphasise(layer: L.GeoJSON, chosen: readonly string[]): void {
  layer.eachLayer((path) => {
    const code = ((path as L.Polygon).feature?.properties as ZoneProperties | undefined)?.code;
    const edge = (path as L.Polygon).getElement();
    if (edge?.classList.contains("zone")) edge.classList.toggle("zone-chosen", Boolean(code && chosen.includes(code)));
  });
}

/** Below the extent's southern edge; inside it where it is wide on the screen. */
function zoneLabel(context: MapContext, zone: ZoneFeature): Label[] {
  const bounds = context.outlines.get(`zone/${zone.properties.code}`);
  const ring = zone.geometry?.coordinates[0]?.[0];
  if (!bounds || !ring) return [];
  const middle = centreOf(ring);
  const [a, b] = [context.map.latLngToContainerPoint(bounds.getNorthWest()), context.map.latLngToContainerPoint(bounds.getSouthEast())];
  const wide = b.x - a.x > 170 && b.y - a.y > 60;
  const at: LonLat = wide ? middle : [middle[0], bounds.getSouth()];
  const below: [number, number][] = [[0, 14], [34, 17], [-34, 17], [0, 26], [60, 14], [-60, 14], [0, a.y - b.y - 14]];
  const inside: [number, number][] = [[0, 0], [0, 26], [0, -26], [60, 0], [-60, 0], [60, 40], [60, -40], [-60, 40], [110, 20]];
  return [{
    id: `zone/${zone.properties.code}`,
    at,
    lines: [{ text: zone.properties.name, size: 12 }],
    className: "z-label",
    priority: 35,
    tries: wide ? inside : below,
  }];
}

/** Small boxes along the dashed line: names do not stand on it. */
function edgeBoxes(context: MapContext, zone: ZoneFeature): Box[] {
  const ring = zone.geometry?.coordinates[0]?.[0] ?? [];
  const points = ring.map((at) => context.map.latLngToContainerPoint(toLatLng(at as LonLat)));
  return points.slice(1).flatMap((to, i) => {
    const from = points[i]!;
    const steps = Math.min(200, Math.ceil(from.distanceTo(to) / EDGE_STEP_PX));
    return Array.from({ length: steps }, (_, step): Box => {
      const at = from.add(to.subtract(from).multiplyBy(step / steps));
      return [at.x - 2, at.y - 2, at.x + 2, at.y + 2];
    });
  });
}

function centreOf(ring: Position[]): LonLat {
  const sum = ring.reduce<[number, number]>((total, at) => [total[0] + at[0]!, total[1] + at[1]!], [0, 0]);
  return [sum[0] / ring.length, sum[1] / ring.length];
}
