/** The sheets of the map from the bottom up. Below 200 is only the paper, Leaflet's tiles lie on 200. */
import * as L from "leaflet";

const ORDER = {
  "sm-ground": 210, // sea, waterlines, land
  "sm-sea": 215, // the sea over the land that a district's line holds
  "sm-fill": 220, // tints of the district features
  "sm-edge": 230, // inner edge of the coast
  "sm-town": 235, // outlines of towns
  "sm-district": 240, // district lines
  "sm-water": 250, // lakes, rivers, coast, metro
  "sm-transport": 252, // elevated roads, metro lines, stations
  "sm-outline": 255, // chosen district
  "sm-zone": 260, // dashed extents
  "sm-ring": 270, // precision rings, radius
  "sm-label": 300,
  "sm-tip": 660,
} as const;

export type Pane = keyof typeof ORDER;

const renderers = new WeakMap<L.Map, Map<Pane, L.SVG>>();

export function panes(map: L.Map): void {
  for (const [name, level] of Object.entries(ORDER)) {
    const pane = map.createPane(name);
    pane.style.zIndex = String(level);
    pane.classList.add(name);
  }
  // Letters are placed anew after a zoom instead of being stretched.
  map.getPane("sm-label")!.classList.add("leaflet-zoom-hide");
}

/** SVG, so that every colour is a class and follows the theme. Half a screen is drawn around the view. */
export function renderer(map: L.Map, pane: Pane): L.SVG {
  const own = renderers.get(map) ?? new Map<Pane, L.SVG>();
  renderers.set(map, own);
  const known = own.get(pane);
  if (known) return known;
  const made = L.svg({ pane, padding: 0.5 });
  // Whoever listens to the page has the map's name and its marks; a sheet of lines would be an image without a name.
  made.once("add", () => map.getPane(pane)!.querySelector("svg")!.setAttribute("aria-hidden", "true"));
  own.set(pane, made);
  return made;
}

/** Options of a path that is styled by its class alone. `reach` = half its widest stroke, for clipping. */
export function drawn(map: L.Map, pane: Pane, className: string, reach = 4): L.PolylineOptions {
  return { pane, renderer: renderer(map, pane), className, interactive: false, weight: reach * 2, smoothFactor: 0.6 };
}
