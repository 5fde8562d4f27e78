/** Theme and size of text: the server sets them on a live page; here the address says them to this script. */
import type { State } from "../map/state";

const SETTINGS = ["theme", "size"] as const;

export function wireView(state: State): void {
  const apply = (): void => {
    for (const name of SETTINGS) {
      const value = state.get(name);
      if (value) document.documentElement.dataset[name] = value;
      else delete document.documentElement.dataset[name];
    }
  };
  apply();
  state.listen(apply);
  // Another page of the folder is looked at in the same way.
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || event.defaultPrevented || link.matches("[data-nav]") || link.protocol !== location.protocol || link.host !== location.host) return;
    if (!link.pathname.endsWith(".html")) return;
    const query = new URLSearchParams(link.search);
    for (const name of SETTINGS) if (state.get(name)) query.set(name, state.get(name)!);
    const text = query.toString();
    link.search = text ? `?${text}` : "";
  });
}
