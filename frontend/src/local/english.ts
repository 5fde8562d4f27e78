/** One and many of an English word, and its spelling (`app/query/english.py`), without a server. */
import { CHANGING, ENDINGS, LEAST, NO_ENDINGS, OTHER_WORDS, SPELLINGS } from "../generated/words";

const MANY = new Map<string, string>(CHANGING.map(([one, many]) => [one, many]));
const ONE = new Map<string, string>(CHANGING.map(([one, many]) => [many, one]));

function oneOf(word: string): string {
  if (word.length < LEAST || !/^[a-z]+$/.test(word) || OTHER_WORDS.some((other) => other === word)) return word;
  if (ONE.has(word)) return ONE.get(word)!;
  if (NO_ENDINGS.some((ending) => word.endsWith(ending))) return word;
  const ending = ENDINGS.find(([many]) => word.endsWith(many));
  return ending ? word.slice(0, -ending[0].length) + ending[1] : word;
}

function replaced(text: string, part: string, by: string): string {
  return text.split(part).join(by);
}

/** A word in one spelling. */
export function american(word: string): string {
  return SPELLINGS.reduce<string>((text, [british, other]) => replaced(text, british, other), word);
}

/** The other ways to write a word of a text: the one of many, the many that begins otherwise, the other spelling. */
export function waysToWrite(word: string): string[] {
  const ways = [oneOf(word), MANY.get(word) ?? word];
  if (word.length >= LEAST && /[^aeiou]y$/.test(word)) ways.push(`${word.slice(0, -1)}ies`);
  const spelled = [word, ...ways].flatMap((each) => SPELLINGS.flatMap(([one, other]) => [replaced(each, one, other), replaced(each, other, one)]));
  return [...new Set([...ways, ...spelled])].filter((each) => each !== word);
}
