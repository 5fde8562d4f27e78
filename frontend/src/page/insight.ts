/** The analysis page beyond its links and fields: a site at the map's centre, and the search for good sites. */
import { html } from "../draw/dom";
import { asking } from "../layers/analysis";
import { addSite } from "../layers/reach-layer";
import type { MapContext } from "../map/context";
import { at } from "../map/site";
import { withQuery } from "../map/source";
import { busyDuring } from "../draw/idle";

interface Suggestion {
  sites: [number, number][];
  optimal: boolean;
}

const TICK_MS = 200;

export function wireInsight(context: MapContext): void {
  const frame = context.map.getContainer().closest<HTMLElement>("[data-scheme]");
  context.state.listen(() => frame && (frame.dataset["scheme"] = context.state.get("scheme") ?? ""));
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-action]");
    if (button?.dataset["action"] === "add-centre") addSite(context, context.map.getCenter());
    if (button?.dataset["action"] === "suggest-sites") void busyDuring(suggest(context, button));
  });
}

/** Shows how much of the solver's time has passed; its sites become those of the address. */
async function suggest(context: MapContext, button: HTMLButtonElement): Promise<void> {
  const seconds = Number(button.dataset["seconds"]);
  const bar = html("progress", { max: seconds, value: 0, "aria-label": context.t("suggest-running") });
  const status = html("p", { role: "status" }, context.t("suggest-running"));
  button.disabled = true;
  button.after(bar, status);
  const begun = performance.now();
  const timer = window.setInterval(() => (bar.value = Math.min((performance.now() - begun) / 1000, seconds)), TICK_MS);
  try {
    const answer = await fetch(address(context, button));
    const found = (await answer.json()) as Suggestion & { detail?: string };
    if (!answer.ok) throw new Error(found.detail ?? String(answer.status));
    context.state.change({ sites: found.sites.map((site) => site.join()).join(";") || null });
    const said = found.sites.length ? (found.optimal ? "suggest-optimal" : "suggest-in-time") : "suggest-nothing";
    context.notice.say(context.t(said, { n: found.sites.length }));
  } catch (error) {
    console.info("service map:", error);
    context.notice.say(context.t("suggest-failed"));
  }
  clearInterval(timer);
  bar.remove();
  status.remove();
  button.disabled = false;
}

function address(context: MapContext, button: HTMLButtonElement): string {
  const query = asking(context, "reach", "basis", "wanted", "candidates");
  query.append("focus", context.state.get("focus") ?? button.dataset["focus"] ?? "");
  return withQuery(at("/api/insight/suggestion"), query);
}
