/**
 * In a frame the page around it must scroll under a finger that lands on the map: one finger is the page's, two move
 * and zoom the map. The mouse and a pen still drag it.
 */
import type { MapContext } from "./context";

const SAID_S = 2;

export function leaveFingerToPage(root: HTMLElement, context: MapContext): void {
  // What the browser may do with a touch is read from the style before any script runs.
  root.classList.add("leaves-touch");
  root.addEventListener("pointerdown", ({ pointerType }) => context.map.dragging[pointerType === "touch" ? "disable" : "enable"](), true);
  // The browser takes the finger away from the map when it begins to scroll with it.
  root.addEventListener("pointercancel", ({ pointerType }) => pointerType === "touch" && context.notice.say(context.t("two-fingers"), SAID_S));
}
