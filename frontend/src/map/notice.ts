/** One sentence at the top of the map: what is going on, or what went wrong. */
import { html } from "../draw/dom";

export class Notice {
  private readonly element = html("p", { class: "sm-notice", role: "status", hidden: true });
  private timer = 0;

  constructor(private readonly root: HTMLElement) {
    root.append(this.element);
  }

  /** `seconds` = 0 keeps the sentence until the next one. */
  say(text: string, seconds = 8, ...actions: HTMLElement[]): void {
    clearTimeout(this.timer);
    this.element.replaceChildren(text, ...actions);
    this.element.hidden = false;
    // A phone that shows the list hides the map with all that stands on it.
    (this.root.parentElement?.offsetWidth ? this.root : document.body).append(this.element);
    if (seconds) this.timer = window.setTimeout(() => this.clear(), seconds * 1000);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.element.hidden = true;
    this.element.replaceChildren();
  }
}
