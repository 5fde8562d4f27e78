/** The star, the bar of what is picked and the dialog to pass it on: their code comes with the first press of one. */
import type { Lang } from "../map/language";
import { late } from "../map/late";
import type { State } from "../map/state";

/** What the later script brings; `state` is that of a page with filters, whose address it writes. */
export type MakeShortlist = (bar: HTMLElement, lang: Lang, state: State | null) => { press(link: HTMLAnchorElement): void };

export const SHORTLIST = "shortlist";

const PRESSED = "a[data-star], a[data-star-all], a[data-unpick], a[data-clear], a[data-share]";

/** Without the script, or where it cannot be read, all of them are links. */
export function wirePicks(lang: Lang, state: State | null): void {
  const bar = document.getElementById("shortlist");
  if (!bar) return;
  const { script = null, style = null, source } = bar.dataset;
  const code = { made: null as ReturnType<MakeShortlist> | null };
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(PRESSED);
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    // A page about what is picked is written anew by the server.
    if (!source && !link.matches("[data-share]")) return;
    event.preventDefault();
    late<MakeShortlist>(SHORTLIST, { script, style }).then(
      (make) => (code.made ??= make(bar, lang, state)).press(link),
      () => location.assign(link.href),
    );
  });
}
