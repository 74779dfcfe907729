/*
 * One event stream per browser, shared by its tabs: the tab that holds the lock opens it for the topics of all tabs and
 * passes on what it hears. Where a browser has no locks each tab has a stream of its own.
 */
type Heard = { kind: "touched"; topics: string[] } | { kind: "ended" };
type Message = Heard | { kind: "want"; tab: string; topics: string[] } | { kind: "who" };
type Listener = (heard: Heard) => void;

const REOPEN_MS = 200;
const tab = Math.random().toString(36).slice(2);
const listeners = new Set<Listener>();
const mine = new Map<string, number>();
const others = new Map<string, string[]>();
let channel: BroadcastChannel | null = null;
let leading = false;
let source: EventSource | null = null;
let opened = "";
let timer: number | undefined;

function start(): void {
  if (channel) return;
  channel = new BroadcastChannel("portal-live");
  channel.onmessage = (event: MessageEvent<Message>) => {
    const message = event.data;
    if (message.kind === "want") {
      others.set(message.tab, message.topics);
      reopen();
    } else if (message.kind === "who") announce();
    else for (const listener of listeners) listener(message);
  };
  const lead = () => {
    leading = true;
    channel?.postMessage({ kind: "who" } satisfies Message);
    reopen();
  };
  if (navigator.locks) void navigator.locks.request("portal-live", () => new Promise<void>(() => lead()));
  else lead();
}

function announce(): void {
  channel?.postMessage({ kind: "want", tab, topics: [...mine.keys()] } satisfies Message);
}

function hear(heard: Heard): void {
  for (const listener of listeners) listener(heard);
  channel?.postMessage(heard satisfies Message);
}

/** Opens the stream for what all tabs want now, unless it is open for just that. */
function reopen(): void {
  if (!leading) return;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    const topics = [...new Set([...mine.keys(), ...[...others.values()].flat()])].sort().slice(0, 50).join(",");
    if (topics === opened && source && source.readyState !== EventSource.CLOSED) return;
    source?.close();
    source = null;
    opened = topics;
    if (!topics) return;
    source = new EventSource(`/api/live?topics=${encodeURIComponent(topics)}`);
    source.addEventListener("touched", (event) =>
      hear({ kind: "touched", topics: JSON.parse((event as MessageEvent<string>).data) as string[] }),
    );
    source.addEventListener("ended", () => {
      source?.close();
      hear({ kind: "ended" });
    });
  }, REOPEN_MS);
}

/** Wants to hear of topics. @returns a function that ends it. */
export function wantTopics(topics: string[], listener: Listener): () => void {
  start();
  listeners.add(listener);
  for (const topic of topics) mine.set(topic, (mine.get(topic) ?? 0) + 1);
  announce();
  reopen();
  return () => {
    listeners.delete(listener);
    for (const topic of topics) {
      const count = (mine.get(topic) ?? 1) - 1;
      if (count > 0) mine.set(topic, count);
      else mine.delete(topic);
    }
    announce();
    reopen();
  };
}
