// Builds frontend/dist: the map's script and style, the API document's files, the icons, and the
// manifest that tells the server which hashed name each of them has.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

import { build } from "esbuild";

import { withFallbacks } from "./css-fallbacks.mjs";
import { OLDEST } from "./floor.mjs";
import { faviconIco } from "./src/favicon/ico.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = process.env.SERVICEMAP_DIST ?? join(HERE, "dist");
/** How hard brotli tries, up to 11: as small as it gets takes most of a build's time, which one of a test need not. */
const BROTLI = Number(process.env.SERVICEMAP_BROTLI ?? constants.BROTLI_MAX_QUALITY);
/** The same for what is copied: half a first build went into these two, which the API's document alone shows. */
const BROTLI_VENDORED = Math.min(BROTLI, 9);
const VENDORED = {
  "swagger-ui.js": "swagger-ui-dist/swagger-ui-bundle.js",
  "swagger-ui.css": "swagger-ui-dist/swagger-ui.css",
};

const SHARED = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
  outdir: DIST,
  logLevel: "warning",
};

/** Leaflet as the page has it: two copies of it share numbers of layers and lose some. */
const PAGES_LEAFLET = {
  name: "the page's Leaflet",
  setup(found) {
    found.onResolve({ filter: /^leaflet$/ }, () => ({ path: "leaflet", namespace: "page" }));
    found.onLoad({ filter: /.*/, namespace: "page" }, () => ({ contents: "module.exports = window.L" }));
  },
};

const LEAFLET = join(HERE, "node_modules/leaflet/dist/leaflet-src.esm.js");

const ALL_OF_LEAFLET = 'import * as leaflet from "leaflet";';

/** Other names for parts that our maps have not: without these, and if making a class has no effect, the parts go. */
const UNUSED_NAMES = /^(?:Control\.(?:Layers|Scale)|control\.(?:layers|scale)|TileLayer\.WMS|tileLayer\.wms) = \w+;$/gm;

/** What Leaflet does for browsers that no script of ours is built for (`floor.mjs`), and on a canvas: ours draws in SVG. */
const NEVER_DONE = [
  [/\bBrowser\.(?:ie|ielt9|vml|ie3d|opera12|android23|androidStock|msPointer)\b/g, "false"],
  ["var vmlCreate = (", "var vmlCreate = /* @__PURE__ */ ("],
  ["(this.options.preferCanvas && canvas(options)) || svg(options)", "svg(options)"],
];

/** Leaflet's text without that. Fails where it is written in another way. */
function withoutNeverDone(text) {
  return NEVER_DONE.reduce((kept, [part, instead]) => {
    const left = kept.replace(part, instead);
    if (left === kept) throw new Error(`Leaflet no longer has ${String(part)}`);
    return left;
  }, text);
}

/** What our code names of Leaflet. */
async function usedOfLeaflet() {
  const files = (await readdir(join(HERE, "src"), { recursive: true })).filter((name) => name.endsWith(".ts"));
  const texts = await Promise.all(files.map((name) => readFile(join(HERE, "src", name), "utf8")));
  const exported = /^export \{([^}]*)\}/m.exec(await readFile(LEAFLET, "utf8"))[1].split(",").map((name) => name.trim().split(" as ").pop());
  const named = new Set(texts.flatMap((text) => [...text.matchAll(/\bL\.(\w+)/g)].map(([, name]) => name)));
  return exported.filter((name) => named.has(name)).join(", ");
}

/** Leaflet as modules: what no script of ours names stays out of the bundle. */
const MODULES_OF_LEAFLET = {
  name: "Leaflet's modules",
  setup(found) {
    found.onResolve({ filter: /^leaflet$/ }, () => ({ path: LEAFLET }));
    found.onLoad({ filter: /leaflet-src\.esm\.js$/ }, async ({ path }) => {
      const text = withoutNeverDone((await readFile(path, "utf8")).replace(UNUSED_NAMES, ""));
      return { contents: text.replace(/^var (\w+) = (\w+)\.extend\(/gm, "var $1 = /* @__PURE__ */ $2.extend("), loader: "js" };
    });
    // The first script hands Leaflet on to the later ones: what these use of it, and not all of it.
    found.onLoad({ filter: /entries[/\\]shared\.ts$/ }, async ({ path }) => {
      const used = await usedOfLeaflet();
      const picked = `import { ${used} } from "leaflet";\nconst leaflet = { ${used} };`;
      const text = await readFile(path, "utf8");
      if (!text.includes(ALL_OF_LEAFLET)) throw new Error(`${path} hands Leaflet on in another way`);
      return { contents: text.replace(ALL_OF_LEAFLET, picked), loader: "ts" };
    });
  },
};

/** The parts of Leaflet that our maps have in another way, or not at all. */
const NEVER_SHOWN = /leaflet-(bar|control|popup|tooltip|oldie|retina|attribution|top|bottom|left|right|vml)\b|\.lvml/;

/** Leaflet's style without the rules of those parts: every visitor reads it before the map stands. */
const STYLE_OF_LEAFLET = {
  name: "Leaflet's style",
  setup(found) {
    found.onLoad({ filter: /leaflet\.css$/ }, async ({ path }) => {
      const text = (await readFile(path, "utf8")).replace(/\/\*.*?\*\//gs, "");
      const kept = text.replace(/([^{}]+)\{[^{}]*\}/g, (rule, selectors) => (selectors.split(",").every((one) => NEVER_SHOWN.test(one)) ? "" : rule));
      return { contents: kept, loader: "css" };
    });
  },
};

/** What scripts after the first one take of it: the modules that `src/entries/shared.ts` lists. */
const FIRST_SCRIPTS = {
  name: "the first script's modules",
  async setup(found) {
    const listed = await readFile(join(HERE, "src/entries/shared.ts"), "utf8");
    const names = new Set([...listed.matchAll(/^  "?([a-z/-]+)"?(?:: |,$)/gm)].map(([, name]) => name));
    const shared = (name) => ({ path: name, namespace: "shared" });
    found.onResolve({ filter: /^leaflet$/ }, () => shared("leaflet"));
    found.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const name = relative(join(HERE, "src"), join(resolveDir, path)).split(sep).join("/");
      return names.has(name) ? shared(name) : undefined;
    });
    found.onLoad({ filter: /.*/, namespace: "shared" }, ({ path }) => ({ contents: `module.exports = window.serviceMapShared["${path}"]` }));
  },
};

const LANGUAGES = await readdir(join(HERE, "messages"));

/** A page is in one language: its script goes without the words of the others. */
function wordsOf(language) {
  return {
    name: `words of ${language}`,
    setup(found) {
      found.onLoad({ filter: /\.ftl$/ }, ({ path }) => (basename(dirname(path)) === language ? undefined : { contents: "", loader: "text" }));
    },
  };
}

/** The packages whose code or pictures are in what was built, and those that are copied or read besides. */
const PACKAGES = new Set(["swagger-ui-dist", "echarts"]);

function noted(result) {
  for (const input of Object.keys(result.metafile.inputs)) {
    const found = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) PACKAGES.add(found[1]);
  }
  return result.outputFiles[0].contents;
}

/** A classic script: no module, so that it also runs where only `<script defer>` is allowed. */
async function script(entry, plugins = [MODULES_OF_LEAFLET]) {
  const result = await build({ ...SHARED, entryPoints: [entry], format: "iife", loader: { ".ftl": "text" }, plugins });
  return noted(result);
}

/** One stylesheet. Leaflet's own pictures (default pin, layers button) are never shown, so they stay out. */
async function style(entry) {
  const plugins = [STYLE_OF_LEAFLET];
  const result = await build({ ...SHARED, target: OLDEST, entryPoints: [entry], loader: { ".png": "empty" }, plugins });
  return withFallbacks(new TextDecoder().decode(noted(result)));
}

async function write(name, contents, manifest) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 10);
  const hashed = `${basename(name, extname(name))}.${hash}${extname(name)}`;
  await writeFile(join(DIST, hashed), contents);
  manifest[name] = hashed;
}

/** What the server sends to callers that take a coding, beside each text: made once, ours as small as it gets. */
async function compressed(manifest) {
  const vendored = new Set(Object.keys(VENDORED).map((name) => manifest[name]));
  const texts = (await readdir(DIST)).filter((name) => [".js", ".css", ".svg"].includes(extname(name)));
  await Promise.all(texts.map(async (name) => {
    const contents = await readFile(join(DIST, name));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: vendored.has(name) ? BROTLI_VENDORED : BROTLI,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
    };
    await writeFile(join(DIST, `${name}.br`), await promisify(brotliCompress)(contents, { params }));
    await writeFile(join(DIST, `${name}.gz`), await promisify(gzip)(contents, { level: 9 }));
  }));
}

/** The licence of each package, in its own words where it brings them. Fails where a package names none. */
async function licences() {
  const texts = [];
  for (const name of [...PACKAGES].sort()) {
    const folder = join(HERE, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)(\.|$)/i.test(file)).sort();
    if (!license) throw new Error(`${name} ${version} names no licence`);
    const said = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    texts.push(`${name} ${version} (${license})\n\n${said.map((text) => text.trim()).join("\n\n") || `The package names the licence ${license} and brings no copy of it.`}\n`);
  }
  return texts.join(`\n${"-".repeat(78)}\n\n`);
}

/** Drops the pointer to a source map that is not delivered. */
function withoutSourceMap(text) {
  return text.replace(/\n?\/[/*]# sourceMappingURL=.*?(\*\/)?\s*$/, "\n");
}

async function emptyFolder(folder) {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
}

async function main() {
  const [mainScript, moreScript, featuresScript, featuresStyle, shortlistScript, shortlistStyle, orientationScript, orientationStyle, tilesScript, snapshotScript, stockScript, embedScript, apiDocs, mainStyle, firstStyle, moreStyle, stockStyle, builderScript, builderStyle, matchStyle, listsStyle, sitingScript, sitingStyle, briefStyle, stewardStyle, diffStyle] = await Promise.all([
    script("src/entries/main.ts"),
    script("src/entries/more.ts", [FIRST_SCRIPTS]),
    script("src/entries/features.ts", [FIRST_SCRIPTS]),
    style("src/styles/features.css"),
    script("src/entries/shortlist.ts", [FIRST_SCRIPTS]),
    style("src/styles/shortlist.css"),
    script("src/entries/orientation.ts", [FIRST_SCRIPTS]),
    style("src/styles/orientation.css"),
    script("src/entries/tiles.ts", [FIRST_SCRIPTS]),
    script("src/entries/snapshot.ts"),
    script("src/entries/stock.ts", [PAGES_LEAFLET]),
    script("src/entries/embed-host.ts"),
    script("src/entries/api-docs.ts"),
    style("src/styles/main.css"),
    style("src/styles/first.css"),
    style("src/styles/more.css"),
    style("src/styles/stock.css"),
    script("src/entries/builder.ts"),
    style("src/styles/builder.css"),
    style("src/styles/match.css"),
    style("src/styles/lists.css"),
    script("src/entries/siting.ts", [FIRST_SCRIPTS]),
    style("src/styles/siting.css"),
    style("src/styles/brief.css"),
    style("src/styles/steward.css"),
    style("src/styles/diff.css"),
  ]);
  await emptyFolder(DIST);
  const manifest = {};
  await write("main.js", mainScript, manifest);
  for (const language of LANGUAGES) await write(`main.${language}.js`, await script("src/entries/main.ts", [MODULES_OF_LEAFLET, wordsOf(language)]), manifest);
  await write("more.js", moreScript, manifest);
  await write("features.js", featuresScript, manifest);
  await write("features.css", featuresStyle, manifest);
  await write("shortlist.js", shortlistScript, manifest);
  await write("shortlist.css", shortlistStyle, manifest);
  await write("orientation.js", orientationScript, manifest);
  await write("orientation.css", orientationStyle, manifest);
  await write("tiles.js", tilesScript, manifest);
  await write("siting.js", sitingScript, manifest);
  await write("siting.css", sitingStyle, manifest);
  await write("snapshot.js", snapshotScript, manifest);
  await write("main.css", mainStyle, manifest);
  await write("first.css", firstStyle, manifest);
  await write("more.css", moreStyle, manifest);
  await write("stock.js", stockScript, manifest);
  await write("embed.js", embedScript, manifest);
  await write("stock.css", stockStyle, manifest);
  await write("api-docs.js", apiDocs, manifest);
  await write("builder.js", builderScript, manifest);
  await write("builder.css", builderStyle, manifest);
  await write("match.css", matchStyle, manifest);
  await write("lists.css", listsStyle, manifest);
  await write("brief.css", briefStyle, manifest);
  await write("steward.css", stewardStyle, manifest);
  await write("diff.css", diffStyle, manifest);
  for (const [name, path] of Object.entries(VENDORED)) {
    await write(name, withoutSourceMap(await readFile(join(HERE, "node_modules", path), "utf8")), manifest);
  }
  const svg = await readFile(join(HERE, "src/favicon/favicon.svg"));
  await write("favicon.svg", svg, manifest);
  await writeFile(join(DIST, "favicon.svg"), svg);
  await writeFile(join(DIST, "favicon.ico"), faviconIco());
  await writeFile(join(DIST, "licences.txt"), await licences());
  await compressed(manifest);
  await writeFile(join(DIST, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

await main();
