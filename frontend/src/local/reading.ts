/** Words of a search that name a code become filters (`app/search/reading.py`) without a server. */
import { FACETS } from "../generated/filters";
import type { LocalDocument } from "./document";
import { platformsOf } from "./answers";
import { predicate } from "./predicate";
import { key, simplified } from "./text";
import { inputOf } from "./usable";
import { kindsOf } from "./ways";
import { apart, read, type Word } from "./words";

/** The type of the rows that name a want of the match, which filters nothing. */
const WANT = "want";

/** Where two facets have a name, the first of them has it. */
const PRIORITY = ["zone", "district", "domain", "kind", "stage", "service"];

export class Reading {
  private readonly names = new Map<string, [facet: string, value: string]>();

  constructor(private readonly own: LocalDocument) {
    for (const facet of PRIORITY) {
      for (const input of own.form.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name="${facet}"]`)) {
        const said = facet === "kind" ? own.t(`kind-${input.value}`) : input.closest("label")?.querySelector("span:not(.n)")?.textContent;
        const name = key(said ?? "");
        if (name && !this.names.has(name) && input.value !== FACETS.find((one) => one.name === facet)?.nothing) this.names.set(name, [facet, input.value]);
      }
    }
  }

  /** The same query with the words that name a code as filters. */
  readonly meant = (query: URLSearchParams): URLSearchParams => {
    const next = new URLSearchParams([...query]);
    const rest: string[] = [];
    const named: [string, string][] = [];
    const words = this.words(query.get("q") ?? "");
    const told = words.some((word) => this.codeOf(word) && !word.row?.beside.includes(word.term ?? ""));
    for (const word of words) {
      const code = told ? this.codeOf(word) : null;
      if (code) named.push(code);
      else rest.push(word.text);
    }
    if (!named.length) return query;
    const wants = named.filter(([facet]) => facet === WANT).map(([, value]) => value);
    next.delete("q");
    if (rest.length) next.set("q", rest.join(" "));
    // In the place of what stood there of the same facet: whoever searches for another domain wants that one.
    for (const [facet] of named) if (facet !== WANT) next.delete(facet);
    if (wants.length) next.set(WANT, [...new Set([...query.getAll(WANT).flatMap((text) => text.split(",")), ...wants])].filter(Boolean).join());
    for (const [facet, value] of named) if (facet !== WANT && !next.getAll(facet).includes(value)) next.append(facet, value);
    return this.opened(next);
  };

  /** The words of a query; what no record has as it stands is looked through for what is known. */
  private words(q: string): Word[] {
    const has = predicate(new URLSearchParams({ q }));
    return read(platformsOf(this.own.collections).some(has) ? q : apart(q));
  }

  private codeOf({ text, row, term }: Word): [string, string] | null {
    if (text.startsWith('"')) return null;
    const named = this.names.get(key(text)) ?? this.names.get(key(simplified(text)));
    if (named) return named;
    if (!row?.target || row.narrower.includes(term ?? "")) return null;
    if (row.type === WANT) return [WANT, row.target];
    return inputOf(this.own.form, row.type, row.target) ? [row.type, row.target] : null;
  }

  /** Of every kind, where the shown kinds have none. */
  private opened(query: URLSearchParams): URLSearchParams {
    const every = new URLSearchParams([...query]);
    every.delete("kind");
    const any = (some: URLSearchParams): boolean => platformsOf(this.own.collections).some(predicate(some));
    const shown = new URLSearchParams([...query]);
    if (!shown.has("kind")) for (const kind of this.own.state.filterQuery().getAll("kind")) shown.append("kind", kind);
    if (any(shown) || !any(every)) return query;
    for (const kind of kindsOf(this.own.form)) every.append("kind", kind);
    return every;
  }
}
