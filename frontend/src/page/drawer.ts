/** The drawer of filters: a button opens it at its own facet, Escape and the cross lead back to the button. */
import type { State } from "../map/state";
import { focus } from "./focus";

const FACET = "#facet-";
const OPENERS = 'a[data-bar], a[data-view="filters"]';

export function wireDrawer(state: State): void {
  const drawer = document.getElementById("facets");
  if (!drawer) return;
  let opener = "";
  const close = (): void => {
    state.change({ panel: null });
    const buttons = [...document.querySelectorAll<HTMLElement>(OPENERS)].filter((one) => one.getClientRects().length);
    const back = buttons.find((one) => one.id === opener) ?? buttons[0];
    if (back) focus(back);
  };
  // After the links have changed the state, so that the drawer is there to be looked at.
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (target.closest('[data-action="close-facets"]')) return close();
    const button = target.closest<HTMLElement>(OPENERS);
    if (!button || state.get("panel") !== "filters") return;
    opener = button.id;
    goTo(drawer, button.dataset["bar"] ?? "");
  });
  // An address that names a facet of the open drawer comes to it as its button does, once the browser has gone there.
  if (state.get("panel") === "filters" && location.hash.startsWith(FACET)) {
    const name = location.hash.slice(FACET.length);
    opener = `bar-${name}`;
    addEventListener("load", () => window.setTimeout(() => goTo(drawer, name)));
  }
  drawer.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || state.get("panel") !== "filters") return;
    event.stopPropagation();
    close();
  });
}

/** The facet's first box, with the facet at the top of the drawer; without a facet the drawer's head. */
function goTo(drawer: HTMLElement, name: string): void {
  const facet = name ? document.getElementById(`facet-${name}`) : null;
  const first = facet?.querySelector<HTMLElement>("input:not([disabled])") ?? facet ?? drawer.querySelector<HTMLElement>("h2");
  (facet ?? drawer).scrollIntoView({ block: "start" });
  if (first) focus(first);
}
