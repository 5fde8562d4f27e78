/** A path of the site that serves this document, as browsers call it: behind a proxy it may stand below a path of its host. */
export function at(path: string): string {
  return (document.documentElement.dataset["base"] ?? "") + path;
}
