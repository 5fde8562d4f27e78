/** What the page of siting needs besides: its layer, and what moves sites and asks again. It comes before the page starts. */
import { mountedSiting } from "../layers/siting-layer";
import { wireSiting } from "../page/siting";
import { registry } from "./registry";
import { sitingRegistry } from "./registry-siting";

Object.assign(registry, sitingRegistry, {
  "siting-layer": ((context, options) => {
    const layer = mountedSiting(context, options);
    wireSiting(context, layer);
    return {};
  }) satisfies (typeof sitingRegistry)["siting-layer"],
});
