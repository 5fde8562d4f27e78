/** The components of the first script: one kind, one file, one Python class. */
import { mountBaseSwitch } from "../controls/base-switch";
import { mountFullScreenControl } from "../controls/full-screen-control";
import { mountGroupSwitch } from "../controls/group-switch";
import { mountLegend } from "../controls/legend";
import { mountLocateControl } from "../controls/locate-control";
import { mountMarginStrip } from "../controls/margin-strip";
import { mountOverlaySwitch } from "../controls/overlay-switch";
import { mountPrintControl } from "../controls/print-control";
import { mountScaleBar } from "../controls/scale-bar";
import { mountZoomControl } from "../controls/zoom-control";
import { mountBaseLayer } from "../layers/base-layer";
import { mountBaseMap } from "../layers/base-map";
import { mountDistrictBubbles } from "../layers/district-bubbles";
import { mountDistrictFeatureLayer } from "../layers/district-feature-layer";
import { mountDistrictLayer } from "../layers/district-layer";
import { mountOrientationLayer } from "../layers/orientation-layer";
import { mountPlatformLayer } from "../layers/platform-layer";
import { mountRadiusRing } from "../layers/radius-ring";
import { mountSeaLayer } from "../layers/sea-layer";
import { mountZoneLayer } from "../layers/zone-layer";
import type { Registry } from "../map/context";

export const registry: Registry = {
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
  "orientation-layer": mountOrientationLayer,
  "platform-layer": mountPlatformLayer,
  "print-control": mountPrintControl,
  "radius-ring": mountRadiusRing,
  "scale-bar": mountScaleBar,
  "sea-layer": mountSeaLayer,
  "zone-layer": mountZoneLayer,
  "zoom-control": mountZoomControl,
};
