/** Measures, terms and cases that Python wrote hidden: those that hold the words typed, or are about a field without a record. */
import { LINE } from "./sounds";
import { fold, marked } from "./text";
import { read, synonyms } from "./words";

const PARTS = ["in-lists", "in-cases"];

export class InLists {
  private readonly texts = new Map<HTMLElement, string>();

  constructor() {
    for (const item of document.querySelectorAll<HTMLElement>("[data-said]")) {
      const lines = item.dataset["said"]!.split(LINE).map((text) => marked(fold(text)));
      this.texts.set(item, lines.join(LINE));
    }
  }

  show(query: URLSearchParams, listed: number): void {
    const words = read(query.get("q") ?? "");
    for (const [item, text] of this.texts) {
      item.hidden = !words.length || !words.every((word) => [...word.forms, ...synonyms(word)].some((form) => text.includes(form)));
    }
    const domains = listed ? [] : query.getAll("domain");
    for (const item of document.querySelectorAll<HTMLElement>("[data-domains]")) {
      item.hidden = !item.dataset["domains"]!.split(" ").some((code) => domains.includes(code));
    }
    for (const name of PARTS) {
      const part = document.querySelector<HTMLElement>(`[data-part="${name}"]`);
      if (part) part.hidden = !part.querySelector("li:not([hidden])");
    }
  }
}

/** Whether the lists hold the words of the search. */
export function inLists(): boolean {
  return document.querySelector<HTMLElement>('[data-part="in-lists"]')?.hidden === false;
}
