/** What the page of the match brings for its script: the words of the codes, the places one may start from, the rest of a record. */
export type Facet = "domain" | "stage" | "service" | "kind" | "want";

/** A place one may start from. `names` are folded as `plain` folds what is typed; `radius` is how well it is known, in metres. */
export interface Place {
  code: string | null;
  names: readonly string[];
  name: string;
  lon: number;
  lat: number;
  radius: number;
  middle: boolean;
  districts: readonly string[];
  zones: readonly string[];
}

/** What a card says besides what is counted. */
export interface More {
  /** The year of its source in words, and whether it is an old one. */
  age: string;
  old: boolean;
  /** Its state, where it is one that must be said. */
  state: string | null;
  /** Fields outside of the plan, in the words of the source. */
  fields: string | null;
  voucher: string | null;
  fund: string | null;
}

export interface Block {
  asOf: string;
  /** Codes with their names, in the order of the vocabulary. */
  terms: Readonly<Record<Facet | "district" | "zone", Readonly<Record<string, string>>>>;
  places: readonly Place[];
  records: Readonly<Record<string, More>>;
  /** The way to the page of a platform, with `{id}` in it. */
  page: string;
}

export function readBlock(): Block | null {
  const text = document.querySelector("script[data-match]")?.textContent;
  return text ? (JSON.parse(text) as Block) : null;
}
