import assert from "node:assert/strict";
import { test } from "node:test";

import { keep, requestId, summed, unsent } from "../../guyub/foundation/kernel/static/kernel/js/collection-notes.js";

const NOTES = [
  { line: "a", how: "lunas", rp: "", why: "", askedRp: 30_000 },
  { line: "b", how: "lain", rp: "10.000", why: "", askedRp: 15_000 },
  { line: "c", how: "tidak", rp: "9.000", why: "PERGI", askedRp: 15_000 },
  { line: "d", how: "", rp: "", why: "", askedRp: 45_000 },
];

/** A phone's store in memory. */
function phone() {
  const kept = new Map();
  return {
    kept,
    getItem: name => kept.get(name) ?? null,
    setItem: (name, value) => { kept.set(name, value); },
    removeItem: name => { kept.delete(name); },
  };
}

test("what is noted adds up: the whole bill, another amount, nothing", () => {
  assert.deepEqual(summed(NOTES), { noted: 3, totalRp: 40_000 });
});

test("another amount that is not typed yet is nothing", () => {
  assert.equal(summed([{ ...NOTES[1], rp: "" }]).totalRp, 0);
});

test("notes wait on the phone until the server has them, then they are forgotten", () => {
  const store = phone();
  keep(store, "list", "first", NOTES);
  assert.deepEqual(unsent(store, "list", "older"), {
    a: { how: "lunas", rp: "", why: "" },
    b: { how: "lain", rp: "10.000", why: "" },
    c: { how: "tidak", rp: "9.000", why: "PERGI" },
    d: { how: "", rp: "", why: "" },
  });
  assert.equal(unsent(store, "list", "first"), null);
  assert.equal(store.kept.size, 0);
});

test("the phone keeps ids, amounts and reasons of one list, and no other list sees them", () => {
  const store = phone();
  keep(store, "list", "first", NOTES);
  assert.deepEqual([...store.kept.keys()], ["guyub.tagih.list"]);
  assert.equal(unsent(store, "other", ""), null);
});

test("a store that keeps nothing, or something else, stops nobody", () => {
  keep({ ...phone(), setItem: () => { throw new Error("full"); } }, "list", "first", NOTES);
  const store = phone();
  store.setItem("guyub.tagih.list", "{");
  assert.equal(unsent(store, "list", ""), null);
});

test("a new request has an id of its own kind", () => {
  assert.equal(requestId(new Uint8Array(16).fill(255)), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  assert.equal(requestId(new Uint8Array(16)), "00000000-0000-4000-8000-000000000000");
});
