"use client";

import { setNonce } from "get-nonce";

let known: string | undefined;

/**
 * Hands the document's CSP nonce to what writes <style> elements in the browser (the scroll lock of dialogs).
 * The first one stays: the document's policy does not change when a later answer carries another nonce.
 */
export function StyleNonce({ nonce }: { nonce: string | undefined }) {
  if (typeof window !== "undefined" && nonce && !known) {
    known = nonce;
    setNonce(nonce);
  }
  return null;
}
