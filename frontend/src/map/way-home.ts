/** The way back from a part of the map where none of the results lies. */
import type * as L from "leaflet";

import { html } from "../draw/dom";
import type { Translate } from "./messages";

export class WayHome {
  private readonly button: HTMLButtonElement;
  private bounds: L.LatLngBounds | null = null;

  constructor(tools: HTMLElement, t: Translate, go: (bounds: L.LatLngBounds) => void) {
    this.button = html("button", { type: "button", class: "btn sm-way-home", hidden: true, onclick: () => this.bounds && go(this.bounds) }, t("way-home"));
    tools.append(this.button);
  }

  /** Offers the way to these bounds; null: some of the results are in sight, or there is none. */
  offer(bounds: L.LatLngBounds | null): void {
    // The focus stays on the map where the button goes.
    if (!bounds && this.button === document.activeElement) this.button.closest<HTMLElement>("[data-map-root]")?.focus({ preventScroll: true });
    this.bounds = bounds;
    this.button.hidden = !bounds;
  }
}
