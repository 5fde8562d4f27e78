/**
 * For pages that embed: `<service-map view="district" district="310112">` makes a frame, and every frame of this
 * origin on the page follows the height of its content. No dependency, nothing stored, nothing sent but a hello.
 */
const VERSION = 1;
const RIGHTS = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
const PATHS: Record<string, string> = { platform: "platform", district: "district", zone: "zone" };
const OWN = new Set(["view", "h", "title", "class", "id", "style", "platform", "role", "slot"]);
/** What a page's own scripts and aids write on any element is none of the frame's business. */
const OF_PAGE = /^(data|aria)-/;
const [LEAST, MOST, FIRST, STEEPEST] = [160, 4000, 480, 4];

const script = document.currentScript as HTMLScriptElement | null;
const home = script ? new URL(script.src).origin : location.origin;

interface State {
  serviceMap: number;
  type: string;
  height: number;
}

function isState(data: unknown): data is State {
  const found = data as Partial<State> | null;
  return typeof found === "object" && found?.serviceMap === VERSION && found.type === "state" && Number.isFinite(found.height);
}

function hello(frame: HTMLIFrameElement): void {
  frame.contentWindow?.postMessage({ serviceMap: VERSION, type: "hello" }, "*");
}

/** Width over height, where it is one that a frame may have. */
function ratioOf(h: string): number | null {
  const found = /^([1-9]\d{0,3}):([1-9]\d{0,3})$/.exec(h);
  const ratio = found ? Number(found[1]) / Number(found[2]) : 0;
  return ratio >= 1 / STEEPEST && ratio <= STEEPEST ? ratio : null;
}

function pixelsOf(h: string): number | null {
  const pixels = /^\d{1,9}$/.test(h) ? Number(h) : 0;
  return pixels >= LEAST && pixels <= MOST ? pixels : null;
}

/** Pixels and a ratio are the web master's word; "auto", and what is none of them, follows the content. */
function follows(h: string): boolean {
  const fixed = ratioOf(h) ?? pixelsOf(h);
  if (!fixed && h !== "auto") console.info(`service map: h=${h.slice(0, 80)}: allowed: auto, pixels (${LEAST} to ${MOST}), width:height from 1:${STEEPEST} to ${STEEPEST}:1`);
  return !fixed;
}

function size(frame: HTMLIFrameElement, h: string): void {
  const ratio = ratioOf(h);
  frame.style.width = "100%";
  frame.style.minHeight = `${LEAST}px`;
  frame.style.maxHeight = `${MOST}px`;
  if (ratio) frame.style.aspectRatio = `${ratio}`;
  else frame.style.height = `${pixelsOf(h) ?? FIRST}px`;
}

function follow(frame: HTMLIFrameElement): void {
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || !isState(event.data)) return;
    frame.style.height = `${Math.min(Math.max(event.data.height, LEAST), MOST)}px`;
    frame.dispatchEvent(new CustomEvent("service-map", { detail: event.data, bubbles: true }));
  });
  frame.addEventListener("load", () => hello(frame));
  hello(frame);
}

class ServiceMapElement extends HTMLElement {
  private frame: HTMLIFrameElement | null = null;

  connectedCallback(): void {
    // Moved within the page it keeps its frame.
    if (this.frame) return;
    const frame = (this.frame = document.createElement("iframe"));
    const h = this.getAttribute("h") || "auto";
    frame.src = this.address();
    frame.title = this.getAttribute("title") || (this.getAttribute("lang") === "en" ? "Proof-of-concept service map" : "概念验证平台服务地图");
    frame.loading = "lazy";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute("sandbox", RIGHTS);
    frame.style.border = "0";
    size(frame, h);
    if (follows(h)) follow(frame);
    this.style.display = "block";
    this.prepend(frame);
    this.clear();
    // While the page is still being read, what the element holds comes after it.
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => this.clear());
  }

  /** What stood there for pages without scripts has done its work. A frame that is moved would load anew. */
  private clear(): void {
    for (const child of [...this.childNodes]) if (child !== this.frame) child.remove();
  }

  private address(): string {
    const view = this.getAttribute("view") ?? "map";
    const path = PATHS[view] ? `/${PATHS[view]}/${encodeURIComponent(this.getAttribute(view) ?? "")}` : view === "map" ? "" : `/${view}`;
    const query = new URLSearchParams();
    for (const { name, value } of this.attributes) {
      if (!OWN.has(name) && name !== view && !OF_PAGE.test(name)) query.append(name, value);
    }
    const text = query.toString();
    return `${home}/embed/v1${path}${text ? `?${text}` : ""}`;
  }
}

/** The address of a frame, or null for what is none: one bad frame costs the others nothing. */
function addressOf(frame: HTMLIFrameElement): URL | null {
  try {
    return new URL(frame.src, location.href);
  } catch {
    return null;
  }
}

if (!customElements.get("service-map")) customElements.define("service-map", ServiceMapElement);
for (const frame of document.querySelectorAll<HTMLIFrameElement>("iframe[data-service-map]")) {
  const address = addressOf(frame);
  if (address?.origin === home && follows(address.searchParams.get("h") || "auto")) follow(frame);
}
