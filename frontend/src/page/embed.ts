/**
 * The frame's side of the conversation with its host page, version 1. The host says hello; the frame answers to
 * exactly that origin, if it is allowed, with its height, its view and the selected platform, and nothing else.
 */
import type { Selection } from "../map/selection";

const VERSION = 1;

/** `fixed`: the host keeps the height that the frame has. */
interface Message {
  serviceMap: number;
  type: string;
  fixed?: boolean;
}

function isHello(data: unknown): data is Message {
  const found = data as Partial<Message> | null;
  return typeof found === "object" && found?.serviceMap === VERSION && found.type === "hello";
}

const PORTS: Record<string, string> = { "http:": "80", "https:": "443" };

/**
 * One entry of the operator's list: `example.cn`, `*.example.cn`, `https://example.cn:8443`. Empty list: any. The same
 * entries are in the header, so they mean here what browsers take them for there: without a scheme they have this
 * site's, `http:` includes `https:`, and this site itself may always frame.
 */
function allows(hosts: readonly string[], origin: string): boolean {
  if (!hosts.length || origin === location.origin) return true;
  const { protocol, hostname, port } = new URL(origin);
  return hosts.some((host) => {
    const [, scheme = location.protocol, name, wanted] = /^(?:(https?:)\/\/)?([^:]+)(?::(\d+))?$/.exec(host) ?? [];
    if (!name || (scheme === "https:" && protocol !== scheme)) return false;
    if (wanted ? wanted !== (port || PORTS[protocol]) : port) return false;
    return name.startsWith("*.") ? hostname.endsWith(name.slice(1)) : hostname === name;
  });
}

export function wireEmbed(selection: Selection): void {
  const hosts = (document.body.dataset["hosts"] ?? "").split(" ").filter(Boolean);
  const frame = document.querySelector<HTMLElement>(".embed");
  if (!frame || parent === window) return;
  document.body.classList.add("framed");
  let origin = "";
  const tell = (): void => {
    if (!origin) return;
    const view = document.body.dataset["view"] ?? "map";
    const height = Math.ceil(frame.getBoundingClientRect().height);
    parent.postMessage({ serviceMap: VERSION, type: "state", height, view, selected: selection.selected }, origin);
  };
  addEventListener("message", (event) => {
    if (event.source !== parent || event.origin === "null" || !isHello(event.data) || !allows(hosts, event.origin)) return;
    origin = event.origin;
    // A host that gives the room that is asked for: nothing fills or sticks to the window.
    document.body.classList.toggle("follows", !event.data.fixed);
    tell();
  });
  new ResizeObserver(tell).observe(frame);
  selection.listen(tell);
}
