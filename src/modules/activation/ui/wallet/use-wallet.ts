"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type PhoneClient, PhoneError, phoneClient } from "../../phone/phone-client";
import type { HeldCard } from "../../phone/phone-store";
import { type BrowserStore, browserStore, type Notice } from "./browser-store";
import { thisDevice } from "./this-device";

export type Wallet = {
  /** False until the store has been read. */
  ready: boolean;
  /** The store can't be used here (private mode, storage refused). */
  broken: boolean;
  cards: HeldCard[];
  notices: Notice[];
  online: boolean;
  syncedAt: Date | null;
  /** Why the last sync failed, other than for want of a network. */
  trouble: string | null;
  client: PhoneClient | null;
  store: BrowserStore | null;
  sync(): Promise<void>;
  notify(notice: Omit<Notice, "id">): void;
  dismiss(id: string): void;
};

const EVERY = 20_000;
const RELAXED = 5 * 60_000;

/** The wallet of this browser: its cards, kept in step with the portal while it is open (R231). */
export function useWallet(): Wallet {
  const [client, setClient] = useState<PhoneClient | null>(null);
  const [store, setStore] = useState<BrowserStore | null>(null);
  const [ready, setReady] = useState(false);
  const [broken, setBroken] = useState(false);
  const [cards, setCards] = useState<HeldCard[]>([]);
  const [notices, setNotices] = useState<Notice[]>([]);
  const [online, setOnline] = useState(true);
  const [syncedAt, setSyncedAt] = useState<Date | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const running = useRef<Promise<void> | null>(null);

  const notify = useCallback((notice: Omit<Notice, "id">) => {
    setNotices((all) => [...all, { ...notice, id: crypto.randomUUID() }].slice(-4));
  }, []);
  const dismiss = useCallback((id: string) => setNotices((all) => all.filter((notice) => notice.id !== id)), []);

  const sync = useCallback(async () => {
    if (!client) return;
    running.current ??= (async () => {
      try {
        const { removed, forgotten } = await client.sync();
        for (const { card, why } of removed) notify({ kind: why === "moved" ? "moved" : "removed", title: card.title });
        for (const { card } of forgotten) notify({ kind: "forgotten", title: card.title });
        setSyncedAt(new Date());
        setTrouble(null);
        setOnline(true);
      } catch (error) {
        if (error instanceof PhoneError && error.reason === "offline") {
          setOnline(false);
          void syncOnceOnline();
        } else setTrouble(error instanceof PhoneError ? error.reason : "unavailable");
      } finally {
        running.current = null;
      }
    })();
    return running.current;
  }, [client, notify]);

  useEffect(() => {
    const store = browserStore();
    const read = () =>
      store.cards().then(
        async (all) => {
          const left = await store.takeNotices();
          if (left.length > 0) setNotices((shown) => [...shown, ...left].slice(-4));
          setCards(all.sort((a, b) => b.issuedAt.localeCompare(a.issuedAt)));
          setReady(true);
        },
        () => setBroken(true),
      );
    const stop = store.watch(() => void read());
    void (async () => {
      await read();
      const device = await thisDevice();
      setStore(store);
      setClient(phoneClient({ origin: window.location.origin, store, device }));
    })();
    return () => void stop();
  }, []);

  useEffect(() => {
    if (!client) return;
    return keepInStep(client, sync, setOnline);
  }, [client, sync]);

  return { ready, broken, cards, notices, online, syncedAt, trouble, client, store, sync, notify, dismiss };
}

type WakingRegistration = ServiceWorkerRegistration & {
  sync?: { register(tag: string): Promise<void> };
  periodicSync?: { register(tag: string, options: { minInterval: number }): Promise<void> };
};

const wakingWorker = async () =>
  "serviceWorker" in navigator ? ((await navigator.serviceWorker.ready) as WakingRegistration) : undefined;

/** Asks the browser to wake the wallet twice a day, so that leases don't end in a drawer; it may say no (not installed). */
export async function syncInBackground(): Promise<void> {
  const worker = await wakingWorker();
  await worker?.periodicSync?.register("wallet", { minInterval: 12 * 60 * 60 * 1000 }).catch(() => {});
}

/** Asks the browser to sync as soon as it is online again, the page open or not. */
async function syncOnceOnline(): Promise<void> {
  const worker = await wakingWorker();
  await worker?.sync?.register("wallet").catch(() => {});
}

/** Syncs when opened, seen again, back online; waits for orders while visible, and asks every 20 s where waiting fails. */
function keepInStep(client: PhoneClient, sync: () => Promise<void>, setOnline: (online: boolean) => void): () => void {
  let waiting: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  let held = false;

  const visible = () => document.visibilityState === "visible";
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => visible() && void sync().then(again), held ? RELAXED : EVERY);
  };
  const listen = async () => {
    if (waiting || over || !visible()) return;
    const own = new AbortController();
    waiting = own;
    try {
      while (!own.signal.aborted) {
        const started = performance.now();
        if (await client.wait(own.signal)) await sync();
        else if (performance.now() - started < 1000) break; // no keys yet, or nobody holds the line
        held = true;
      }
    } catch {
      held = false;
    }
    if (waiting === own) waiting = null;
    held = false;
    if (!over && visible()) setTimeout(listen, 15_000);
  };
  const wake = () => {
    if (!visible()) {
      waiting?.abort();
      waiting = null;
      clearTimeout(timer);
      return;
    }
    void sync().then(again);
    void listen();
  };
  const backOnline = () => {
    setOnline(true);
    wake();
  };
  const gone = () => setOnline(false);

  if (!navigator.onLine) setOnline(false);
  wake();
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", backOnline);
  window.addEventListener("offline", gone);
  return () => {
    over = true;
    waiting?.abort();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", wake);
    window.removeEventListener("online", backOnline);
    window.removeEventListener("offline", gone);
  };
}
