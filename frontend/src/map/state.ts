/**
 * The state of the page is its URL. Filters say which platforms; view parameters say how they are shown.
 * Nothing is stored elsewhere.
 */

import { DEFAULT_KINDS, FILTERS, VIEW_CHOICES } from "../generated/filters";
import { callAll } from "./listeners";

/** The kinds that this page shows when its address names none, with commas between them; empty: all kinds. */
export function defaultKind(): string {
  return document.querySelector<HTMLElement>("form[data-filters]")?.dataset["defaultKind"] ?? DEFAULT_KINDS.join();
}

/** The value of `kind` while every kind is unticked (`NO_KIND` in `app/platforms/facets.py`). */
export const NO_KIND = "none";

/** The same for a query: records that it names by their ids are of any kind. */
export function kindUnasked(query: URLSearchParams): string {
  return query.get("ids") ? "" : defaultKind();
}

/** These change what is drawn but not what the server renders, so the panel is not read again. */
const SILENT = new Set(["at", "select", "pick"]);

export type Changes = Record<string, string | readonly string[] | null>;
export type Listener = (changed: ReadonlySet<string>) => void;

export class State {
  private params: URLSearchParams;
  private readonly listeners: Listener[] = [];
  /** What the map asks for while the list has nothing: what the first way out of that would give. */
  instead: string | null = null;
  /** What waits until list and map show what the state says; true while they do not. */
  private awaiting: (() => void)[] = [];
  private unshown = false;
  /** What data are asked with: the filters, and what the components of this page named. */
  private readonly questions = new Set<string>(FILTERS);
  private readonly refused: ReadonlyMap<string, string>;
  private readonly locked: ReadonlySet<string>;

  /**
   * `live` = false: a map on a page without filters; its state stays in memory.
   * `unusable` names parameters whose value the server could not use: kept in the URL, never asked with.
   * `locked` names filters that keep their value whatever is asked for, as the page's address says.
   * `opening` is what a state in memory begins with.
   */
  constructor(
    private readonly live: boolean,
    unusable: readonly string[] = [],
    locked: readonly string[] = [],
    opening: Record<string, string> = {},
  ) {
    this.params = new URLSearchParams(live ? location.search : opening);
    this.locked = new Set(locked.length ? [...locked, "lock"] : []);
    this.refused = new Map(unusable.map((name) => [name, this.params.getAll(name).join()]));
    if (live) addEventListener("popstate", () => this.adopt(new URLSearchParams(location.search)));
  }

  /** A parameter's value, unless it is none that the server could use. */
  get(name: string): string | null {
    const value = this.params.get(name);
    const choices = (VIEW_CHOICES as Readonly<Record<string, readonly string[]>>)[name];
    return !value || this.refuses(name) || (choices && !choices.includes(value)) ? null : value;
  }

  /** The values of a list, unless the server could not use it. */
  all(name: string): string[] {
    return this.refuses(name) ? [] : this.typed(name);
  }

  /** The values as the address has them, also such as cannot be used: what a person typed stays in its control. */
  typed(name: string): string[] {
    return this.params.getAll(name).flatMap((value) => value.split(",")).filter(Boolean);
  }

  private refuses(name: string): boolean {
    return this.refused.get(name) === this.params.getAll(name).join();
  }

  /** What the pages and `/panel` take: everything but what only this browser needs to know. */
  pageQuery(): URLSearchParams {
    return new URLSearchParams([...this.params]);
  }

  /** What the API takes. There an absent kind means all; on the map's pages it means `poc`. */
  filterQuery(): URLSearchParams {
    const query = new URLSearchParams();
    for (const name of FILTERS) {
      if (this.refuses(name)) continue;
      for (const value of this.params.getAll(name)) if (value) query.append(name, value);
    }
    const unasked = kindUnasked(query);
    if (!query.has("kind") && unasked) query.append("kind", unasked);
    if (!query.has("near")) query.delete("radius");
    return query;
  }

  /** What marks are asked with: the filters, or what stands in their place. */
  marksQuery(): URLSearchParams {
    return this.instead === null ? this.filterQuery() : new URLSearchParams(this.instead);
  }

  /** Puts a query in the place of the filters for the marks alone; null for none. Whether marks must be read anew. */
  showInstead(query: string | null): boolean {
    const changed = this.instead !== query;
    this.instead = query;
    return changed;
  }

  /** A component says which parameters beside the filters its data are asked with: a change of one reads them anew. */
  asksWith(...names: readonly string[]): void {
    for (const name of names) this.questions.add(name);
  }

  needsData(changed: ReadonlySet<string>): boolean {
    return [...changed].some((name) => this.questions.has(name));
  }

  holds(name: string): boolean {
    return this.locked.has(name);
  }

  /** A query with what is locked as it is now. */
  held(query: URLSearchParams): URLSearchParams {
    const next = new URLSearchParams([...query]);
    for (const name of this.locked) {
      next.delete(name);
      for (const value of this.params.getAll(name)) next.append(name, value);
    }
    return next;
  }

  /** Another page's address with what is locked here. */
  keeping(address: string): string {
    const { pathname, searchParams, hash } = new URL(address, location.href);
    const query = canonical(this.held(searchParams));
    return pathname + (query ? `?${query}` : "") + hash;
  }

  /** Applies changes (null or an empty value removes) and tells the listeners which names changed. */
  change(changes: Changes, how: "push" | "replace" = "push"): void {
    this.go(applied(this.params, changes), how);
  }

  go(asked: URLSearchParams, how: "push" | "replace" = "push"): void {
    const next = this.held(asked);
    if (canonical(next) === canonical(this.params)) return;
    if (this.live) {
      const text = canonical(next);
      const url = text ? `?${text}` : location.pathname;
      if (how === "push") history.pushState(null, "", url);
      else history.replaceState(null, "", url + location.hash);
    }
    this.adopt(next);
  }

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  /**
   * Calls back when the list shows what the state says now: at once where it does. It never calls where something else is
   * asked for meanwhile, or where it cannot be read.
   */
  onceShown(act: () => void): void {
    if (this.unshown) this.awaiting.push(act);
    else act();
  }

  /** The list shows what the state says, or what the state says cannot be read. */
  shown(well: boolean): void {
    const acts = well ? this.awaiting : [];
    this.awaiting = [];
    this.unshown = false;
    callAll(acts);
  }

  private adopt(next: URLSearchParams): void {
    const names = new Set([...this.params.keys(), ...next.keys()]);
    const changed = new Set([...names].filter((n) => this.params.getAll(n).join() !== next.getAll(n).join()));
    this.params = next;
    if (this.live && needsPanel(changed)) {
      this.unshown = true;
      this.awaiting = [];
    }
    if (changed.size) callAll(this.listeners, changed);
  }
}

/** The same parameters with these changes: null or an empty value removes one. */
export function applied(params: URLSearchParams, changes: Changes): URLSearchParams {
  const next = new URLSearchParams([...params]);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    const values = value === null ? [] : typeof value === "string" ? [value] : value;
    for (const one of values) if (one) next.append(name, one);
  }
  return next;
}

/** Filters first, in their fixed order, then the rest as they come; commas and colons stay readable. */
export function canonical(params: URLSearchParams): string {
  const ordered = new URLSearchParams();
  const rest = [...params.keys()].filter((name) => !(FILTERS as readonly string[]).includes(name));
  for (const name of new Set<string>([...FILTERS, ...rest])) {
    if (name === "kind" && params.getAll("kind").join() === kindUnasked(params)) continue;
    if (name === "radius" && !params.get("near")) continue;
    for (const value of params.getAll(name)) if (value) ordered.append(name, value);
  }
  return ordered.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
}

export function needsPanel(changed: ReadonlySet<string>): boolean {
  return [...changed].some((name) => !SILENT.has(name));
}
