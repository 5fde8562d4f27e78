/**
 * A group of filters, and the links of a table of figures, are one stop of the Tab key each; arrows go from one to the next, as
 * between the marks of the map. All of them would be some hundred stops before what stands after them.
 */
const GROUPS = "fieldset.facet, fieldset.three, .gap-grid tbody, #districts tbody";
const STOP = "input:not(:disabled), a[href]";
const STEPS: Readonly<Record<string, readonly [across: number, down: number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function wireGroups(): void {
  document.addEventListener("focusin", ({ target }) => {
    const group = (target as Element).closest?.(GROUPS);
    if (group && (target as Element).matches(STOP)) stopAt(stops(group), target as HTMLElement);
  });
  document.addEventListener("keydown", (event) => {
    const here = event.target as HTMLElement;
    const group = here.closest?.(GROUPS);
    if (!group || !here.matches(STOP) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const all = stops(group);
    const step = STEPS[event.key];
    const end = { Home: all[0], End: all[all.length - 1] }[event.key];
    if (!step && !end) return;
    // At an end the key does nothing: the page would scroll away below what has the focus.
    event.preventDefault();
    const [across, down] = step ?? [0, 0];
    (end ?? (down ? below(here, down) : undefined) ?? all[all.indexOf(here) + across + down])?.focus();
  });
  gather();
}

/** After a part was written anew: the stop is where the keyboard is, else at what is chosen, else at the first. */
export function gather(): void {
  for (const group of document.querySelectorAll(GROUPS)) {
    const all = stops(group);
    const stop = all.find((one) => one === document.activeElement) ?? all.find((one) => one.matches(":checked, .on *")) ?? all[0];
    if (stop) stopAt(all, stop);
  }
}

/** In a table the next one of the same column, itself where there is none; undefined outside of tables. */
function below(here: HTMLElement, step: number): HTMLElement | undefined {
  const cell = here.closest<HTMLTableCellElement>("td, th");
  if (!cell) return undefined;
  let row = cell.parentElement as HTMLTableRowElement | null;
  while ((row = (step > 0 ? row!.nextElementSibling : row!.previousElementSibling) as HTMLTableRowElement | null)) {
    const found = row.cells[cell.cellIndex]?.querySelector<HTMLElement>(STOP);
    if (found) return found;
  }
  return here;
}

function stops(group: Element): HTMLElement[] {
  return [...group.querySelectorAll<HTMLElement>(STOP)];
}

function stopAt(all: readonly HTMLElement[], stop: HTMLElement): void {
  for (const one of all) one.tabIndex = one === stop ? 0 : -1;
}
