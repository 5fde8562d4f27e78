/** The selected platform's card at the foot of the map, where the list is not beside it or does not hold it. */
import { button, html } from "../draw/dom";
import { icon } from "../draw/icons";
import { type Lang, pageAddress } from "../map/language";
import type { Translate } from "../map/messages";
import type { Selection } from "../map/selection";
import { busyDuring } from "../draw/idle";

export type FindCard = (id: string) => Promise<Element | null>;

/** The card as the server renders it. */
export function cardOfServer(lang: Lang): FindCard {
  const address = pageAddress(lang, "/card/");
  return async (id) => {
    const answer = await fetch(address + encodeURIComponent(id) + location.search);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return answer.ok ? page.querySelector(".card") : null;
  };
}

export class Sheet {
  private readonly element: HTMLElement;
  private readonly body = html("div", { class: "sheet-body" });
  private shown: string | null = null;

  constructor(private readonly selection: Selection, root: HTMLElement, private readonly find: FindCard, t: Translate, private readonly reveal: (id: string) => void) {
    this.element = document.querySelector<HTMLElement>(".sheet") ?? html("div", { class: "sheet" });
    if (!this.element.isConnected) root.after(this.element);
    const close = button("icon-btn sheet-close", t("close"), icon("close"), () => this.close());
    this.element.replaceChildren(html("div", { class: "grip", "aria-hidden": "true" }), close, this.body);
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.show(false);
    selection.listen(() => void this.follow());
    document.addEventListener("fullscreenchange", () => {
      this.shown = null;
      void this.follow();
    });
  }

  async follow(): Promise<void> {
    const id = this.selection.selected;
    if (id === this.shown) return;
    this.shown = id;
    this.show(false);
    if (!id || inList(id)) return;
    try {
      const card = await busyDuring(this.find(id));
      if (!card || this.shown !== id) return;
      // The list may hold the same card: its ids stay its own.
      for (const named of [card, ...card.querySelectorAll("[id]")]) named.removeAttribute("id");
      this.body.replaceChildren(document.adoptNode(card));
      this.show(true);
      // On the lowest screens the page scrolls: the card and what it leaves of the map are in sight together.
      this.element.parentElement?.scrollIntoView({ block: "nearest" });
      this.reveal(id);
    } catch {
      this.shown = null;
    }
  }

  /** A phone's map has no room for its switches beside a card: CSS hears of it. */
  private show(on: boolean): void {
    this.element.hidden = !on;
    document.body.classList.toggle("has-sheet", on);
  }

  private close(): void {
    this.selection.select(null);
    document.querySelector<HTMLElement>(".mark[tabindex='0']")?.focus({ preventScroll: true });
  }
}

/** Whether the list shows that card now: on a phone's map view and beside a map on the whole screen it does not. */
function inList(id: string): boolean {
  const card = document.getElementById(`card-${id}`);
  const alone = document.fullscreenElement;
  return Boolean(card && card.getClientRects().length && (!alone || alone.contains(card)));
}
