/** What the other pages need besides the first script: the analysis, the match and the point of a form. It comes after that one, before the page starts. */
import { mountReachLayer } from "../layers/reach-layer";
import { wireInsight } from "../page/insight";
import { wireMatch } from "../page/match";
import { refreshWhileWorking } from "../page/working";
import { sayWhenRead } from "../page/today";
import { registry } from "./registry";
import { analysisRegistry } from "./registry-analysis";
import { formRegistry } from "./registry-form";
import { matchRegistry } from "./registry-match";

Object.assign(registry, analysisRegistry, formRegistry, matchRegistry, {
  "reach-layer": ((context, options) => {
    wireInsight(context);
    return mountReachLayer(context, options);
  }) satisfies typeof mountReachLayer,
});

wireMatch();
sayWhenRead();
refreshWhileWorking();
