// What Chromium 80 and Safari 13.1 lack in a style sheet and a build can put in its place: gaps between the items of
// a flex box, `:focus-visible`, and `overflow-wrap: anywhere`.
import postcss from "postcss";

// Both came after `aspect-ratio` could not be asked for: whoever has it has gaps in flex boxes and `:focus-visible`.
const OLD = "not (aspect-ratio:1)";
const NO_ANYWHERE = "not (overflow-wrap:anywhere)";

/** The last compound of a selector, by which a later rule for the same element is known: `.a > .b:hover` is `.b`. */
function subject(selector) {
  return selector.replace(/:root\S*\s+|body\S*\s+/g, "").split(/[\s>+~]+/).pop().replace(/:[\w-]+(\([^)]*\))?/g, "");
}

function declared(rule) {
  return Object.fromEntries(rule.nodes.filter((node) => node.type === "decl").map(({ prop, value }) => [prop, value]));
}

/** The selectors of rules that lay out a flex box, each with its direction and whether it wraps. */
function flexBoxes(root) {
  const boxes = new Map();
  root.walkRules((rule) => {
    const own = declared(rule);
    for (const selector of rule.selectors ?? []) {
      const key = subject(selector);
      if (/^(inline-)?flex$/.test(own.display ?? "")) boxes.set(key, { column: false, wrap: false, ...boxes.get(key) });
      const box = boxes.get(key);
      if (!box) continue;
      if (own["flex-direction"]) box.column = own["flex-direction"].startsWith("column");
      if (own["flex-wrap"]) box.wrap = own["flex-wrap"] === "wrap";
    }
  });
  return boxes;
}

function gapsOf(own) {
  const [row, column = row] = (own.gap ?? "").split(/\s+(?![^(]*\))/);
  return { row: own["row-gap"] ?? row, column: own["column-gap"] ?? column };
}

/** Rules of the same conditions with the same declarations become one. */
class Collected {
  rules = new Map();

  add(conditions, selector, text) {
    const key = [...conditions, text].join("|");
    const rule = this.rules.get(key) ?? { conditions, text, selectors: new Set() };
    this.rules.set(key, rule);
    rule.selectors.add(selector);
  }

  css() {
    return [...this.rules.values()].map(({ conditions, text, selectors }) => {
      const rule = `${[...selectors].join(",")}{${text}}`;
      return conditions.reduceRight((inner, condition) => `${condition}{${inner}}`, rule);
    }).join("");
  }
}

function conditionsOf(rule) {
  const around = [];
  for (let parent = rule.parent; parent?.type === "atrule"; parent = parent.parent) around.unshift(`@${parent.name} ${parent.params}`);
  return around;
}

function gapFallback(rule, boxes, collected) {
  const own = declared(rule);
  if (!("gap" in own || "row-gap" in own || "column-gap" in own) || /grid/.test(own.display ?? "")) return;
  const { row, column } = gapsOf(own);
  for (const selector of rule.selectors) {
    const box = boxes.get(subject(selector));
    if (!box) continue;
    collected.add([], selector, "gap:0!important");
    const margins = [];
    if ((!box.column || box.wrap) && column && column !== "0") margins.push(`margin-right:${column}`);
    if ((box.column || box.wrap) && row && row !== "0") margins.push(`margin-bottom:${row}`);
    if (margins.length) collected.add(conditionsOf(rule), `${selector}>*`, margins.join(";"));
  }
}

/** The style sheet with its fallbacks: gaps first, so that an element's own margins win; what is of focus last. */
export function withFallbacks(css) {
  const root = postcss.parse(css);
  const boxes = flexBoxes(root);
  const [gaps, focus, words] = [new Collected(), new Collected(), new Collected()];
  root.walkRules((rule) => {
    if (rule.parent?.type === "atrule" && /keyframes$/.test(rule.parent.name)) return;
    gapFallback(rule, boxes, gaps);
    const text = rule.nodes.map(String).join(";");
    for (const selector of rule.selectors.filter((one) => one.includes(":focus-visible"))) {
      focus.add(conditionsOf(rule), selector.replaceAll(":focus-visible", ":focus"), text);
    }
    if (declared(rule)["overflow-wrap"] === "anywhere") {
      for (const selector of rule.selectors) words.add(conditionsOf(rule), selector, "word-break:break-word");
    }
  });
  const around = (condition, rules) => (rules ? `@supports ${condition}{${rules}}` : "");
  return around(OLD, gaps.css()) + css + around(OLD, focus.css()) + around(NO_ANYWHERE, words.css());
}
