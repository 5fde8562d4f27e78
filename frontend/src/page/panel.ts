/** The list and the filters are rendered by the server; this puts its answer in the place of the old one. */
import { html } from "../draw/dom";
import { icon } from "../draw/icons";
import { type Lang, pageAddress } from "../map/language";
import type { Translate } from "../map/messages";
import { canonical, kindUnasked, type State } from "../map/state";
import { keepingFocus } from "./focus";
import { wordsAreSent } from "./form";

const SKELETON_AFTER_MS = 200;

/** The list beside the map and its filters: read from the server, or made from what the document holds. */
export interface ListPanel {
  /** The state that the links now on the page were made for. */
  readonly rendered: URLSearchParams;
  prepare(signal: AbortSignal): Promise<() => void>;
  busy(): () => void;
  fail(): void;
}

export class Panel implements ListPanel {
  rendered: URLSearchParams;
  private readonly address: string;

  /** `own`: the page itself is read again, not the map's `/panel`. */
  constructor(private readonly state: State, lang: Lang, private readonly t: Translate, private readonly retry: () => void, own = false) {
    this.address = own ? location.pathname : pageAddress(lang, "/panel");
    this.rendered = state.pageQuery();
  }

  /** Reads the panel; the answer swaps it in. An error answer of the server is a panel too. */
  async prepare(signal: AbortSignal): Promise<() => void> {
    const asked = this.state.pageQuery();
    const sent = wordsAreSent();
    // Whoever sends words, and chose no kinds, sees those that have them.
    const openKinds = sent && [kindUnasked(asked), ""].includes(asked.getAll("kind").join());
    const text = canonical(asked);
    const answer = await fetch(text ? `${this.address}?${text}` : this.address, { signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("[data-swap][id]")) throw new Error(`${answer.status} ${this.address}`);
    const meant = sent && page.querySelector<HTMLElement>("[data-meant]")?.dataset["meant"];
    // As an address with these words leads there: a place that was typed is none of a record's words.
    if (meant) return () => this.state.go(new URL(meant, location.href).searchParams, "replace");
    const kinds = openKinds ? page.querySelector<HTMLElement>(".empty")?.dataset["kinds"] : undefined;
    // Another list is shown at once, as an address with these words alone leads to it.
    if (kinds) return () => this.state.change({ kind: kinds.split(",") }, "replace");
    return () => {
      this.rendered = asked;
      this.swap(page);
    };
  }

  busy(): () => void {
    const results = document.getElementById("results");
    results?.setAttribute("aria-busy", "true");
    const timer = window.setTimeout(() => {
      if (results && !results.children.length) results.append(skeleton());
    }, SKELETON_AFTER_MS);
    return () => {
      clearTimeout(timer);
      results?.removeAttribute("aria-busy");
    };
  }

  fail(): void {
    const results = document.getElementById("results");
    const again = html("button", { type: "button", class: "btn", onclick: this.retry }, this.t("error-retry"));
    const words = html("div", {}, html("h2", {}, this.t("error-title")), html("p", {}, this.t("error-kept")), again);
    results?.replaceChildren(html("div", { class: "error", role: "alert" }, icon("alert", 20), words));
  }

  private swap(page: Document): void {
    this.tell(page);
    const results = document.getElementById("results");
    const scrolled = results?.scrollTop ?? 0;
    const before = results?.querySelector("[data-id]")?.getAttribute("data-id");
    const pairs = [...page.querySelectorAll("[data-swap][id]")].flatMap((source) => {
      const target = document.getElementById(source.id);
      return target ? [{ source, target }] : [];
    });
    keepingFocus(pairs.map(({ target }) => target), () => {
      for (const { source, target } of pairs) target.replaceChildren(...[...source.childNodes].map((node) => document.adoptNode(node)));
    });
    // The same first card means the same list: stay where the reader was.
    const same = results?.querySelector("[data-id]")?.getAttribute("data-id") === before;
    if (results) results.scrollTop = same ? scrolled : 0;
  }

  /** What was found, said outside the part that is replaced, so that it is read out. */
  private tell(page: Document): void {
    const status = document.getElementById("status");
    const text = page.querySelector("[data-status]")?.getAttribute("data-status") || page.querySelector("[data-status]")?.textContent;
    if (status && text) status.textContent = text.trim();
    if (page.title) document.title = page.title;
  }
}

function skeleton(): HTMLElement {
  const lines = [0, 1, 2].map(() => html("div", { class: "skeleton" }, html("i"), html("i"), html("i")));
  return html("div", { "aria-hidden": "true" }, ...lines);
}
