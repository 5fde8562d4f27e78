/** The sea, where the line of a district holds some: over the land, below everything else. */
import type { Feature, FeatureCollection, MultiPolygon, Position } from "geojson";
import * as L from "leaflet";

import { drawn } from "../draw/panes";
import { type LonLat, toLatLng } from "../draw/position";
import type { SourceOptions } from "../generated/components";
import { OSM_LINE, SEA_EXACT_TO } from "../generated/facts";
import type { MapContext, Part } from "../map/context";
import { loadOnce } from "../map/source";

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

function onEdge(a: L.LatLng, b: L.LatLng, box: L.LatLngBounds): boolean {
  const along = [box.getWest(), box.getEast()].some((lng) => a.lng === lng && b.lng === lng);
  return along || [box.getSouth(), box.getNorth()].some((lat) => a.lat === lat && b.lat === lat);
}
