import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { HeldCard, PendingRemoval, PhoneKeys, PhoneStore } from "../../phone/phone-store";

/** Something that the holder must be told. */
export type Notice = { id: string; kind: "added" | "removed" | "moved" | "forgotten"; title: string };

export type BrowserStore = PhoneStore & {
  watch(changed: () => void): () => void;
  /** Keeps a notice until a page shows it: what happened while none was open. */
  leaveNotice(notice: Notice): Promise<void>;
  /** The notices that wait, once. */
  takeNotices(): Promise<Notice[]>;
};

interface WalletSchema extends DBSchema {
  keys: { key: string; value: PhoneKeys };
  cards: { key: string; value: HeldCard };
  pending: { key: string; value: PendingRemoval };
  notices: { key: string; value: Notice };
}

const OWN = "own";

/** The wallet's store in IndexedDB. The private keys are kept as keys that no script can read out. */
export function browserStore(): BrowserStore {
  let opened: Promise<IDBPDatabase<WalletSchema>> | null = null;
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("wallet");
  const listeners = new Set<() => void>();
  const tell = () => {
    channel?.postMessage("changed");
    for (const listener of listeners) listener();
  };
  channel?.addEventListener("message", () => {
    for (const listener of listeners) listener();
  });
  const db = () => {
    opened ??= openDB<WalletSchema>("mobile-id-wallet", 2, {
      upgrade(database, from) {
        if (from < 1) {
          database.createObjectStore("keys");
          database.createObjectStore("cards", { keyPath: "credentialId" });
          database.createObjectStore("pending", { keyPath: "credentialId" });
        }
        database.createObjectStore("notices", { keyPath: "id" });
      },
      // Another tab, or the service worker, brings a newer form of the store: this connection lets it.
      blocking(_, __, event) {
        (event.target as IDBDatabase).close();
        opened = null;
      },
      terminated() {
        opened = null;
      },
    });
    return opened;
  };

  return {
    async keys(make) {
      const existing = await (await db()).get("keys", OWN);
      if (existing) return existing;
      const made = await make(); // outside the transaction, which would not wait for it
      const tx = (await db()).transaction("keys", "readwrite");
      const meanwhile = await tx.store.get(OWN);
      if (!meanwhile) await tx.store.put(made, OWN);
      await tx.done;
      return meanwhile ?? made;
    },
    existingKeys: async () => (await (await db()).get("keys", OWN)) ?? null,
    cards: async () => (await db()).getAll("cards"),
    async putCard(card) {
      await (await db()).put("cards", card);
      tell();
    },
    async removeCard(removal) {
      const tx = (await db()).transaction(["cards", "pending"], "readwrite");
      const there = await tx.objectStore("cards").getKey(removal.credentialId);
      await tx.objectStore("cards").delete(removal.credentialId);
      await tx.objectStore("pending").put(removal);
      await tx.done;
      tell();
      return there !== undefined;
    },
    pending: async () => (await db()).getAll("pending"),
    confirmed: async (credentialId) => (await db()).delete("pending", credentialId),
    async forget(credentialId) {
      await (await db()).delete("cards", credentialId);
      tell();
    },
    async leaveNotice(notice) {
      await (await db()).put("notices", notice);
      tell();
    },
    async takeNotices() {
      const tx = (await db()).transaction("notices", "readwrite");
      const all = await tx.store.getAll();
      await tx.store.clear();
      await tx.done;
      return all;
    },
    watch(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
