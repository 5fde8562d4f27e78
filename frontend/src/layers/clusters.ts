/** Proximity clusters by supercluster; platforms at one point stay together at every zoom. */
import type { Feature, Point } from "geojson";
import * as L from "leaflet";
import Supercluster, { type ClusterProperties } from "supercluster";

import { textScale } from "../draw/dom";
import { type LonLat, toLatLng } from "../draw/position";

export interface PlatformProperties {
  name: string;
  kind: string;
  domains: string[];
  precision: string;
  district_code: string | null;
  zone: string | null;
  distance_m?: number;
}

export type PlatformFeature = Feature<Point, PlatformProperties>;

export interface Cluster {
  key: string;
  at: LonLat;
  count: number;
  /** The one kind of all members, or "mixed". */
  kind: string;
  /** All members have the same position: zooming in would not part them. */
  samePoint: boolean;
  ids: () => readonly string[];
  members: () => readonly PlatformFeature[];
}

/** Facts of a cluster that supercluster adds up. */
interface Sum {
  kind: string;
  place: string;
}

/** Marks nearer than this are one cluster. */
const RADIUS_PX = 34;
/** Groups nearer than this would cover one another's number: supercluster parts members, not the middles it draws. */
const APART_PX = 30;
/** Above this number even "single marks" are clustered, or nobody could tell them apart. */
const MOST_SINGLE = 500;

export class Clusters {
  private readonly near: Supercluster<PlatformProperties, Sum>;
  private readonly byPlace = new Map<string, PlatformFeature[]>();
  private readonly byId = new Map<string, PlatformFeature>();

  constructor(located: PlatformFeature[], maxZoom: number) {
    this.near = new Supercluster<PlatformProperties, Sum>({
      radius: RADIUS_PX * textScale(),
      extent: 256,
      minZoom: 0,
      maxZoom: Math.ceil(maxZoom),
      map: (properties) => ({ kind: properties.kind, place: "" }),
      reduce: (sum, other) => {
        if (sum.kind !== other.kind) sum.kind = "mixed";
      },
    });
    this.near.load(located);
    for (const one of located) {
      const place = one.geometry.coordinates.join();
      this.byPlace.set(place, [...(this.byPlace.get(place) ?? []), one]);
      this.byId.set(String(one.id), one);
    }
  }

  /** Around all of them; null where there is none. */
  bounds(): L.LatLngBounds | null {
    const every = [...this.byId.values()].map((one) => toLatLng(one.geometry.coordinates as LonLat));
    return every.length ? L.latLngBounds(every) : null;
  }

  /** So few that all of them may be looked at each time the map moves. */
  get few(): boolean {
    return this.byId.size <= MOST_SINGLE;
  }

  anyIn(bounds: L.LatLngBounds): boolean {
    for (const one of this.byId.values()) if (bounds.contains(toLatLng(one.geometry.coordinates as LonLat))) return true;
    return false;
  }

  find(id: string): PlatformFeature | undefined {
    return this.byId.get(id);
  }

  /** Every place with its one platform, or its list; null when there are too many to draw one by one. */
  places(): (PlatformFeature | Cluster)[] | null {
    if (!this.few) return null;
    return [...this.byPlace.values()].map((all) => (all.length === 1 ? all[0]! : samePlace(all)));
  }

  /** What stands alone and what is close together, inside the bounds at that zoom. */
  within(bounds: L.LatLngBounds, zoom: number): (PlatformFeature | Cluster)[] {
    const box: [number, number, number, number] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const found = this.near.getClusters(box, Math.floor(zoom + 0.25)).map((one) => {
      const { properties } = one;
      return "cluster_id" in properties ? this.cluster(one.geometry.coordinates as LonLat, properties) : (one as PlatformFeature);
    });
    return apart(found, zoom);
  }

  private cluster(at: LonLat, { cluster_id: id, point_count: count, kind }: ClusterProperties & Sum): Cluster {
    let known: PlatformFeature[] | null = null;
    const members = (): PlatformFeature[] => (known ??= this.near.getLeaves(id, Infinity) as PlatformFeature[]);
    const stack = count <= 200 ? this.stackOf(members()) : null;
    if (stack) return samePlace(stack);
    const ids = (): string[] => members().map((member) => String(member.id));
    return { key: `cluster ${id} ${at}`, at, count, kind, samePoint: false, ids, members };
  }

  private stackOf(members: PlatformFeature[]): PlatformFeature[] | null {
    const places = new Set(members.map((member) => member.geometry.coordinates.join()));
    return places.size === 1 ? members : null;
  }
}

/** Groups that would cover one another become one. */
function apart(found: (PlatformFeature | Cluster)[], zoom: number): (PlatformFeature | Cluster)[] {
  const pixel = (at: LonLat): L.Point => L.CRS.EPSG3857.latLngToPoint(toLatLng(at), zoom);
  const least = APART_PX * textScale();
  const groups: Cluster[] = [];
  for (const one of found) {
    if (!("ids" in one)) continue;
    const near = groups.findIndex((other) => pixel(other.at).distanceTo(pixel(one.at)) < least);
    if (near < 0) groups.push(one);
    else groups[near] = joined(groups[near]!, one);
  }
  return [...groups, ...found.filter((one): one is PlatformFeature => !("ids" in one))];
}

function joined(a: Cluster, b: Cluster): Cluster {
  const count = a.count + b.count;
  const between = (i: 0 | 1): number => (a.at[i] * a.count + b.at[i] * b.count) / count;
  const members = (): PlatformFeature[] => [...a.members(), ...b.members()];
  const ids = (): string[] => members().map((member) => String(member.id));
  return { key: `${a.key} ${b.key}`, at: [between(0), between(1)], count, kind: a.kind === b.kind ? a.kind : "mixed", samePoint: false, ids, members };
}

function samePlace(all: PlatformFeature[]): Cluster {
  const at = all[0]!.geometry.coordinates as LonLat;
  const kinds = new Set(all.map((member) => member.properties.kind));
  return {
    key: `place ${at}`,
    at,
    count: all.length,
    kind: kinds.size === 1 ? all[0]!.properties.kind : "mixed",
    samePoint: true,
    ids: () => all.map((member) => String(member.id)),
    members: () => all,
  };
}
