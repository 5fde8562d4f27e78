/** What a mounted component gets to work with. */
import type * as L from "leaflet";

import type { Box, Labels } from "../draw/labels";
import type { Tips } from "../draw/tooltip";
import type { ComponentOptions } from "../generated/components";
import type { Credits } from "./credits";
import type { Lang } from "./language";
import type { Translate } from "./messages";
import type { Modes } from "./modes";
import type { Notice } from "./notice";
import type { Selection } from "./selection";
import type { Kind, MapSpec } from "./spec";
import type { State } from "./state";
import type { Viewport } from "./viewport";
import type { WayHome } from "./way-home";

export type Corner = "top-left" | "top-right" | "bottom-left" | "bottom-right" | "card" | "strip";

export interface MapContext {
  readonly map: L.Map;
  readonly lang: Lang;
  readonly t: Translate;
  readonly state: State;
  readonly selection: Selection;
  readonly labels: Labels;
  readonly tips: Tips;
  readonly notice: Notice;
  readonly view: Viewport;
  readonly wayHome: WayHome;
  readonly modes: Modes;
  /** Whose data the map shows at the moment. */
  readonly credits: Credits;
  /** What layers have to say in the legend, at the moment that it is drawn. */
  readonly legendRows: (() => readonly LegendRow[])[];
  /** Kinds present in this map's spec: a layer may depend on another being there. */
  readonly kinds: ReadonlySet<string>;
  /** Outlines by "district/310115" or "zone/lingang", once they are read. */
  readonly outlines: Map<string, L.LatLngBounds>;
  readonly names: Map<string, string>;
  /** True on the small inset map, which has no labels but features and no controls. */
  readonly inset: boolean;
  /** The components that a spec may name. */
  readonly registry: Registry;
  /** The whole tree, for a component that shows part of it again (the inset). */
  readonly spec: MapSpec;
  corner(where: Corner): HTMLElement;
  /** What stands over the map: controls, legend, strip. */
  standing(): Box[];
  /** Components whose drawing depends on the view state. */
  redraw(): void;
}

/** A row of the legend: a sample and the key of its message. */
export interface LegendRow {
  key: string;
  sample: () => Element;
}

/** What a component may answer with. All of it is optional. */
export interface Part {
  /** Reads what the filters ask for; the answer puts it on the map. All parts do so at the same moment. */
  prepare?(signal: AbortSignal): Promise<() => void>;
  /** Draws again after a change of the view: zoom, overlay, grouping, selection. */
  draw?(): void;
}

/** Puts a component on the map; `O` are the options that its Python class was told. */
export type Mount<O> = (context: MapContext, options: O) => Part | void;

/** kind → component. What a document does not need may be missing. */
export type Registry = { readonly [K in Kind]?: Mount<ComponentOptions[K]> };
