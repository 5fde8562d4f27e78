/** Picks platforms: the address holds them, the stars and the bar follow it, and every link takes them along. */
import { html } from "../draw/dom";
import { busyDuring } from "../draw/idle";
import { type Lang, pageAddress } from "../map/language";
import type { State } from "../map/state";
import { ShareDialog } from "./share-dialog";

/** The parameter that goes along from page to page (`app/pages/address/picks.py`). */
const PICK = "pick";
const IDENTIFIER = /^[A-Za-z0-9_-]{1,64}$/;
/** Answers of programs, files and frames of other sites know nothing of it. */
const NO_PAGE = /\/(api|assets|tiles|embed|oembed|orientation)(\/|$)/;
const NOTICE_MS = 4000;

export class Shortlist {
  private picks: readonly string[];
  private words: Readonly<Record<string, string>> | null = null;
  /** Of several answers the one to the last question counts. */
  private asked = 0;
  private readonly dialog: ShareDialog;
  private readonly most: number;

  constructor(private readonly bar: HTMLElement, private readonly lang: Lang, private readonly state: State | null) {
    this.most = Number(bar.dataset["most"]);
    this.picks = this.read();
    this.dialog = new ShareDialog(() => this.said());
    if (!bar.dataset["source"]) return;
    for (const name of ["pointerdown", "click", "keydown"]) document.addEventListener(name, (event) => this.takeAlong(event), true);
    document.addEventListener("submit", (event) => this.sendAlong(event.target as HTMLFormElement), true);
    // The way back leads to an address from before: what was picked since stays.
    state?.listen((changed) => {
      if (changed.has(PICK) && this.read().join() !== this.picks.join()) this.write();
      else this.paint();
    });
    // A list that is read again comes as the server knew the picks when it was asked.
    const results = document.getElementById("results");
    if (results) new MutationObserver(() => this.paint()).observe(results, { childList: true });
  }

  press(link: HTMLAnchorElement): void {
    if (link.matches("[data-share]")) this.dialog.open(link);
    else void busyDuring(this.pick(link));
  }

  private async pick(link: HTMLAnchorElement): Promise<void> {
    const every = idsOf(link);
    if (every) return this.pickAll(link, every);
    const id = link.dataset["star"] ?? link.dataset["unpick"] ?? null;
    if (id && !this.picks.includes(id) && this.picks.length >= this.most) return this.tell("said-full", {}, true);
    const name = id ? this.nameOf(link, id) : "";
    const on = id !== null && !this.picks.includes(id);
    const picks = id === null ? [] : on ? [...this.picks, id] : this.picks.filter((one) => one !== id);
    await this.take(picks, link);
    await this.tell(id === null ? "said-cleared" : on ? "said-picked" : "said-unpicked", { name, n: String(this.picks.length) });
  }

  /** All platforms of a short list, or none of them once all are picked. */
  private async pickAll(link: HTMLAnchorElement, every: readonly string[]): Promise<void> {
    const next = this.withAll(every);
    const on = next.length > this.picks.length;
    await this.take(next, link);
    await this.tell(on ? "said-all-picked" : "said-all-unpicked", { all: String(every.length), n: String(next.length) });
  }

  private async take(picks: readonly string[], pressed: HTMLAnchorElement): Promise<void> {
    this.picks = picks;
    this.write();
    this.paint();
    await this.refresh(pressed);
  }

  /** What is picked once the button for all of these is pressed. */
  private withAll(every: readonly string[]): readonly string[] {
    const all = every.every((id) => this.picks.includes(id));
    return all ? this.picks.filter((id) => !every.includes(id)) : [...new Set([...this.picks, ...every])];
  }

  private read(): string[] {
    const every = new URLSearchParams(location.search).getAll(PICK).join().split(",").map((one) => one.trim());
    return [...new Set(every.filter((one) => IDENTIFIER.test(one)))].slice(0, this.most);
  }

  private write(): void {
    const text = this.picks.join();
    if (this.state) return this.state.change({ [PICK]: text || null }, "replace");
    history.replaceState(history.state, "", withPicks(location.href, text));
  }

  /** A link to another page of the site, whatever wrote it, has the picks of now when it is pressed. */
  private takeAlong(event: Event): void {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>("a[href]");
    if (!link || link.origin !== location.origin || NO_PAGE.test(link.pathname) || this.bar.contains(link) || link.matches("[data-star], [data-star-all]")) return;
    link.href = withPicks(link.href, this.picks.join());
  }

  /** A form that a browser sends itself names the picks of now, too. */
  private sendAlong(form: HTMLFormElement): void {
    if (form.method !== "get" || "filters" in form.dataset) return;
    const named = form.querySelector<HTMLInputElement>(`input[name="${PICK}"]`) ?? form.appendChild(html("input", { type: "hidden", name: PICK }));
    named.value = this.picks.join();
  }

  private paint(): void {
    this.paintAll();
    const full = this.picks.length >= this.most;
    for (const star of document.querySelectorAll<HTMLAnchorElement>("a[data-star]")) {
      const id = star.dataset["star"]!;
      const on = this.picks.includes(id);
      const word = on ? "on" : full ? "full" : "off";
      // For who opens it in a window of its own.
      const next = word === "full" ? this.picks : on ? this.picks.filter((one) => one !== id) : [...this.picks, id];
      star.href = `${withPicks(location.href.split("#")[0]!, next.join())}#card-${id}`;
      if (star.dataset["shown"] === `${word} ${this.words ? 1 : 0}`) continue;
      star.dataset["shown"] = `${word} ${this.words ? 1 : 0}`;
      star.classList.toggle("on", on);
      if (word === "full") star.setAttribute("aria-disabled", "true");
      else star.removeAttribute("aria-disabled");
      if (this.words) star.setAttribute("aria-label", filled(this.words[`star-${word}`], { name: this.nameOf(star, id) }));
    }
  }

  /** The button for all of a short list, which is hidden where there is no room for all of them. */
  private paintAll(): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-star-all]")) {
      const every = idsOf(link)!;
      const next = this.withAll(every);
      const on = every.every((id) => this.picks.includes(id));
      const words = link.dataset[on ? "on" : "off"]!;
      link.hidden = next.length > this.most;
      link.href = withPicks(location.href.split("#")[0]!, next.join());
      if (link.textContent !== words) link.textContent = words;
    }
  }

  /** The name that stands beside the link, or in the bar. */
  private nameOf(link: Element, id: string): string {
    const beside = link.closest(".card, .titled")?.querySelector(".card-name, .m-name, h1") ?? link.closest("li")?.querySelector("bdi");
    return beside?.textContent?.trim() ?? id;
  }

  /** The bar as the server writes it; the focus stays in it where it was, or goes to what is left. */
  private async refresh(pressed: HTMLAnchorElement): Promise<void> {
    const asked = ++this.asked;
    const part = await this.fragment();
    if (asked !== this.asked || !part) return;
    const inside = this.bar.contains(document.activeElement);
    const place = [...this.bar.querySelectorAll("a[data-unpick]")].indexOf(pressed);
    this.bar.hidden = !this.picks.length;
    this.bar.replaceChildren(...[...part.childNodes].map((node) => document.adoptNode(node)));
    this.paint();
    if (!inside) return;
    const left = [...this.bar.querySelectorAll<HTMLElement>("a[data-unpick]")];
    const next = left[Math.min(Math.max(place, 0), left.length - 1)] ?? document.getElementById("content");
    if (next && !next.matches("a")) next.tabIndex = -1;
    next?.focus({ preventScroll: true });
  }

  private async fragment(): Promise<HTMLElement | null> {
    const answer = await fetch((this.bar.dataset["source"] ?? pageAddress(this.lang, "/shortlist")) + location.search, { headers: { Accept: "text/html" } }).catch(() => null);
    const part = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").querySelector<HTMLElement>("[data-words]") : null;
    if (part) this.words = JSON.parse(part.dataset["words"]!) as Record<string, string>;
    return part;
  }

  private async said(): Promise<Readonly<Record<string, string>>> {
    if (!this.words) await this.fragment();
    return this.words ?? {};
  }

  /** Read out, and shown where nothing else on the screen changes. */
  private async tell(key: string, values: Record<string, string>, shown = false): Promise<void> {
    const text = filled((await this.said())[key], values);
    const status = document.getElementById("status");
    if (status) status.textContent = text;
    if (!shown || !text) return;
    const box = html("p", { class: "sm-notice", "aria-hidden": "true" }, text);
    document.body.append(box);
    window.setTimeout(() => box.remove(), NOTICE_MS);
  }
}

/** The platforms of the list whose button this is; null for another link. */
function idsOf(link: HTMLAnchorElement): string[] | null {
  return link.dataset["starAll"]?.split(",") ?? null;
}

function filled(text: string | undefined, values: Record<string, string>): string {
  return (text ?? "").replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The same address with these picks; commas stay readable. */
function withPicks(address: string, text: string): string {
  const url = new URL(address);
  url.searchParams.delete(PICK);
  if (text) url.searchParams.append(PICK, text);
  url.search = url.searchParams.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
  return url.href;
}
