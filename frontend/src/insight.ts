/** The analysis page beyond its links and fields: a site at the map's centre, and the search for good sites. */
import { asking } from "./analysis";
import { html } from "./dom";
import type { Host } from "./host";
import { busyDuring } from "./idle";
import { addSite } from "./reach-layer";
import { withQuery } from "./source";

interface Suggestion {
  sites: [number, number][];
  optimal: boolean;
}

const TICK_MS = 200;

export function wireInsight(host: Host): void {
  const frame = host.map.getContainer().closest<HTMLElement>("[data-scheme]");
  host.state.listen(() => frame && (frame.dataset["scheme"] = host.state.get("scheme") ?? ""));
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-action]");
    if (button?.dataset["action"] === "add-centre") addSite(host, host.map.getCenter());
    if (button?.dataset["action"] === "suggest-sites") void busyDuring(suggest(host, button));
  });
}

/** Shows how much of the solver's time has passed; its sites become those of the address. */
async function suggest(host: Host, button: HTMLButtonElement): Promise<void> {
  const seconds = Number(button.dataset["seconds"]);
  const bar = html("progress", { max: seconds, value: 0, "aria-label": host.t("suggest-running") });
  const status = html("p", { role: "status" }, host.t("suggest-running"));
  button.disabled = true;
  button.after(bar, status);
  const begun = performance.now();
  const timer = window.setInterval(() => (bar.value = Math.min((performance.now() - begun) / 1000, seconds)), TICK_MS);
  try {
    const answer = await fetch(address(host, button));
    const found = (await answer.json()) as Suggestion & { detail?: string };
    if (!answer.ok) throw new Error(found.detail ?? String(answer.status));
    host.state.change({ sites: found.sites.map((site) => site.join()).join(";") || null });
    const said = found.sites.length ? (found.optimal ? "suggest-optimal" : "suggest-in-time") : "suggest-nothing";
    host.notice.say(host.t(said, { n: found.sites.length }));
  } catch (error) {
    console.info("service map:", error);
    host.notice.say(host.t("suggest-failed"));
  }
  clearInterval(timer);
  bar.remove();
  status.remove();
  button.disabled = false;
}

function address(host: Host, button: HTMLButtonElement): string {
  const query = asking(host, "reach", "basis", "wanted", "candidates");
  query.append("focus", host.state.usable("focus") ?? button.dataset["focus"] ?? "");
  return withQuery("/api/insight/suggestion", query);
}
