/** Messages of the map in the page's language, from `frontend/messages/<lang>/map.ftl`. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

import english from "../../messages/en/map.ftl";
import chinese from "../../messages/zh-CN/map.ftl";
import { isolated } from "../draw/isolated";
import { choose, type Lang } from "./language";

export type Translate = (key: string, values?: Record<string, FluentVariable>) => string;

/** A missing key shows itself, so that a test over the page finds it. `more`: further sources of messages. */
export function translator(lang: Lang, ...more: string[]): Translate {
  // Isolating marks around everything would end up in names that screen readers spell: only what turns has them.
  const bundle = new FluentBundle(lang, { useIsolating: false });
  bundle.addResource(new FluentResource(choose(lang, chinese, english)));
  for (const source of more) bundle.addResource(new FluentResource(source));
  return (key, values) => {
    const message = bundle.getMessage(key);
    const safe = Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, typeof value === "string" ? isolated(value) : value]));
    return message?.value ? bundle.formatPattern(message.value, safe, []) : key;
  };
}
