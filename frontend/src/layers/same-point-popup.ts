/** The list of platforms of one cluster, mostly at one approximate position. Focus goes in, Escape or × gives it back. */
import * as L from "leaflet";

import { button, html } from "../draw/dom";
import { icon, kindMark } from "../draw/icons";
import { busyDuring } from "../draw/idle";
import { toLatLng } from "../draw/position";
import type { MapContext } from "../map/context";
import type { Cluster, PlatformFeature } from "./platform-set";

/** The address of one platform's page. */
function withId(link: string, id: string): string {
  return link.replace(/\{id\}|%7Bid%7D/i, encodeURIComponent(id));
}

/** The buttons at the right edge of a map, with their margin. */
const CONTROLS_PX = 60;

export class SamePointPopup {
  private readonly element: HTMLElement;
  private opener: HTMLElement | null = null;
  private at: L.LatLng | null = null;

  /**
   * `link`: the address of a platform's page with `{id}` in it. `list` opens the page's list of what lies within
   * bounds, where the page has one.
   */
  constructor(
    private readonly context: MapContext,
    private readonly link: string | null,
    private readonly list: ((bounds: L.LatLngBounds) => void) | null,
  ) {
    this.element = html("section", { class: "sm-popup", role: "dialog", hidden: true });
    context.map.getPane("sm-tip")!.append(this.element);
    L.DomEvent.disableClickPropagation(this.element);
    L.DomEvent.disableScrollPropagation(this.element);
    this.element.addEventListener("keydown", (event) => this.pressed(event));
    context.map.on("click", () => this.close());
    context.map.on("zoomend moveend", () => this.place());
  }

  open(cluster: Cluster, opener: HTMLElement): void {
    const { t } = this.context;
    this.opener = opener;
    this.at = toLatLng(cluster.at);
    const members = cluster.members();
    const close = button("icon-btn sm-close", t("close"), icon("close", 16), () => this.close());
    const title = html("h2", { id: "same-point-title" }, t("same-point", { n: cluster.count }));
    const body = html("div", {}, html("p", {}, t("marks-reading")));
    this.element.replaceChildren(html("div", { class: "sm-popup-head" }, title, close), body);
    this.element.setAttribute("aria-labelledby", "same-point-title");
    this.element.hidden = false;
    if ("then" in members) {
      close.focus({ preventScroll: true });
      busyDuring(members).then((known) => this.fill(body, title, cluster, known), () => body.replaceChildren(html("p", {}, t("error-map"))));
      this.place();
    } else this.fill(body, title, cluster, members);
  }

  private fill(body: HTMLElement, title: HTMLElement, cluster: Cluster, members: readonly PlatformFeature[]): void {
    if (!body.isConnected) return;
    title.append(html("span", {}, this.noteOn(cluster, members)));
    body.replaceChildren(this.rows(members), ...this.rest(cluster, cluster.count - members.length));
    this.place();
    (body.querySelector<HTMLElement>("a") ?? this.element.querySelector<HTMLElement>(".sm-close"))?.focus({ preventScroll: true });
  }

  /** What is not listed here, with the way to all of it. */
  private rest(cluster: Cluster, n: number): HTMLElement[] {
    const { t } = this.context;
    if (n <= 0) return [];
    const all = this.list && html("button", { type: "button", class: "btn", onclick: () => this.list?.(cluster.bounds()) }, t("cluster-all"));
    return [html("p", {}, t("cluster-rest", { n }), " ", all)];
  }

  close(): void {
    if (this.element.hidden) return;
    const inside = this.element.contains(document.activeElement);
    this.element.hidden = true;
    this.at = null;
    if (!inside) return;
    if (this.opener && document.contains(this.opener)) this.opener.focus({ preventScroll: true });
    else this.context.map.getContainer().focus({ preventScroll: true });
  }

  private rows(members: readonly PlatformFeature[]): HTMLElement {
    const { selection } = this.context;
    const items = members.map((member) => {
      const id = String(member.id);
      const name = member.properties.name;
      const row = html("li", {}, kindMark(member.properties.kind), this.link ? html("a", { href: withId(this.link, id) }, name) : name);
      row.addEventListener("mouseenter", () => selection.hover(id));
      row.addEventListener("focusin", () => selection.hover(id));
      row.addEventListener("mouseleave", () => selection.hover(null));
      return row;
    });
    return html("ul", {}, ...items);
  }

  private noteOn(cluster: Cluster, members: readonly PlatformFeature[]): string {
    const { t } = this.context;
    if (!cluster.samePoint) return t("cluster-near");
    const kinds = new Set(members.map((member) => member.properties.precision));
    const [only] = kinds;
    return kinds.size === 1 && only ? t("same-point-precision", { precision: t(`precision-${only}`) }) : t("same-point-note");
  }

  private pressed(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === "Escape") this.close();
  }

  /** To the right of the point, or to the left, always inside the map and clear of its controls and its strip. */
  private place(): void {
    if (!this.at) return;
    const { map, view } = this.context;
    const [inner, layer, size] = [map.latLngToContainerPoint(this.at), map.latLngToLayerPoint(this.at), map.getSize()];
    const foot = view.stripHeight() + 8;
    this.element.style.maxWidth = `${size.x - CONTROLS_PX - 8}px`;
    this.element.style.maxHeight = `min(20rem, ${size.y - foot - 8}px)`;
    const [width, height] = [this.element.offsetWidth, this.element.offsetHeight];
    const right = inner.x + 28 + width < size.x - CONTROLS_PX;
    const x = right ? 28 : Math.max(8 - inner.x, -28 - width);
    const y = Math.max(8, Math.min(inner.y - 60, size.y - height - foot)) - inner.y;
    L.DomUtil.setPosition(this.element, L.point(layer.x + x, layer.y + y));
  }
}
