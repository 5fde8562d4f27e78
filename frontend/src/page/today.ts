/** A citation says when the page was read: only the reader's own clock knows. */
import { ownDay } from "../draw/day";

export function sayWhenRead(): void {
  for (const line of document.querySelectorAll<HTMLElement>("[data-accessed]")) line.textContent = line.dataset["accessed"]!.replace("{date}", ownDay());
}
