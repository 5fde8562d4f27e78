/** Answers what the API would: from the collections that came with the document. */
import type { FeatureCollection } from "geojson";

import { answerShared } from "../map/source";
import { bubbles, declared } from "./counts";
import type { LocalPlatform } from "./platform";
import { predicate } from "./predicate";

export type Collections = Readonly<Record<string, FeatureCollection>>;

declare global {
  interface Window {
    /** Filled by the classic scripts of a snapshot's folder. */
    serviceMapData?: Record<string, FeatureCollection>;
  }
}

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

/** From scripts beside the document, or from a block of JSON within it. */
export function readCollections(): Collections {
  const block = document.querySelector("script[data-collections]");
  return { ...window.serviceMapData, ...(block ? (JSON.parse(block.textContent ?? "{}") as Collections) : {}) };
}

export function platformsOf(collections: Collections): LocalPlatform[] {
  return (collections["platforms"] ?? NOTHING).features as unknown as LocalPlatform[];
}

/** `usable`: what of a page's query means something. */
export function answerFrom(collections: Collections, usable: (query: URLSearchParams) => URLSearchParams): void {
  const platforms = platformsOf(collections);
  const matching = (query: URLSearchParams): LocalPlatform[] => platforms.filter(predicate(usable(query)));
  const named = (name: string): FeatureCollection => collections[name] ?? NOTHING;
  const answers: Record<string, (query: URLSearchParams) => FeatureCollection> = {
    platforms: (query) => ({ type: "FeatureCollection", features: matching(query) as unknown as FeatureCollection["features"] }),
    bubbles: (query) => {
      const group = query.get("group") ?? "district";
      return bubbles(matching(query), named(`bubbles-${group}`), group);
    },
    features: (query) => declared(matching(query), named("features")),
  };
  answerShared((name, query) => answers[name]?.(query) ?? named(name));
}
