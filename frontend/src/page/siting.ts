/** The page of siting: sites are moved, each change asks again, and what somebody takes back changes nothing. */
import { html } from "../draw/dom";
import { busyDuring } from "../draw/idle";
import type { LonLat } from "../draw/position";
import type { SitingData, SitingLayer } from "../layers/siting-layer";
import type { MapContext } from "../map/context";
import { keepingFocus } from "./focus";

interface Data {
  collection: SitingData;
  words: Record<string, string>;
}

/** Before so long nobody needs to be told that something runs. */
const SAID_AFTER_MS = 400;
const NARROW = "(max-width: 60rem)";

export function wireSiting(context: MapContext, layer: SitingLayer): void {
  const page = document.querySelector<HTMLElement>("[data-siting]");
  const form = document.querySelector<HTMLFormElement>("form#ask");
  if (page && form) new SitingPage(context, layer, page, form).wire();
}

class SitingPage {
  private running: AbortController | null = null;
  private words: Record<string, string> = {};
  /** The letter that the next click on the map moves. */
  private armed: string | null = null;

  constructor(
    private readonly context: MapContext,
    private readonly layer: SitingLayer,
    private readonly page: HTMLElement,
    private readonly form: HTMLFormElement,
  ) {}

  wire(): void {
    this.words = this.data(document)?.words ?? {};
    this.layer.events = { moved: (letter, at) => this.move(letter, at), clicked: (at) => this.click(at) };
    const ask = this.form.querySelector<HTMLDetailsElement>("details.siting-q");
    if (ask) ask.open = !matchMedia(NARROW).matches;
    this.form.addEventListener("change", (event) => this.changed(event));
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.page.addEventListener("click", (event) => this.pressed(event));
    this.page.addEventListener("change", (event) => void this.file(event.target));
    this.page.addEventListener("input", (event) => {
      if ((event.target as Element).id === "i-own") this.named("");
    });
    document.addEventListener("keydown", (event) => this.key(event));
    addEventListener("popstate", () => location.reload());
  }

  private get sent(): boolean {
    return "sent" in this.page.dataset;
  }

  private data(from: ParentNode): Data | null {
    const text = from.querySelector("[data-siting-data]")?.textContent;
    return text ? (JSON.parse(text) as Data) : null;
  }

  private say(key: string): void {
    this.context.notice.say(this.words[key] ?? "");
  }

  private changed(event: Event): void {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    if (field instanceof HTMLInputElement && (field.type === "file" || field.name === "own")) return;
    if (field.localName === "textarea") return;
    if (this.unticked()) {
      (field as HTMLInputElement).checked = true;
      return;
    }
    // Another area, need or number is another question: sites of one's own were for the old one.
    if (field.name !== "km" && field.name !== "sites") this.own("");
    this.ask({});
  }

  /** At least one need stays on. */
  private unticked(): boolean {
    const boxes = [...this.form.querySelectorAll<HTMLInputElement>('input[type="checkbox"][name="needs"]')];
    return boxes.length > 0 && !boxes.some((box) => box.checked);
  }

  private own(sites: string): void {
    const field = document.querySelector<HTMLInputElement>("#i-sites");
    if (field) field.value = sites;
  }

  private submitted(event: SubmitEvent): void {
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    this.ask(button?.name ? { [button.name]: button.value } : {});
  }

  private pressed(event: Event): void {
    const target = event.target as Element;
    const move = target.closest<HTMLButtonElement>("button[data-move]");
    if (move) {
      this.armed = move.dataset["move"] ?? null;
      this.context.notice.say(move.dataset["words"] ?? "");
      this.context.map.getContainer().scrollIntoView({ block: "nearest" });
      // The arrow keys move it from here, so that the button serves who has no mouse, too.
      if (this.armed) this.layer.focus(this.armed);
      return;
    }
    const way = target.closest<HTMLAnchorElement>("a[data-siting-way]");
    if (!way || (event as MouseEvent).ctrlKey || (event as MouseEvent).metaKey) return;
    event.preventDefault();
    void busyDuring(this.run(fetchOf(way.href)));
  }

  /** One step back by the keys that everybody knows. */
  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.armed = null;
    if (event.key !== "z" || !(event.ctrlKey || event.metaKey)) return;
    if ((event.target as Element).closest("input, textarea, select")) return;
    const undo = document.querySelector<HTMLElement>(".moved-bar .undo");
    if (undo) {
      event.preventDefault();
      undo.click();
    }
  }

  private click(at: LonLat): void {
    const letter = this.armed;
    if (!this.layer.holds(at)) return this.say("outside");
    if (!letter) return this.say("how-to-move");
    this.move(letter, at);
  }

  /** A place outside changes nothing: the site goes back to where it was. */
  private move(letter: string, at: LonLat): void {
    if (!this.layer.holds(at)) {
      this.layer.settle();
      return this.say("outside");
    }
    // Moved by keys after all: no later click on the map takes it away, and nothing asks for one.
    this.armed = null;
    this.context.notice.clear();
    const before = this.layer.positions();
    const one = this.layer.letters().indexOf(letter);
    const sites = before.map((site, i) => (i === one ? at : site));
    const was = document.querySelector(".moved-bar") ? text(before) : "suggested";
    this.ask({ sites: text(sites), before: was });
  }

  private ask(changes: Record<string, string>): void {
    const fields = new FormData(this.form);
    fields.delete("before");
    for (const [name, value] of Object.entries(changes)) fields.set(name, value);
    if (this.sent) return void busyDuring(this.run(fetchOf(this.form.action, fields)));
    const query = new URLSearchParams();
    for (const [name, value] of fields) {
      if (typeof value === "string" && value && !(name === "sites" && value === "suggested")) query.append(name, value);
    }
    void busyDuring(this.run(fetchOf(`${this.form.action}?${query}`)));
  }

  /** Asks, and shows the answer; until then nothing changes, and the asker may take the question back. */
  private async run(asked: (signal: AbortSignal) => Promise<Response>): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const timer = window.setTimeout(() => this.saysRunning(running), SAID_AFTER_MS);
    try {
      const answer = await asked(running.signal);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const data = this.data(page);
      if (!data) throw new Error(String(answer.status));
      this.show(page, data);
    } catch (error) {
      if (this.running !== running) return;
      this.layer.settle();
      this.say(running.signal.aborted ? "cancelled" : "failed");
      if (!running.signal.aborted) console.warn("service map:", error);
    } finally {
      clearTimeout(timer);
      if (this.running === running) this.stopped();
    }
  }

  private saysRunning(running: AbortController): void {
    const cancel = html("button", { type: "button", class: "text-btn", onclick: () => running.abort() }, this.words["cancel"] ?? "");
    document.getElementById("siting-running")?.remove();
    const bar = html("p", { id: "siting-running", class: "siting-running", role: "status" }, this.words["running"] ?? "", " ", cancel);
    document.getElementById("siting-answer")?.before(bar);
    document.getElementById("siting-answer")?.setAttribute("aria-busy", "true");
  }

  private stopped(): void {
    this.running = null;
    document.getElementById("siting-running")?.remove();
    document.getElementById("siting-answer")?.removeAttribute("aria-busy");
  }

  private show(page: Document, data: Data): void {
    const pairs = [...page.querySelectorAll("[data-swap][id]")].flatMap((source) => {
      const target = document.getElementById(source.id);
      return target ? [{ source, target }] : [];
    });
    keepingFocus(pairs.map(({ target }) => target), () => {
      for (const { source, target } of pairs) target.replaceChildren(...[...source.childNodes].map((node) => document.adoptNode(node)));
    });
    document.title = page.title;
    this.own(page.querySelector<HTMLInputElement>("#i-sites")?.value ?? "");
    this.words = data.words;
    this.layer.show(data.collection);
    const status = document.getElementById("status");
    if (status) status.textContent = document.querySelector<HTMLElement>("#siting-answer [data-status]")?.dataset["status"] ?? "";
    const address = page.getElementById("siting-data")?.dataset["address"];
    if (!this.sent && address) history.pushState(null, "", address);
  }

  /** Whose text stands in the box: what somebody types is nobody's file. */
  private named(file: string): void {
    const name = document.querySelector<HTMLInputElement>("#i-own-name");
    if (name) name.value = file;
  }

  /** A file is read here, so that its size is known before it is sent. */
  private async file(field: EventTarget | null): Promise<void> {
    if (!(field instanceof HTMLInputElement) || field.type !== "file") return;
    const chosen = field.files?.[0];
    const limit = document.getElementById("own-limit");
    const box = document.querySelector<HTMLTextAreaElement>("#i-own");
    if (!chosen || !limit || !box) return;
    const tooLarge = chosen.size > Number(field.dataset["most"]);
    limit.textContent = tooLarge ? (limit.dataset["words"] ?? "").replace("{bytes}", String(chosen.size)) : "";
    if (!tooLarge) {
      box.value = await read(chosen);
      this.named(chosen.name);
    }
    field.value = "";
  }
}

/** In UTF-8, or as spreadsheets in China write it. */
async function read(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

function fetchOf(url: string, body?: FormData): (signal: AbortSignal) => Promise<Response> {
  return (signal) => fetch(url, { signal, headers: { Accept: "text/html" }, ...(body ? { method: "POST", body } : {}) });
}

function text(sites: readonly LonLat[]): string {
  return sites.map((site) => site.map((x) => x.toFixed(5)).join()).join(";");
}
