/** What picks platforms and passes them on, for a page that reads it once somebody presses a star or shares. */
import { provide } from "../map/late";
import { type MakeShortlist, SHORTLIST } from "../page/picks";
import { Shortlist } from "../page/shortlist";

provide(SHORTLIST, ((bar, lang, state) => new Shortlist(bar, lang, state)) satisfies MakeShortlist);
