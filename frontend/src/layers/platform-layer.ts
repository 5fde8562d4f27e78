/** Platforms as marks with their precision rings; close ones as clusters, nearer in they come apart. */
import * as L from "leaflet";

import { textScale } from "../draw/dom";
import { clusterPicture, markPicture, markRadius, clusterRadius } from "../draw/mark-picture";
import { type Mark, Marks } from "../draw/marks";
import { type LonLat, toLatLng } from "../draw/position";
import { Rings } from "../draw/rings";
import { spread } from "../draw/spread";
import type { PlatformLayerOptions } from "../generated/components";
import { MOST_MARKS } from "../generated/facts";
import type { MapContext, Part } from "../map/context";
import { groupOf } from "../map/group";
import { joined } from "../map/language";
import { late } from "../map/late";
import { MARKS } from "../map/modes";
import { loadFiltered } from "../map/source";
import type { Aim } from "../map/viewport";
import { Clusters } from "./clusters";
import { Numbers, runs } from "./numbers";
import { type Cluster, located, type OpenTiles, type PlatformCollection, type PlatformFeature, type PlatformSet, TILES } from "./platform-set";
import { SamePointPopup } from "./same-point-popup";

/** Near enough that most platforms stand alone and a campus ring is a hand wide. */
const REVEAL_ZOOM = 13;

/** Room between a mark and the card that comes up below it. */
const CLEAR_PX = 36;

/** So many signs of its ranks a disc bears, and so wide it is for each of them. */
const LONGEST_RANK = 9;
const RANK_PX = 8;

/** About the point that marks leave free. */
const FREE_PX = 10;

/** Half the least distance between the centres of two single marks. */
const SINGLE_PX = 9;

const EVERYWHERE = L.latLngBounds([-90, -180], [90, 180]);

export function mountPlatformLayer(context: MapContext, options: PlatformLayerOptions): Part {
  const layer = new PlatformLayer(context, options);
  return { prepare: (signal) => layer.prepare(signal), draw: () => layer.draw() };
}

class PlatformLayer {
  private readonly marks: Marks;
  private readonly rings: Rings;
  private readonly popup: SamePointPopup;
  private readonly numbers: Numbers;
  private clusters: PlatformSet = new Clusters([], 18);
  /** Where marks stand that stepped aside; their rings stay. */
  private readonly aside = new Map<string, L.LatLng>();
  private shownFor = "";
  /** What stood in the place of the filters when the map last looked for it. */
  private instead: string | null = null;
  /** The notice says that the marks are a part of what matches. */
  private part = false;
  private loaded: string | null = null;
  /** What was selected when the map last looked for it. */
  private followed: string | null = null;

  /** What the map flies to: its mark may step aside when it is drawn. */
  private awaited: string | null = null;

  constructor(private readonly context: MapContext, private readonly options: PlatformLayerOptions) {
    this.marks = new Marks(context);
    this.rings = new Rings(context);
    this.numbers = new Numbers(context);
    this.popup = new SamePointPopup(context, options.link ?? null, options.query ? (bounds) => this.list(bounds) : null);
    context.selection.listen(() => {
      this.nameSelected();
      this.follow();
    });
    if (options.query) context.view.prefer(() => this.aimInstead());
    context.map.on("reveal", (event) => this.reveal((event as unknown as { id: string }).id));
  }

  async prepare(signal: AbortSignal): Promise<() => void> {
    const query = this.options.query ? this.context.state.marksQuery() : new URLSearchParams();
    query.delete("sort");
    const key = query.toString();
    if (key === this.loaded) return () => undefined;
    const read = await this.read(query, signal);
    return () => {
      this.loaded = key;
      this.clusters.close();
      this.clusters = read;
      this.shownFor = "";
      this.popup.close();
      this.draw();
      this.follow();
      this.lookAtInstead();
    };
  }

  /** While the list is empty the map looks at what the first way out gives, and at the area that has nothing. */
  private aimInstead(): Aim | false {
    const { state, outlines } = this.context;
    const bounds = state.instead === null ? null : this.clusters.bounds();
    if (!bounds) return false;
    const around = L.latLngBounds(bounds.getSouthWest(), bounds.getNorthEast());
    for (const name of ["district", "zone"]) for (const code of state.all(name)) {
      const outline = outlines.get(`${name}/${code}`);
      if (outline) around.extend(outline);
    }
    return { key: `instead ${state.instead}`, bounds: around };
  }

  private lookAtInstead(): void {
    const { state, view } = this.context;
    if (this.instead === state.instead) return;
    this.instead = state.instead;
    view.outlinesRead();
  }

  private async read(query: URLSearchParams, signal: AbortSignal): Promise<PlatformSet> {
    const { context, options } = this;
    if (options.tiles) {
      const open = await late<OpenTiles>(TILES, { script: options.script ?? null, style: null });
      const tiled = await open(context, { options, query, changed: () => this.redraw() }, signal);
      if (tiled.count > MOST_MARKS) return tiled;
    }
    const collection = await loadFiltered<PlatformCollection>(options.source, query, signal);
    this.sayWhatIsMissing(collection);
    return new Clusters(located(collection), context.map.getMaxZoom());
  }

  /** A source may give a page of what matches: that is no map of all of it. */
  private sayWhatIsMissing({ features, numberMatched: n = 0 }: PlatformCollection): void {
    const { notice, t } = this.context;
    const part = n > features.length;
    if (part) notice.say(t("marks-part", { shown: features.length, n }), 0);
    else if (this.part) notice.clear();
    this.part = part;
  }

  private redraw(): void {
    this.shownFor = "";
    this.draw();
  }

  /** The list of what lies within the bounds. */
  private list(bounds: L.LatLngBounds): void {
    this.popup.close();
    this.context.state.change({ bbox: bounds.toBBoxString(), page: null, view: null });
  }

  /** What is selected is in sight, also after a reload or on the way back; a mark that was pressed is there already. */
  private follow(): void {
    const { selected } = this.context.selection;
    if (selected === this.followed || (selected && !this.known(selected, () => this.follow()))) return;
    this.followed = selected;
    if (selected) this.reveal(selected);
  }

  /** The platform; where it must be asked for first, `then` is called once it is known. */
  private known(id: string, then: () => void): PlatformFeature | undefined {
    const { clusters } = this;
    const one = clusters.find(id);
    if (!one) void clusters.seek(id).then((found) => found && this.clusters === clusters && then(), () => undefined);
    return one;
  }

  draw(): void {
    const { map } = this.context;
    const marked = this.context.modes.current === MARKS;
    const key = [marked, map.getBounds().toBBoxString(), map.getZoom(), groupOf(this.context.state), this.loaded, this.context.names.size].join(" ");
    if (key === this.shownFor) return;
    this.shownFor = key;
    this.context.wayHome.offer(this.loaded === null ? null : this.lost());
    const found = marked ? this.found() : [];
    const single = found.filter((one): one is PlatformFeature => !("ids" in one));
    this.rings.show(single.map((one) => ({ at: latLngOf(one), kind: one.properties.kind, precision: one.properties.precision, id: String(one.id) })));
    const marks = found.map((one) => ("ids" in one ? this.clusterMark(one) : this.platformMark(one)));
    this.marks.show(marks);
    this.numbers.show(marks);
    if (!marked) this.popup.close();
    if (this.awaited && this.marks.has(this.awaited)) this.reveal(this.awaited);
    this.nameSelected();
  }

  private found(): (PlatformFeature | Cluster)[] {
    const { map } = this.context;
    const bounds = map.getBounds().pad(0.15);
    // Ranks stand by place: a group of several places would hide which rank is where.
    const alone = groupOf(this.context.state) === "none" || this.options.ranks ? this.clusters.places() : null;
    // All of them, not only those on the screen: a mark must not jump while the map is moved.
    const places = alone ?? this.clusters.within(this.clusters.few ? EVERYWHERE : bounds, map.getZoom());
    this.aside.clear();
    const at = places.map((one) => ("ids" in one ? one.at : (one.geometry.coordinates as LonLat)));
    // No disc hides a mark: what stands alone may touch its like, and stays clear of a disc that covers more.
    const { free } = this.options;
    const radii = [...places.map((one) => this.halfWidth(one)), ...(free ? [FREE_PX] : [])].map((px) => px * textScale());
    const moved = spread(map, free ? [...at, free] : at, radii, free ? 1 : 0);
    places.forEach((one, i) => this.aside.set("ids" in one ? one.key : String(one.id), toLatLng(moved[i]!)));
    return places.filter((_, i) => bounds.contains(toLatLng(at[i]!)));
  }

  /** Where the results are, when none of them is in sight. */
  private lost(): L.LatLngBounds | null {
    return this.clusters.anyIn(this.context.map.getBounds()) ? null : (this.clusters.bounds()?.pad(0.2) ?? null);
  }

  private platformMark(one: PlatformFeature): Mark {
    const { t, selection } = this.context;
    const { name, kind, precision, domains } = one.properties;
    const id = String(one.id);
    const [rank] = this.rankOf([id]);
    const spoken = t("mark", { name, kind: t(`kind-${kind}`), precision: t(`precision-${precision}`) });
    return {
      key: id,
      look: [kind, precision, domains?.[0], textScale()].join(),
      at: this.aside.get(id) ?? latLngOf(one),
      name: rank ? `${rank}. ${spoken}` : spoken,
      tip: shortName(name),
      radius: markRadius(kind) * textScale(),
      className: `platform ${kind} p-${precision}`,
      picture: () => (rank ? clusterPicture(rank, markRadius(kind) * textScale(), "rank") : markPicture(kind, domains?.[0] ?? "other")),
      ids: () => [id],
      open: () => selection.select(selection.selected === id ? null : id),
    };
  }

  /** Half of what a disc takes from side to side: one with several ranks is wider than high. */
  private halfWidth(one: PlatformFeature | Cluster): number {
    const least = "ids" in one ? clusterRadius(one.count) : SINGLE_PX;
    const [shown] = this.rankOf("ids" in one ? one.ids() : [String(one.id)]);
    return shown ? Math.max(clusterRadius(1), ((shown.length + 1.5) * RANK_PX) / 2) : least;
  }

  /** The places of these in the list whose order the page is about, as far as a disc has room, and all of them. */
  private rankOf(ids: readonly string[]): [shown: string, all: string] {
    const ranks = ids.map((id) => (this.options.ranks?.indexOf(id) ?? -1) + 1).filter(Boolean).sort((a, b) => a - b);
    const parts = runs(ranks).map((run) => this.placed(run));
    const fits = (count: number): boolean => joined(this.context.lang, parts.slice(0, count)).length <= LONGEST_RANK;
    const count = parts.findIndex((_, i) => i > 0 && !fits(i + 1));
    const all = joined(this.context.lang, parts);
    return [count < 0 ? all : `${joined(this.context.lang, parts.slice(0, count))}…`, all];
  }

  /** A run of places as the list beside the map says them: by numbers or by letters. */
  private placed(run: string): string {
    return this.options.letters ? run.replace(/\d+/g, (place) => String.fromCharCode(64 + Number(place))) : run;
  }

  private clusterMark(one: Cluster): Mark {
    const { t } = this.context;
    const [rank, ranks] = this.rankOf(one.ids());
    const radius = clusterRadius(one.count) * textScale();
    const place = this.placeOf(one);
    const key = one.samePoint ? "same-point-mark" : this.nearest() ? "cluster-list" : place ? "cluster-in" : "cluster";
    const name = t(key, { n: one.count, place: place ?? "" });
    return {
      key: one.key,
      look: [one.count, one.kind, textScale()].join(),
      at: this.aside.get(one.key) ?? toLatLng(one.at),
      name: rank ? `${ranks}. ${name}` : name,
      tip: one.samePoint ? `${t("same-point", { n: one.count })} · ${t("same-point-note")}` : null,
      radius: radius + 4,
      className: `cluster ${one.kind}`,
      picture: () => clusterPicture(rank || one.count, radius, rank ? "rank" : ""),
      ids: one.ids,
      level: 200,
      open: (element) => (one.samePoint || this.nearest() ? this.popup.open(one, element) : this.zoomTo(one)),
    };
  }

  /** Nearer the map does not look: a cluster is opened as a list. */
  private nearest(): boolean {
    return this.context.map.getZoom() >= this.context.map.getMaxZoom();
  }

  /** The district or zone whose name says roughly where a cluster is; names keep clusters apart for the ear. */
  private placeOf(one: Cluster): string | null {
    const { names, lang } = this.context;
    const codes = [...new Set(one.districts())];
    const known = codes.map((code) => names.get(`district/${code}`)).filter((name): name is string => Boolean(name));
    return known.length ? joined(lang, known.slice(0, 2)) : null;
  }

  /** Asked for by the list, or by a card that came up over the map: it goes to the platform only as far as it must. */
  private reveal(id: string): void {
    const { map, view } = this.context;
    const one = this.known(id, () => this.reveal(id));
    if (!one || this.context.modes.current === "features") return;
    this.awaited = null;
    if (this.marks.has(id)) view.panTo(this.aside.get(id) ?? latLngOf(one), CLEAR_PX);
    else {
      this.awaited = id;
      view.flyTo(latLngOf(one), Math.max(map.getZoom(), this.clusters.revealZoom ?? REVEAL_ZOOM));
    }
  }

  private zoomTo(one: Cluster): void {
    const { map, view } = this.context;
    const most = map.getMaxZoom();
    // From a step before the nearest zoom there is but that one left.
    view.fly(one.bounds().pad(0.2), map.getZoom() < most - 1 ? most - 1 : most);
  }

  private nameSelected(): void {
    const { selection, tips, labels } = this.context;
    const id = selection.selected ?? this.options.select ?? null;
    const one = id && this.context.modes.current === MARKS ? this.clusters.find(id) : undefined;
    // Of very many, the selected one may be in a cluster: its name says where.
    const single = one && (this.marks.has(id!) || this.clusters.revealZoom !== undefined);
    tips.show("selected", single ? { at: this.aside.get(id!) ?? latLngOf(one), text: shortName(one.properties.name), radius: markRadius(one.properties.kind) * textScale() + 4 } : null);
    this.rings.emphasise(selection.hovered, id);
    labels.schedule();
  }
}

function latLngOf(one: PlatformFeature): L.LatLng {
  return toLatLng(one.geometry.coordinates as LonLat);
}

/** On the map a name ends before its bracket; the list has it whole. */
function shortName(name: string): string {
  return name.replace(/^(.{4,}?)\s*[（(].*$/, "$1");
}
