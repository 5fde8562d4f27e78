/** The keyboard keeps its place while parts of the page are replaced. */
const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), select:not([disabled]), textarea, summary";

/**
 * Replaces what stands in the parts. Where that takes the focus away, it goes to the same element of the new part, to the
 * menu that holds it, else to the one that stands now at its place, at last to the part itself: never to the top of
 * the page. Another page of a list, and one of more kinds, is read from its beginning.
 */
export function keepingFocus(parts: readonly HTMLElement[], replace: () => void): void {
  const focused = document.activeElement;
  const part = parts.find((one) => one.contains(focused));
  if (!part || !(focused instanceof HTMLElement)) return replace();
  const place = focusable(part).indexOf(focused);
  const turned = Boolean(focused.closest(".pager, .hidden-kinds"));
  replace();
  if (focused.isConnected && document.activeElement === focused) return;
  const now = focusable(part);
  const same = turned ? part : (now.find((one) => isSame(one, focused)) ?? now[Math.min(place, now.length - 1)] ?? part);
  focus(same);
}

/** Moves the focus, also to what no key reaches; what a closed menu holds is reached by the menu's own button. */
export function focus(element: HTMLElement, options: FocusOptions = { preventScroll: true }): void {
  const menu = element.closest<HTMLElement>("details:not([open])");
  const reached = menu && element.localName !== "summary" ? (menu.querySelector<HTMLElement>("summary") ?? menu) : element;
  if (!reached.matches(FOCUSABLE)) reached.tabIndex = -1;
  reached.focus(options);
}

function focusable(part: HTMLElement): HTMLElement[] {
  return [...part.querySelectorAll<HTMLElement>(FOCUSABLE)];
}

function isSame(one: HTMLElement, other: HTMLElement): boolean {
  if (one.localName !== other.localName) return false;
  return other.id ? one.id === other.id : named(one) === named(other);
}

function named(element: HTMLElement): string {
  return element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
}
