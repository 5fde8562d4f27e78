/** Distances from a point: my position (asked only on a click), or a point picked on the map. */
import * as L from "leaflet";

import { html } from "../draw/dom";
import { type LonLat, toLonLat } from "../draw/position";
import { CITY_BBOX, CITY_NAMES, NEAR_RADIUS_M } from "../generated/facts";
import type { MapContext } from "../map/context";

const PATIENCE_MS = 15_000;

/** Counts what was asked for, so that a late answer is known as one. */
let request = 0;

export function useMyPosition(context: MapContext): void {
  const { t, notice } = context;
  if (!navigator.geolocation) {
    notice.say(t("locate-failed"), 12);
    return;
  }
  notice.say(t("locate-wait"), 0);
  request += 1;
  const [own, near] = [request, context.state.get("near")];
  // A position that comes late replaces nothing that was chosen meanwhile.
  const late = (): boolean => own !== request || near !== context.state.get("near");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => late() || measureFrom(context, [coords.longitude, coords.latitude]),
    (error) => late() || notice.say(t(error.code === error.PERMISSION_DENIED ? "locate-denied" : "locate-failed"), 12),
    { enableHighAccuracy: false, timeout: PATIENCE_MS, maximumAge: 60_000 },
  );
}

function measureFrom(context: MapContext, [lon, lat]: LonLat): void {
  const [west, south, east, north] = CITY_BBOX;
  // From elsewhere nothing here is near.
  if (lon < west || lon > east || lat < south || lat > north) return context.notice.say(context.t("locate-outside", { city: CITY_NAMES[context.lang] }), 12);
  setNear(context, [lon, lat], "locate-done");
}

/** Measures from the point; the message is said when the list is sorted by distance. */
export function setNear(context: MapContext, [lon, lat]: LonLat, message: string): void {
  request += 1;
  const radius = context.state.get("radius") ?? chosenRadius() ?? String(NEAR_RADIUS_M);
  context.state.change({ near: `${lon.toFixed(4)},${lat.toFixed(4)}`, radius, page: null, at: null });
  context.notice.clear();
  context.state.onceShown(() => context.notice.say(context.t(message)));
}

/** The radius may be chosen before there is a point. */
function chosenRadius(): string | null {
  return document.querySelector<HTMLSelectElement>('select[name="radius"]')?.value || null;
}

let stop: (() => void) | null = null;

/**
 * The next click on the map is the point, whatever lies there; Enter takes the middle, so that no pointer is needed.
 * Escape or a second call ends it.
 */
export function pickPoint(context: MapContext): void {
  if (stop) return cancel(context);
  request += 1;
  const { map, t, notice } = context;
  const root = map.getContainer();
  const opener = document.activeElement;
  if (!root.offsetWidth) context.state.change({ view: "map" });
  const take = (at: L.LatLng): void => {
    stop?.();
    setNear(context, toLonLat(at), "pick-done");
  };
  // Before marks and bubbles hear of it: the click is meant for the place, not for what stands there.
  const click = (event: MouseEvent): void => {
    if ((event.target as Element).closest(".sm-tools")) return;
    event.stopPropagation();
    event.preventDefault();
    // Leaflet's types leave out that it tells the end of a drag from a click.
    const { dragging } = map as unknown as { dragging: { moved(): boolean } };
    if (!dragging.moved()) take(map.mouseEventToLatLng(event));
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") cancel(context);
    else if (event.key === "Enter" && event.target === root) take(map.getCenter());
  };
  stop = () => {
    root.removeEventListener("click", click, true);
    document.removeEventListener("keydown", key);
    root.classList.remove("is-picking");
    notice.clear();
    stop = null;
    if (opener instanceof HTMLElement) opener.focus();
  };
  root.addEventListener("click", click, true);
  document.addEventListener("keydown", key);
  root.classList.add("is-picking");
  notice.say(t("pick-hint"), 0, html("button", { type: "button", class: "text-btn", onclick: () => cancel(context) }, t("pick-cancel")));
  root.focus({ preventScroll: true });
}

function cancel(context: MapContext): void {
  stop?.();
  context.notice.say(context.t("pick-cancelled"));
}
