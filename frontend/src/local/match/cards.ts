/** The ranked platforms (`app/pages/match/cards.py`): the first ones open, the others one line each. */
import { html, svg } from "../../draw/dom";
import { kindMark, pathOf } from "../../draw/icons";
import { OPEN_CARDS, PX_A_POINT, WEIGHTS } from "../../generated/match";
import { Reasons } from "./reasons";
import type { Line, Scored, Verdict } from "./score";

const GLYPHS: Record<Verdict, [name: string, path: string]> = {
  met: ["yes", pathOf("met")], "not-stated": ["not-stated", "M5.5 8h5"], "not-met": ["no", pathOf("unmet")],
};

export class Cards {
  constructor(private readonly reasons: Reasons, private readonly most: number) {}

  /** The list, with a divider before the first that does not state the field, once all that do are shown. */
  items(shown: readonly Scored[], ofField: number): HTMLElement[] {
    let left = ofField;
    let divided = !this.reasons.fields;
    return shown.map((one, i) => {
      const divides = !divided && left === 0;
      divided ||= divides;
      left -= Number(one.lines.some(({ criterion, verdict }) => criterion === "domain" && verdict === "met"));
      return html("li", {}, divides && html("p", { class: "divide" }, this.reasons.divider(ofField)), this.card(one, i + 1));
    });
  }

  private card(one: Scored, rank: number): HTMLElement {
    const open = rank <= OPEN_CARDS;
    const id = String(one.platform.id);
    const attributes = { class: `card ${open ? "m-card" : "m-row"}`, id: `card-${id}`, "data-id": id };
    const place = html("span", { class: "m-rank" }, rank);
    if (open) {
      const title = html("div", {}, html("h3", { class: "card-name" }, this.link(one)), this.meta(one));
      return html("article", attributes, html("header", {}, place, title, this.score(one)), ...this.lines(one));
    }
    const name = html("span", { class: "m-name" }, html("bdi", {}, one.platform.properties.name));
    const read = one.lines.map((line) => this.reasons.read(one, line)).join("; ");
    const glyphs = html("span", { class: "glyphs", role: "img", "aria-label": read }, ...one.lines.map(({ verdict }) => glyph(verdict, 16)));
    const way = html("span", { class: "m-way" }, this.reasons.asksWay && this.reasons.way(one.band));
    const summary = html("summary", {}, place, name, glyphs, way, this.score(one));
    return html("article", attributes, html("details", {}, summary, html("p", {}, this.link(one)), this.meta(one), ...this.lines(one)));
  }

  private link(one: Scored): HTMLElement {
    return html("a", { href: this.reasons.page(one.platform) }, html("bdi", {}, one.platform.properties.name));
  }

  private meta(one: Scored): HTMLElement {
    const { kind } = one.platform.properties;
    const { age, old, state } = this.reasons.more(one.platform);
    return html("p", { class: "m-meta" },
      html("span", {}, kindMark(kind, 12), this.reasons.t(`kind-${kind}`)),
      state && html("span", {}, html("b", {}, state)),
      this.reasons.asksWay && html("span", {}, this.reasons.way(one.band)),
      html("span", { class: old ? "fresh old" : "fresh" }, age));
  }

  private score({ score }: Scored): HTMLElement {
    return html("span", { class: "score" }, html("b", {}, score), html("small", {}, ` / ${this.most}`));
  }

  private lines(one: Scored): HTMLElement[] {
    const { t } = this.reasons;
    const sum = t("match-sum", { sum: one.lines.map(({ points }) => points).join(" + "), score: one.score });
    const all = html("ul", { class: "m-lines" }, ...one.lines.map((line) => this.line(one, line)));
    return one.lines.length > 1 ? [all, html("p", { class: "m-sum" }, html("span", {}, sum))] : [all];
  }

  private line(one: Scored, line: Line): HTMLElement {
    const { t } = this.reasons;
    return html("li", { class: `is-${line.verdict}` },
      html("span", {}, glyph(line.verdict, 18), html("span", { class: "sr-only" }, this.reasons.verdict(one, line))),
      html("span", { class: "m-criterion" }, t(`criterion-${line.criterion}`)),
      html("span", { class: "m-why" }, ...this.reasons.why(one, line)),
      bar(line),
      html("span", { class: "pts" }, line.points, html("small", {}, ` / ${line.weight}`)));
  }
}

export function glyph(verdict: Verdict, size: number): SVGSVGElement {
  const [name, path] = GLYPHS[verdict];
  return svg("svg", { class: `tri tri-${name}`, width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("circle", { cx: 8, cy: 8, r: 7 }), svg("path", { d: path }));
}

/** As long as the weight, filled as far as the points. */
function bar({ points, weight }: Line): SVGSVGElement {
  const width = Math.max(...Object.values(WEIGHTS)) * PX_A_POINT;
  return svg("svg", { viewBox: `0 0 ${width} 6`, width, height: 6, class: "w-bar", "aria-hidden": "true" },
    svg("rect", { class: "w-all", width: weight * PX_A_POINT, height: 6 }), svg("rect", { class: "w-got", width: points * PX_A_POINT, height: 6 }));
}
