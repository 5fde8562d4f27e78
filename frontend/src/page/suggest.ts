/** Suggestions while typing: an ARIA combobox over `/api/suggest`. */
import { html } from "../draw/dom";
import { busyDuring } from "../draw/idle";
import { icon, kindMark } from "../draw/icons";
import { NEAR_RADIUS_M } from "../generated/facts";
import type { Lang } from "../map/language";
import type { Translate } from "../map/messages";
import { at } from "../map/site";
import type { Changes, State } from "../map/state";
import { asSent } from "./form";
import { type Answer, bandOf, bandSaid, changesOf, freeOf, type Item } from "./suggest-answer";
import { withState } from "./way-back";

const WAIT_MS = 120;
/** So long may suggestions take after Enter; then it searches. */
const ENTER_WAIT_MS = 1500;
const MARKS: Record<string, string> = { operator: "building", service: "list", district: "map", zone: "zone", stage: "list", place: "place", policy: "list", glossary: "list" };

export class Suggest {
  /** What the arrows reach, as it stands in the list. The band that says how words were read has no item of its own. */
  private readonly options: { item: Item | null; option: HTMLElement }[] = [];
  private active = -1;
  private timer = 0;
  private asking: AbortController | null = null;
  /** What was typed has no suggestions yet. */
  private unanswered = false;
  private answer: Answer | null = null;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly list: HTMLElement,
    private readonly state: State,
    private readonly lang: Lang,
    private readonly t: Translate,
  ) {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.autocomplete = "off";
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.pressed(event));
    // Enter asks for the results: suggestions that come later must not cover them.
    input.form?.addEventListener("submit", () => this.close());
    input.addEventListener("blur", () => window.setTimeout(() => this.close(), 120));
    // The input keeps the focus while an option is pressed.
    list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  private later(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (!this.input.value.trim()) return this.close();
    this.unanswered = true;
    this.timer = window.setTimeout(() => void this.ask(), WAIT_MS);
  }

  private async ask(): Promise<void> {
    this.asking = new AbortController();
    const query = this.state.filterQuery();
    query.set("q", this.input.value.trim());
    query.set("lang", this.lang);
    try {
      const answer = await fetch(at(`/api/suggest?${query}`), { signal: this.asking.signal });
      if (answer.ok) this.show(freeOf((await answer.json()) as Answer, this.state));
      else this.close();
    } catch (error) {
      if ((error as Error).name !== "AbortError") this.close();
    }
  }

  private show(answer: Answer): void {
    this.unanswered = false;
    this.answer = answer;
    if (document.activeElement !== this.input) return;
    this.options.length = 0;
    this.active = -1;
    const band = bandOf(answer, this.t);
    if (band) this.reached(null, band, () => this.takeAnswer());
    const groups = answer.groups.filter((group) => group.items.length).map((group) => this.group(group));
    const nothing = html("p", { class: "sg-none" }, this.t("suggest-none"));
    this.list.replaceChildren(...(band ? [band] : []), ...(groups.length ? [...groups, this.foot()] : [nothing]));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.input.closest(".search")?.classList.add("open");
    const n = this.options.filter(({ item }) => item).length;
    this.say([...bandSaid(answer, this.lang, this.t), n ? this.t("suggest-count", { n }) : this.t("suggest-none")].join(" "));
  }

  private group({ name, label, items }: Answer["groups"][number]): HTMLElement {
    const title = html("div", { class: "sg-name", id: `sg-${name}`, role: "presentation" }, label);
    return html("div", { role: "group", "aria-labelledby": title.id }, title, ...items.map((item) => this.option(name, item)));
  }

  private option(group: string, item: Item): HTMLElement {
    const mark = group === "platform" || group === "kind" ? kindMark(item.kind ?? item.value) : icon(group === "domain" ? item.value : (MARKS[group] ?? "search"), 18);
    const fixed = this.fixed(item);
    const note = fixed ? this.t("suggest-fixed") : item.note;
    const text = html("span", { class: "sg-t" }, html("span", {}, ...marked(item)), note ? html("small", {}, note) : null);
    const count = item.counted === null ? null : html("span", { class: "n" }, item.counted);
    const option = html("div", { class: "sg", role: "option", id: `sg-option-${this.options.length}`, "aria-selected": "false", "aria-disabled": fixed && "true" },
      html("span", { class: "sg-mark" }, mark), text, count);
    return this.reached(item, option, () => this.take(item));
  }

  /** An option that arrows and pointer reach; a press takes it. */
  private reached(item: Item | null, option: HTMLElement, take: () => void): HTMLElement {
    option.addEventListener("click", take);
    const index = this.options.push({ item, option }) - 1;
    option.addEventListener("mousemove", () => this.activate(index));
    return option;
  }

  /** The address locks this filter: its other values are seen and cannot be taken. */
  private fixed({ href, near, parameter }: Item): boolean {
    return !href && !near && Boolean(parameter) && this.state.holds(parameter!);
  }

  private foot(): HTMLElement {
    const hint = (keys: string[], text: string): HTMLElement => html("span", {}, ...keys.map((key) => html("kbd", {}, key)), ` ${this.t(text)}`);
    return html("div", { class: "sg-foot", "aria-hidden": "true" },
      hint(["↑", "↓"], "suggest-move"), hint(["Enter"], "suggest-open"), hint(["Esc"], "suggest-close"));
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing || this.list.hidden) {
      if (event.key === "ArrowDown" && !event.isComposing) this.later();
      if (event.key === "Enter" && !event.isComposing && this.unanswered) void busyDuring(this.enterEarly(event));
      return;
    }
    const count = this.options.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (count) this.activate((this.active + step + (this.active < 0 && step < 0 ? 1 : 0) + count) % count);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.unanswered) {
      // What stands in the list is of words that were typed on since.
      void busyDuring(this.enterEarly(event));
    } else if (event.key === "Enter") {
      const chosen = this.options[this.active];
      const item = chosen ? chosen.item : this.exact();
      if (item || this.meant()) event.preventDefault();
      if (item) this.take(item);
      else if (!this.takeAnswer()) this.close();
    }
  }

  /** Enter came before the suggestions: a whole name leads to what it names, as if they had stood there. */
  private async enterEarly(event: KeyboardEvent): Promise<void> {
    event.preventDefault();
    clearTimeout(this.timer);
    this.asking?.abort();
    const late = window.setTimeout(() => this.asking?.abort(), ENTER_WAIT_MS);
    await this.ask();
    clearTimeout(late);
    const exact = this.exact();
    const { form } = this.input;
    if (exact) this.take(exact);
    else if (this.takeAnswer()) return;
    else if (form?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }))) form.submit();
  }

  /** The suggestion whose whole name was typed. */
  private exact(): Item | undefined {
    const typed = folded(this.input.value);
    const items = this.options.flatMap(({ item }) => item ?? []);
    return items.find((item) => item.parameter !== "q" && folded(item.label) === typed);
  }

  /** What the answer to these very words says that they mean, besides the words themselves. */
  private meant(): Answer | null {
    const { answer } = this;
    const same = answer !== null && folded(answer.q) === folded(this.input.value).replace(/\s+/g, " ");
    return same && (answer.recognised ?? answer.corrected) !== null ? answer : null;
  }

  /** Words become filters, a fault is put right and said; false where there is neither. */
  private takeAnswer(): boolean {
    const answer = this.meant();
    if (!answer || this.state.holds("q")) return false;
    const { recognised, corrected } = answer;
    this.close();
    this.input.value = recognised && corrected === null ? recognised.rest : this.input.value;
    asSent(this.input.value.trim(), () => this.state.change(changesOf(answer)));
    return true;
  }

  private activate(index: number): void {
    this.active = index;
    for (const [i, { option }] of this.options.entries()) {
      option.classList.toggle("active", i === index);
      option.setAttribute("aria-selected", String(i === index));
    }
    const option = this.options[index]?.option;
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    option?.scrollIntoView({ block: "nearest" });
  }

  /** A platform opens its page, a place becomes the point to measure from, all else becomes a filter. */
  private take(item: Item): void {
    if (this.fixed(item)) return;
    this.close();
    if (item.href) {
      location.assign(withState(this.state, item.href));
      return;
    }
    const { state } = this;
    this.input.value = item.parameter === "q" ? item.value : "";
    const kinds: Changes = item.kinds ? { kind: item.kinds } : {};
    if (item.near) {
      state.change({ ...kinds, q: null, typed: null, near: item.near.join(","), radius: state.get("radius") ?? String(NEAR_RADIUS_M), page: null });
    } else if (item.parameter === "q") state.change({ ...kinds, q: item.value, typed: null, page: null });
    else if (item.parameter) {
      state.change({ ...kinds, q: null, typed: null, [item.parameter]: [item.value], page: null });
    }
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.unanswered = false;
    this.options.length = 0;
    this.active = -1;
    this.answer = null;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.input.closest(".search")?.classList.remove("open");
  }

  private say(text: string): void {
    const status = document.getElementById("status");
    if (status) status.textContent = text;
  }
}

function folded(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

/** The label with the matched part set off; text nodes only. */
function marked({ label, match }: Item): (string | HTMLElement)[] {
  if (!match) return [label];
  const [start, end] = match;
  return [label.slice(0, start), html("mark", {}, label.slice(start, end)), label.slice(end)].filter(Boolean);
}
