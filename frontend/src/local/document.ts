/** What the parts of a document without a server work with. */
import type { Lang } from "../map/language";
import type { Translate } from "../map/messages";
import type { State } from "../map/state";
import type { Collections } from "./answers";

export interface LocalDocument {
  state: State;
  form: HTMLFormElement;
  collections: Collections;
  t: Translate;
  lang: Lang;
}
