/** What draws the orientation, for a page that reads it once its map comes near enough. */
import { ORIENTATION } from "../layers/orientation-layer";
import { provide } from "../map/late";
import { mountOrientation } from "../orientation/orientation";

provide(ORIENTATION, mountOrientation);
