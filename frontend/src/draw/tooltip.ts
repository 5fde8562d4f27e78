/** The name beside a mark: one for what is pointed at, one for what is selected. Own nodes, text only. */
import * as L from "leaflet";

import { html } from "./dom";
import type { Box } from "./labels";

export interface Tip {
  at: L.LatLng;
  text: string;
  /** Pixels from the mark's centre that stay free. */
  radius: number;
}

export class Tips {
  private readonly slots = { hover: this.slot("hover"), selected: this.slot("selected") };
  private readonly shown: { hover: Tip | null; selected: Tip | null } = { hover: null, selected: null };

  constructor(private readonly map: L.Map, pane: HTMLElement) {
    pane.append(this.slots.selected, this.slots.hover);
    map.on("zoomend viewreset moveend", () => this.place());
  }

  show(slot: "hover" | "selected", tip: Tip | null): void {
    this.shown[slot] = tip;
    this.place();
  }

  /** So that labels give way to the selected name. */
  boxes(): Box[] {
    const element = this.slots.selected;
    if (element.hidden) return [];
    const [outer, inner] = [this.map.getContainer().getBoundingClientRect(), element.getBoundingClientRect()];
    return [[inner.left - outer.left, inner.top - outer.top, inner.right - outer.left, inner.bottom - outer.top]];
  }

  private slot(name: string): HTMLElement {
    return html("div", { class: `sm-tip sm-tip-${name}`, "aria-hidden": "true", hidden: true });
  }

  private place(): void {
    const same = this.shown.hover?.text === this.shown.selected?.text;
    this.put(this.slots.selected, this.shown.selected);
    this.put(this.slots.hover, same ? null : this.shown.hover);
  }

  private beside(element: HTMLElement, radius: number, left: boolean): [number, number] {
    return [left ? -radius - 8 - element.offsetWidth : radius + 8, -element.offsetHeight / 2];
  }

  /** Where neither side has room: above the mark, or below it at the upper edge. */
  private over(element: HTMLElement, radius: number, inside: L.Point): [number, number] {
    const [width, height] = [element.offsetWidth, element.offsetHeight];
    const x = Math.max(8, Math.min(inside.x - width / 2, this.map.getSize().x - width - 8)) - inside.x;
    const above = -radius - 6 - height;
    return [x, inside.y + above < 4 ? radius + 6 : above];
  }

  private put(element: HTMLElement, tip: Tip | null): void {
    element.hidden = !tip;
    if (!tip) return;
    element.textContent = tip.text;
    element.style.maxWidth = `min(20rem, ${this.map.getSize().x - 16}px)`;
    const at = this.map.latLngToLayerPoint(tip.at);
    const inside = this.map.latLngToContainerPoint(tip.at);
    const room = this.map.getSize().x - inside.x - tip.radius - 70;
    const width = element.offsetWidth;
    const aside = width <= room || inside.x - tip.radius - width > 8;
    const [x, y] = aside ? this.beside(element, tip.radius, width > room) : this.over(element, tip.radius, inside);
    L.DomUtil.setPosition(element, L.point(at.x + x, at.y + y));
  }
}
