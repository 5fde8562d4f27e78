/** Messages of the map in the page's language, from `frontend/messages/<lang>/map.ftl`. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

import english from "../../messages/en/map.ftl";
import chinese from "../../messages/zh-CN/map.ftl";
import { choose, type Lang } from "./language";

export type Translate = (key: string, values?: Record<string, FluentVariable>) => string;

/** A missing key shows itself, so that a test over the page finds it. `more`: further sources of messages. */
export function translator(lang: Lang, ...more: string[]): Translate {
  // Isolating marks would end up in names that screen readers spell and tests compare.
  const bundle = new FluentBundle(lang, { useIsolating: false });
  bundle.addResource(new FluentResource(choose(lang, chinese, english)));
  for (const source of more) bundle.addResource(new FluentResource(source));
  return (key, values) => {
    const message = bundle.getMessage(key);
    return message?.value ? bundle.formatPattern(message.value, values ?? {}, []) : key;
  };
}
