/** How text is compared in a search (`app/query/text.py`) without a server. */
import { Converter } from "opencc-js/t2cn";

import { LETTERS } from "../generated/words";

const OPEN = "\x1f";
export const CLOSE = "\x1e";
export const RUN = new RegExp(`([${LETTERS}]+)|(?:(?![_${LETTERS}])[\\p{L}\\p{N}])+`, "gu");
/** Signs without width and those that set a direction. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const convert = Converter({ from: "twp", to: "cn" });

/** Neighbouring signs of one kind: letters and digits, or signs that stand without blanks. */
export interface Run {
  text: string;
  lettered: boolean;
}

/** Unicode NFKC, small letters, single blanks: as the database's text is folded. */
export function fold(text: string): string {
  return text.replace(UNSEEN, "").normalize("NFKC").toLowerCase().replace(/ß/g, "ss").split(/\s+/).filter(Boolean).join(" ");
}

export function runs(folded: string): Run[] {
  return [...folded.matchAll(RUN)].map((each) => ({ text: each[0], lettered: each[1] !== undefined }));
}

/** A folded text as it is stored: letters and digits framed, one blank for all that stands between runs. */
export function marked(folded: string): string {
  let text = "";
  let end = 0;
  for (const each of folded.matchAll(RUN)) {
    if (end > 0 && end < each.index) text += " ";
    text += each[1] === undefined ? each[0] : `${OPEN}${each[0]}${CLOSE}`;
    end = each.index + each[0].length;
  }
  return text;
}

/** Traditional Chinese, also in the words of Taiwan, in the signs and words of the mainland. */
export function simplified(text: string): string {
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(text) ? text : convert(text);
}

/** A word without what makes no difference: blanks, hyphens and apostrophes. */
export function key(text: string): string {
  return runs(fold(text)).map((run) => run.text).join("");
}
