/**
 * Marks on one map, kept from one drawing to the next.
 *
 * Keyboard: all marks together are one Tab stop (only those on the screen exist); arrow keys go to the
 * next mark in that direction, Enter or Space opens it. The list carries the same platforms as links,
 * so nobody has to walk over the map to reach one.
 */
import * as L from "leaflet";

import type { Box, Labels } from "./labels";
import type { Tips } from "./tooltip";

/** Which platform is pointed at and which is selected. */
export interface Pointing {
  readonly hovered: string | null;
  readonly selected: string | null;
  hover(id: string | null): void;
  listen(listener: () => void): void;
}

/** What marks need of the map that they stand on. */
export interface MarkedMap {
  readonly map: L.Map;
  readonly labels: Labels;
  readonly tips: Tips;
  readonly selection: Pointing;
  readonly view: { panTo(at: L.LatLng, room: number): void };
  t(key: string): string;
}

export interface Mark {
  /** Same key and same look = the same element stays. */
  key: string;
  look: string;
  at: L.LatLng;
  /** Read out; complete without the picture. */
  name: string;
  /** Shown beside the mark when pointed at; null when the name stands there already. */
  tip: string | null;
  radius: number;
  className: string;
  picture: () => Element;
  /** Platforms that this mark stands for. */
  ids: () => readonly string[];
  open: (element: HTMLElement) => void;
  level?: number;
}

interface Shown {
  mark: Mark;
  marker: L.Marker;
  element: HTMLElement;
}

const STEPS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

/** Between a mark that was brought in and the edge of the map. */
const EDGE_PX = 8;

export class Marks {
  private readonly shown = new Map<string, Shown>();
  private stop: string | null = null;

  constructor(private readonly marked: MarkedMap) {
    const pane = marked.map.getPane("markerPane")!;
    pane.setAttribute("role", "group");
    pane.setAttribute("aria-label", marked.t("marks-name"));
    marked.labels.block(() => this.boxes());
    marked.selection.listen(() => this.emphasise());
  }

  show(marks: readonly Mark[]): void {
    const next = new Set(marks.map((mark) => mark.key));
    const lost = [...this.shown.values()].find(({ element }) => element === document.activeElement);
    for (const [key, { mark, marker }] of this.shown) {
      const same = next.has(key) && marks.some((other) => other.key === key && other.look === mark.look);
      if (!same) {
        marker.remove();
        this.shown.delete(key);
      }
    }
    for (const mark of marks) this.put(mark);
    this.tabStop();
    if (lost && !document.contains(lost.element)) this.focusNear(lost.marker.getLatLng());
    this.emphasise();
    this.marked.labels.schedule();
  }

  has(key: string): boolean {
    return this.shown.has(key);
  }

  private put(mark: Mark): void {
    const known = this.shown.get(mark.key);
    if (known) {
      known.mark = mark;
      known.marker.setLatLng(mark.at);
      known.element.setAttribute("aria-label", mark.name);
      return;
    }
    const size: L.PointTuple = [mark.radius * 2, mark.radius * 2];
    const icon = L.divIcon({ html: mark.picture() as HTMLElement, className: `mark ${mark.className}`, iconSize: size });
    // Leaflet's own pan on focus knows no strip, and moves the mark away below a mouse that pressed it.
    const marker = L.marker(mark.at, { icon, keyboard: false, autoPanOnFocus: false, riseOnHover: true, zIndexOffset: mark.level ?? 0 });
    marker.addTo(this.marked.map);
    const element = marker.getElement()!;
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", mark.name);
    element.tabIndex = -1;
    this.shown.set(mark.key, { mark, marker, element });
    this.wire(mark.key, element);
  }

  private wire(key: string, element: HTMLElement): void {
    const mark = (): Mark | undefined => this.shown.get(key)?.mark;
    const point = (): void => this.point(mark() ?? null);
    const leave = (): void => this.point(null);
    element.addEventListener("mouseenter", point);
    element.addEventListener("mouseleave", leave);
    element.addEventListener("focus", () => {
      this.stop = key;
      this.tabStop();
      // By keyboard alone: below a pressed mouse the mark must stay where it is.
      if (element.matches(":focus-visible")) this.bringIn(key);
      point();
    });
    element.addEventListener("blur", leave);
    L.DomEvent.disableClickPropagation(element);
    element.addEventListener("click", () => mark()?.open(element));
    element.addEventListener("keydown", (event) => this.pressed(event, key));
  }

  private pressed(event: KeyboardEvent, key: string): void {
    const here = this.shown.get(key);
    const step = STEPS[event.key];
    if (!here || !(step || event.key === "Enter" || event.key === " ")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!step) here.mark.open(here.element);
    else this.neighbour(here, step)?.element.focus();
  }

  /** The nearest mark within a quarter turn of the direction. */
  private neighbour(from: Shown, [dx, dy]: readonly [number, number]): Shown | undefined {
    const at = this.marked.map.latLngToContainerPoint(from.marker.getLatLng());
    let best: Shown | undefined;
    let least = Infinity;
    for (const other of this.shown.values()) {
      const to = this.marked.map.latLngToContainerPoint(other.marker.getLatLng()).subtract(at);
      const along = to.x * dx + to.y * dy;
      const aside = Math.abs(to.x * dy) + Math.abs(to.y * dx);
      if (other === from || along <= 0 || aside > along) continue;
      if (along + 2 * aside < least) [best, least] = [other, along + 2 * aside];
    }
    return best;
  }

  private tabStop(): void {
    if (!this.stop || !this.shown.has(this.stop)) this.stop = this.shown.keys().next().value ?? null;
    for (const [key, { element }] of this.shown) element.tabIndex = key === this.stop ? 0 : -1;
  }

  /** After a mark opened into others, focus goes to the nearest of them instead of being lost. */
  private focusNear(at: L.LatLng): void {
    const all = [...this.shown.values()].sort((a, b) => a.marker.getLatLng().distanceTo(at) - b.marker.getLatLng().distanceTo(at));
    (all[0]?.element ?? this.marked.map.getContainer()).focus({ preventScroll: true });
  }

  private point(mark: Mark | null): void {
    const ids = mark?.ids() ?? [];
    this.marked.selection.hover(ids.length === 1 ? ids[0]! : null);
    this.marked.tips.show("hover", mark?.tip ? { at: mark.at, text: mark.tip, radius: mark.radius } : null);
  }

  /** The map moves as far as it must for the whole mark to stand on it. */
  private bringIn(key: string): void {
    const here = this.shown.get(key);
    if (here) this.marked.view.panTo(here.marker.getLatLng(), here.mark.radius + EDGE_PX);
  }

  private emphasise(): void {
    const { hovered, selected } = this.marked.selection;
    for (const { mark, element } of this.shown.values()) {
      const ids = hovered || selected ? mark.ids() : [];
      element.classList.toggle("on", Boolean(selected && ids.includes(selected)));
      element.classList.toggle("hover", Boolean(hovered && ids.includes(hovered)));
    }
  }

  private boxes(): Box[] {
    return [...this.shown.values()].map(({ mark, marker }) => {
      const { x, y } = this.marked.map.latLngToContainerPoint(marker.getLatLng());
      const r = mark.radius + 3;
      return [x - r, y - r, x + r, y + r];
    });
  }
}
