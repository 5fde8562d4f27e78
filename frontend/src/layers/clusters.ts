/** Proximity clusters by supercluster; platforms at one point stay together at every zoom. */
import * as L from "leaflet";
import Supercluster, { type ClusterProperties } from "supercluster";

import { textScale } from "../draw/dom";
import { type LonLat, toLatLng } from "../draw/position";
import type { Cluster, PlatformFeature, PlatformProperties, PlatformSet } from "./platform-set";

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

export class Clusters implements PlatformSet {
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

  bounds(): L.LatLngBounds | null {
    return this.byId.size ? around([...this.byId.values()]) : null;
  }

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

  seek(id: string): Promise<PlatformFeature | null> {
    return Promise.resolve(this.find(id) ?? null);
  }

  close(): void {
    // Nothing is being read.
  }

  places(): (PlatformFeature | Cluster)[] | null {
    if (!this.few) return null;
    return [...this.byPlace.values()].map((all) => (all.length === 1 ? all[0]! : gathered(`place ${all[0]!.geometry.coordinates}`, all)));
  }

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
    if (count <= 200 && atOnePoint(members())) return gathered(`place ${members()[0]!.geometry.coordinates}`, members());
    return { ...factsOf(members), key: `cluster ${id} ${at}`, at, count, kind, samePoint: false };
  }
}

/** Groups that would cover one another become one. */
export function apart(found: (PlatformFeature | Cluster)[], zoom: number): (PlatformFeature | Cluster)[] {
  const pixel = (at: LonLat): L.Point => L.CRS.EPSG3857.latLngToPoint(toLatLng(at), zoom);
  const least = APART_PX * textScale();
  const groups: { cluster: Cluster; at: L.Point }[] = [];
  for (const one of found) {
    if (!("ids" in one)) continue;
    const at = pixel(one.at);
    const near = groups.find((other) => Math.abs(other.at.x - at.x) < least && other.at.distanceTo(at) < least);
    if (!near) groups.push({ cluster: one, at });
    else {
      near.cluster = joined(near.cluster, one);
      near.at = pixel(near.cluster.at);
    }
  }
  return [...groups.map(({ cluster }) => cluster), ...found.filter((one): one is PlatformFeature => !("ids" in one))];
}

function joined(a: Cluster, b: Cluster): Cluster {
  const count = a.count + b.count;
  const between = (i: 0 | 1): number => (a.at[i] * a.count + b.at[i] * b.count) / count;
  return {
    key: `${a.key} ${b.key}`,
    at: [between(0), between(1)],
    count,
    kind: a.kind === b.kind ? a.kind : "mixed",
    samePoint: false,
    ids: () => [...a.ids(), ...b.ids()],
    districts: () => [...a.districts(), ...b.districts()],
    bounds: () => L.latLngBounds(a.bounds().getSouthWest(), a.bounds().getNorthEast()).extend(b.bounds()),
    members: () => both(a.members(), b.members()),
  };
}

type Members = ReturnType<Cluster["members"]>;

function both(a: Members, b: Members): Members {
  if ("then" in a || "then" in b) return Promise.all([a, b]).then(([first, second]) => [...first, ...second]);
  return [...a, ...b];
}

/** The cluster of platforms that are all known. */
export function gathered(key: string, all: readonly PlatformFeature[]): Cluster {
  const kinds = new Set(all.map((member) => member.properties.kind));
  return {
    ...factsOf(() => all),
    key,
    at: middle(all),
    count: all.length,
    kind: kinds.size === 1 ? all[0]!.properties.kind : "mixed",
    samePoint: atOnePoint(all),
  };
}

function middle(all: readonly PlatformFeature[]): LonLat {
  if (atOnePoint(all)) return all[0]!.geometry.coordinates as LonLat;
  const mean = (i: 0 | 1): number => all.reduce((sum, one) => sum + one.geometry.coordinates[i]!, 0) / all.length;
  return [mean(0), mean(1)];
}

function atOnePoint(all: readonly PlatformFeature[]): boolean {
  return new Set(all.map((one) => one.geometry.coordinates.join())).size === 1;
}

function factsOf(members: () => readonly PlatformFeature[]): Pick<Cluster, "ids" | "districts" | "bounds" | "members"> {
  return {
    members,
    ids: () => members().map((member) => String(member.id)),
    districts: () => members().flatMap((member) => member.properties.district_code ?? []),
    bounds: () => around(members()),
  };
}

function around(all: readonly PlatformFeature[]): L.LatLngBounds {
  return L.latLngBounds(all.map((one) => toLatLng(one.geometry.coordinates as LonLat)));
}
