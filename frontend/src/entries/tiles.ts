/** What reads platforms by view, for a page whose map would have more of them than it draws at once. */
import { TILES } from "../layers/platform-set";
import { openTiles } from "../layers/tiled-platforms";
import { provide } from "../map/late";

provide(TILES, openTiles);
