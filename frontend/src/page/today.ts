/** A citation says when the page was read: only the reader's own clock knows. The day is the city's. */
import { cityDay } from "../draw/day";

export function sayWhenRead(): void {
  for (const line of document.querySelectorAll<HTMLElement>("[data-accessed]")) line.textContent = line.dataset["accessed"]!.replace("{date}", cityDay());
}
