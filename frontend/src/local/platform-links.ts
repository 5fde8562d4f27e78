/**
 * In a document of one page the facts of a platform stand folded under its card. A link to them shows that card in the
 * list and opens it, whatever was filtered and whichever half a phone showed.
 */
import { FILTERS } from "../generated/filters";
import type { State } from "../map/state";
import type { Cards } from "./cards";

const PREFIX = "#platform-";
const NO_FILTER = Object.fromEntries(FILTERS.map((name) => [name, null]));

export class PlatformLinks {
  private wanted: string | null = null;

  /** `kinds`: all of them, since an address that names none means one. */
  constructor(private readonly state: State, private readonly cards: Cards, private readonly kinds: readonly string[]) {
    // Back and forward to another query as well as to another hash.
    for (const event of ["hashchange", "popstate"]) addEventListener(event, () => this.follow());
    document.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>(`a[href^="${PREFIX}"]`);
      // The browser says nothing of a hash that stays the same.
      if (link?.hash === location.hash) this.follow();
    });
  }

  /** Goes where the address points. */
  follow(): void {
    const { hash } = location;
    const id = hash.startsWith(PREFIX) ? hash.slice(PREFIX.length) : "";
    if (!this.cards.has(id)) return;
    this.wanted = id;
    const shown = document.getElementById(`card-${id}`) !== null;
    this.state.change({ view: null, panel: null, ...(shown ? {} : { ...NO_FILTER, kind: this.kinds }) }, "replace");
    this.reach();
  }

  /** Opens what is wanted as soon as it stands in the list. */
  reach(): void {
    const facts = this.wanted === null ? null : document.getElementById(`platform-${this.wanted}`);
    if (!facts) return;
    this.wanted = null;
    const folded = facts.closest("details");
    if (folded) folded.open = true;
    facts.closest(".card")?.scrollIntoView({ block: "start" });
    facts.focus({ preventScroll: true });
  }
}
