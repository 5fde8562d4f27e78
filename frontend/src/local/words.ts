/** How what was typed into the search is read (`app/query/words.py`) without a server; a test compares both. */
import { BEGUN, SINGULARS, SHORT, SMALL, SYNONYMS, TOGETHER } from "../generated/words";
import { american, waysToWrite } from "./english";
import { sounding, sounds } from "./sounds";
import { CLOSE, fold, key, marked, RUN, type Run, runs, simplified } from "./text";

export interface Row {
  type: string;
  target: string | null;
  terms: readonly string[];
  narrower: readonly string[];
  beside: readonly string[];
}

/** A word of a query: how it was typed and that simplified, and what else finds it, all as `marked` writes them. */
export interface Word {
  text: string;
  forms: readonly string[];
  others: readonly string[];
  row: Row | null;
  /** The term of its row that it is; none where it is the beginning of one. */
  term?: string;
  /** It is a word of a sentence that says nothing of what is sought. */
  small?: boolean;
}

const TAG = "\x1c";
const ROWS: readonly Row[] = SYNONYMS;
type Known = readonly [row: Row, term: string];
const ONE_OF = new Map<string, string>(Object.entries(SINGULARS));
const BY_KEY = new Map<string, Known>();
for (const row of ROWS) for (const term of row.terms) if (!BY_KEY.has(keyOf(runs(fold(term))))) BY_KEY.set(keyOf(runs(fold(term))), [row, term]);
const SMALL_WORDS: ReadonlySet<string> = new Set(SMALL);
const BEGINNINGS = new Map<string, Known>(Object.entries(BEGUN).map(([text, term]): [string, Known] => [text, [knownBy(term)[0], ""]]));
const LONGEST = Math.max(...[...BY_KEY.keys(), ...SMALL].map((term) => [...term].length));

/** The words of a query; a record matches where each of them is found. In quotation marks stands plain text. */
export function read(query: string): Word[] {
  const folded = fold(query).replace(/[“”„«»]/g, '"');
  const words = new Map<string, Word>();
  for (const [, quoted, plain] of folded.matchAll(/"([^"]*)"|([^"]+)/g)) {
    for (const word of quoted ? [quotedWord(quoted)] : unquoted(plain ?? "")) words.set(word.text, word);
  }
  const telling = [...words.values()].filter((word) => !word.small);
  if (words.size) return telling.length ? telling : [...words.values()];
  return folded ? [{ text: folded, forms: [folded], others: [], row: null }] : [];
}

/** A query that no record has as it stands, with blanks around the terms that its runs of signs hold. */
export function apart(query: string): string {
  const folded = fold(query);
  if (/["“”„«»]/.test(folded)) return query;
  const text = fold(folded.replace(RUN, (run, lettered?: string) => (lettered === undefined ? ` ${held([...run]).join(" ")} ` : run)));
  return text === folded ? query : text;
}

/** All by which a word is found. */
export function every(word: Word): string[] {
  return [...new Set([...word.forms, ...word.others])];
}

/** Neighbouring runs without what makes no difference: blanks, hyphens, plurals and spelling. */
function keyOf(words: readonly Run[]): string {
  return words.map(({ text }) => american(ONE_OF.get(text) ?? text)).join("");
}

function knownBy(term: string): Known {
  return BY_KEY.get(keyOf(runs(fold(term))))!;
}

/** What means the same, as it stands in texts: no pinyin and no code. */
export function synonyms(word: Word): string[] {
  return word.others.filter((form) => !form.startsWith(TAG) && !/^\s*[A-Z]/.test(form));
}

function begun(form: string): string {
  return form.endsWith(CLOSE) ? form.slice(0, -CLOSE.length) : form;
}

function forms(text: string): string[] {
  return [...new Set([begun(marked(text)), begun(marked(simplified(text)))])];
}

function quotedWord(text: string): Word {
  return { text: `"${text}"`, forms: runs(text).length ? forms(text) : [text], others: [], row: null };
}

function unquoted(text: string): Word[] {
  const words: Word[] = [];
  let rest = runs(text);
  while (rest.length) {
    const [n, word] = term(rest) ?? small(rest) ?? spelled(rest) ?? [1, null];
    words.push(...(word ? [word] : single(rest[0]!)));
    rest = rest.slice(n);
  }
  return words;
}

/** The longest term that the next words are, and of how many of them. */
function term(rest: readonly Run[]): [number, Word] | null {
  for (let n = Math.min(TOGETHER, rest.length); n > 0; n -= 1) {
    const those = rest.slice(0, n);
    if (n > 1 && !those.every((run) => run.lettered)) continue;
    const joined = keyOf(those);
    const known = BY_KEY.get(joined) ?? BY_KEY.get(simplified(joined)) ?? BEGINNINGS.get(joined);
    if (known) return [n, wordOf(those.map((run) => run.text).join(" "), ...known)];
  }
  return null;
}

/** A small word that stands by itself; `an ting` is pinyin, `an AI platform` a sentence. */
function small(rest: readonly Run[]): [number, Word] | null {
  const [first, ...following] = rest;
  if (!SMALL_WORDS.has(first!.text)) return null;
  if (first!.lettered && spelled(rest) && !(following.length && term(following))) return null;
  return [1, smallWord(first!.text)];
}

function smallWord(text: string): Word {
  return { text, forms: forms(text), others: [], row: null, small: true };
}

function wordOf(text: string, row: Row, term: string): Word {
  const others = row.terms.filter((one) => [...one].length > 1).flatMap((one) => sought(fold(one)));
  if (row.target !== null && row.type !== "want") others.push(`${TAG}${row.type}=${row.target}${TAG}`);
  return { text, forms: sought(text), others, row, term };
}

/** A term as it is sought: a short one of letters whole, every other one from its beginning. */
function sought(text: string): string[] {
  const short = [...key(text)].length <= SHORT;
  return [...new Set([marked(text), marked(simplified(text))].map((form) => (short ? form : begun(form))))];
}

/** Pinyin with blanks or apostrophes between its syllables, and of how many words. */
function spelled(rest: readonly Run[]): [number, Word] | null {
  const end = rest.findIndex((run) => !run.lettered || !sounding(run.text));
  const those = rest.slice(0, end < 0 ? rest.length : end);
  const others = sounds(those.map((run) => run.text).join("")).filter((sound) => /[a-z]/.test(sound));
  if (those.length < 2 || !others.length) return null;
  const text = those.map((run) => run.text).join(" ");
  return [those.length, { text, forms: forms(text), others, row: null }];
}

/** A run that is no term: pinyin where it can be, and Chinese signs apart where they are nothing but terms; a run of small words alone is small. */
function single(run: Run): Word[] {
  const terms = run.lettered ? null : cover([...simplified(run.text)]);
  if (terms && !terms.some((one) => BY_KEY.has(one))) return [smallWord(run.text)];
  if (terms) return terms.map((one) => (BY_KEY.has(one) ? wordOf(one, ...BY_KEY.get(one)!) : smallWord(one)));
  const ways = [run.text, ...(run.lettered ? waysToWrite(run.text) : [])];
  return [{ text: run.text, forms: [...new Set(ways.flatMap(forms))], others: run.lettered ? sounds(run.text) : [], row: null }];
}

/** The terms and small words that a text is made of without any rest, the longest first; null where there is a rest. */
function cover(signs: readonly string[]): string[] | null {
  const covers = new Map<number, string[]>([[signs.length, []]]);
  for (let begin = signs.length - 1; begin >= 0; begin -= 1) {
    for (let end = Math.min(signs.length, begin + LONGEST); end > begin; end -= 1) {
      const after = covers.get(end);
      const piece = signs.slice(begin, end).join("");
      if (!after || !(BY_KEY.has(piece) || SMALL_WORDS.has(piece))) continue;
      covers.set(begin, [piece, ...after]);
      break;
    }
  }
  return covers.get(0) ?? null;
}

/** A text cut at the terms in it, those chosen that leave the fewest signs over. */
function held(signs: readonly string[]): string[] {
  const simple = [...simplified(signs.join(""))];
  if (simple.length !== signs.length) return [signs.join("")];
  type Cut = readonly [left: number, terms: readonly (readonly [number, number])[]];
  const best: Cut[] = [];
  best[signs.length] = [0, []];
  for (let begin = signs.length - 1; begin >= 0; begin -= 1) {
    let cut: Cut = [best[begin + 1]![0] + 1, best[begin + 1]![1]];
    for (let end = begin + 2; end <= Math.min(begin + LONGEST, signs.length); end += 1) {
      const [left, terms] = best[end]!;
      const fewer = left < cut[0] || (left === cut[0] && terms.length < cut[1].length);
      if (fewer && BY_KEY.has(simple.slice(begin, end).join(""))) cut = [left, [[begin, end], ...terms]];
    }
    best[begin] = cut;
  }
  const cuts = [...new Set([0, ...best[0]![1].flat(), signs.length])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => signs.slice(cuts[i], end).join(""));
}
