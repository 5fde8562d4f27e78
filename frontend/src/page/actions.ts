/** Buttons of the page that need a script: `data-action` says what each does. */
import { pickPoint, useMyPosition } from "../controls/near";
import { html } from "../draw/dom";
import type { MapContext } from "../map/context";
import type { Translate } from "../map/messages";

const SAID_MS = 2500;

export function wireActions(t: Translate, context: MapContext | null): void {
  // Read out only what is written after it stands there; a page with a list has its own.
  if (!document.getElementById("status")) document.body.append(html("p", { id: "status", class: "sr-only", role: "status" }));
  const acts: Record<string, (button: HTMLElement) => void> = {
    "copy-link": (button) => void copy(button, new URL(button.dataset["url"] ?? ownAddress(), location.href).href, t),
    "copy-text": (button) => void copy(button, document.getElementById(button.dataset["copies"] ?? "")?.textContent ?? "", t),
    print: () => print(),
    "near-me": (button) => context && nearby(button, () => useMyPosition(context)),
    "pick-point": (button) => context && nearby(button, () => pickPoint(context)),
    "tick-all": (button) => tickAll(button),
    // The drawer hears of it, too, and closes.
    "close-facets": () => undefined,
  };
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-action]");
    const act = button && acts[button.dataset["action"] ?? ""];
    if (!button || !act) return;
    event.preventDefault();
    act(button);
  });
  closePopovers();
}

/** Ticks all boxes of the button's form that have the name that it says; once all are ticked, it takes that back. */
function tickAll(button: HTMLElement): void {
  const boxes = [...(button.closest("form")?.querySelectorAll<HTMLInputElement>(`input[type="checkbox"][name="${button.dataset["ticks"]}"]`) ?? [])];
  const all = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !all;
}

/** A page's own address, without what it carries for the way back to the map. */
function ownAddress(): string {
  const canonical = document.querySelector("form[data-filters]") ? null : document.querySelector<HTMLLinkElement>("link[rel=canonical]");
  return canonical?.href ?? location.href;
}

function nearby(button: HTMLElement, act: () => void): void {
  const popover = button.closest("details");
  // The button goes with its popover: the focus stays with what opens it.
  if (popover?.contains(document.activeElement)) popover.querySelector("summary")?.focus();
  popover?.removeAttribute("open");
  act();
}

/** What stood in a label before it said what happened, and the timer that brings it back. */
const said = new WeakMap<Element, { before: ChildNode[]; timer: number }>();

/** Says what happened in the button itself and to the screen reader, then takes the words back. */
async function copy(button: HTMLElement, what: string, t: Translate): Promise<void> {
  const done = await copied(what);
  const own = done ? button.dataset["copied"] : button.dataset["failed"];
  const text = own ?? t(done ? (button.dataset["action"] === "copy-text" ? "copied-text" : "copied") : "copy-failed");
  const label = button.querySelector("[data-label]") ?? button;
  const status = document.getElementById("status");
  if (status) status.textContent = text;
  if (!done && !own) return offerByHand(button, what, t);
  // A button of a phone may have a picture alone: then it is said beside it.
  if (label.getBoundingClientRect().width <= 1) return say(text);
  const earlier = said.get(label);
  clearTimeout(earlier?.timer);
  const before = earlier?.before ?? [...label.childNodes];
  label.replaceChildren(text);
  const timer = window.setTimeout(() => {
    label.replaceChildren(...before);
    said.delete(label);
  }, SAID_MS);
  said.set(label, { before, timer });
}

function say(text: string): void {
  const box = html("p", { class: "sm-notice", "aria-hidden": "true" }, text);
  document.body.append(box);
  window.setTimeout(() => box.remove(), SAID_MS);
}

/** The clipboard, by permission or by the older command, which asks for none. */
async function copied(what: string): Promise<boolean> {
  if (await navigator.clipboard?.writeText(what).then(() => true, () => false)) return true;
  const focused = document.activeElement;
  const field = html("textarea", { class: "sr-only", readonly: true, "aria-hidden": "true" });
  field.value = what;
  document.body.append(field);
  field.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    // Refused in the same way as by its answer.
  }
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return done;
}

/** The text in a field, selected for the reader's own keys; it goes when it is left. */
function offerByHand(button: HTMLElement, what: string, t: Translate): void {
  const field = html("input", { class: "copy-by-hand", type: "text", readonly: true, value: what, "aria-label": t("copy-failed") });
  const box = html("p", { class: "sm-notice" }, t("copy-failed"), field);
  document.body.append(box);
  field.select();
  field.addEventListener("keydown", (event) => event.key === "Escape" && button.focus());
  field.addEventListener("blur", () => box.remove());
}

/** A popover made of <details> closes on Escape and on a click elsewhere. */
function closePopovers(): void {
  const open = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>("details.popover[open], details#near[open]")];
  document.addEventListener("click", (event) => {
    for (const one of open()) if (!one.contains(event.target as Node)) one.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const one of open()) {
      if (one.contains(document.activeElement)) one.querySelector("summary")?.focus();
      one.open = false;
    }
  });
}
