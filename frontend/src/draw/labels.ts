/**
 * Labels of one map: all layers hand theirs in, one pass places them so that none covers another,
 * a mark or a control. What finds no room is left out until the map moves.
 */
import * as L from "leaflet";

import { svg, textScale } from "./dom";
import { type LonLat, toLatLng } from "./position";

/** Left, top, right, bottom in pixels of the map's container. */
export type Box = readonly [number, number, number, number];

export interface LabelLine {
  text: string;
  /** Pixels at normal text size. */
  size: number;
  className?: string;
}

export interface Label {
  id: string;
  at: LonLat;
  lines: LabelLine[];
  /** Put instead where this one finds no room. */
  short?: Label;
  /** Stands on a plate of its own, as the number of a line. */
  plate?: boolean;
  /** Places that the label must not reach: water has no name on land. */
  allowed?: (at: LonLat) => boolean;
  className: string;
  /** Higher is placed first. */
  priority: number;
  /** Letter spacing in em. */
  spacing?: number;
  /** Degrees clockwise. */
  turn?: number;
  serif?: boolean;
  /** Steps in pixels tried one after the other; `around` = beside a disc of that radius instead. */
  tries?: readonly (readonly [number, number])[];
  around?: number;
  /** `around` at the right before below, as on maps of lines. */
  aside?: boolean;
  dot?: boolean;
}

interface Placed {
  box: Box;
  node: SVGElement;
}

const MARGIN = 4;
const IMPORTANT = 45;
/** Priorities that differ by less are one rank. */
const RANK = 10;
const LEAD = 1.32;

export class Labels {
  private readonly owned = new Map<string, Label[]>();
  private readonly blockers: (() => Box[])[] = [];
  private readonly softBlockers: (() => Box[])[] = [];
  private readonly hidden = new Map<string, ReadonlySet<string>>();
  private readonly sheet = svg("svg", { class: "sm-labels", width: 1, height: 1, "aria-hidden": "true" });
  private readonly ruler = document.createElement("canvas").getContext("2d");
  private waiting = 0;

  constructor(private readonly map: L.Map, pane: HTMLElement) {
    pane.append(this.sheet);
    map.on("moveend zoomend resize", () => this.schedule());
  }

  set(owner: string, labels: Label[]): void {
    this.owned.set(owner, labels);
    this.schedule();
  }

  /** Places that labels keep off: marks, controls. */
  block(boxes: () => Box[]): void {
    this.blockers.push(boxes);
  }

  /** Places that only important labels may cover: lines. */
  blockSoftly(boxes: () => Box[]): void {
    this.softBlockers.push(boxes);
  }

  /** Labels that another layer says in its own way, by id. */
  hide(owner: string, ids: ReadonlySet<string>): void {
    this.hidden.set(owner, ids);
    this.schedule();
  }

  schedule(): void {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.place();
    });
  }

  /** Places all labels at once; for paper, which waits for no frame. */
  place(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    const size = this.map.getSize();
    if (!size.x || !size.y) return;
    const taken = this.blockers.flatMap((boxes) => boxes());
    const soft = this.softBlockers.flatMap((boxes) => boxes());
    const hidden = new Set([...this.hidden.values()].flatMap((ids) => [...ids]));
    const all = [...this.owned.values()].flat().filter((label) => !hidden.has(label.id));
    all.sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
    const standing = ranksOf(all).flatMap((rank) => this.rank(rank, taken, soft, size));
    this.sheet.replaceChildren(...standing.map(({ node }) => node));
  }

  /** Labels of one rank all stand in their shortest form before one of them takes room for more. */
  private rank(labels: readonly Label[], taken: Box[], soft: readonly Box[], size: L.Point): Placed[] {
    const lines = (label: Label): readonly Box[] => (label.priority < IMPORTANT ? soft : []);
    const short = labels.map((label) => this.first(formsOf(label).reverse(), taken, lines(label), size));
    return labels.flatMap((label, i) => {
      const own = short[i];
      return own ? [this.grown(label, own, taken, lines(label), size)] : [];
    });
  }

  /** The first of the forms that finds room: of a road these are places along it, of which the last may have none. */
  private first(forms: readonly Label[], taken: Box[], lines: readonly Box[], size: L.Point): Placed | null {
    for (const form of forms) {
      const placed = this.fit(form, taken, lines, size);
      if (placed) return placed;
    }
    return null;
  }

  /** The longest form that finds room, where the shortest stands already. */
  private grown(label: Label, own: Placed, taken: Box[], lines: readonly Box[], size: L.Point): Placed {
    const longer = formsOf(label).slice(0, -1);
    if (!longer.length) return own;
    taken.splice(taken.indexOf(own.box), 1);
    for (const form of longer) {
      const placed = this.fit(form, taken, lines, size);
      if (placed) return placed;
    }
    taken.push(own.box);
    return own;
  }

  private fit(label: Label, taken: Box[], soft: readonly Box[], size: L.Point): Placed | null {
    const at = this.map.latLngToContainerPoint(toLatLng(label.at));
    if (at.x < -80 || at.y < -80 || at.x > size.x + 80 || at.y > size.y + 80) return null;
    const scale = textScale();
    const [width, height] = this.measure(label, scale);
    for (const [dx, dy] of triesOf(label, width, height, scale)) {
      const box: Box = [at.x + dx - width / 2, at.y + dy - height / 2, at.x + dx + width / 2, at.y + dy + height / 2];
      const outside = box[0] < MARGIN || box[1] < MARGIN || box[2] > size.x - MARGIN || box[3] > size.y - MARGIN;
      const covers = (other: Box): boolean => overlap(box, other);
      if (outside || taken.some(covers) || soft.some(covers) || !this.allows(label, box)) continue;
      taken.push(box);
      return { box, node: this.draw(label, [dx, dy], [width, height], scale) };
    }
    return null;
  }

  /** Asks at the middle and at both ends, along the line that the label is turned to. */
  private allows({ allowed, turn }: Label, [left, top, right, bottom]: Box): boolean {
    if (!allowed) return true;
    const fall = turn ? Math.sign(turn) : 0;
    const half = [(right - left) / 2, ((bottom - top) / 2) * fall] as const;
    const middle = L.point((left + right) / 2, (top + bottom) / 2);
    return [-0.9, 0, 0.9].every((share) => {
      const { lng, lat } = this.map.containerPointToLatLng(middle.add([half[0] * share, half[1] * share]));
      return allowed([lng, lat]);
    });
  }

  /** Size of the upright box around the label, turned or not. */
  private measure(label: Label, scale: number): [number, number] {
    const style = getComputedStyle(document.documentElement);
    const family = style.getPropertyValue(label.serif ? "--font-water" : "--font") || "sans-serif";
    let width = 0;
    let height = 0;
    for (const line of label.lines) {
      const px = line.size * scale;
      if (this.ruler) this.ruler.font = `500 ${px}px ${family}`;
      const text = this.ruler?.measureText(line.text).width ?? px * line.text.length;
      width = Math.max(width, text + (label.spacing ?? 0) * px * line.text.length);
      height += px * LEAD;
    }
    const turn = ((label.turn ?? 0) * Math.PI) / 180;
    const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
    const edge = label.plate ? 10 * scale : 4;
    return [width * cos + height * sin + edge, width * sin + height * cos + 2];
  }

  private draw(label: Label, [dx, dy]: LonLat, [width, height]: LonLat, scale: number): SVGElement {
    const at = this.map.latLngToLayerPoint(toLatLng(label.at));
    const turned = label.turn ? ` rotate(${label.turn})` : "";
    const slant = label.serif ? " skewX(-12)" : "";
    const group = svg("g", { class: label.className, transform: `translate(${round(at.x + dx)} ${round(at.y + dy)})${turned}${slant}` });
    if (label.dot) group.append(svg("circle", { class: "p-dot", r: 1.8 * scale, cx: round(-dx), cy: round(-dy) }));
    if (label.plate) group.append(svg("rect", { class: "plate", x: round(-width / 2 + 1), y: round(-height / 2), width: round(width - 2), height: round(height), rx: 3 }));
    const text = label.lines.reduce((sum, line) => sum + line.size * scale * LEAD, 0);
    let y = -(label.turn ? text : Math.min(text, height)) / 2;
    for (const line of label.lines) {
      const px = line.size * scale;
      y += px * LEAD;
      const shift = ((label.spacing ?? 0) * px) / 2;
      group.append(svg("text", { class: line.className ?? null, x: round(shift), y: round(y - px * 0.4), "font-size": px }, line.text));
    }
    return group;
  }
}

/** Labels of nearly the same priority, the highest first. */
function ranksOf(sorted: readonly Label[]): Label[][] {
  const ranks = new Map<number, Label[]>();
  for (const label of sorted) {
    const rank = Math.ceil(label.priority / RANK);
    ranks.set(rank, [...(ranks.get(rank) ?? []), label]);
  }
  return [...ranks.values()];
}

/** A label as it stands where there is room, and shorter and shorter. */
function formsOf(label: Label): Label[] {
  return label.short ? [label, ...formsOf(label.short)] : [label];
}

function triesOf(label: Label, width: number, height: number, scale: number): readonly (readonly [number, number])[] {
  if (label.around === undefined) return (label.tries ?? [[0, 0]]).map(([x, y]) => [x * scale, y * scale] as const);
  const r = label.around * scale + 3;
  const [x, y] = [r + width / 2, r + height / 2 - 2];
  const level: LonLat[] = [[x, 0], [-x, 0]];
  const straight: LonLat[] = label.aside ? [...level, [0, -y], [0, y]] : [[0, y], ...level, [0, -y]];
  const slant: LonLat[] = [[x * 0.8, y * 0.7], [-x * 0.8, y * 0.7]];
  const above: LonLat[] = label.aside ? [[x * 0.8, -y * 0.7], [-x * 0.8, -y * 0.7]] : [];
  // Between discs that nearly touch a little lower or higher is enough.
  const between: LonLat[] = [[x, y * 0.4], [-x, y * 0.4], [x, -y * 0.4], [-x, -y * 0.4]];
  return [...straight, ...slant, ...above, ...between];
}

function overlap(a: Box, b: Box): boolean {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
