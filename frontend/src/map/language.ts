/** The language of a document: how its pages are addressed and its lists written (`frontend/language.py`). */
import { DEFAULT_LANGUAGE, ENGLISH, LANGUAGES } from "../generated/languages";
import { at } from "./site";

export type Lang = keyof typeof LANGUAGES;

const CODES = Object.keys(LANGUAGES) as Lang[];

/** The language that an attribute or an option names, else that of a document which names none. */
export function langOf(value: unknown): Lang {
  return CODES.find((code) => code === value) ?? DEFAULT_LANGUAGE;
}

/** What belongs to the language, of two that exist for both. */
export function choose<T>(lang: Lang, chinese: T, english: T): T {
  return lang === ENGLISH ? english : chinese;
}

/** The address of a page of this site in the language. */
export function pageAddress(lang: Lang, path: string): string {
  return at(LANGUAGES[lang].prefix + path);
}

/** A list of names as the language writes it. */
export function joined(lang: Lang, parts: readonly string[]): string {
  return parts.join(LANGUAGES[lang].comma);
}
