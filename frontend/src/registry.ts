/** kind → component. One kind, one file, one Python class. */
import { mountBaseLayer } from "./base-layer";
import { mountBaseMap } from "./base-map";
import { mountBaseSwitch } from "./base-switch";
import { mountChoroplethLayer } from "./choropleth-layer";
import { mountClusterLayer } from "./cluster-layer";
import { mountDensityLayer } from "./density-layer";
import { mountDistrictBubbles } from "./district-bubbles";
import { mountDistrictFeatureLayer } from "./district-feature-layer";
import { mountDistrictLayer } from "./district-layer";
import { mountFullScreenControl } from "./full-screen-control";
import { mountGroupSwitch } from "./group-switch";
import { mountHexagonLayer } from "./hexagon-layer";
import type { Mount } from "./host";
import { mountLegend } from "./legend";
import { mountLocateControl } from "./locate-control";
import { mountMarginStrip } from "./margin-strip";
import { mountOverlaySwitch } from "./overlay-switch";
import { mountPlatformLayer } from "./platform-layer";
import { mountPrintControl } from "./print-control";
import { mountRadiusRing } from "./radius-ring";
import { mountReachLayer } from "./reach-layer";
import { mountScaleBar } from "./scale-bar";
import { mountZoneLayer } from "./zone-layer";
import { mountZoomControl } from "./zoom-control";

export const registry: Readonly<Record<string, Mount>> = {
  "base-layer": mountBaseLayer,
  "base-map": mountBaseMap,
  "base-switch": mountBaseSwitch,
  "choropleth-layer": mountChoroplethLayer,
  "cluster-layer": mountClusterLayer,
  "density-layer": mountDensityLayer,
  "district-bubbles": mountDistrictBubbles,
  "district-feature-layer": mountDistrictFeatureLayer,
  "district-layer": mountDistrictLayer,
  "full-screen-control": mountFullScreenControl,
  "group-switch": mountGroupSwitch,
  "hexagon-layer": mountHexagonLayer,
  legend: mountLegend,
  "locate-control": mountLocateControl,
  "margin-strip": mountMarginStrip,
  "overlay-switch": mountOverlaySwitch,
  "platform-layer": mountPlatformLayer,
  "print-control": mountPrintControl,
  "radius-ring": mountRadiusRing,
  "reach-layer": mountReachLayer,
  "scale-bar": mountScaleBar,
  "zone-layer": mountZoneLayer,
  "zoom-control": mountZoomControl,
};
