import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { HeldCard, PendingRemoval, PhoneKeys, PhoneStore } from "../../phone/phone-store";

interface WalletSchema extends DBSchema {
  keys: { key: string; value: PhoneKeys };
  cards: { key: string; value: HeldCard };
  pending: { key: string; value: PendingRemoval };
}

const OWN = "own";

/** The wallet's store in IndexedDB. The private keys are kept as keys that no script can read out. */
export function browserStore(): PhoneStore & { watch(changed: () => void): () => void } {
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
    opened ??= openDB<WalletSchema>("mobile-id-wallet", 1, {
      upgrade(database) {
        database.createObjectStore("keys");
        database.createObjectStore("cards", { keyPath: "credentialId" });
        database.createObjectStore("pending", { keyPath: "credentialId" });
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
    watch(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
