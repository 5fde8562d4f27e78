/** A kernel density surface: class digits from the server, painted as a picture in the colours of the legend. */
import * as L from "leaflet";

import type { SourceOptions } from "../generated/components";
import type { MapContext, Part } from "../map/context";
import { inPaperColours } from "../map/paper";
import { loadFiltered } from "../map/source";
import { asking, asksWith, cellsOf } from "./analysis";

interface Surface {
  bbox: [number, number, number, number] | null;
  /** From north to south, one digit a pixel: 0 is below the lowest level. */
  rows: string[];
}

const ALPHA = [0, 0.55, 0.65, 0.75, 0.8, 0.85];

export function mountDensityLayer(context: MapContext, options: SourceOptions): Part {
  asksWith(context, "bandwidth");
  let overlay: L.LayerGroup | null = null;
  const shown = (): boolean => cellsOf(context) === "density";
  const draw = (): void => {
    if (shown()) overlay?.addTo(context.map);
    else overlay?.remove();
  };
  const prepare = async (signal: AbortSignal): Promise<() => void> => {
    if (!shown()) return draw;
    const surface = await loadFiltered<Surface>(options.source, asking(context, "bandwidth"), signal);
    return () => {
      overlay?.remove();
      overlay = surface.bbox ? pictures(context, surface, surface.bbox) : null;
      draw();
    };
  };
  return { prepare, draw };
}

/** One picture for the screen and one in the colours of paper, where one that is painted at the last moment comes too late. */
function pictures(context: MapContext, { rows }: Surface, [west, south, east, north]: NonNullable<Surface["bbox"]>): L.LayerGroup {
  const bounds = L.latLngBounds([south, west], [north, east]);
  const picture = (place: string): L.ImageOverlay =>
    L.imageOverlay(paint(context, rows).toDataURL(), bounds, { pane: "sm-fill", className: `density ${place}` });
  const screen = picture("for-screen");
  const paper = inPaperColours(() => picture("for-paper"));
  return L.layerGroup([screen, paper]);
}

function paint(context: MapContext, rows: readonly string[]): HTMLCanvasElement {
  const style = getComputedStyle(context.map.getContainer());
  const canvas = document.createElement("canvas");
  canvas.width = rows[0]?.length ?? 1;
  canvas.height = rows.length;
  const brush = canvas.getContext("2d");
  if (!brush) return canvas;
  const colours = ["transparent", ...[1, 2, 3, 4, 5].map((i) => style.getPropertyValue(`--seq-${i}`))];
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; ) {
      const digit = Number(row[x]);
      let end = x + 1;
      while (end < row.length && row[end] === row[x]) end += 1;
      brush.globalAlpha = ALPHA[digit] ?? 0;
      brush.fillStyle = colours[digit] ?? "transparent";
      if (digit) brush.fillRect(x, y, end - x, 1);
      x = end;
    }
  });
  return canvas;
}
