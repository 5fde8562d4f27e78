// The oldest browsers that the site is made for. Nothing else names them but the documents.
export const FLOOR = { chrome: "80", safari: "13.1" };
/** The same, as esbuild calls them. Scripts keep to ES2020, which both of them read. */
export const OLDEST = Object.entries(FLOOR).map(([browser, version]) => `${browser}${version}`);
