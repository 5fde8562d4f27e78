/** What `/api/suggest` answers, the band that says how words were read, and what taking it changes. */
import { html } from "../draw/dom";
import { joined, type Lang } from "../map/language";
import type { Translate } from "../map/messages";
import type { Changes, State } from "../map/state";

export interface Item {
  value: string;
  label: string;
  note: string | null;
  count: number | null;
  /** The number in words: of which kinds of record it is. */
  counted: string | null;
  match: [number, number] | null;
  parameter: string | null;
  /** The kinds of record on the list that it opens. */
  kinds: string[] | null;
  href: string | null;
  near: [number, number] | null;
  kind: string | null;
}

/** The words that are filters, the others, and the list that all of it opens. */
interface Reading {
  conditions: { parameter: string; value: string; name: string; label: string }[];
  rest: string;
  kinds: string[] | null;
  /** Null where nobody counted: of very many records that would take long. */
  count: number | null;
}

export interface Answer {
  q: string;
  /** Nothing fits what was typed; this was answered instead. */
  corrected: string | null;
  recognised: Reading | null;
  groups: { name: string; label: string; items: Item[] }[];
}

/** The answer for a page that locks some filters: words that name one of these stay words. */
export function freeOf(answer: Answer, state: State): Answer {
  const locked = answer.recognised?.conditions.some(({ parameter }) => state.holds(parameter));
  return locked ? { ...answer, recognised: null } : answer;
}

/** The reading that the band shows: a single word that names something is its own suggestion. */
function shownReading({ recognised }: Answer): Reading | null {
  return recognised && (recognised.conditions.length > 1 || recognised.rest) ? recognised : null;
}

/** How many all of it finds together; nothing where nobody counted. */
function together({ count }: Reading, t: Translate): string[] {
  return count === null ? [] : [t(count ? "suggest-together" : "suggest-together-none", { n: count })];
}

/** What was typed, read as filters, and the word that it was taken for: Enter takes both. Null where there is neither. */
export function bandOf(answer: Answer, t: Translate): HTMLElement | null {
  const { q, corrected } = answer;
  const reading = shownReading(answer);
  const lines = corrected === null ? [] : [html("p", {}, t("suggest-corrected", { q, corrected }))];
  if (reading) {
    const chips = reading.conditions.map(({ name, label }) => html("span", { class: "chip" }, html("span", { class: "chip-k" }, name), " ", html("bdi", {}, label)));
    const rest = reading.rest ? [html("span", { class: "chip" }, html("bdi", {}, reading.rest))] : [];
    lines.push(html("p", {}, t("suggest-read", { n: reading.conditions.length })), html("div", { class: "chips" }, ...chips, ...rest), ...together(reading, t).map((text) => html("p", { class: "n" }, text)));
  }
  return lines.length ? html("div", { class: "sg-read", role: "option", id: "sg-read", "aria-selected": "false" }, ...lines) : null;
}

/** What the band shows, as a sentence to be read out: its chips stand apart for the eye alone. */
export function bandSaid(answer: Answer, lang: Lang, t: Translate): string[] {
  const { q, corrected } = answer;
  const reading = shownReading(answer);
  const fault = corrected === null ? [] : [t("suggest-corrected", { q, corrected })];
  if (!reading) return fault;
  const named = reading.conditions.map(({ name, label }) => t("suggest-condition", { name, value: label }));
  const rest = reading.rest ? [t("suggest-words", { q: reading.rest })] : [];
  const conditions = joined(lang, [...named, ...rest]);
  return [...fault, t("suggest-read-said", { n: reading.conditions.length, conditions }), ...together(reading, t)];
}

/** Words become filters; a fault that was put right stays in the address, so that the page says it. */
export function changesOf({ q, corrected, recognised }: Answer): Changes {
  const changes: Changes = { q: recognised ? recognised.rest : corrected, page: null, typed: corrected === null ? null : q };
  if (recognised?.kinds) changes["kind"] = recognised.kinds;
  for (const { parameter, value } of recognised?.conditions ?? []) {
    if (parameter === "kind") continue;
    const before = (changes[parameter] as string[] | undefined) ?? [];
    changes[parameter] = [...new Set([...before, value])];
  }
  return changes;
}
