/** Distances from a point: my position (asked only on a click), or a point picked on the map. */
import * as L from "leaflet";

import { html } from "../draw/dom";
import { type LonLat, toLonLat } from "../draw/position";
import { CITY_BBOX, CITY_NAMES, NEAR_RADIUS_M } from "../generated/facts";
import type { MapContext } from "../map/context";

const PATIENCE_MS = 15_000;

export function useMyPosition(context: MapContext): void {
  const { t, notice } = context;
  if (!navigator.geolocation) {
    notice.say(t("locate-failed"), 12);
    return;
  }
  notice.say(t("locate-wait"), 0);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => found(context, [coords.longitude, coords.latitude]),
    (error) => notice.say(t(error.code === error.PERMISSION_DENIED ? "locate-denied" : "locate-failed"), 12),
    { enableHighAccuracy: false, timeout: PATIENCE_MS, maximumAge: 60_000 },
  );
}

function found(context: MapContext, [lon, lat]: LonLat): void {
  const [west, south, east, north] = CITY_BBOX;
  // From elsewhere nothing here is near.
  if (lon < west || lon > east || lat < south || lat > north) return context.notice.say(context.t("locate-outside", { city: CITY_NAMES[context.lang] }), 12);
  context.notice.say(context.t("locate-done"));
  setNear(context, [lon, lat]);
}

export function setNear(context: MapContext, [lon, lat]: LonLat): void {
  const radius = context.state.get("radius") ?? chosenRadius() ?? String(NEAR_RADIUS_M);
  context.state.change({ near: `${lon.toFixed(4)},${lat.toFixed(4)}`, radius, page: null, at: null });
}

/** The radius may be chosen before there is a point. */
function chosenRadius(): string | null {
  return document.querySelector<HTMLSelectElement>('select[name="radius"]')?.value || null;
}

let stop: (() => void) | null = null;

/** The next click on the map is the point; Enter takes the middle, so that no pointer is needed. */
export function pickPoint(context: MapContext): void {
  stop?.();
  const { map, t, notice } = context;
  const root = map.getContainer();
  const opener = document.activeElement;
  if (!root.offsetWidth) context.state.change({ view: "map" });
  const click = (event: L.LeafletMouseEvent): void => done(toLonLat(event.latlng));
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") done(null);
    else if (event.key === "Enter" && event.target === root) done(toLonLat(map.getCenter()));
  };
  const done = (point: LonLat | null): void => {
    stop?.();
    if (point) notice.say(t("pick-done"));
    if (point) setNear(context, point);
    else if (opener instanceof HTMLElement) opener.focus();
  };
  stop = () => {
    map.off("click", click);
    document.removeEventListener("keydown", key);
    root.classList.remove("is-picking");
    notice.clear();
    stop = null;
  };
  map.on("click", click);
  document.addEventListener("keydown", key);
  root.classList.add("is-picking");
  notice.say(t("pick-hint"), 0, html("button", { type: "button", class: "text-btn", onclick: () => done(null) }, t("pick-cancel")));
  root.focus({ preventScroll: true });
}
