/** The orders of the list (`app/platforms/queries.py`) without a server; the id decides between equals. */
import { choose, type Lang } from "../map/language";
import { metresBetween } from "./distance";
import { type LocalPlatform, positionOf } from "./platform";
import { parsePoint } from "./predicate";
import { rankIn } from "./rank";

type Compare = (a: LocalPlatform, b: LocalPlatform) => number;

/** Chinese names by pinyin, English ones by their letters' codes, as the database orders them. */
const PINYIN = new Intl.Collator("zh-u-co-pinyin");

export function ordered(found: readonly LocalPlatform[], query: URLSearchParams, lang: Lang): LocalPlatform[] {
  const compare = order(query, lang);
  return [...found].sort((a, b) => compare(a, b) || byCode(String(a.id), String(b.id)));
}

function order(query: URLSearchParams, lang: Lang): Compare {
  const near = parsePoint(query.get("near"));
  const sort = query.get("sort") ?? "default";
  if (sort === "name") return (a, b) => byName(a.properties.name, b.properties.name, lang);
  if (sort === "date") return (a, b) => byCode(b.properties.source_date ?? "", a.properties.source_date ?? "");
  if (!near) return byRank(query.get("q") ?? "");
  const metres = (one: LocalPlatform): number => {
    const at = positionOf(one);
    return at ? metresBetween(near, at) : Infinity;
  };
  return (a, b) => ascending(metres(a), metres(b));
}

/** What is located first; of a search what says its words in its names, then in its own words, and so on. */
function byRank(q: string): Compare {
  const rank = q ? rankIn(q) : (): number => 0;
  return (a, b) => rank(a) - rank(b) || Number(!a.geometry) - Number(!b.geometry);
}

function byName(a: string, b: string, lang: Lang): number {
  return choose(lang, PINYIN.compare(a, b), byCode(a, b));
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Two positions that are not stated are equally far. */
function ascending(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
