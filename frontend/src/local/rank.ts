/** Where the words of a search stand in a record (`rank` in `app/platforms/predicate.py`). */
import type { LocalPlatform } from "./platform";
import { read, type Word } from "./words";

const SECTION = "\x1d";
/** The rank of a record that another word finds: a synonym, its field, or how it is spoken. */
export const ELSEWHERE = 2;

/** Whether the list begins with what says the words of the search in its names: no other order is asked for. */
export function ranked(query: URLSearchParams): boolean {
  return Boolean(query.get("q")) && !query.has("near") && (query.get("sort") ?? "default") === "default";
}

/** 0 in its names, 1 in its own words, 2 elsewhere; the word that stands farthest back decides. */
export function rankIn(q: string): (one: LocalPlatform) => number {
  const words = read(q);
  return ({ properties }) => {
    const [names = "", own = ""] = properties.search.split(SECTION);
    return Math.max(0, ...words.map((word) => place(word, names, own)));
  };
}

function place(word: Word, names: string, own: string): number {
  const says = (holds: (pair: string) => boolean): boolean => word.forms.some((form) => pairs(form).every(holds));
  if (says((pair) => names.includes(pair))) return 0;
  return says((pair) => names.includes(pair) || own.includes(pair)) ? 1 : ELSEWHERE;
}

/** The pairs of neighbouring signs of a form; of a single sign that sign. */
function pairs(form: string): string[] {
  const signs = [...form];
  return signs.length > 1 ? signs.slice(1).map((sign, at) => signs[at]! + sign) : signs;
}
