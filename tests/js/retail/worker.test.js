import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SCRIPT = readFileSync(new URL("../../../guyub/trade/retail/static/retail/js/sw.js", import.meta.url), "utf8");

/** A worker of a version in a browser that keeps caches. */
function worker(version, stores, { isCut = false } = {}) {
  const listeners = {}, log = { skipped: 0, fetched: [] };
  const cacheOf = name => ({
    addAll: async requests => { if (isCut) throw new TypeError("cut"); stores.set(name, new Map(requests.map(request => [request.url, `${version}:${request.url}`]))); },
    match: async address => stores.get(name)?.get(address),
  });
  const self = {
    GUYUB: { version, page: "/kasir/", shell: ["/static/a.js"] }, location: { origin: "https://x" }, clients: { claim: async () => {} }, skipWaiting: () => { log.skipped += 1; },
    addEventListener: (name, listener) => { listeners[name] = listener; },
  };
  const caches = { open: async name => cacheOf(name), keys: async () => [...stores.keys()], delete: async name => stores.delete(name) };
  class Request { constructor(url, options) { Object.assign(this, { url }, options); } }
  vm.runInNewContext(SCRIPT, { self, caches, Request, URL, Set, Promise, fetch: async request => { log.fetched.push(request.url); return "network"; } });
  const wait = async name => { let promise; listeners[name]({ waitUntil: one => { promise = one; } }); await promise; };
  const ask = async (path, { mode = "cors", method = "GET", origin = "https://x" } = {}) => {
    let answer;
    listeners.fetch({ request: { url: origin + path, mode, method }, respondWith: one => { answer = one; } });
    return answer;
  };
  return { wait, ask, log, say: data => listeners.message({ data }) };
}

test("the page and its files come out of the cache, all else from the network", async () => {
  const stores = new Map(), one = worker("1", stores);
  await one.wait("install");
  assert.equal(await one.ask("/kasir/", { mode: "navigate" }), "1:/kasir/");
  assert.equal(await one.ask("/kasir/?x=1", { mode: "navigate" }), "1:/kasir/");
  assert.equal(await one.ask("/static/a.js?v=2"), "1:/static/a.js");
  for (const [path, how] of [["/api/v1/till/slice", {}], ["/static/b.js", {}], ["/beranda/", { mode: "navigate" }], ["/kasir/", { method: "POST" }], ["/static/a.js", { origin: "https://y" }]]) assert.equal(await one.ask(path, how), undefined);
});

test("a new version waits until it is told, then the old cache goes and others stay", async () => {
  const stores = new Map([["andere", new Map()]]), old = worker("1", stores), next = worker("2", stores);
  await old.wait("install");
  await next.wait("install");
  assert.deepEqual([next.log.skipped, await old.ask("/static/a.js")], [0, "1:/static/a.js"]);
  next.say("sesuatu");
  next.say("ganti");
  await next.wait("activate");
  assert.deepEqual([next.log.skipped, [...stores.keys()]], [1, ["andere", "guyub-kasir-2"]]);
});

test("a version that did not come whole is none", async () => {
  const stores = new Map(), one = worker("1", stores, { isCut: true });
  await assert.rejects(one.wait("install"), /cut/);
  assert.equal(stores.size, 0);
  assert.equal(await one.ask("/static/a.js"), "network");
});
