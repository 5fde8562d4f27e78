/** All of it on one map: reads the layers, draws them below the data, and hands the names to the labels. */
import type { FeatureCollection } from "geojson";
import * as L from "leaflet";

import { svg } from "../draw/dom";
import type { Label } from "../draw/labels";
import { pixelsPerKm } from "../draw/position";
import { TOWNS_FROM } from "../generated/facts";
import type { OrientationLayerOptions, Source } from "../generated/components";
import { RIVER_ERROR_PX } from "../layers/base-map";
import type { Orientation } from "../layers/orientation-layer";
import type { LegendRow, MapContext } from "../map/context";
import { atZoom, loadOnce } from "../map/source";
import { ofKind } from "../map/spec";
import { type District, districtNames } from "./districts";
import { featuresOf, type River, type Stop, type Town, type TownName, type Way } from "./features";
import { Ground } from "./ground";
import { Stations } from "./stations";
import { Towns, townNames } from "./towns";
import { drawWays, isMetro, plates, riverNames, roadNames } from "./ways";

/** Beyond the zoom from which the districts are read with all their points. */
const NEARER = 99;
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
  private readonly asked = new Set<string>();
  private base: Stop[] = [];
  private points: TownName[] = [];
  private districts: District[] = [];

  constructor(private readonly context: MapContext, private readonly options: OrientationLayerOptions) {
    context.legendRows.push(() => (this.on ? this.rows() : []));
    this.ground = new Ground(context, options.ground);
    this.read();
  }

  /** Lines and stations each by themselves: what cannot be read leaves the other, and is asked for again at the next zoom. */
  private read(): void {
    this.once("lines", this.options.lines, (collection) => {
      this.ways = featuresOf<Way>(collection);
      this.putLines();
    });
    this.once("stations", this.options.stations, (collection) => {
      this.base = featuresOf<Stop>(collection);
      this.rivers = featuresOf<River>(collection).filter(({ properties: { layer, rank } }) => layer === "river" && (rank ?? 1) === 1);
      this.putLines();
    });
  }

  private once(name: string, source: Source, use: (collection: FeatureCollection) => void): void {
    if (this.asked.has(name)) return;
    this.asked.add(name);
    const { credits, t } = this.context;
    loadOnce(source).then((collection) => {
      use(collection);
      credits.set(`${OWNER} ${name}`, null);
      this.context.redraw();
    }, () => {
      this.asked.delete(name);
      credits.set(`${OWNER} ${name}`, null, t("ways-failed"));
    });
  }

  private putLines(): void {
    if (!this.ways.length) return;
    this.lines.clearLayers();
    const curved = new Set(this.ways.filter(isMetro).flatMap(({ properties }) => [properties.name_zh, properties.name_en]));
    const straight = this.base.filter(({ properties: { layer, name } }) => layer === "metro" && !curved.has(bare(name)));
    drawWays(this.context, this.ways, straight, this.lines);
    if (this.base.length) this.stations ??= new Stations(this.context, this.base.filter((stop) => stop.properties.lines), this.ways);
  }

  draw(): void {
    const { map, labels } = this.context;
    const zoom = map.getZoom();
    this.on = true;
    const { classList } = map.getContainer();
    classList.toggle("is-close", zoom >= CLOSE && zoom < CLOSEST);
    classList.toggle("is-closest", zoom >= CLOSEST);
    this.ground.draw();
    this.read();
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
    return [...(this.stations?.names() ?? []), ...along, ...(this.towns?.names() ?? []), ...townNames(context, this.points), ...this.ground.names(), ...districtNames(context, this.districts)];
  }

  private readTowns(): void {
    const { towns, names } = this.options;
    this.once("towns", towns, (outlines) => (this.towns = new Towns(this.context, featuresOf<Town>(outlines))));
    this.once("names", names, (points) => (this.points = featuresOf<TownName>(points)));
    // The lines of the districts are there already.
    const layer = ofKind(this.context.spec, "district-layer")[0];
    if (layer) this.once("districts", atZoom(layer.options.source, NEARER), (found) => (this.districts = featuresOf<District>(found)));
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
