/** The places of the document that follow the filters, by the names that Python gave them. */
export function part(name: string): HTMLElement {
  return document.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
}
