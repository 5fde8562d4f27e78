/** Buttons at the edge of the map, in groups that are read as one. */
import { button, html } from "../draw/dom";
import { icon } from "../draw/icons";
import type { Corner, MapContext } from "../map/context";

/** A button in the group `group` of a corner; the group is made with its first button. */
export function control(context: MapContext, group: string, iconName: string, name: string, act: () => void): HTMLButtonElement {
  const corner = context.corner("top-right");
  const known = corner.querySelector<HTMLElement>(`:scope > .ctl-${group}`);
  const box = known ?? html("div", { class: `ctl-group ctl-${group}` });
  if (!known) corner.append(box);
  const made = button("ctl", name, icon(iconName, 18), act);
  box.append(made);
  return made;
}

export interface Choice {
  value: string;
  name: string;
  icon?: string;
}

/** So wide a map has room for its switches; over a narrower one they are folded behind their name. */
const ROOMY_PX = 660;

/** Where a switch of a corner stands: in it, or in what is folded there. */
function switches(context: MapContext, where: Corner): HTMLElement {
  const corner = context.corner(where);
  if (context.map.getSize().x >= ROOMY_PX) return corner;
  const known = corner.querySelector<HTMLElement>(":scope > .sm-switches");
  if (known) return known;
  const folded = html("details", { class: "sm-switches" }, html("summary", {}, icon("layers"), context.t("switches")));
  // What they lay over is free again, or taken.
  folded.addEventListener("toggle", () => {
    context.view.outlinesRead();
    context.labels.schedule();
  });
  corner.append(folded);
  return folded;
}

/** Some choices side by side, of which one may be pressed. */
export class Segments {
  readonly element: HTMLElement;
  private readonly buttons = new Map<string, HTMLButtonElement>();

  constructor(context: MapContext, where: Corner, className: string, label: string, choices: readonly Choice[], pick: (value: string) => void) {
    this.element = html("div", { class: `sm-segments ${className}`, role: "group", "aria-label": label });
    for (const choice of choices) {
      const made = html("button", { type: "button", class: "segment", "aria-pressed": "false", onclick: () => pick(choice.value) },
        choice.icon ? icon(choice.icon) : null, html("span", {}, choice.name));
      this.buttons.set(choice.value, made);
      this.element.append(made);
    }
    switches(context, where).append(this.element);
  }

  /** The values that hold now; all others are up. */
  press(...values: readonly string[]): void {
    for (const [own, made] of this.buttons) made.setAttribute("aria-pressed", String(values.includes(own)));
  }
}
