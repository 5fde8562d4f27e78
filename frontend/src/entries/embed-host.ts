/**
 * For pages that embed: `<service-map view="district" district="310112">` makes a frame, and every frame of this
 * service on the page follows the height of its content. No dependency, nothing stored, nothing sent but a hello.
 *
 * What the page itself put into the element is never taken away: written self-closed, or without its end tag, the
 * element holds the rest of the page. Only a first child marked `data-fallback` gives way, and only once the frame has
 * answered; until then it is the way to the map for those whose browser or network shows none.
 */
const VERSION = 1;
const RIGHTS = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
const PATHS: Record<string, string> = { platform: "platform", district: "district", zone: "zone" };
const OWN = new Set(["view", "h", "title", "class", "id", "style", "platform", "role", "slot", "hidden"]);
/** What a page's own scripts and aids write on any element is none of the frame's business. */
const OF_PAGE = /^(data|aria)-/;
const [LEAST, MOST, FIRST, STEEPEST] = [160, 4000, 480, 4];
/** A loaded frame that says nothing for so long shows something else than the map. */
const SILENCE_MS = 10_000;
const SCRIPT = /(https?:\/\/[^\s()]+?)\/embed\/v1\/embed(?:\.[0-9a-f]{10})?\.js/;

interface State {
  serviceMap: number;
  type: string;
  height: number;
}

interface Conversation {
  /** Whether the frame takes the height of its content. */
  follows: boolean;
  heard: (state: State) => void;
}

const say = (text: string): void => console.info(`service map: ${text}`);

/** The address of the service in an address of its script. */
function serviceIn(text: string | null | undefined): string {
  return SCRIPT.exec(text ?? "")?.[1] ?? "";
}

/** Written by hand: an address of the service, or of something below it. */
function written(home: string | undefined): string {
  return /^https?:\/\//.test(home ?? "") ? home!.trim().replace(/(\/embed\/v1.*)?\/*$/, "") : "";
}

/**
 * Where this service is. A module has no `currentScript`, and what a loader runs may have another's: then the trace of
 * an error, the scripts of the page or what it loaded names this file. Copied into another script, nothing does.
 */
function findHome(): string {
  const script = document.currentScript as HTMLScriptElement | null;
  return (
    written(script?.dataset["home"]) ||
    serviceIn(script?.src) ||
    serviceIn(new Error().stack) ||
    serviceIn([...document.scripts].map(({ src }) => src).find((src) => SCRIPT.test(src))) ||
    serviceIn(performance.getEntriesByType("resource").map(({ name }) => name).find((name) => SCRIPT.test(name)))
  );
}

const home = findHome();

function isState(data: unknown): data is State {
  const found = data as Partial<State> | null;
  return typeof found === "object" && found?.serviceMap === VERSION && found.type === "state" && Number.isFinite(found.height);
}

/** The frames of the page that are listened to. One listener serves all of them, and forgets those that are gone. */
const conversations = new Map<HTMLIFrameElement, Conversation>();

addEventListener("message", (event) => {
  for (const [frame, { follows, heard }] of conversations) {
    if (!frame.isConnected) conversations.delete(frame);
    else if (event.source && event.source === frame.contentWindow && isState(event.data)) {
      if (follows) frame.style.height = `${Math.min(Math.max(event.data.height, LEAST), MOST)}px`;
      heard(event.data);
      frame.dispatchEvent(new CustomEvent("service-map", { detail: event.data, bubbles: true }));
    }
  }
});

/** A frame of fixed height says that it is: it fills what it has instead of asking for more. */
function hello(frame: HTMLIFrameElement): void {
  const conversation = conversations.get(frame);
  if (!conversation) return;
  const fixed = conversation.follows ? {} : { fixed: true };
  frame.contentWindow?.postMessage({ serviceMap: VERSION, type: "hello", ...fixed }, "*");
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
  if (!fixed && h !== "auto") say(`h=${h.slice(0, 80)}: allowed: auto, pixels (${LEAST} to ${MOST}), width:height from 1:${STEEPEST} to ${STEEPEST}:1`);
  return !fixed;
}

class ServiceMapElement extends HTMLElement {
  private frame: HTMLIFrameElement | null = null;
  private asked = "";
  private h = "";
  private answered = false;
  private told = false;
  private readonly changes = new MutationObserver(() => this.update());
  /** Gives a frame its proportion in browsers that know no `aspect-ratio`. */
  private readonly proportion = new ResizeObserver(() => this.proportionate());

  connectedCallback(): void {
    this.update();
    this.changes.observe(this, { attributes: true });
    // While the page is still being read, what the element holds comes after it.
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => this.read(), { once: true });
    else this.read();
  }

  disconnectedCallback(): void {
    this.changes.disconnect();
    this.proportion.disconnect();
    if (this.frame) conversations.delete(this.frame);
  }

  /** Makes the frame that the attributes ask for; one that shows it already stays. */
  private update(): void {
    const address = this.address();
    if (!address) return;
    if (getComputedStyle(this).display === "inline") this.style.display = "block";
    const h = this.getAttribute("h") || "auto";
    const another = this.asked !== address;
    const frame = another || !this.frame ? this.make(address) : this.frame;
    frame.title = this.getAttribute("title") || (this.getAttribute("lang") === "en" ? "Proof-of-concept service map" : "概念验证平台服务地图");
    // Moved within the page it keeps its frame, and is listened to again.
    if (another || this.h !== h || !conversations.has(frame)) this.follow(frame, h);
    this.asked = address;
    this.h = h;
  }

  /** Another frame, not another address of the same: that would be a step back in the history of the page. */
  private make(address: string): HTMLIFrameElement {
    const frame = document.createElement("iframe");
    frame.src = address;
    frame.loading = "lazy";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute("sandbox", RIGHTS);
    frame.addEventListener("load", () => {
      hello(frame);
      setTimeout(() => this.silent(frame), SILENCE_MS);
    });
    if (this.frame) {
      // As high as the one before, until it says how high it is: the page does not jump.
      frame.style.height = this.frame.style.height;
      conversations.delete(this.frame);
      this.frame.replaceWith(frame);
    } else this.prepend(frame);
    this.answered = false;
    return (this.frame = frame);
  }

  private follow(frame: HTMLIFrameElement, h: string): void {
    const [{ style }, ratio, pixels] = [frame, ratioOf(h), pixelsOf(h)];
    style.border = "0";
    style.width = "100%";
    style.minHeight = `${LEAST}px`;
    style.maxHeight = `${MOST}px`;
    style.setProperty("aspect-ratio", ratio ? `${ratio}` : "");
    style.height = ratio ? "" : pixels ? `${pixels}px` : style.height || `${FIRST}px`;
    this.proportion.disconnect();
    if (ratio && !CSS.supports("aspect-ratio", "1")) this.proportion.observe(this);
    conversations.set(frame, { follows: follows(h), heard: () => this.hear() });
    hello(frame);
  }

  private proportionate(): void {
    const ratio = ratioOf(this.h);
    if (ratio && this.frame) this.frame.style.height = `${Math.round(this.clientWidth / ratio)}px`;
  }

  /** The first child that the page marked, which stands in for the frame. */
  private fallback(): HTMLElement | undefined {
    const first = [...this.children].find((child) => child !== this.frame);
    return first instanceof HTMLElement && first.hasAttribute("data-fallback") ? first : undefined;
  }

  /** The frame shows the map: the link to it has done its work. It is hidden, not removed, as it is the page's. */
  private hear(): void {
    this.answered = true;
    this.fallback()?.style.setProperty("display", "none", "important");
  }

  /** A server that is away, or a frame that was refused, leaves a link, never nothing. */
  private silent(frame: HTMLIFrameElement): void {
    if (this.answered || frame !== this.frame || !this.isConnected || this.fallback()) return;
    say(`no answer from ${frame.src}`);
    const link = document.createElement("a");
    link.setAttribute("data-fallback", "");
    link.href = frame.src;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = frame.title;
    frame.after(link);
  }

  /** The page has been read: what the element holds is there. */
  private read(): void {
    if (this.answered) this.hear();
    if (this.told) return;
    this.told = true;
    const [fallback, frame] = [this.fallback(), this.frame];
    const more = [...this.childNodes].some((node) => node !== frame && node !== fallback && node.nodeType !== Node.COMMENT_NODE && node.textContent?.trim());
    if (more) say("<service-map> holds more than its fallback; it stays. Is the end tag </service-map> missing? <service-map /> does not close itself.");
  }

  private address(): string {
    const service = written(this.dataset["home"]) || home;
    if (!service) {
      console.error('service map: this copy of embed.js did not come from …/embed/v1/embed.js, so it cannot tell where the map is. Load it from there, or write data-home="https://…" on <service-map>.');
      return "";
    }
    const view = this.getAttribute("view") ?? "map";
    const path = PATHS[view] ? `/${PATHS[view]}/${encodeURIComponent(this.getAttribute(view) ?? "")}` : view === "map" ? "" : `/${view}`;
    const query = new URLSearchParams();
    for (const { name, value } of this.attributes) {
      if (!OWN.has(name) && name !== view && !OF_PAGE.test(name)) query.append(name, value);
    }
    const text = query.toString();
    return `${service}/embed/v1${path}${text ? `?${text}` : ""}`;
  }
}

/** The address of a frame of this service that may take the height of its content, or null. */
function addressOf(frame: HTMLIFrameElement): URL | null {
  try {
    const address = new URL(frame.src, location.href);
    return home && address.href.startsWith(`${new URL(home).href.replace(/\/$/, "")}/embed/v1`) ? address : null;
  } catch {
    // One bad frame costs the others nothing.
    return null;
  }
}

/** A frame that the web master wrote takes the height of its content, if it is one of this service. */
function follow(frame: HTMLIFrameElement): void {
  const address = conversations.has(frame) ? null : addressOf(frame);
  if (address && follows(address.searchParams.get("h") || "auto")) conversations.set(frame, { follows: true, heard: () => undefined });
  hello(frame);
}

const WRITTEN = "iframe[data-service-map]";

if (!customElements.get("service-map")) customElements.define("service-map", ServiceMapElement);
for (const frame of document.querySelectorAll<HTMLIFrameElement>(WRITTEN)) follow(frame);
// Frames that come later, too: this script may stand before them, and pages put some in when they are asked to.
document.addEventListener("load", ({ target }) => target instanceof HTMLIFrameElement && target.matches(WRITTEN) && follow(target), true);
