/** The part of the page that passes platforms on, as a dialog; on a phone it comes up from the foot of the screen. */
import { html } from "../draw/dom";
import { icon } from "../draw/icons";
import { busyDuring } from "../draw/idle";

const REACHED = "a[href], button, input, [tabindex='0']";

export class ShareDialog {
  private layer: HTMLElement | null = null;
  private opener: HTMLElement | null = null;

  constructor(private readonly words: () => Promise<Readonly<Record<string, string>>>) {}

  /** Where the page cannot be read, the link is followed as without a script. */
  open(link: HTMLAnchorElement): void {
    this.opener = link;
    busyDuring(this.show(link.href)).catch(() => location.assign(link.href));
  }

  private async show(address: string): Promise<void> {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const part = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("share");
    if (!answer.ok || !part) throw new Error(`${answer.status} ${address}`);
    const words = await this.words();
    this.close();
    const close = html("button", { type: "button", class: "icon-btn share-close", "aria-label": words["close"] ?? "×", onclick: () => this.close() }, icon("close", 18));
    const box = html("div", { class: "share-box", role: "dialog", "aria-modal": "true", "aria-labelledby": "share-title" }, document.adoptNode(part), close);
    this.layer = html("div", { class: "share-layer" }, box);
    this.layer.addEventListener("keydown", (event) => this.pressed(event, box));
    this.layer.addEventListener("click", (event) => event.target === this.layer && this.close());
    document.body.append(this.layer);
    this.offerToSend(box, words["sharing-send"] ?? "");
    const copy = box.querySelector<HTMLElement>("button, a[href]");
    copy?.focus();
    if (copy) await this.copied(copy, words["copied"] ?? "");
  }

  /** Who asks to share wants the link: it is copied at once where the browser lets it be, and the button says so. */
  private async copied(button: HTMLElement, words: string): Promise<void> {
    const { url } = button.dataset;
    const done = url && navigator.clipboard ? await navigator.clipboard.writeText(url).then(() => true, () => false) : false;
    if (!done || !button.isConnected) return;
    (button.querySelector("[data-label]") ?? button).textContent = words;
    const status = document.getElementById("status");
    if (status) status.textContent = words;
  }

  /** Where the browser can hand a link to other programs of the device, it is offered first. */
  private offerToSend(box: HTMLElement, words: string): void {
    const text = box.querySelector<HTMLElement>(".share-text");
    if (!text || typeof navigator.share !== "function") return;
    const { title = "", url = "" } = text.dataset;
    const send = html("button", { type: "button", class: "btn", onclick: () => void navigator.share({ title, text: title, url }).catch(() => undefined) }, icon("out", 16), words);
    box.querySelector(".share-ways")?.prepend(send);
  }

  private pressed(event: KeyboardEvent, box: HTMLElement): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    }
    if (event.key !== "Tab") return;
    const reached = [...box.querySelectorAll<HTMLElement>(REACHED)];
    const [first, last] = [reached[0], reached[reached.length - 1]];
    const edge = event.shiftKey ? first : last;
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }

  private close(): void {
    if (!this.layer) return;
    this.layer.remove();
    this.layer = null;
    // The bar may have been written anew: its button stands in the place of the one that was pressed.
    const back = this.opener?.isConnected ? this.opener : document.querySelector<HTMLElement>("a[data-share]");
    back?.focus();
  }
}
