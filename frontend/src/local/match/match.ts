/** The match in a document without a server: the address is read, all records are ranked, and the page says why. */
import type { FeatureCollection } from "geojson";

import { html } from "../../draw/dom";
import { MOST_TOP, WEIGHTS } from "../../generated/match";
import type { Lang } from "../../map/language";
import type { Translate } from "../../map/messages";
import { type Collections, platformsOf } from "../answers";
import { part } from "../parts";
import { type Block, readBlock } from "./block";
import { Cards } from "./cards";
import { chain } from "./chain";
import { originWords, pairsOf, setChips } from "./chips";
import { showOnMap } from "./on-map";
import { originOf } from "./origin";
import { pathOf } from "./path";
import { criteriaOf, type Question, readQuestion } from "./question";
import { Reasons } from "./reasons";
import { ranked, scored, shares } from "./score";

const STEP = 10;
const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

/** Before the maps are mounted; on another page of the folder it does nothing. */
export function showMatch(collections: Collections, t: Translate, lang: Lang): void {
  const block = readBlock();
  if (!block) return;
  document.addEventListener("submit", send);
  const query = new URLSearchParams(location.search);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[hreflang]")) link.search = location.search;
  const areas = { districts: collections["districts"] ?? NOTHING, zones: collections["zones"] ?? NOTHING };
  const question = readQuestion(query, block, (text) => originOf(text, block, areas));
  if (question.refused.length) sayRefused(question, t);
  if (!criteriaOf(question.wanted).length || query.has("ask")) return answerAgain(question, query);
  const asking = document.querySelector<HTMLElement>(".asking")!;
  const answered = part("answered");
  asking.hidden = true;
  answered.hidden = false;
  [asking.id, answered.id] = [answered.id, asking.id];
  setChips(question, query, block, t, lang);
  call();
  document.querySelector(".answer > .text-btn")?.setAttribute("href", `?${query}&ask=1`);
  answer(question, query, block, { collections, t, lang });
  // The chip of the address was not shown yet when the browser looked for it.
  if (location.hash.startsWith("#chip-")) document.getElementById(location.hash.slice(1))?.focus();
}

/** The document is called by what is asked for: the words of the chips, but for the kinds of record. */
function call(): void {
  const words = document.querySelectorAll(".answer .chip:not(.unset, #chip-kind) bdi");
  document.title = [...[...words].map((one) => one.textContent), document.title].join(" · ");
}

/** The policy of a folder lets no form be sent: the script goes to the address that the form makes. */
function send(event: Event): void {
  const form = event.target as HTMLFormElement;
  event.preventDefault();
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value.trim()) query.append(name, value);
  const [page, chip] = (form.getAttribute("action") ?? "").split("#");
  location.assign(`${page}?${query}${chip ? `#${chip}` : ""}`);
}

interface Page {
  collections: Collections;
  t: Translate;
  lang: Lang;
}

function answer(question: Question, query: URLSearchParams, block: Block, { collections, t, lang }: Page): void {
  const { wanted, top } = question;
  const platforms = platformsOf(collections);
  const reasons = new Reasons(t, lang, block, wanted, platforms);
  const all = scored(platforms, wanted).filter(({ platform }) => wanted.codes.kind.includes(platform.properties.kind));
  const shown = ranked(all).slice(0, top);
  const most = criteriaOf(wanted).reduce((sum, criterion) => sum + WEIGHTS[criterion], 0);
  const ofField = all.filter(({ platform }) => shares(platform.properties.domains, wanted.codes.domain)).length;
  part("count").textContent = t("match-count", { n: all.length });
  document.getElementById("results")!.replaceChildren(...new Cards(reasons, most).items(shown, ofField));
  more(shown.length, all.length, query, t);
  const stops = pathOf(platforms, wanted, Object.keys(block.terms.stage));
  part("path").hidden = !stops.length;
  part("path").querySelector("ol")!.replaceChildren(...chain(stops, wanted, block, reasons));
  const holder = part("answered").querySelector("script[data-map]");
  if (holder) showOnMap(holder, shown.map(({ platform }) => platform), stops, wanted);
  part("way").hidden = !wanted.origin;
  part("middle").hidden = !wanted.origin?.middle;
  part("middle").textContent = t("match-middle", { name: originWords(question, block, t) });
  const first = shown[0]?.platform.properties;
  money(wanted.origin ?? { districts: [first?.district_code ?? ""], zones: [first?.zone ?? ""] }, block, t);
}

/** The answers that are set when the questions are asked again. */
function answerAgain(question: Question, query: URLSearchParams): void {
  const asked = [...[...query].flatMap(([name, text]) => text.split(",").map((each): [string, string] => [name, each])), ...pairsOf(question, query)];
  for (const box of document.querySelectorAll<HTMLInputElement>(".asks input[type=radio], .asks input[type=checkbox]")) {
    box.checked = asked.some(([name, value]) => name === box.name && value === box.value);
  }
}

function sayRefused({ refused }: Question, t: Translate): void {
  for (const place of document.querySelectorAll("[data-part=refused]")) {
    place.replaceChildren(html("div", { class: "notice", role: "alert" }, html("ul", {}, html("li", {}, t("local-not-used", { values: refused.join(" · ").slice(0, 200) })))));
  }
}

function more(shown: number, all: number, query: URLSearchParams, t: Translate): void {
  const next = new URLSearchParams(query);
  next.set("top", String(Math.min(shown + STEP, MOST_TOP)));
  const last = document.querySelector("#results li:last-child .card")?.id ?? "";
  const link = (): HTMLElement => html("a", { class: "btn m-more", href: `?${next}#${last}`, rel: "nofollow" }, t("match-more", { n: Math.min(STEP, all - shown) }));
  const rest = t("match-rest", { n: all - shown });
  // A sheet of paper has no button.
  const linked = (): HTMLElement[] => [link(), html("span", { class: "m-rest" }, rest)];
  if (shown < all) part("more").replaceChildren(...(shown < MOST_TOP ? linked() : [rest]));
}

/** Of all measures those of the city and of these areas; where none is an area's own, that is said. */
function money({ districts, zones }: { districts: readonly string[]; zones: readonly string[] }, block: Block, t: Translate): void {
  const here = [...zones, ...districts].filter(Boolean);
  let own = 0;
  for (const row of document.querySelectorAll<HTMLElement>("[data-area]")) {
    row.hidden = !here.includes(row.dataset["area"]!);
    own += Number(!row.hidden);
  }
  const names = here.map((code) => block.terms.zone[code] ?? block.terms.district[code] ?? code);
  part("money-none").hidden = own > 0;
  part("money-none").textContent = names.length ? t("local-money-none", { name: names.join(" · "), date: block.asOf }) : t("local-money-no-place");
}
