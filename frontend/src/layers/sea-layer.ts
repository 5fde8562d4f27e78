/** The sea, where the line of a district holds some: over the land, below everything else. */
import type { Feature, FeatureCollection, MultiPolygon, Position } from "geojson";
import * as L from "leaflet";

import { drawn } from "../draw/panes";
import { type LonLat, toLatLng } from "../draw/position";
import type { SourceOptions } from "../generated/components";
import { OSM_LINE, SEA_EXACT_TO } from "../generated/facts";
import type { MapContext, Part } from "../map/context";
import { loadOnce } from "../map/source";

/** Degrees; twice the step of the rough shape. */
const EDGE_DEG = 0.002;

export function mountSeaLayer(context: MapContext, { source }: SourceOptions): Part {
  const { map } = context;
  const { classList } = map.getContainer();
  let there = false;
  const draw = (): void => {
    const shown = there && !classList.contains("has-tiles");
    classList.toggle("sea-is-rough", map.getZoom() > SEA_EXACT_TO);
    context.credits.set("sea", shown ? { [OSM_LINE]: context.t("credit-sea") } : null);
  };
  loadOnce(source).then(
    (collection) => {
      there = true;
      classList.add("has-sea");
      put(map, collection);
      draw();
    },
    () => context.notice.say(context.t("error-map")),
  );
  return { draw };
}

function put(map: L.Map, { features }: FeatureCollection): void {
  const area = drawn(map, "sm-sea", "sea-area", 1);
  const coast = drawn(map, "sm-sea", "sea-coast", 2);
  for (const feature of features as Feature<MultiPolygon>[]) {
    L.geoJSON(feature, { ...area, style: () => area } as L.GeoJSONOptions).addTo(map);
    const box = L.geoJSON(feature).getBounds();
    const lines = feature.geometry.coordinates.flat().flatMap((ring) => shores(ring, box));
    L.polyline(lines, coast).addTo(map);
  }
}

/** A ring without its parts on the edge of the box that the data end at: there is no coast. */
function shores(ring: readonly Position[], box: L.LatLngBounds): L.LatLng[][] {
  const runs: L.LatLng[][] = [];
  let run: L.LatLng[] = [];
  ring.forEach((position, i) => {
    const at = toLatLng(position as LonLat);
    const before = i ? toLatLng(ring[i - 1] as LonLat) : null;
    if (before && onEdge(before, at, box)) {
      if (run.length > 1) runs.push(run);
      run = [];
    }
    run.push(at);
  });
  return run.length > 1 ? [...runs, run] : runs;
}

/** Both ends lie on one side of the box, as nearly as the rough shape for small zooms keeps them there. */
function onEdge(a: L.LatLng, b: L.LatLng, box: L.LatLngBounds): boolean {
  const both = (side: number, one: number, other: number): boolean => Math.abs(one - side) < EDGE_DEG && Math.abs(other - side) < EDGE_DEG;
  const along = [box.getWest(), box.getEast()].some((side) => both(side, a.lng, b.lng));
  return along || [box.getSouth(), box.getNorth()].some((side) => both(side, a.lat, b.lat));
}
