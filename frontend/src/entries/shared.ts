/**
 * What the scripts that come after the first one use of it. They are bundles of their own: a second copy of a module
 * that holds something (the panes of a map, what was read already, whether the page is busy) would not know of it.
 */
import * as leaflet from "leaflet";

import * as dom from "../draw/dom";
import * as icons from "../draw/icons";
import * as idle from "../draw/idle";
import * as panes from "../draw/panes";
import * as position from "../draw/position";
import * as clusters from "../layers/clusters";
import * as late from "../map/late";
import * as language from "../map/language";
import * as serviceMap from "../map/service-map";
import * as site from "../map/site";
import * as source from "../map/source";
import { registry } from "./registry";

const MODULES = {
  leaflet,
  "draw/dom": dom,
  "draw/icons": icons,
  "draw/idle": idle,
  "draw/panes": panes,
  "draw/position": position,
  "layers/clusters": clusters,
  "map/language": language,
  "map/late": late,
  "map/service-map": serviceMap,
  "map/site": site,
  "map/source": source,
  "entries/registry": { registry },
};

/** Puts them where the plugin of the build lets the later scripts look. */
export function share(): void {
  (window as unknown as { serviceMapShared: unknown }).serviceMapShared = MODULES;
}
