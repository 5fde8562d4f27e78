/**
 * The builder without a page load: what the form says becomes the address, and the server's answer for that address
 * takes the place of preview, snippets and notes. The preview itself is made by the host's own script.
 */
import { html } from "../draw/dom";
import { busyDuring } from "../draw/idle";

const WAIT_MS = 200;
const SUGGEST_MS = 150;

interface Suggested {
  groups: { name: string; items: { value: string; label: string }[] }[];
}

function start(form: HTMLFormElement): void {
  fit(form);
  let timer = 0;
  let running: AbortController | null = null;
  let told = asked(form).toString();

  const refresh = async (): Promise<void> => {
    const query = asked(form).toString();
    // Leaving a field says again what typing in it said.
    if (query === told) return;
    told = query;
    running?.abort();
    running = new AbortController();
    const address = query ? `?${query}` : location.pathname;
    history.replaceState(null, "", address);
    try {
      const answer = await fetch(address, { signal: running.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.getElementById("preview")) throw new Error(String(answer.status));
      swap(page);
      history.replaceState(null, "", short(page) ?? address);
      // Chosen while the answer was on its way, perhaps.
      if (asked(form).toString() !== query) widen(form);
    } catch (error) {
      if ((error as Error).name === "AbortError") return;
      told = "";
      const preview = document.getElementById("preview");
      preview?.replaceChildren(html("p", { class: "notice", role: "alert" }, form.dataset["failed"]));
      // The same frame is to be shown again once the server answers.
      delete preview?.dataset["shows"];
    }
  };

  const changed = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    // A width changes the view alone: what was typed just before still waits to be asked.
    if (field.name === "width") return widen(form);
    clearTimeout(timer);
    fit(form);
    timer = window.setTimeout(() => void busyDuring(refresh()), field.type === "text" && event.type === "input" ? WAIT_MS * 2 : WAIT_MS);
  };

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  // The choice of the preview's width stands beside the form.
  for (const radio of document.querySelectorAll('.widths input')) radio.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void refresh();
  });
  suggest(form);
}

/** What the form says, without empty fields and without those that have no meaning for the chosen view. */
function asked(form: HTMLFormElement): URLSearchParams {
  const query = new URLSearchParams();
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || !field.name) continue;
    const off = field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type) && !field.checked;
    if (off || !field.value.trim() || field.closest("[data-for][hidden]")) continue;
    query.append(field.name, field.value.trim());
  }
  return query;
}

/** The same address without what is at its default, as the server writes it. */
function short(page: Document): string | null {
  const canonical = page.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.getAttribute("href");
  if (!canonical) return null;
  const { pathname, search } = new URL(canonical, location.href);
  return pathname + search;
}

/** Shows the fields of the chosen view and says how many values of each filter are ticked. */
function fit(form: HTMLFormElement): void {
  const view = form.querySelector<HTMLInputElement>('[name="frame-view"]:checked')?.value ?? "map";
  for (const part of form.querySelectorAll<HTMLElement>("[data-for]")) {
    part.hidden = !part.dataset["for"]!.split(" ").includes(view);
  }
  for (const count of form.querySelectorAll<HTMLElement>("[data-count]")) {
    const n = form.querySelectorAll(`[name="${count.dataset["count"]!}"]:checked`).length;
    count.textContent = n ? String(n) : "";
    count.classList.toggle("badge", n > 0);
  }
}

/** Another width needs no answer of the server: the same frame gets another place. */
function widen(form: HTMLFormElement): void {
  const width = String(new FormData(form).get("width"));
  const address = new URL(location.href);
  address.searchParams.set("width", width);
  history.replaceState(null, "", address);
  const frame = document.querySelector<HTMLElement>(".preview-frame");
  if (frame) frame.dataset["width"] = width;
}

function swap(page: Document): void {
  // A parser without scripts makes frames of what stands here for pages without scripts.
  for (const plain of page.querySelectorAll("noscript")) plain.remove();
  for (const source of page.querySelectorAll<HTMLElement>("[data-swap][id]")) {
    const target = document.getElementById(source.id);
    // The same frame again would only load anew.
    if (!target || (source.dataset["shows"] && source.dataset["shows"] === target.dataset["shows"])) continue;
    target.dataset["shows"] = source.dataset["shows"] ?? "";
    target.replaceChildren(...[...source.childNodes].map((node) => document.adoptNode(node)));
  }
}

/** Names of platforms while one types; the identifier is what the address needs. */
function suggest(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>("[data-suggest]");
  const list = field?.list;
  if (!field || !list) return;
  let timer = 0;
  const ask = async (): Promise<void> => {
    const answer = await fetch(`${field.dataset["suggest"]!}&q=${encodeURIComponent(field.value.trim())}`);
    if (!answer.ok) return;
    const { groups } = (await answer.json()) as Suggested;
    const items = groups.filter(({ name }) => name === "platform").flatMap((group) => group.items);
    list.replaceChildren(...items.map(({ value, label }) => html("option", { value }, label)));
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (field.value.trim()) timer = window.setTimeout(() => void ask().catch(() => undefined), SUGGEST_MS);
  });
}

const form = document.querySelector<HTMLFormElement>("#build");
if (form) start(form);
