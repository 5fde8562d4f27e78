/** Text that others wrote, kept from turning what stands beside it, as `frontend/bidi.py` does it. */
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";
const OPENING = "\u2066\u2067\u2068";
/** Letters written from right to left, and the controls that set a direction. */
const TURNING = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}]/u;

/** The text between isolates, balanced so that nothing in it closes or outlasts them; most text stays as it is. */
export function isolated(text: string): string {
  if (!TURNING.test(text)) return text;
  let open = 0;
  let kept = "";
  for (const character of text) {
    if (character === POP_ISOLATE && !open) continue;
    if (OPENING.includes(character)) open += 1;
    if (character === POP_ISOLATE) open -= 1;
    kept += character;
  }
  return FIRST_STRONG_ISOLATE + kept + POP_ISOLATE.repeat(open + 1);
}
