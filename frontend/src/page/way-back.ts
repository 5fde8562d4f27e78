/**
 * From the map to a page about one platform, district or zone and back: what the map showed (filters, part of the map,
 * selection) goes along in the page's address, which makes nothing of it but its way back.
 */
import { canonical, type State } from "../map/state";

/** Pages with a way back to the map, on the site and in a snapshot. */
const PAGE = /\/(platform|district|zone)\/[^/]+$/;

/** Whether a link leads to another of them: those of the page to itself change the text's size or the theme. */
function leads(link: HTMLAnchorElement): boolean {
  if (link.pathname === location.pathname) return false;
  return link.origin === location.origin && link.protocol === location.protocol && PAGE.test(link.pathname);
}

/** Before a link is followed, in whatever way: its address is put right when it is pressed. */
function onPress(act: (link: HTMLAnchorElement) => void): void {
  for (const name of ["pointerdown", "click", "keydown"]) {
    document.addEventListener(name, (event) => {
      const link = (event.target as Element).closest?.<HTMLAnchorElement>("a[href]");
      if (link && leads(link)) act(link);
    }, true);
  }
}

/** The address of such a page with the state of the map as it is now. */
export function withState(state: State, address: string): string {
  const text = canonical(state.pageQuery());
  const { pathname, hash } = new URL(address, location.href);
  return pathname + (text ? `?${text}` : "") + hash;
}

/** On the map: the state as it is now. */
export function takeStateAlong(state: State): void {
  onPress((link) => (link.search = new URL(withState(state, link.href), location.href).search));
}

/** On such a page: the state goes on to the next page, and back to the map. */
export function passStateOn(): void {
  const along = location.search;
  // The address of a page about picked platforms says which they are: its own links take them along.
  const bar = document.getElementById("shortlist");
  if (!along || (bar && !bar.dataset["source"])) return;
  const back = document.querySelector<HTMLAnchorElement>(".crumb a");
  if (back) back.search = along;
  onPress((link) => (link.search = along));
}
