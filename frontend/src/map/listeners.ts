/** Those who want to hear of a change. One that fails is reported, and keeps none of the others from hearing. */
export function callAll<A extends unknown[]>(listeners: readonly ((...what: A) => void)[], ...what: A): void {
  for (const listener of listeners) attempt(() => listener(...what));
}

/** Whether it went well. A map that fails must never take the list with it: the fault is reported in the console. */
export function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    console.error("service map:", error);
    return false;
  }
}
