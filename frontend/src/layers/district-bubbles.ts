/** At the opening zoom: one bubble a district or key zone, with its count and name. A click filters by it. */
import type { FeatureCollection, Point } from "geojson";

import { textScale } from "../draw/dom";
import type { Label } from "../draw/labels";
import { clusterPicture, clusterRadius } from "../draw/mark-picture";
import { type Mark, Marks } from "../draw/marks";
import { type LonLat, toLatLng } from "../draw/position";
import { clearOf, spread } from "../draw/spread";
import type { SourceOptions } from "../generated/components";
import type { MapContext, Part } from "../map/context";
import { groupOf } from "../map/group";
import { loadFiltered } from "../map/source";

interface BubbleProperties {
  code: string;
  name: string;
  count: number;
  unlocated: number;
  kinds: Record<string, number>;
}

type BubbleCollection = FeatureCollection<Point, BubbleProperties> & { notStated: number };

interface Bubble extends BubbleProperties {
  at: LonLat;
}

const NONE: BubbleCollection = { type: "FeatureCollection", features: [], notStated: 0 };
const APART_PX = 5;

export function mountDistrictBubbles(context: MapContext, options: SourceOptions): Part {
  const layer = new DistrictBubbles(context, options);
  return { prepare: (signal) => layer.prepare(signal), draw: () => layer.draw() };
}

class DistrictBubbles {
  private readonly marks: Marks;
  private collection = NONE;
  private group = "";
  private shown = "";

  constructor(private readonly context: MapContext, private readonly options: SourceOptions) {
    this.marks = new Marks(context);
    context.state.asksWith("group");
    context.modes.claim("bubbles", 1, () => this.counts());
  }

  /** At the opening zoom, unless distances from a point are asked for. */
  private counts(): boolean {
    const { state, view } = this.context;
    const group = groupOf(state);
    // One chosen area would be one bubble over its own name: its platforms say more.
    const grouped = group !== "none" && state.all(group).length !== 1 && !state.get("near");
    return grouped && view.atOpening();
  }

  async prepare(signal: AbortSignal): Promise<() => void> {
    const group = groupOf(this.context.state);
    if (group === "none") return () => this.set(NONE, group);
    const query = this.context.state.marksQuery();
    query.delete("sort");
    query.append("group", group);
    const collection = await loadFiltered<BubbleCollection>(this.options.source, query, signal);
    return () => this.set(collection, group);
  }

  draw(): void {
    const on = this.context.modes.current === "bubbles" && this.group === groupOf(this.context.state);
    const { map } = this.context;
    // What controls cover depends on the map's size.
    const key = on ? `zoom ${map.getZoom()} ${map.getSize().toString()}` : "none";
    if (key === this.shown) return;
    this.shown = key;
    const bubbles = on ? this.bubbles() : [];
    this.marks.show(bubbles.map((bubble) => this.mark(bubble)));
    // The bubble says the name: the plain label would say it twice.
    this.context.labels.hide("bubbles", new Set(bubbles.map((bubble) => `${this.group}/${bubble.code}`)));
    const most = Math.max(...bubbles.map((bubble) => bubble.count));
    this.context.labels.set("bubbles", bubbles.map((bubble) => this.label(bubble, most)));
    this.context.map.fire("bubbles", { notStated: on ? this.collection.notStated : 0, unlocated: bubbles.some((b) => b.unlocated), group: this.group });
  }

  private set(collection: BubbleCollection, group: string): void {
    this.collection = collection;
    this.group = group;
    // Also where none are shown now: those of before may still stand.
    this.shown = "";
    this.draw();
  }

  private bubbles(): Bubble[] {
    const found = this.collection.features.filter((feature) => feature.geometry && feature.properties.count > 0);
    const bubbles = found.map((feature) => ({ ...feature.properties, at: feature.geometry.coordinates as LonLat }));
    const radii = bubbles.map((bubble) => (clusterRadius(bubble.count) + APART_PX) * textScale());
    const places = spread(this.context.map, bubbles.map((bubble) => bubble.at), radii);
    return bubbles.map((bubble, i) => ({ ...bubble, at: clearOf(this.context.map, this.context.standing(), places[i]!, radii[i]!) }));
  }

  private mark(bubble: Bubble): Mark {
    const { t } = this.context;
    const radius = clusterRadius(bubble.count) * textScale();
    const name = t(bubble.unlocated ? "bubble-unlocated" : "bubble", { name: bubble.name, n: bubble.count, unlocated: bubble.unlocated });
    const kinds = Object.entries(bubble.kinds ?? {}).filter(([, count]) => count > 0).map(([kind]) => kind);
    const kind = kinds.length === 1 ? kinds[0]! : "mixed";
    return {
      key: `${this.group} ${bubble.code}`,
      look: [bubble.count, bubble.unlocated, kind, radius].join(),
      at: toLatLng(bubble.at),
      name,
      tip: name,
      radius: radius + 2,
      className: `cluster bubble ${kind}`,
      picture: () => clusterPicture(bubble.count, radius, bubble.unlocated ? "has-unlocated" : ""),
      ids: () => [],
      level: 200,
      open: () => this.choose(bubble.code),
    };
  }

  private label(bubble: Bubble, most: number): Label {
    return {
      id: `bubble/${bubble.code}`,
      at: bubble.at,
      lines: [{ text: bubble.name, size: 12.5 }],
      className: "b-label",
      // All are of one rank, the larger first.
      priority: 60 + bubble.count / (most + 1),
      // Outside the halo, and outside the dashed ring where there is one.
      around: clusterRadius(bubble.count) + (bubble.unlocated ? 7 : 5),
    };
  }

  /** The filter changes; the view follows the chosen area by itself. */
  private choose(code: string): void {
    this.context.state.change({ [this.group]: code, page: null });
  }
}
