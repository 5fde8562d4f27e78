/** Whose data the map shows at the moment: layers say it, the strip at the map's foot writes it. */
import { joined, type Lang } from "./language";
import { callAll } from "./listeners";

/** What is owed to whom: names of layers by the licence line of their source. */
export type Owed = Readonly<Record<string, string>>;

export class Credits {
  private readonly owned = new Map<string, Owed>();
  private readonly notes = new Map<string, string>();
  private readonly listeners: (() => void)[] = [];
  private said = "";

  constructor(private readonly lang: Lang) {}

  /** `null`: the layer shows nothing now. `note`: what else is to be said of it. */
  set(owner: string, owed: Owed | null, note = ""): void {
    this.owned.set(owner, owed ?? {});
    this.notes.set(owner, note);
    const now = this.lines().join();
    if (now === this.said) return;
    this.said = now;
    callAll(this.listeners);
  }

  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** One line a source, with the names of all layers that come from it. */
  lines(): string[] {
    const bySource = new Map<string, string[]>();
    for (const owed of this.owned.values()) {
      for (const [source, what] of Object.entries(owed)) bySource.set(source, [...(bySource.get(source) ?? []), what]);
    }
    const lines = [...bySource].map(([source, what]) => `${capital(joined(this.lang, what))} ${source}`);
    return [...lines, ...new Set([...this.notes.values()].filter(Boolean))];
  }
}

/** A line begins as a sentence does; Chinese has no other letters. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
