/** kind → component. One kind, one file, one Python class. */
import { mountBaseLayer } from "./base-layer";
import { mountBaseMap } from "./base-map";
import { mountBaseSwitch } from "./base-switch";
import { mountDistrictBubbles } from "./district-bubbles";
import { mountDistrictFeatureLayer } from "./district-feature-layer";
import { mountDistrictLayer } from "./district-layer";
import { mountFullScreenControl } from "./full-screen-control";
import { mountGroupSwitch } from "./group-switch";
import type { Mount } from "./host";
import { mountLegend } from "./legend";
import { mountLocateControl } from "./locate-control";
import { mountMarginStrip } from "./margin-strip";
import { mountOverlaySwitch } from "./overlay-switch";
import { mountPlatformLayer } from "./platform-layer";
import { mountPrintControl } from "./print-control";
import { mountRadiusRing } from "./radius-ring";
import { mountScaleBar } from "./scale-bar";
import { mountZoneLayer } from "./zone-layer";
import { mountZoomControl } from "./zoom-control";

export const registry: Readonly<Record<string, Mount>> = {
  "base-layer": mountBaseLayer,
  "base-map": mountBaseMap,
  "base-switch": mountBaseSwitch,
  "district-bubbles": mountDistrictBubbles,
  "district-feature-layer": mountDistrictFeatureLayer,
  "district-layer": mountDistrictLayer,
  "full-screen-control": mountFullScreenControl,
  "group-switch": mountGroupSwitch,
  legend: mountLegend,
  "locate-control": mountLocateControl,
  "margin-strip": mountMarginStrip,
  "overlay-switch": mountOverlaySwitch,
  "platform-layer": mountPlatformLayer,
  "print-control": mountPrintControl,
  "radius-ring": mountRadiusRing,
  "scale-bar": mountScaleBar,
  "zone-layer": mountZoneLayer,
  "zoom-control": mountZoomControl,
};
