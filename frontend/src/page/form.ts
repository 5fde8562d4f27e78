/** Filters as forms and links without a page load: their meaning is applied to the state of the URL. */
import { at } from "../map/site";
import { canonical, kindUnasked, NO_KIND, type State } from "../map/state";

type Control = HTMLInputElement | HTMLSelectElement;

function controls(form: HTMLFormElement): Control[] {
  const all = [...form.elements].filter((one): one is Control => one instanceof HTMLInputElement || one instanceof HTMLSelectElement);
  return all.filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
}

/** The visible controls, or those of one name, say their filters; all else stays as the URL has it. */
export function readForm(form: HTMLFormElement, state: State, only?: string): URLSearchParams {
  const next = state.pageQuery();
  const all = controls(form).filter((one) => !only || one.name === only);
  for (const name of new Set(all.map((one) => one.name))) next.delete(name);
  for (const one of all) {
    const off = one instanceof HTMLInputElement && (one.type === "checkbox" || one.type === "radio") && !one.checked;
    if (!off && one.value.trim()) next.append(one.name, one.value.trim());
  }
  // Without a value the page would show its usual kinds again.
  if (all.some((one) => one.name === "kind") && !next.has("kind")) next.append("kind", NO_KIND);
  next.delete("page");
  next.delete("typed");
  return next;
}

/** The words of the search box as the state had them last. */
let synced = "";

/** Whether what is asked for just now are words that somebody sent. */
let sending = false;

/** Asks for words that somebody sent, by the form or by taking what they were read as; they are nobody's draft any more. */
export function asSent(words: string, ask: () => void): void {
  synced = words;
  sending = true;
  ask();
  sending = false;
}

export function wordsAreSent(): boolean {
  return sending;
}

/** The words that the address searches, or what was typed where a correction of it is shown. */
function typedText(state: State): string {
  return state.pageQuery().get("q") ?? state.get("typed") ?? "";
}

/** Controls that are not swapped (search box, radius) follow the URL, also when going back. */
export function syncForm(form: HTMLFormElement, state: State): void {
  for (const one of controls(form)) {
    // What is being typed and was not sent yet is the reader's.
    if (one === document.activeElement && one.name === "q" && one.value.trim() !== synced) continue;
    const values = state.typed(one.name);
    if (one.type === "checkbox" || one.type === "radio") {
      const kindDefault = one.name === "kind" && !values.length && ["", one.value].includes(kindUnasked(state.pageQuery()));
      (one as HTMLInputElement).checked = kindDefault || values.includes(one.value) || (!one.value && !values.length);
    } else if (one.name === "q") one.value = synced = typedText(state);
    else if (values.length) one.value = values.join();
  }
}

/**
 * A link was rendered for the state of that moment; since then the map may have moved. What the link
 * changes against that state is applied to the present one.
 */
export function rebase(link: URLSearchParams, rendered: URLSearchParams, present: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams([...present]);
  for (const name of new Set([...link.keys(), ...rendered.keys()])) {
    if (link.getAll(name).join() === rendered.getAll(name).join()) continue;
    next.delete(name);
    for (const value of link.getAll(name)) next.append(name, value);
  }
  return next;
}

/** `meant`: what a query that was typed and sent says besides its words. */
export function wireForm(form: HTMLFormElement, state: State, meant = (query: URLSearchParams): URLSearchParams => query): void {
  form.addEventListener("change", (event) => {
    // Typing in the search box is for the suggestions; Enter submits it, and nothing else does.
    const { name } = event.target as Control;
    if (name && name !== "q") state.go(readForm(form, state, name));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const next = meant(readForm(form, state));
    asSent(next.get("q") ?? "", () => state.go(next));
  });
  synced = typedText(state);
}

/** Which half is shown and whether the filters are open: links outside the swapped parts say it outright. */
const OUTRIGHT = ["view", "panel"];

/** `first`: the state that the links outside the swapped parts were made for. */
export function wireLinks(state: State, rendered: () => URLSearchParams, first = state.pageQuery()): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || event.defaultPrevented || link.origin !== location.origin) return;
    const query = new URLSearchParams(link.search);
    const swapped = link.closest("[data-swap]");
    const next = rebase(query, swapped ? rendered() : first, state.pageQuery());
    for (const name of swapped ? [] : OUTRIGHT) {
      if (query.get(name)) next.set(name, query.get(name)!);
      else next.delete(name);
    }
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link.matches("[data-nav]") && link.pathname === location.pathname && plain && !link.target) {
      event.preventDefault();
      state.go(next);
    } else if (link.closest("#view-links")) {
      // Another language or theme: the page loads anew, with the map where it is now.
      const text = canonical(next);
      link.search = text ? `?${text}` : "";
    } else if (state.holds("lock") && !link.pathname.startsWith(at("/api"))) {
      // Links that the map makes do not know of locks; another page keeps them all the same.
      link.search = `?${state.held(query)}`;
    }
  });
}
