import pg from "pg";
import { onTouch } from "../db";
import { log } from "../logging";

/*
 * Live pages: one relay per process. What commits have touched is collected and sent by NOTIFY in batches, from a
 * connection of the relay's own (NOTIFY inside a hot transaction would serialize all commits); the same connection
 * LISTENs for all processes and tells this one's open pages.
 */

export type Subscriber = (topics: string[]) => void;
type Relay = { subscribers: Set<Subscriber>; byTopic: Map<string, Set<() => void>>; stop(): Promise<void> };

const CHANNEL = "portal_touched";
const EVERYTHING = "*";
const BATCH_MS = 50;
const RECONNECT_MS = 1_000;
const NOTIFY_LIMIT = 7_000; // bytes; PostgreSQL takes 8,000

const holder = globalThis as typeof globalThis & { __portalRelay?: Relay };

/** Starts the relay of this process; does nothing if it runs. */
export function startRelay(connectionString: string): void {
  if (holder.__portalRelay) return;
  const subscribers = new Set<Subscriber>();
  const byTopic: Relay["byTopic"] = new Map();
  const waiting = new Set<string>();
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const tell = (topics: string[]) => {
    for (const subscriber of subscribers) subscriber(topics);
    const heard = topics.includes(EVERYTHING) ? byTopic.values() : topics.flatMap((topic) => byTopic.get(topic) ?? []);
    for (const hear of new Set([...heard].flatMap((set) => [...set]))) hear();
  };

  const connect = async () => {
    const next = new pg.Client({ connectionString, keepAlive: true, application_name: "portal-relay" });
    let over = false;
    const again = () => {
      if (over) return;
      over = true;
      client = null;
      if (!stopped) setTimeout(connect, RECONNECT_MS).unref();
    };
    next.on("notification", (message) => tell(JSON.parse(message.payload ?? "[]") as string[]));
    next.on("error", again);
    next.on("end", again);
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      client = next;
      tell([EVERYTHING]); // whatever was missed meanwhile
    } catch {
      again();
    }
  };

  const flush = async () => {
    timer = null;
    const topics = [...waiting];
    waiting.clear();
    try {
      for (const batch of batches(topics))
        await client?.query("select pg_notify($1, $2)", [CHANNEL, JSON.stringify(batch)]);
      if (!client) tell(topics); // pages of this process at least
    } catch (error) {
      log.warn({ err: error }, "live pages were not told of a change");
      tell(topics);
    }
  };

  onTouch((topics) => {
    for (const topic of topics) waiting.add(topic);
    if (!timer) timer = setTimeout(flush, BATCH_MS).unref();
  });
  void connect();
  holder.__portalRelay = {
    subscribers,
    byTopic,
    async stop() {
      stopped = true;
      holder.__portalRelay = undefined;
      await client?.end().catch(() => {});
    },
  };
}

/** Hears what was touched, in this process or another, from now on. @returns a function that ends it. */
export function subscribe(subscriber: Subscriber): () => void {
  const relay = holder.__portalRelay;
  relay?.subscribers.add(subscriber);
  return () => relay?.subscribers.delete(subscriber);
}

/**
 * Hears when one of some topics was touched. Unlike `subscribe`, ten thousand who wait for something of their own cost a
 * change of something else nothing. @returns a function that ends it.
 */
export function awaitTopics(wanted: Iterable<string>, hear: () => void): () => void {
  const byTopic = holder.__portalRelay?.byTopic;
  for (const topic of wanted) {
    const set = byTopic?.get(topic) ?? new Set();
    byTopic?.set(topic, set.add(hear));
  }
  return () => {
    for (const topic of wanted) {
      const set = byTopic?.get(topic);
      set?.delete(hear);
      if (set?.size === 0) byTopic?.delete(topic);
    }
  };
}

/** Whether a list of touched topics is about one of those wanted. */
export function concerns(touched: string[], wanted: ReadonlySet<string>): boolean {
  return touched.some((topic) => topic === EVERYTHING || wanted.has(topic));
}

export async function stopRelay(): Promise<void> {
  await holder.__portalRelay?.stop();
}

function* batches(topics: string[]): Generator<string[]> {
  let batch: string[] = [];
  let size = 2;
  for (const topic of topics) {
    if (size + topic.length + 3 > NOTIFY_LIMIT) {
      yield batch;
      batch = [];
      size = 2;
    }
    batch.push(topic);
    size += topic.length + 3;
  }
  if (batch.length > 0) yield batch;
}
