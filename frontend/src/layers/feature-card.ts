/** What a district declared: its title, each domain with what is listed, the source, one button. */
import { button, html } from "../draw/dom";
import { icon, tierMark } from "../draw/icons";
import { CHINESE } from "../generated/languages";
import type { MapContext } from "../map/context";
import type { FeatureProperties } from "./declared-feature";

export class FeatureCard {
  private readonly element = html("section", { class: "feature-card", hidden: true, "aria-labelledby": "feature-card-title" });
  private shown: FeatureProperties | null = null;
  private opener: Element | null = null;

  /** `links` = false: the card stands in a frame, which no link may take to another page. */
  constructor(private readonly context: MapContext, private readonly links: boolean) {
    context.corner("card").append(this.element);
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  show(properties: FeatureProperties | null): void {
    if (properties === this.shown) return;
    if (properties && !this.shown) this.opener = document.activeElement;
    this.shown = properties;
    this.element.hidden = !properties;
    this.element.replaceChildren(...(properties ? this.contents(properties) : []));
    this.context.labels.schedule();
  }

  private close(): void {
    this.context.state.change({ card: null });
    if (this.opener instanceof HTMLElement && document.contains(this.opener)) this.opener.focus();
    else this.context.map.getContainer().focus({ preventScroll: true });
  }

  private contents(properties: FeatureProperties): Node[] {
    const { t } = this.context;
    const close = button("icon-btn", t("close"), icon("close"), () => this.close());
    const title = html("h2", { id: "feature-card-title" }, properties.name);
    const rows = properties.domains.map((domain) => html("li", {},
      html("span", { class: "tag" }, tierMark(domain.tier), domain.name),
      html("span", { class: domain.count ? "n" : "unstated" }, domain.count ? t("feature-listed", { n: domain.count }) : t("feature-not-listed"))));
    if (!rows.length) rows.push(html("li", {}, html("span", { class: "tag" }, tierMark(null), t("feature-no-domain"))));
    return [
      html("div", { class: "fc-head" }, title, html("span", {}, t("feature-name")), close),
      html("p", { class: "fc-title" }, properties.feature),
      html("ul", {}, ...rows),
      this.source(properties),
      ...(this.links ? this.ways(properties) : []),
    ];
  }

  private ways(properties: FeatureProperties): Node[] {
    const { t } = this.context;
    return [
      html("a", { class: "btn wide", href: properties.link, "data-nav": true }, t("feature-button")),
      ...(properties.insight ? [html("a", { class: "fc-insight", href: properties.insight }, t("feature-insight"))] : []),
    ];
  }

  private source({ source_title: title, source_date: date, source_url: url }: FeatureProperties): HTMLElement {
    const { t } = this.context;
    const dated = date ? t("feature-source", { date }) : t("feature-source-undated");
    const lang = this.context.lang === CHINESE ? null : CHINESE;
    const named = url
      ? html("a", { href: url, rel: "noopener noreferrer", target: this.links ? null : "_blank", lang }, title ?? url)
      : html("span", { lang }, title);
    return html("div", { class: "fc-src" }, named, html("p", {}, dated, url ? null : ` · ${t("feature-no-address")}`));
  }
}
