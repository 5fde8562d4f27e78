/** Reads the data of a layer: a URL of this server, a collection that came with the spec, or one shared by a document. */
import type { FeatureCollection } from "geojson";

import { busyDuring } from "./idle";
import type { Source } from "./spec";

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
