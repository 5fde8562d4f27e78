/** List, marks and bubbles are read together and change at the same moment; until then the old ones stay. */
import { attempt } from "../map/listeners";
import type { MountedMap } from "../map/service-map";
import { needsPanel, type State } from "../map/state";
import { busyDuring } from "../draw/idle";
import type { ListPanel } from "./panel";

/** The query that the list on the page gives its map while it is empty; null where it is not. */
function insteadOf(): string | null {
  return document.querySelector<HTMLElement>("#results .empty")?.dataset["instead"] ?? null;
}

export class Refresher {
  private running: AbortController | null = null;

  constructor(
    private readonly panel: ListPanel,
    private readonly maps: readonly MountedMap[],
    private readonly state: State,
    private readonly after: () => void,
  ) {
    state.listen((changed) => {
      // The silent ones (map position, selection) ask for nothing.
      if (needsPanel(changed)) void this.run(state.needsData(changed));
    });
  }

  /** The page came with its list: only the map's data are read. */
  start(): Promise<void> {
    this.state.showInstead(insteadOf());
    return busyDuring(this.together(this.maps.flatMap((map) => map.prepare(new AbortController().signal))));
  }

  run(withData = true): Promise<void> {
    return busyDuring(this.replace(withData));
  }

  private async replace(withData: boolean): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const ready = this.panel.busy();
    if (withData) this.state.showInstead(null);
    const data = withData ? this.maps.flatMap((map) => map.prepare(running.signal)) : [];
    try {
      const panel = this.panel.prepare(running.signal);
      const [swap] = await Promise.all([panel, ...data.map((part) => part.catch(() => undefined))]);
      if (running.signal.aborted) return;
      swap();
      // The answer led to another list, which is being read.
      if (running.signal.aborted) return;
      await this.together(data);
      // An empty list comes with what its map shows in the place of nothing.
      if (this.state.showInstead(insteadOf())) await this.together(this.maps.flatMap((map) => map.prepare(running.signal)));
      this.after();
      this.state.shown(true);
    } catch (error) {
      if (running.signal.aborted) return;
      console.warn("service map:", error);
      this.panel.fail();
      this.state.shown(false);
    }
    ready();
  }

  private async together(parts: readonly Promise<() => void>[]): Promise<void> {
    const done = await Promise.allSettled(parts);
    const put = done.map((part) => (part.status === "fulfilled" ? attempt(part.value) : (part.reason as Error).name === "AbortError"));
    if (put.includes(false)) this.maps.forEach(({ context }) => context.notice.say(context.t("error-map")));
  }
}
