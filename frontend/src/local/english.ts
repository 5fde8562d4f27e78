/** Singular and plural of an English word, and its spelling (`app/query/english.py`), without a server. */
import { IRREGULAR, PLURAL_ENDINGS, LEAST, SINGULAR_ENDINGS, NO_PLURALS, SPELLINGS } from "../generated/words";

const PLURAL = new Map<string, string>(IRREGULAR.map(([one, plural]) => [one, plural]));
const SINGULAR = new Map<string, string>(IRREGULAR.map(([one, plural]) => [plural, one]));

function singular(word: string): string {
  if (word.length < LEAST || !/^[a-z]+$/.test(word) || NO_PLURALS.some((other) => other === word)) return word;
  if (SINGULAR.has(word)) return SINGULAR.get(word)!;
  if (SINGULAR_ENDINGS.some((ending) => word.endsWith(ending))) return word;
  const ending = PLURAL_ENDINGS.find(([plural]) => word.endsWith(plural));
  return ending ? word.slice(0, -ending[0].length) + ending[1] : word;
}

function replaced(text: string, part: string, by: string): string {
  return text.split(part).join(by);
}

/** A word in one spelling. */
export function american(word: string): string {
  return SPELLINGS.reduce<string>((text, [british, other]) => replaced(text, british, other), word);
}

/** The other ways to write a word of a text: its singular, a plural that begins otherwise, the other spelling. */
export function waysToWrite(word: string): string[] {
  const ways = [singular(word), PLURAL.get(word) ?? word];
  if (word.length >= LEAST && /[^aeiou]y$/.test(word)) ways.push(`${word.slice(0, -1)}ies`);
  const spelled = [word, ...ways].flatMap((each) => SPELLINGS.flatMap(([one, other]) => [replaced(each, one, other), replaced(each, other, one)]));
  return [...new Set([...ways, ...spelled])].filter((each) => each !== word);
}
