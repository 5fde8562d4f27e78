/** Code that most visits never need: it comes in a script of its own, which says by its name that it is there. */
import { busyDuring } from "../draw/idle";
import { html } from "../draw/dom";

const provided = new Map<string, unknown>();
const reading = new Map<string, Promise<void>>();

/** Where the script and the style sheet of some code are; null where they came with the document. */
export interface Place {
  script: string | null;
  style: string | null;
}

/** Called by the script that brings the code. */
export function provide(name: string, code: unknown): void {
  provided.set(name, code);
}

/** The code of that name, read at the first call. Rejects where it cannot be read; the next call tries again. */
export async function late<T>(name: string, place: Place): Promise<T> {
  if (!provided.has(name)) await read(name, place);
  if (!provided.has(name)) throw new Error(`“${name}” is not in its script`);
  return provided.get(name) as T;
}

function read(name: string, { script, style }: Place): Promise<void> {
  const known = reading.get(name);
  if (known) return known;
  const parts = [
    ...(script ? [arrived(html("script", { src: script }))] : []),
    ...(style ? [arrived(html("link", { rel: "stylesheet", href: style }))] : []),
  ];
  const all = busyDuring(Promise.all(parts).then(() => undefined));
  reading.set(name, all);
  all.catch(() => reading.delete(name));
  return all;
}

function arrived(element: HTMLElement): Promise<void> {
  return new Promise((resolve, reject) => {
    element.onload = () => resolve();
    element.onerror = () => {
      element.remove();
      reject(new Error("a part of the map cannot be read"));
    };
    document.head.append(element);
  });
}
