// The wallet's offline shell: its page, scripts, styles and icons. Cards and keys are in IndexedDB, never here.
importScripts("/wallet-background.js");

const CACHE = "wallet-1";
const PAGE = "/wallet";
const SHELL = [PAGE, "/wallet.webmanifest", "/icons/wallet.svg", "/icons/wallet-192.png"];
const MOST = 300;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(SHELL))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

function isStatic(url) {
  return (
    url.origin === self.location.origin &&
    (url.pathname.startsWith("/_next/static/") ||
      url.pathname.startsWith("/icons/wallet") ||
      url.pathname.startsWith("/api/brand/") || // the logos of cards, named by their content
      url.pathname === "/wallet.webmanifest")
  );
}

// What the page had loaded before this worker was there.
self.addEventListener("message", (event) => {
  const urls = Array.isArray(event.data?.keep) ? event.data.keep : [];
  event.waitUntil(
    caches.open(CACHE).then(async (cache) => {
      for (const text of urls) {
        const url = new URL(text, self.location.href);
        if (isStatic(url) && !(await cache.match(url.href))) await cache.add(url.href).catch(() => {});
      }
    }),
  );
});

async function page(request) {
  const cache = await caches.open(CACHE);
  const late = new Promise((resolve) => setTimeout(resolve, 4000));
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(PAGE, answer.clone());
    return answer;
  });
  const first = await Promise.race([fresh, late]).catch(() => undefined);
  if (first && first.status < 500) return first;
  return (await cache.match(PAGE)) ?? first ?? fresh;
}

async function asset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const keys = await cache.keys();
    if (keys.length > MOST)
      await cache.delete(keys.find((key) => new URL(key.url).pathname.startsWith("/_next/static/")));
    await cache.put(request, answer.clone());
  }
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (request.mode === "navigate" && url.origin === self.location.origin && url.pathname === PAGE)
    event.respondWith(page(request));
  else if (isStatic(url)) event.respondWith(asset(request));
});

// The browser wakes the worker now and then (installed, where it allows that), and once it is online again after a try that failed.
for (const kind of ["periodicsync", "sync"]) {
  self.addEventListener(kind, (event) => {
    if (event.tag === "wallet") event.waitUntil(self.syncInBackground());
  });
}
