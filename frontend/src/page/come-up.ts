/** The page's script takes over what the server wrote, or leaves it alone. */

/** What no browser of the floor lacks: where one of these is missing, the script does not begin. */
const NEEDED = ["AbortController", "DOMParser", "ResizeObserver", "URLSearchParams", "fetch"];

/** The root has the class `js` only once the script has come up: until then, and where it cannot, CSS shows the server's page. */
export function comeUp(start: () => void): void {
  if (NEEDED.some((name) => !(name in window)) || !("allSettled" in Promise) || !("fromEntries" in Object)) return;
  fillIn();
  const { classList } = document.documentElement;
  // Maps measure themselves while they are mounted, so CSS must know before; nothing is painted in between.
  classList.add("js");
  try {
    start();
  } catch (error) {
    classList.remove("js");
    throw error;
  }
}

/** `replaceChildren` came after Chromium 80 and Safari 13.1. */
function fillIn(): void {
  for (const { prototype } of [Element, DocumentFragment]) {
    prototype.replaceChildren ??= function (this: ParentNode, ...nodes: (Node | string)[]): void {
      while (this.lastChild) this.removeChild(this.lastChild);
      this.append(...nodes);
    };
  }
}
