/** The validation path as a chain (`app/pages/match/path.py`). */
import { type Child, html } from "../../draw/dom";
import { kindMark } from "../../draw/icons";
import type { LocalPlatform } from "../platform";
import type { Block } from "./block";
import { glyph } from "./cards";
import { PILOT, type Stop } from "./path";
import type { Wanted } from "./question";
import type { Reasons } from "./reasons";

export function chain(stops: readonly Stop[], wanted: Wanted, block: Block, reasons: Reasons): HTMLElement[] {
  let before: LocalPlatform | null = null;
  return stops.map((stop) => {
    const item = one(stop, before, wanted, block, reasons);
    before = stop.platform ?? before;
    return item;
  });
}

function one(stop: Stop, before: LocalPlatform | null, wanted: Wanted, block: Block, reasons: Reasons): HTMLElement {
  const here = wanted.codes.stage.includes(stop.step);
  const names = [!stop.platform && "gap", here && "here"].filter(Boolean).join(" ");
  const mark = stop.platform ? kindMark(stop.platform.properties.kind, 16) : glyph("not-stated", 18);
  const step = stop.step === PILOT ? reasons.t("kind-pilot") : block.terms.stage[stop.step];
  return html("li", { class: names || null, "aria-current": here && "step" },
    html("span", { class: "leg" }, leg(stop, before, reasons)),
    html("span", { class: "dot" }, mark),
    html("b", {}, step, here && html("small", {}, " ", reasons.t("match-you-are-here"))),
    where(stop, block, reasons));
}

/** The straight line from the stop before, or from where one starts. */
function leg({ platform, metres, radius }: Stop, before: LocalPlatform | null, reasons: Reasons): Child {
  if (!platform) return null;
  if (platform === before) return reasons.t("match-same-place");
  if (metres === null) return before && reasons.t("match-no-position");
  const way = reasons.kilometres(metres, radius);
  return before ? way : reasons.t("match-from-origin", { way });
}

function where({ platform, other, metres, radius }: Stop, block: Block, reasons: Reasons): HTMLElement {
  const link = (to: LocalPlatform): HTMLElement => html("a", { href: reasons.page(to) }, html("bdi", {}, to.properties.name));
  if (platform) return link(platform);
  const nearest = other && metres !== null && html("span", {}, reasons.t("match-other-nearest"), link(other), " ", reasons.kilometres(metres, radius));
  return html("span", { class: "gap-said" }, reasons.t("local-none-listed", { date: block.asOf }), nearest);
}
