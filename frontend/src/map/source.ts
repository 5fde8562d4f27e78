/** Reads the data of a layer: a URL of this server, a collection that came with the spec, or one shared by a document. */
import type { FeatureCollection } from "geojson";
import type { Map as LeafletMap } from "leaflet";

import type { Source } from "../generated/components";
import { busyDuring } from "../draw/idle";

const once = new Map<string, Promise<FeatureCollection>>();

type Answer = (name: string, query: URLSearchParams) => FeatureCollection;

let answer: Answer = (name) => {
  throw new Error(`no collection “${name}” in this document`);
};

/** Who answers for sources of the type `shared`. */
export function answerShared(by: Answer): void {
  answer = by;
}

/** `url` with the parameters of `query` put after its own. */
export function withQuery(url: string, query: URLSearchParams): string {
  const text = query.toString();
  return text ? `${url}${url.includes("?") ? "&" : "?"}${text}` : url;
}

function readJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  return busyDuring(fetchJson<T>(url, signal));
}

async function fetchJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(url, { headers: { Accept: "application/geo+json, application/json" }, signal: signal ?? null });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return (await answer.json()) as T;
}

/** Data that depend on the filters: read anew each time. */
export function loadFiltered<T>(source: Source, query: URLSearchParams, signal: AbortSignal): Promise<T> {
  if (source.type === "inline") return Promise.resolve(source.collection as unknown as T);
  if (source.type === "shared") {
    const own = new URLSearchParams(source.query);
    return Promise.resolve(answer(source.name, new URLSearchParams([...own, ...query])) as unknown as T);
  }
  return readJson<T>(withQuery(source.url, query), signal);
}

/** Data that do not: read once a page, shared by all layers, read again only after a failure. */
export function loadOnce(source: Source): Promise<FeatureCollection> {
  if (source.type === "inline") return Promise.resolve(source.collection);
  if (source.type === "shared") return Promise.resolve(answer(source.name, new URLSearchParams(source.query)));
  const { url } = source;
  const known = once.get(url);
  if (known) return known;
  const reading = readJson<FeatureCollection>(url);
  once.set(url, reading);
  reading.catch(() => once.delete(url));
  return reading;
}

/** The same data in as many points as a map of this zoom shows. */
export function atZoom(source: Source, zoom: number): Source {
  if (source.type !== "remote" || !source.finer || zoom <= (source.finer_from ?? 0)) return source;
  return { type: "remote", url: source.finer };
}

/**
 * As `loadOnce`, and again with all points when the map comes so near that they are seen; never back again.
 * Where that fails, what stands already stays, and the next zoom asks again.
 */
export function loadAsNear(map: LeafletMap, source: Source, use: (collection: FeatureCollection) => void, failed: () => void): void {
  let wanted: Source | null = null;
  const read = (): void => {
    const next = atZoom(source, map.getZoom());
    if (wanted && (next === source || wanted !== source)) return;
    wanted = next;
    loadOnce(next).then((collection) => wanted === next && use(collection), () => {
      wanted = null;
      failed();
    });
  };
  map.on("zoomend", read);
  read();
}
