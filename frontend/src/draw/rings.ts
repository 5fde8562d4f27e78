/** Precision rings: the true position is somewhere inside. Radii are those of the data's precision. */
import * as L from "leaflet";

import { RING_M } from "../generated/facts";
import { textScale } from "./dom";
import { markRadius } from "./mark-picture";
import type { Pointing } from "./marks";
import { drawn } from "./panes";
import { pixelsPerKm } from "./position";

export interface Ring {
  id: string;
  at: L.LatLng;
  kind: string;
  precision: string;
}

/** Metres. */
const RADIUS_M: Readonly<Record<string, number>> = RING_M;
/** From here on rings fade: they would fill the screen. */
const NEAR_ZOOM = 12;
/** More rings than this hide the map, and each other: then only those show whose mark is pointed at or selected. */
const MOST_RINGS = 80;
/** A ring stays this far outside its mark, however far out the map is. */
const OUTSIDE_PX = 4;

/** What rings need of the map that they lie on. */
export interface RingedMap {
  readonly map: L.Map;
  readonly selection: Pick<Pointing, "hovered" | "selected">;
}

export class Rings {
  private readonly shown = new Map<string, { ring: Ring; circle: L.CircleMarker }>();

  constructor(private readonly ringed: RingedMap) {}

  show(rings: readonly Ring[]): void {
    const { map } = this.ringed;
    map.getContainer().classList.toggle("is-near", map.getZoom() >= NEAR_ZOOM);
    map.getContainer().classList.toggle("is-crowded", rings.length > MOST_RINGS);
    const next = new Set(rings.map((ring) => ring.id));
    for (const [id, { circle }] of this.shown) {
      if (next.has(id)) continue;
      circle.remove();
      this.shown.delete(id);
    }
    for (const ring of rings) this.put(ring);
    this.emphasise(this.ringed.selection.hovered, this.ringed.selection.selected);
  }

  emphasise(hovered: string | null, selected: string | null): void {
    for (const [id, { circle }] of this.shown) {
      circle.getElement()?.classList.toggle("on", id === hovered || id === selected);
    }
  }

  private put(ring: Ring): void {
    const least = (markRadius(ring.kind) + OUTSIDE_PX) * textScale();
    const radius = Math.max(least, ((RADIUS_M[ring.precision] ?? 0) / 1000) * pixelsPerKm(this.ringed.map));
    const known = this.shown.get(ring.id);
    if (known) {
      known.circle.setLatLng(ring.at).setRadius(radius);
      return;
    }
    const style = drawn(this.ringed.map, "sm-ring", `ring ${ring.kind} p-${ring.precision}`, 2);
    const circle = L.circleMarker(ring.at, { ...style, radius }).addTo(this.ringed.map);
    this.shown.set(ring.id, { ring, circle });
  }
}
