/**
 * Paper has another size than the screen. Before a page is printed, every map takes its printed size, which the style
 * gives it under the class `on-paper`, and shows the same part in it; afterwards all is as it was.
 */
import { cityDay } from "../draw/day";
import { attempt } from "./listeners";
import type { Translate } from "./messages";
import type { MountedMap } from "./service-map";

/** Stands on the root while a page is printed. */
const PAPER = "on-paper";

/** Told to the layers of a map before it is drawn for paper, and with nothing when it is back on the screen. */
export interface PaperEvent {
  /** The place of each platform in the printed list, from 1; null: the screen again. */
  numbers: ReadonlyMap<string, number> | null;
}

export function watchPaper(maps: readonly MountedMap[], t: Translate): void {
  const root = document.documentElement;
  let printing = false;
  const onto = (): void => {
    printing = true;
    root.classList.add(PAPER);
    const numbers = numberCards();
    sayWhereAndWhen(t);
    for (const { context } of maps) {
      attempt(() => {
        context.map.fire("paper", { numbers } satisfies PaperEvent);
        context.view.toPaper();
        context.redraw();
        context.labels.place();
      });
    }
    // Marks that count districts, or stand too close, bear no numbers.
    root.classList.toggle("numbered", document.querySelector(".n-label") !== null);
  };
  const back = (): void => {
    if (!printing) return;
    printing = false;
    root.classList.remove(PAPER, "numbered");
    for (const { context } of maps) {
      attempt(() => {
        context.map.fire("paper", { numbers: null } satisfies PaperEvent);
        context.view.fromPaper();
        context.redraw();
      });
    }
  };
  addEventListener("beforeprint", onto);
  addEventListener("afterprint", back);
  // Told, where browsers tell it, when the sheet is laid out: what the style foresaw is measured once more. A frame of
  // another site hears nothing else. The older name of the method is the one that all browsers of ours know.
  matchMedia("print").addListener(({ matches }) => (matches ? onto() : back()));
}

/** What the act reads of the style are the colours of paper. */
export function inPaperColours<T>(act: () => T): T {
  const { classList } = document.documentElement;
  const there = classList.contains(PAPER);
  classList.add(PAPER);
  try {
    return act();
  } finally {
    if (!there) classList.remove(PAPER);
  }
}

/**
 * Numbers the cards as they are listed now, going on where the page of the list before ended. A card without a place for
 * a number has none: its mark would bear one that nothing on the sheet explains.
 */
function numberCards(): Map<string, number> {
  const numbers = new Map<string, number>();
  const first = Number(document.querySelector<HTMLElement>(".cards")?.dataset["first"] ?? 1);
  for (const card of document.querySelectorAll<HTMLElement>(".cards .card[data-id]")) {
    const sign = card.querySelector(".card-no");
    if (!sign) continue;
    const number = first + numbers.size;
    numbers.set(card.dataset["id"]!, number);
    sign.textContent = String(number);
  }
  return numbers;
}

/** The address with the part of the map that is shown, which the server did not know, and the day. */
function sayWhereAndWhen(t: Translate): void {
  const link = document.querySelector<HTMLAnchorElement>("#paper a");
  if (link && document.querySelector("form[data-filters]")) {
    link.href = location.href;
    link.textContent = location.href.replace(/^https?:\/\//, "");
  }
  const day = document.querySelector<HTMLElement>("#paper [data-printed]");
  if (day) day.textContent = t("printed", { date: cityDay() });
}
