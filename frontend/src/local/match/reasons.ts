/** The words of a card's lines (`app/pages/match/reasons.py`): what decides a criterion, or that it is not stated. */
import { type Child, html } from "../../draw/dom";
import { CHINESE } from "../../generated/languages";
import { SERVICE_OF } from "../../generated/match";
import { joined, type Lang } from "../../map/language";
import type { Translate } from "../../map/messages";
import { honestRange, metresBetween } from "../distance";
import { type LocalPlatform, positionOf } from "../platform";
import type { Block, Facet, More } from "./block";
import type { Wanted } from "./question";
import { isPilot, type Line, type Scored, shares, type Verdict } from "./score";
import { type Band, far, rounded } from "./travel";

/** So many codes are named of what is stated instead of what was asked. */
const SHOWN = 2;
const NOTHING: More = { age: "", old: false, state: null, fields: null, voucher: null, fund: null };

export class Reasons {
  constructor(
    readonly t: Translate,
    private readonly lang: Lang,
    private readonly block: Block,
    private readonly wanted: Wanted,
    private readonly platforms: readonly LocalPlatform[],
  ) {}

  get asksWay(): boolean {
    return this.wanted.origin !== null;
  }

  /** The asked fields in words; empty where none is asked. */
  get fields(): string {
    return this.names("domain", this.wanted.codes.domain);
  }

  divider(ofField: number): string {
    const key = ofField ? "match-below-field" : "match-no-such-field";
    return this.t(key, { fields: this.fields, date: this.block.asOf });
  }

  read(one: Scored, line: Line): string {
    return this.t("match-line-read", { name: this.t(`criterion-${line.criterion}`), verdict: this.verdict(one, line) });
  }

  /** A band across the hour is stated, and does not say on which side the way is. */
  verdict({ band }: Scored, { criterion, verdict }: Line): string {
    const unsure = criterion === "reach" && verdict === "not-stated" && band;
    return this.t(unsure ? "verdict-unsure" : `verdict-${verdict}`);
  }

  more(platform: LocalPlatform): More {
    return this.block.records[String(platform.id)] ?? NOTHING;
  }

  page(platform: LocalPlatform): string {
    return this.block.page.replace("{id}", String(platform.id));
  }

  names(facet: Facet, codes: readonly string[]): string {
    return joined(this.lang, codes.flatMap((code) => this.block.terms[facet][code] ?? []));
  }

  way(band: Band | null): string {
    if (!band) return this.t("match-no-position");
    if (far(band)) return this.t("match-minutes-far");
    const [low, high] = rounded(band);
    return low ? this.t("match-minutes", { low, high }) : this.t("match-minutes-within", { high });
  }

  kilometres(metres: number, radius: number): string {
    const [low, high] = honestRange(metres, radius);
    return low ? this.t("about-km", { km: `${low}–${high}` }) : this.t("within-about-km", { km: `${high}` });
  }

  why(one: Scored, { criterion, verdict }: Line): Child[] {
    const { properties } = one.platform;
    switch (criterion) {
      case "domain":
        return this.field(one.platform, verdict);
      case "stage":
        return [this.stated("stage", properties.stages as string[], Infinity)];
      case "service":
        return [this.stated("service", properties.services as string[], SHOWN)];
      case "reach":
        return [this.known(one, verdict)];
      case "voucher":
      case "fund":
        return this.threeValued(one.platform, criterion);
      case "pilot":
        return this.pilot(one);
      default:
        return [verdict === "met" ? this.names("service", [SERVICE_OF[criterion]]) : this.t("local-not-stated")];
    }
  }

  private field(platform: LocalPlatform, verdict: Verdict): Child[] {
    const names = this.names("domain", platform.properties.domains);
    if (verdict === "met") return [names];
    if (verdict === "not-met") return [this.t("match-other-field", { names })];
    const { fields } = this.more(platform);
    return fields ? [this.t("match-outside-plan"), html("bdi", { lang: CHINESE }, fields)] : [this.t("match-no-field")];
  }

  /** What is stated of what was asked, else what is stated instead. */
  private stated(facet: "stage" | "service", has: readonly string[], shown: number): string {
    const common = has.filter((code) => this.wanted.codes[facet].includes(code));
    if (common.length) return this.names(facet, common);
    return has.length ? this.t("match-only", { names: this.names(facet, has.slice(0, shown)) }) : this.t("local-not-stated");
  }

  private known({ band, platform }: Scored, verdict: Verdict): string {
    const { precision } = platform.properties;
    const estimate = band ? this.t("match-by-estimate", { way: this.way(band) }) : this.way(band);
    const way = band && verdict === "not-stated" ? this.t("match-unsure", { way: estimate }) : estimate;
    return precision ? this.t("match-way", { way, known: this.t(`match-known-${precision}`) }) : way;
  }

  private threeValued(platform: LocalPlatform, criterion: "voucher" | "fund"): Child[] {
    const said = this.more(platform)[criterion];
    return said ? [said] : [this.t("match-not-stated-but"), html("a", { href: "#money" }, this.t("match-see-money"))];
  }

  private pilot(one: Scored): Child[] {
    if (isPilot(one.platform)) return [this.t("match-is-pilot")];
    if ((one.platform.properties.services as string[]).includes(SERVICE_OF.pilot)) return [this.names("service", [SERVICE_OF.pilot])];
    const beside = one.beside ? this.pilotBeside(one.platform) : null;
    if (!beside) return [this.t("match-no-pilot", { date: this.block.asOf })];
    return [this.t("match-pilot-beside"), html("a", { href: this.page(beside) }, beside.properties.name)];
  }

  /** Of the pilots of an asked field in the same zone or district the nearest one; without a position the first. */
  private pilotBeside(platform: LocalPlatform): LocalPlatform | null {
    const { zone, district_code: district } = platform.properties;
    const here = (one: LocalPlatform): boolean =>
      (zone !== null && one.properties.zone === zone) || (district !== null && one.properties.district_code === district);
    const pilots = this.platforms.filter((one) => isPilot(one) && shares(one.properties.domains, this.wanted.codes.domain) && here(one));
    const at = positionOf(platform);
    const metres = (one: LocalPlatform): number => (at && one.geometry ? metresBetween(at, positionOf(one)!) : Infinity);
    return (at ? pilots.filter(({ geometry }) => geometry).sort((a, b) => metres(a) - metres(b)) : pilots)[0] ?? null;
  }
}
