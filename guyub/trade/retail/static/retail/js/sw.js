// Opens the till without a network: its page and its files lie in a cache of one version, whole or not at all. What was sold lies in
// the database, which no update touches. A new version waits until the page says that nothing is under way.
/* global GUYUB */
(() => {
  const PREFIX = "guyub-kasir-";
  const worker = /** @type {any} */ (self);
  const { version, page, shell } = worker.GUYUB;
  const NAME = PREFIX + version;
  const kept = new Set([page, ...shell]);

  /** Fill the cache anew: each file is asked after once more, so that none of an older version stays. */
  async function fill() {
    const cache = await caches.open(NAME);
    await cache.addAll([...kept].map(address => new Request(address, { cache: "no-cache", credentials: "same-origin" })));
  }

  /** Let go the caches of versions that nobody uses any more. */
  async function tidy() {
    const names = await caches.keys();
    await Promise.all(names.filter(name => name.startsWith(PREFIX) && name !== NAME).map(name => caches.delete(name)));
    await worker.clients.claim();
  }

  /** @param {Request} request */
  async function answered(request) {
    const cache = await caches.open(NAME);
    const address = request.mode === "navigate" ? page : new URL(request.url).pathname;
    const found = await cache.match(address);
    return found ?? fetch(request);
  }

  worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(fill()));
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy()));
  worker.addEventListener("message", (/** @type {any} */ event) => { if (event.data === "ganti") worker.skipWaiting(); });
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== worker.location.origin) return;
    const isPage = request.mode === "navigate" && url.pathname === page;
    if (isPage || (request.mode !== "navigate" && kept.has(url.pathname))) event.respondWith(answered(request));
  });
})();
