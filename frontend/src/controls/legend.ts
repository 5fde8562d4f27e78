/** What the marks mean, for what is on the map now. Open on a wide map, folded on a narrow one. */
import { html, svg } from "../draw/dom";
import type { MapContext, Part } from "../map/context";
import { groupOf } from "../map/group";
import type { PaperEvent } from "../map/paper";

interface BubbleNews {
  notStated: number;
  unlocated: boolean;
}

const ROOMY_PX = 660;

export function mountLegend(context: MapContext): Part {
  const legend = new Legend(context);
  return { draw: () => legend.draw() };
}

class Legend {
  private readonly list = html("ul", {});
  private readonly title: HTMLElement;
  private readonly element: HTMLDetailsElement;
  private news: BubbleNews = { notStated: 0, unlocated: false };
  private shown = "";

  constructor(private readonly context: MapContext) {
    this.title = html("summary", {}, context.t("legend"));
    this.element = html("details", { class: "legend", open: context.map.getSize().x >= ROOMY_PX }, this.title, this.list);
    this.element.addEventListener("toggle", () => {
      context.view.outlinesRead();
      context.labels.schedule();
    });
    context.corner("bottom-left").append(this.element);
    this.unfoldOnPaper();
    context.map.on("bubbles", (event) => {
      this.news = event as unknown as BubbleNews;
      this.draw();
    });
  }

  /** Nobody can unfold it there. */
  private unfoldOnPaper(): void {
    let folded = false;
    this.context.map.on("paper", (event) => {
      if ((event as unknown as PaperEvent).numbers) {
        folded ||= !this.element.open;
        this.element.open = true;
      } else if (folded) this.element.open = folded = false;
    });
  }

  draw(): void {
    const mode = this.context.modes.current;
    const overlay = this.context.state.get("overlay") ?? "zones";
    // A narrow map has no room for what its names say.
    const roomy = this.context.map.getSize().x >= ROOMY_PX;
    const more = roomy ? this.context.legendRows.flatMap((rows) => rows()) : [];
    const key = [mode, overlay, groupOf(this.context.state), this.news.notStated, this.news.unlocated, ...more.map((row) => row.key)].join();
    if (key === this.shown) return;
    this.shown = key;
    const rows = mode === "features" ? this.tiers() : mode === "bubbles" ? this.bubbles() : this.marks();
    if (overlay === "zones" && this.context.kinds.has("zone-layer")) rows.push(this.row(zoneSample(), "legend-zone"));
    rows.push(...more.map((row) => this.row(row.sample(), row.key)));
    this.title.textContent = this.context.t(mode === "features" ? "legend-features" : "legend");
    this.list.replaceChildren(...rows);
    this.context.labels.schedule();
  }

  private tiers(): HTMLElement[] {
    return ["reform", "build", "reserve", "none"].map((tier) => this.row(html("i", { class: `swatch swatch-${tier}` }), `tier-${tier}`));
  }

  private bubbles(): HTMLElement[] {
    const group = groupOf(this.context.state);
    // What a click does is no word for paper.
    const use = html("span", { class: "screen-only" }, this.context.t("legend-bubble-use"));
    const rows = [this.row(disc("3"), group === "zone" ? "legend-bubble-zone" : "legend-bubble", use)];
    if (this.news.unlocated) rows.push(this.row(disc("3", "has-unlocated"), "legend-unlocated"));
    if (this.news.notStated) rows.push(this.rest(group));
    return rows;
  }

  private marks(): HTMLElement[] {
    return [
      this.row(picture(svg("circle", { class: "ring poc p-park", r: 9 }), svg("circle", { class: "k k-poc", r: 4 })), "legend-in-ring"),
      this.row(picture(svg("circle", { class: "ring poc p-district", r: 9 })), "legend-district-only"),
      this.row(disc("2"), "legend-cluster"),
    ];
  }

  /** Bubbles and this number together are all that was found. */
  private rest(group: string): HTMLElement {
    const text = this.context.t(`not-stated-${group}`, { n: this.news.notStated });
    const show = (): void => this.context.state.change({ [group]: group === "zone" ? "none" : "not-stated", page: null });
    return html("li", { class: "legend-rest" }, html("button", { type: "button", class: "text-btn", onclick: show }, text));
  }

  private row(sample: Element, key: string, ...more: HTMLElement[]): HTMLElement {
    return html("li", { class: key }, sample, html("span", {}, this.context.t(key), ...more));
  }
}

function picture(...shapes: SVGElement[]): SVGElement {
  return svg("svg", { width: 28, height: 20, viewBox: "-14 -10 28 20", "aria-hidden": "true" }, ...shapes);
}

function zoneSample(): SVGElement {
  return picture(svg("rect", { class: "zone", x: -11, y: -6, width: 22, height: 12 }));
}

function disc(text: string, className = ""): HTMLElement {
  return html("span", { class: "legend-disc", "aria-hidden": "true" }, html("span", { class: `disc ${className}`.trim() }, text));
}
