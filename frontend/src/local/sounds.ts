/** Pinyin as it is stored and sought (`app/query/sounds.py`): a capital begins each syllable, initials are capitals. */
import { INITIALS, READINGS, SYLLABLES as LISTED } from "../generated/words";

export const LINE = "\n";
const SYLLABLES: ReadonlySet<string> = new Set(LISTED.split(" "));
const BEGINNINGS: ReadonlySet<string> = new Set([...SYLLABLES].flatMap((syllable) => [...syllable].map((_, n) => syllable.slice(0, n + 1))));
const LONGEST = Math.max(...[...SYLLABLES].map((syllable) => syllable.length));

function capitalized(syllable: string): string {
  return syllable.slice(0, 1).toUpperCase() + syllable.slice(1);
}

/** Every way to read letters as syllables, long syllables first; the last one may be unfinished. Ends are read once. */
function readings(letters: string, known = new Map<string, string[]>()): string[] {
  const found = known.get(letters);
  if (found) return found;
  const every = BEGINNINGS.has(letters) ? [capitalized(letters)] : [];
  for (let n = Math.min(LONGEST, letters.length - 1); n > 0; n -= 1) {
    if (!SYLLABLES.has(letters.slice(0, n)) || every.length >= READINGS) continue;
    every.push(...readings(letters.slice(n), known).map((rest) => capitalized(letters.slice(0, n)) + rest));
  }
  const kept = every.slice(0, READINGS);
  known.set(letters, kept);
  return kept;
}

/** What typed letters may be of a name's pinyin: its syllables, or initials. */
export function sounds(letters: string): string[] {
  if (letters.length < 2 || !/^[a-z]+$/.test(letters)) return [];
  const begun = !SYLLABLES.has(letters) && letters.length < INITIALS;
  const syllables = begun ? [] : readings(letters).filter((reading) => /[a-z]/.test(reading));
  const initials = letters.toUpperCase();
  return [...syllables, letters.length >= INITIALS ? initials : LINE + initials];
}

/** Whether letters can be a syllable, or the beginning of one. */
export function sounding(letters: string): boolean {
  return BEGINNINGS.has(letters);
}
