import { phoneClient } from "../../phone/phone-client";
import { browserStore } from "./browser-store";

/*
 * What the service worker does when the browser wakes it without a page (next.config.js packs this file for it): one sync, so
 * that leases are renewed, removal orders obeyed and confirmations sent. What the holder must be told waits in the store.
 */

const DEVICE = { model: "", os: "", app: "web-wallet/1", locale: "en" };

async function syncInBackground(): Promise<void> {
  const store = browserStore();
  const client = phoneClient({ origin: location.origin, store, device: DEVICE });
  const { removed, forgotten } = await client.sync();
  for (const { credentialId, card, why } of removed) {
    await store.leaveNotice({ id: credentialId, kind: why === "moved" ? "moved" : "removed", title: card.title });
  }
  for (const { credentialId, card } of forgotten) {
    await store.leaveNotice({ id: credentialId, kind: "forgotten", title: card.title });
  }
}

Object.assign(globalThis, { syncInBackground });
