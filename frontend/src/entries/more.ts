/** What the other pages need besides the first script: the analysis. It comes after that one, before the page starts. */
import { mountReachLayer } from "../layers/reach-layer";
import { wireInsight } from "../page/insight";
import { registry } from "./registry";
import { analysisRegistry } from "./registry-analysis";

Object.assign(registry, analysisRegistry, {
  "reach-layer": ((context, options) => {
    wireInsight(context);
    return mountReachLayer(context, options);
  }) satisfies typeof mountReachLayer,
});
