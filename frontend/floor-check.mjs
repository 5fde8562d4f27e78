// What the oldest browsers lack, by MDN's compatibility data: `node floor-check.mjs built-ins` lists the built-ins,
// `node floor-check.mjs styles FILE…` what of style sheets has nothing in its place. JSON either way.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import postcss from "postcss";

import { FLOOR } from "./floor.mjs";

const data = createRequire(import.meta.url)("@mdn/browser-compat-data");

/** What old browsers may go without: the page reads and works the same, it is only less fine. */
const FINE = {
  properties: ["accent-color", "color-scheme", "forced-color-adjust", "overscroll-behavior", "print-color-adjust", "scroll-margin-top", "scroll-padding-bottom", "scrollbar-gutter", "text-autospace", "text-size-adjust", "text-underline-offset", "text-wrap", "scrollbar-width", "touch-action", "break-inside", "page", "size", "content-visibility", "speak", "user-select", "zoom", "-webkit-print-color-adjust"],
  selectors: ["has"],
  // Leaflet's, so that tiles show no seams while they fade in.
  // On paper a heading may stand at the foot of a sheet.
  values: ["break-before: avoid", "mix-blend-mode: plus-lighter", "break-after: avoid"],
};

function older(version, floor) {
  const [one, other] = [version.replace("≤", ""), floor].map((text) => text.split(".").map(Number));
  return one[0] < other[0] || (one[0] === other[0] && (one[1] ?? 0) <= (other[1] ?? 0));
}

/** Whether every browser of the floor has it, under its own name and unasked. Unknown to the data: yes. */
function supported(compat) {
  return Object.entries(FLOOR).every(([browser, floor]) => {
    const entries = [compat?.support?.[browser] ?? []].flat();
    if (!entries.length) return true;
    return entries.some((entry) => typeof entry.version_added === "string" && entry.version_added !== "preview" && older(entry.version_added, floor)
      && !entry.flags && !entry.prefix && !entry.alternative_name && !(entry.version_removed && older(entry.version_removed, floor)));
  });
}

function* named(tree, path = []) {
  for (const [name, node] of Object.entries(tree)) {
    if (name === "__compat" || typeof node !== "object") continue;
    yield [[...path, name], node];
  }
}

/** Paths such as Array.at, Array.prototype members and statics alike, and Element.replaceChildren. */
function builtIns() {
  const missing = [];
  for (const tree of [data.javascript.builtins, data.api]) {
    for (const [[owner], node] of named(tree)) {
      if (owner.startsWith("_")) continue;
      if (node.__compat && !supported(node.__compat)) missing.push([owner]);
      for (const [[member], inner] of named(node)) {
        if (member.endsWith("_event") || member === owner || !inner.__compat || supported(inner.__compat)) continue;
        missing.push([owner, member.replace(/_static$/, "").replace(/_permission$/, ""), member.endsWith("_static")]);
      }
    }
  }
  return missing;
}

/** Inside a question that the browser itself answers, anything may stand. */
function withinSupports(node) {
  for (let parent = node.parent; parent; parent = parent.parent) {
    if (parent.type === "atrule" && parent.name === "supports") return true;
  }
  return false;
}

function selectorFaults(rule) {
  return rule.selectors.flatMap((selector) => {
    const names = [...selector.matchAll(/:{1,2}(-?[a-z][\w-]*)/g)].map(([, name]) => name).filter((name) => !name.startsWith("-"));
    const lists = /:not\([^)]*,/.test(selector) ? ["not.selector_list"] : [];
    const lacking = [...names.filter((name) => data.css.selectors[name] && !supported(data.css.selectors[name].__compat)), ...lists];
    return lacking.filter((name) => !FINE.selectors.includes(name) && !(name === "focus-visible" && focusRules.has(selector.replaceAll(":focus-visible", ":focus"))))
      .map((name) => `${selector}: :${name}`);
  });
}

let focusRules = new Set();
let gapless = new Set();
let wordless = new Set();

function valueFaults(decl) {
  const property = data.css.properties[decl.prop];
  const words = decl.value.replace(/"[^"]*"|\([^()]*\)/g, " ").split(/[\s,/]+/).filter((word) => /^[a-z-]+$/.test(word));
  const faults = words.filter((word) => property?.[word]?.__compat && !supported(property[word].__compat)).map((word) => `${decl.prop}: ${word}`)
    .filter((fault) => !FINE.values.includes(fault));
  for (const [, unit] of decl.value.matchAll(/\d(dvh|dvw|svh|lvh|cqw|cqh|rlh|lh)\b/g)) faults.push(`${decl.prop}: ${unit}`);
  for (const [, name] of decl.value.matchAll(/\b(color-mix|light-dark|round|abs|oklch|oklab|lab|lch|clamp|min|max|env|image-set)\(/g)) {
    const compat = data.css.types[name]?.__compat ?? data.css.types.color?.[name]?.__compat;
    if (compat && !supported(compat)) faults.push(`${decl.prop}: ${name}()`);
  }
  return faults;
}

function declarationFaults(decl) {
  const { prop, value, parent } = decl;
  if (prop.startsWith("--") || prop.startsWith("-") || FINE.properties.includes(prop)) return [];
  const faults = valueFaults(decl);
  const property = data.css.properties[prop];
  if (property && !supported(property.__compat)) faults.push(prop);
  if (/^(row-|column-)?gap$/.test(prop) && isFlex(parent) && !parent.selectors.every((one) => gapless.has(one))) faults.push(`${prop} in a flex box`);
  // What stands before it in the same rule is in its place.
  const before = parent.nodes.slice(0, parent.index(decl)).some((other) => other.prop === prop || other.prop === `-webkit-${prop}`);
  const instead = before || (prop === "overflow-wrap" && parent.selectors.every((one) => wordless.has(one)));
  return instead ? faults.filter((fault) => fault.endsWith("flex box")) : faults.map((fault) => `${parent.selector}: ${fault} (${value})`);
}

let flexes = new Set();
function isFlex(rule) {
  return rule.selectors.some((one) => flexes.has(one));
}

function styleFaults(css) {
  const root = postcss.parse(css);
  flexes = new Set();
  [focusRules, gapless, wordless] = [new Set(), new Set(), new Set()];
  root.walkRules((rule) => {
    const has = (prop, value) => rule.nodes.some((node) => node.prop === prop && value.test(node.value));
    for (const one of rule.selectors) {
      if (has("display", /^(inline-)?flex$/)) flexes.add(one);
      if (!withinSupports(rule)) continue;
      if (one.includes(":focus")) focusRules.add(one);
      if (has("gap", /^0$/)) gapless.add(one);
      if (has("word-break", /./)) wordless.add(one);
    }
  });
  const faults = [];
  root.walkRules((rule) => {
    if (withinSupports(rule) || (rule.parent?.type === "atrule" && /keyframes$/.test(rule.parent.name))) return;
    faults.push(...selectorFaults(rule));
    rule.walkDecls((decl) => faults.push(...declarationFaults(decl)));
  });
  root.walkAtRules((rule) => {
    if (!/^(media|supports|import|font-face|keyframes|page)$/.test(rule.name)) faults.push(`@${rule.name}`);
  });
  return faults;
}

const [what, ...files] = process.argv.slice(2);
if (what === "built-ins") console.log(JSON.stringify(builtIns()));
else {
  const texts = await Promise.all(files.map(async (file) => [file, styleFaults(await readFile(file, "utf8"))]));
  console.log(JSON.stringify(Object.fromEntries(texts)));
}
