/** All of it on one map: reads the layers, draws them below the data, and hands the names to the labels. */
import * as L from "leaflet";

import { svg } from "../draw/dom";
import type { Label } from "../draw/labels";
import { pixelsPerKm } from "../draw/position";
import { TOWNS_FROM } from "../generated/facts";
import type { OrientationLayerOptions } from "../generated/components";
import { RIVER_ERROR_PX } from "../layers/base-map";
import type { Orientation } from "../layers/orientation-layer";
import type { LegendRow, MapContext } from "../map/context";
import { loadOnce } from "../map/source";
import { featuresOf, type River, type Stop, type Town, type TownName, type Way } from "./features";
import { Ground } from "./ground";
import { Stations } from "./stations";
import { Towns } from "./towns";
import { drawWays, isMetro, plates, riverNames, roadNames } from "./ways";

const OWNER = "orientation";
/** Zooms from which lines are wider. */
const CLOSE = 12;
const CLOSEST = 12.5;

export function mountOrientation(context: MapContext, options: OrientationLayerOptions): Orientation {
  return new Ways(context, options);
}

class Ways implements Orientation {
  private readonly lines = L.layerGroup();
  private ways: Way[] = [];
  private rivers: River[] = [];
  private readonly ground: Ground;
  private stations: Stations | null = null;
  private towns: Towns | null = null;
  private on = false;
  private asked = false;

  constructor(private readonly context: MapContext, private readonly options: OrientationLayerOptions) {
    context.legendRows.push(() => (this.on ? this.rows() : []));
    this.ground = new Ground(context, options.ground);
    const { lines, stations } = options;
    Promise.all([loadOnce(lines), loadOnce(stations)]).then(([ways, base]) => {
      this.ways = featuresOf<Way>(ways);
      const stops = featuresOf<Stop>(base);
      this.rivers = featuresOf<River>(base).filter(({ properties: { layer, rank } }) => layer === "river" && (rank ?? 1) === 1);
      const curved = new Set(this.ways.filter(isMetro).map((way) => way.properties.name_zh));
      const curvedEnglish = new Set(this.ways.filter(isMetro).map((way) => way.properties.name_en));
      const straight = stops.filter(({ properties: { layer, name } }) => layer === "metro" && !curved.has(bare(name)) && !curvedEnglish.has(name));
      drawWays(context, this.ways, straight, this.lines);
      this.stations = new Stations(context, stops.filter((stop) => stop.properties.lines), this.ways);
      context.redraw();
    }, () => this.failed());
  }

  draw(): void {
    const { map, labels } = this.context;
    const zoom = map.getZoom();
    this.on = true;
    const { classList } = map.getContainer();
    classList.toggle("is-close", zoom >= CLOSE && zoom < CLOSEST);
    classList.toggle("is-closest", zoom >= CLOSEST);
    this.ground.draw();
    this.lines.addTo(map);
    const named = zoom >= TOWNS_FROM;
    if (named) this.readTowns();
    this.towns?.draw();
    if (named) this.stations?.draw();
    else this.stations?.hide();
    labels.set(OWNER, named ? this.names() : []);
  }

  hide(): void {
    if (!this.on) return;
    this.on = false;
    this.ground.hide();
    this.lines.remove();
    this.stations?.hide();
    this.towns?.hide();
    this.context.labels.set(OWNER, []);
  }

  private names(): Label[] {
    const { context, ways } = this;
    // A river that is far from its true course is not drawn, so it has no name either.
    const drawn = this.ground.hasWater() ? [] : this.rivers;
    const rivers = drawn.filter(({ properties }) => (properties.accuracy_m / 1000) * pixelsPerKm(context.map) <= RIVER_ERROR_PX);
    const along = [...riverNames(context, rivers), ...plates(context, ways), ...roadNames(context, ways)];
    return [...(this.stations?.names() ?? []), ...along, ...(this.towns?.names() ?? []), ...this.ground.names()];
  }

  private readTowns(): void {
    if (this.asked) return;
    this.asked = true;
    const { towns, names } = this.options;
    Promise.all([loadOnce(towns), loadOnce(names)]).then(([outlines, points]) => {
      this.towns = new Towns(this.context, featuresOf<Town>(outlines), featuresOf<TownName>(points));
      this.context.redraw();
    }, () => this.failed());
  }

  private failed(): void {
    this.context.credits.set(OWNER, null, this.context.t("ways-failed"));
  }

  private rows(): LegendRow[] {
    const rows: LegendRow[] = [
      { key: "legend-metro", sample: () => sample(svg("path", { class: "metro-line m2", d: "M-13 0H13" }), svg("circle", { class: "station station-change", r: 4.4 })) },
      { key: "legend-road", sample: () => sample(svg("path", { class: "main-road", d: "M-12 0H12" })) },
    ];
    const outlines: LegendRow = { key: "legend-town", sample: () => sample(svg("path", { class: "town", d: "M-12 0H12" })) };
    return this.context.map.getZoom() >= TOWNS_FROM ? [...rows, outlines] : rows;
  }
}

/** A line's name without its ends, as the base map has it where a line branches. */
function bare(name: string): string {
  return name.replace(/（.*$/, "");
}

function sample(...shapes: SVGElement[]): SVGElement {
  return svg("svg", { width: 28, height: 20, viewBox: "-14 -10 28 20", "aria-hidden": "true" }, ...shapes);
}
