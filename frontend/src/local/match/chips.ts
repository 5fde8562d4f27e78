/** The chips of the match (`app/pages/match/chips.py`): Python wrote each with all of its boxes; the address ticks them. */
import { html } from "../../draw/dom";
import { joined, type Lang } from "../../map/language";
import type { Translate } from "../../map/messages";
import { MATCH_KINDS } from "../../generated/match";
import type { Block, Facet } from "./block";
import type { Question } from "./question";

const CHIPS: readonly (Facet | "origin")[] = ["domain", "stage", "service", "want", "origin", "kind"];
const LASTING = ["theme", "size"];

/** Names and values of the address of these criteria, without the answers that they came from. */
export function pairsOf({ wanted }: Question, query: URLSearchParams): [string, string][] {
  const typed = query.getAll("origin").filter(Boolean).pop();
  const usual = wanted.codes.kind.join() === MATCH_KINDS.join();
  const named = (["domain", "stage", "service", "kind", "want"] as const).filter((facet) => facet !== "kind" || !usual);
  const asked = named.flatMap((facet) => wanted.codes[facet].map((code): [string, string] => [facet, code]));
  const lasting = LASTING.flatMap((name): [string, string][] => (query.get(name) ? [[name, query.get(name)!]] : []));
  return [...asked, ...(wanted.origin && typed ? [["origin", typed] as [string, string]] : []), ...lasting];
}

export function setChips(question: Question, query: URLSearchParams, block: Block, t: Translate, lang: Lang): void {
  const pairs = pairsOf(question, query);
  for (const name of CHIPS) {
    const summary = document.getElementById(`chip-${name}`);
    const form = summary?.parentElement?.querySelector("form");
    if (!summary || !form) continue;
    const others = pairs.filter(([own]) => own !== name);
    form.prepend(...others.map(([own, value]) => html("input", { type: "hidden", name: own, value })));
    const typed = pairs.find(([own]) => own === "origin")?.[1];
    const has = name === "origin" ? [typed ?? ""] : question.wanted.codes[name];
    for (const box of form.querySelectorAll<HTMLInputElement>("input[type=checkbox], input[type=radio]")) box.checked = has.includes(box.value);
    const words = name === "origin" ? originWords(question, block, t) : joined(lang, has.map((code) => (name === "kind" ? t(`kind-${code}`) : block.terms[name][code] ?? "")));
    if (words) put(summary, form, words, name === "kind" ? null : leavingOut(others, summary.id, t));
  }
}

function put(summary: HTMLElement, form: HTMLFormElement, words: string, away: HTMLElement | null): void {
  if (summary.classList.contains("unset")) summary.querySelector(".icon")?.remove();
  summary.classList.remove("unset");
  summary.querySelector("bdi")?.remove();
  summary.querySelector(".chip-k")?.after(" ", html("bdi", {}, words));
  if (away) form.querySelector(".choice-go")?.append(away);
}

function leavingOut(others: [string, string][], chip: string, t: Translate): HTMLElement {
  return html("a", { class: "text-btn", href: `?${new URLSearchParams(others)}#${chip}` }, t("match-leave-out"));
}

/** The name of where one starts; a point is one in its district. */
export function originWords({ wanted: { origin } }: Question, block: Block, t: Translate): string {
  if (!origin) return "";
  if (!origin.point) return origin.name;
  const name = block.terms.district[origin.districts[0] ?? ""];
  return name ? t("match-point-in", { name }) : t("match-point", { degrees: origin.name });
}
