/** Cards of the list and marks of the map point at one another. */
import type { MapContext } from "../map/context";
import type { Selection } from "../map/selection";

function idOf(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>(".card[data-id]")?.dataset["id"] ?? null) : null;
}

export function wireCards(results: HTMLElement, selection: Selection, context: MapContext): void {
  results.addEventListener("mouseover", (event) => selection.hover(idOf(event.target)));
  results.addEventListener("mouseleave", () => selection.hover(null));
  results.addEventListener("focusin", (event) => selection.hover(idOf(event.target)));
  results.addEventListener("focusout", () => selection.hover(null));
  results.addEventListener("click", (event) => {
    const id = idOf(event.target);
    if (!id || (event.target as Element).closest("a, button, input, label, details")) return;
    selection.select(id === selection.selected ? null : id);
    if (selection.selected) context.map.fire("reveal", { id });
  });
  selection.listen(() => showSelected(selection));
  showSelected(selection);
}

/** The card that was brought into sight last: a list that is read again stays where the reader has it. */
let brought: string | null = null;

export function showSelected({ selected, hovered }: Selection): void {
  for (const card of document.querySelectorAll<HTMLElement>("#results .card[data-id]")) {
    const on = card.dataset["id"] === selected;
    card.classList.toggle("on", on);
    card.classList.toggle("hover", card.dataset["id"] === hovered);
    if (on && selected !== brought) card.scrollIntoView({ block: "nearest" });
    if (on) brought = selected;
  }
  if (!selected) brought = null;
}
