import assert from "node:assert/strict";
import { test } from "node:test";

import { deliver, fitted, PIECE_BYTES, Refused, waitMs } from "../../guyub/foundation/kernel/static/kernel/js/delivery.js";

const SIZE = 3 * PIECE_BYTES + 5;

/** A server in memory, and a line that fails before the calls whose numbers are named. */
function made({ cuts = [], received = 0, whole = false, finish = () => ({ status: 200, told: { id: "a", whole: true } }), answers = {} } = {}) {
  const log = { calls: 0, from: [], waits: [], told: [] };
  const through = answer => {
    const number = ++log.calls;
    if (cuts.includes(number)) throw new TypeError("no signal");
    return answers[number] ?? answer();
  };
  const line = {
    begin: async () => through(() => ({ status: 200, told: { id: "a", received, whole } })),
    piece: async (id, from, to) => through(() => {
      log.from.push(from);
      if (from > received) return { status: 422, told: { wrong: "gap", received } };
      received = Math.max(received, to);
      return { status: 200, told: { id, received, whole: false } };
    }),
    finish: async () => through(finish),
    wait: async milliseconds => { log.waits.push(milliseconds); },
    told: (bytes, isWaiting) => log.told.push([bytes, isWaiting]),
  };
  return { line, log };
}

test("a file goes piece by piece, each once", async () => {
  const { line, log } = made();
  assert.equal(await deliver(SIZE, line), "a");
  assert.deepEqual(log.from, [0, PIECE_BYTES, 2 * PIECE_BYTES, 3 * PIECE_BYTES]);
  assert.deepEqual(log.waits, []);
  assert.deepEqual(log.told.at(-1), [SIZE, false]);
});

test("a cut line costs the piece under way and waits longer each time", async () => {
  const { line, log } = made({ cuts: [1, 4, 5, 6] });
  assert.equal(await deliver(SIZE, line), "a");
  assert.deepEqual(log.from, [0, PIECE_BYTES, 2 * PIECE_BYTES, 3 * PIECE_BYTES]);
  assert.deepEqual(log.waits, [1000, 1000, 2000, 4000]);
});

test("what came before a reload is not sent again", async () => {
  const { line, log } = made({ received: 2 * PIECE_BYTES });
  await deliver(SIZE, line);
  assert.deepEqual(log.from, [2 * PIECE_BYTES, 3 * PIECE_BYTES]);
});

test("what is whole already needs nothing", async () => {
  const { line, log } = made({ whole: true, received: SIZE });
  assert.equal(await deliver(SIZE, line), "a");
  assert.equal(log.calls, 1);
});

test("a gap says where to go on", async () => {
  const { line, log } = made({ answers: { 2: { status: 200, told: { id: "a", received: 2 * PIECE_BYTES } } } });
  await deliver(SIZE, line);
  assert.deepEqual(log.from, [2 * PIECE_BYTES, 0, PIECE_BYTES, 2 * PIECE_BYTES, 3 * PIECE_BYTES]);
});

test("a busy server is asked again when it says so", async () => {
  const { line, log } = made({ answers: { 2: { status: 429, told: {}, waitMs: 7000 }, 3: { status: 503, told: {} } } });
  await deliver(SIZE, line);
  assert.deepEqual(log.waits, [7000, 2000]);
});

test("a refusal ends it, in the server's words", async () => {
  const { line } = made({ answers: { 1: { status: 422, told: { wrong: "too_large", message: "Terlalu besar." } } } });
  await assert.rejects(deliver(SIZE, line), new Refused("Terlalu besar."));
});

test("what came changed is sent once more, then no more", async () => {
  const { line, log } = made({ finish: () => ({ status: 422, told: { wrong: "hash", message: "berubah" } }) });
  await assert.rejects(deliver(SIZE, line), Refused);
  assert.equal(log.calls, 2 + 4 + 2);
});

test("waiting grows to half a minute", () => {
  assert.deepEqual([0, 1, 2, 3, 6, 60].map(waitMs), [1000, 1000, 2000, 4000, 30000, 30000]);
});

test("a picture keeps its shape", () => {
  assert.deepEqual(fitted(4000, 3000, 1600), { width: 1600, height: 1200 });
  assert.deepEqual(fitted(300, 4000, 1600), { width: 120, height: 1600 });
  assert.deepEqual(fitted(800, 600, 1600), { width: 800, height: 600 });
  assert.deepEqual(fitted(10000, 1, 1600), { width: 1600, height: 1 });
});
