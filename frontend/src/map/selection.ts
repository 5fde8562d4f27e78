/** Which platform is pointed at and which is selected: shared by the map and the list. */
import { callAll } from "./listeners";
import type { State } from "./state";

export class Selection {
  hovered: string | null = null;
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly state: State) {
    state.listen((changed) => {
      if (changed.has("select")) this.tell();
    });
  }

  get selected(): string | null {
    return this.state.get("select");
  }

  hover(id: string | null): void {
    if (id === this.hovered) return;
    this.hovered = id;
    this.tell();
  }

  /** Replaces the address instead of adding to the history: looking around should not fill the back button. */
  select(id: string | null): void {
    this.state.change({ select: id }, "replace");
  }

  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  private tell(): void {
    callAll(this.listeners);
  }
}
