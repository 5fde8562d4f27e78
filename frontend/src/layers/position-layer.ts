/** The point that two fields of a form hold. The fields are what is sent; the map is another way to fill them. */
import * as L from "leaflet";

import { html } from "../draw/dom";
import { drawn } from "../draw/panes";
import { type LonLat, metresOf, parseLonLat, toLatLng, toLonLat } from "../draw/position";
import type { PositionLayerOptions } from "../generated/components";
import { RING_M } from "../generated/facts";
import type { MapContext } from "../map/context";

const STEP_M = 50;
/** Decimals of a degree, some metres: no more is known of any place here. */
const DECIMALS = 5;
const RADIUS_M: Readonly<Record<string, number>> = RING_M;
const ARROWS: Record<string, [number, number]> = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export function mountPositionLayer(context: MapContext, options: PositionLayerOptions): void {
  const [lon, lat, precision] = [options.lon, options.lat, options.precision].map((id) => document.getElementById(id));
  if (!(lon instanceof HTMLInputElement) || !(lat instanceof HTMLInputElement) || !(precision instanceof HTMLSelectElement)) return;
  new PositionLayer(context, lon, lat, precision, options.label).wire();
}

class PositionLayer {
  private readonly marker: L.Marker;
  private readonly ring: L.Circle;

  constructor(
    private readonly context: MapContext,
    private readonly lon: HTMLInputElement,
    private readonly lat: HTMLInputElement,
    private readonly precision: HTMLSelectElement,
    label: string,
  ) {
    const at = context.map.getCenter();
    const icon = L.divIcon({ html: html("span", {}), className: "position-mark", iconSize: [44, 44] });
    this.marker = L.marker(at, { icon, draggable: true, autoPan: true, keyboard: true, title: label, alt: label, zIndexOffset: 2000 });
    this.ring = L.circle(at, { ...drawn(context.map, "sm-ring", "position-ring", 1), radius: 0, interactive: false });
  }

  wire(): void {
    const { map } = this.context;
    this.marker.on("drag", () => this.ring.setLatLng(this.marker.getLatLng()));
    this.marker.on("dragend", () => this.put(toLonLat(this.marker.getLatLng())));
    this.marker.on("click", (event) => L.DomEvent.stopPropagation(event));
    map.on("click", (event: L.LeafletMouseEvent) => this.put(toLonLat(event.latlng)));
    for (const field of [this.lon, this.lat, this.precision]) field.addEventListener("input", () => this.show());
    this.show();
  }

  /** Writes a point into the fields. */
  private put([lon, lat]: LonLat): void {
    this.lon.value = lon.toFixed(DECIMALS);
    this.lat.value = lat.toFixed(DECIMALS);
    this.show();
  }

  /** Shows what the fields say; nothing where they are no point. */
  private show(): void {
    const { map } = this.context;
    const at = parseLonLat(`${this.lon.value},${this.lat.value}`);
    if (!at) {
      this.marker.remove();
      this.ring.remove();
      return;
    }
    this.marker.setLatLng(toLatLng(at));
    this.ring.setLatLng(toLatLng(at)).setRadius(RADIUS_M[this.precision.value] ?? 0);
    if (map.hasLayer(this.marker)) return;
    this.ring.addTo(map);
    this.marker.addTo(map);
    this.marker.getElement()?.addEventListener("keydown", (event) => this.key(event));
  }

  /** One step a key, in metres on the ground. */
  private key(event: KeyboardEvent): void {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const { map } = this.context;
    const pixels = STEP_M / metresOf(map, 1);
    const at = map.project(this.marker.getLatLng());
    this.put(toLonLat(map.unproject(L.point(at.x + step[0] * pixels, at.y - step[1] * pixels))));
  }
}
