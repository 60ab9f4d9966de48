import assert from "node:assert/strict";
import { test } from "node:test";

import { exported, imported } from "../../../guyub/trade/retail/static/retail/js/outbox-file.js";
import { Queue } from "../../../guyub/trade/retail/static/retail/js/queue.js";
import { backoffMs, DAY_MS, MOST_WAITING, skewOf, SPARE } from "../../../guyub/trade/retail/static/retail/js/queue-rules.js";
import { boundTill, DEVICE, memoryMarker, memoryStore, sell } from "./till_world.js";

const refused = wrong => error => error.wrong === wrong;

test("a sale is numbered, chained, sent once and answered", async () => {
  const { queue, server } = await boundTill();
  const first = await sell(queue), second = await sell(queue);
  assert.deepEqual([first.body.number, second.body.number, second.seq, second.previous], ["K1-0001", "K1-0002", 2, first.hash]);
  assert.equal(queue.standing.waiting, 2);
  const standing = await queue.send();
  assert.deepEqual([standing.waiting, standing.isReached, standing.sentSeq], [0, true, 2]);
  assert.deepEqual([...server.applied.values()], [1, 1]);
  const [kept] = await queue.range(1, 1);
  assert.deepEqual([kept.state, kept.number], ["ACCEPTED", "J-1"]);
});

test("what prints no number takes none of the row", async () => {
  const { queue } = await boundTill();
  await queue.record("shift.opened", { float_rp: 100000 });
  assert.equal((await sell(queue)).body.number, "K1-0001");
});

test("a sale and the clearing of its basket are one", async () => {
  let isCrashing = false;
  const { queue, store } = await boundTill({ crash: moment => { if (isCrashing && moment === "before") throw new Error("power"); } });
  const basket = { id: "b", revision: 3, state: "PAYING" };
  await store.commit({ puts: [["baskets", "b", basket]] });
  const change = { expects: [{ table: "baskets", key: "b", field: "revision", is: 3 }], deletes: [["baskets", "b"]] };
  isCrashing = true;
  await assert.rejects(sell(queue, 1000, { change }), /power/);
  isCrashing = false;
  assert.deepEqual([store.tables.events.size, store.tables.baskets.size], [0, 1]);
  await sell(queue, 1000, { change });
  assert.deepEqual([store.tables.events.size, store.tables.baskets.size], [1, 0]);
  await assert.rejects(sell(queue, 1000, { change }), refused("gone"));
  assert.equal(store.tables.events.size, 1);
});

test("a crash just after writing leaves the sale, and the next page finds it", async () => {
  let isCrashing = false;
  const { queue, make, server } = await boundTill({ crash: moment => { if (isCrashing && moment === "after") throw new Error("power"); } });
  isCrashing = true;
  await assert.rejects(sell(queue), /power/);
  isCrashing = false;
  const next = make();
  assert.equal((await next.open()).waiting, 1);
  await next.send();
  assert.equal(server.applied.size, 1);
});

test("two tabs that write at once share one chain", async () => {
  const { queue, make, server } = await boundTill();
  const other = make();
  await other.open();
  await Promise.all([sell(queue), sell(other), sell(queue), sell(other)]);
  const last = make();
  await last.open();
  await last.send();
  assert.deepEqual([server.kept.map(event => event.seq), server.applied.size], [[1, 2, 3, 4], 4]);
});

test("a tab that only reads writes and sends nothing", async () => {
  let mayWrite = true;
  const { queue, server } = await boundTill({ mayWrite: () => mayWrite });
  mayWrite = false;
  await assert.rejects(sell(queue), refused("reader"));
  const { batches } = server;
  await queue.send();
  assert.equal(server.batches, batches);
});

test("batches of fifty, in order, never two sendings at once", async () => {
  const { queue, server } = await boundTill();
  for (let count = 0; count < 120; count++) await sell(queue);
  const before = server.batches;
  const both = [queue.send(), queue.send()];
  assert.equal(both[0], both[1]);
  await both[0];
  assert.deepEqual([server.batches - before, server.kept.length], [3, 120]);
});

test("a cut line waits, doubles the wait, and urgent does not wait", async () => {
  let isCut = true;
  const { queue, server, clock } = await boundTill({ cut: () => (isCut ? "there" : "") });
  await sell(queue);
  await queue.send();
  assert.equal(queue.standing.isReached, false);
  assert.equal(queue.standing.nextTryMs, clock.now() + backoffMs(1, 0.5));
  isCut = false;
  await queue.send();
  assert.equal(server.kept.length, 0);
  await queue.send({ isUrgent: true });
  assert.deepEqual([server.kept.length, queue.standing.waiting], [1, 0]);
});

test("half of the answers lost: each arrives once", async () => {
  const { queue, server } = await boundTill({ cut: number => (number % 2 ? "back" : "") });
  for (let count = 0; count < 75; count++) await sell(queue);
  for (let tries = 0; tries < 10 && queue.standing.waiting; tries++) await queue.send({ isUrgent: true });
  assert.deepEqual([queue.standing.waiting, server.kept.length, [...server.applied.values()].every(times => times === 1)], [0, 75, true]);
  const kept = await queue.range(1, 75);
  assert.ok(kept.every(event => event.state === "ACCEPTED" && event.number === `J-${event.seq}`));
});

test("what cannot be applied is told and kept, and the rest goes on", async () => {
  const { queue, server } = await boundTill({ answers: { 2: { answer: "CONFLICT", code: "retail.sale.price", words: "Harga berubah." }, 3: { answer: "REJECTED", code: "x", words: "Tidak ada." } } });
  for (let count = 0; count < 4; count++) await sell(queue);
  const standing = await queue.send();
  assert.deepEqual([standing.waiting, standing.attention, server.applied.size], [0, 2, 2]);
  const [, conflict] = await queue.range(1, 4);
  assert.deepEqual([conflict.state, conflict.words], ["CONFLICT", "Harga berubah."]);
});

test("a server that lost its newest events gets them again", async () => {
  const { queue, server } = await boundTill();
  for (let count = 0; count < 5; count++) await sell(queue);
  await queue.send();
  const lost = server.kept.splice(2);
  lost.forEach(event => server.applied.delete(event.id));
  await sell(queue);
  await queue.send();
  assert.deepEqual([server.kept.length, server.applied.size, queue.standing.waiting, queue.standing.trouble], [6, 6, 0, ""]);
});

test("what was answered is not answered again when it is sent again", async () => {
  const { queue, server, clock } = await boundTill({ answers: { 2: { answer: "CONFLICT", code: "x", words: "Harga berubah." } } });
  for (let count = 0; count < 3; count++) await sell(queue);
  await queue.send();
  const before = await queue.range(1, 3);
  server.kept.splice(1);
  clock.ms += 60_000;
  await queue.send({ isUrgent: true });
  assert.deepEqual([server.kept.length, queue.standing.attention, await queue.range(1, 3)], [3, 1, before]);
});

test("a server ahead of the till, or with another event under a number, stops the till", async () => {
  for (const wrong of ["ahead", "other"]) {
    const { queue, server, store } = await boundTill();
    await sell(queue);
    await queue.send();
    const [event] = server.kept;
    if (wrong === "ahead") server.kept.push({ ...event, seq: 2, hash: "a".repeat(64) });
    else event.hash = "a".repeat(64);
    await queue.send({ isUrgent: true });
    assert.equal(queue.standing.trouble, "FORKED");
    await assert.rejects(sell(queue), refused("trouble"));
    assert.equal(store.tables.events.size, 1);
  }
});

test("what the server calls waiting is sent again from where it says", async () => {
  const { queue, server, clock } = await boundTill();
  for (let count = 0; count < 3; count++) await sell(queue);
  await queue.send();
  server.kept.splice(1);
  await sell(queue);
  const { post } = server;
  server.post = async (path, body) => {
    server.post = post;
    return { status: 200, told: { server_time: new Date(clock.trueNow()).toISOString(), answers: body.events.map(({ seq }) => ({ seq, answer: "WAITING" })), send_from: 2 } };
  };
  await queue.send();
  assert.deepEqual([server.kept.map(event => event.seq), queue.standing.waiting, queue.standing.trouble], [[1, 2, 3, 4], 0, ""]);
});

test("a gap that the till no longer has is said, not passed over", async () => {
  const { queue, server, store } = await boundTill();
  for (let count = 0; count < 3; count++) await sell(queue);
  await queue.send();
  server.kept.splice(0);
  store.tables.events.delete(1);
  await queue.send({ isUrgent: true });
  assert.equal(queue.standing.trouble, "LOST");
});

test("a revoked device sells no more and keeps its outbox", async () => {
  const { queue, server, make } = await boundTill();
  await sell(queue);
  server.isRevoked = true;
  const standing = await queue.send();
  assert.deepEqual([standing.trouble, standing.words, standing.waiting], ["REVOKED", "Gawai ini dicabut.", 1]);
  await assert.rejects(sell(queue), refused("trouble"));
  const next = make();
  assert.deepEqual([(await next.open()).trouble, next.standing.waiting], ["REVOKED", 1]);
});

test("a batch that the server will not take is said and tried again", async () => {
  const { queue, server } = await boundTill();
  await sell(queue);
  const { post } = server;
  server.post = async () => ({ status: 422, told: { words: "Rantai putus." } });
  await queue.send();
  assert.deepEqual([queue.standing.trouble, queue.standing.words], ["REFUSED", "Rantai putus."]);
  await sell(queue);
  server.post = post;
  await queue.send({ isUrgent: true });
  assert.deepEqual([queue.standing.trouble, queue.standing.waiting, server.kept.length], ["", 0, 2]);
});

test("a batch that is too large is halved", async () => {
  const { queue, server } = await boundTill();
  const { post } = server;
  server.post = async (path, body) => (body.events.length > 10 ? { status: 413, told: {} } : post(path, body));
  for (let count = 0; count < 30; count++) await sell(queue);
  await queue.send();
  assert.deepEqual([server.kept.length, queue.standing.waiting], [30, 0]);
});

test("the offset of the clock is learnt, an event keeps the device's own moment", async () => {
  const { queue, clock } = await boundTill({ offMs: -10 * 60_000 });
  assert.deepEqual([queue.standing.offsetMs, queue.standing.skew], [600_000, "WARN"]);
  assert.equal((await sell(queue)).at, clock.now());
  assert.equal(queue.serverNow(), clock.trueNow());
});

test("a clock off by more than a day sells nothing, and a shift can still be closed", async () => {
  const { queue, clock } = await boundTill();
  clock.offMs = -3 * DAY_MS;
  await assert.rejects(sell(queue), refused("clock"));
  assert.equal((await queue.record("shift.closed", {}, { isUrgent: true })).kind, "shift.closed");
  clock.offMs = 0;
  await queue.send({ isUrgent: true });
  assert.equal((await sell(queue)).kind, "sale.made");
});

test("a clock set back within a shift is seen without the server, and a contact clears it", async () => {
  const { queue, clock } = await boundTill();
  clock.offMs = 2 * DAY_MS;
  await sell(queue);
  clock.offMs = 0;
  await assert.rejects(sell(queue), refused("clock"));
  await queue.send({ isUrgent: true });
  assert.equal((await sell(queue)).kind, "sale.made");
});

test("fourteen days alone, and no more", async () => {
  const { queue, clock } = await boundTill();
  clock.ms += 14 * DAY_MS - 1;
  await sell(queue);
  clock.ms += 1;
  await assert.rejects(sell(queue), refused("alone"));
  await queue.send({ isUrgent: true });
  assert.equal((await sell(queue)).kind, "sale.made");
});

test("five thousand wait, then room is left for closing alone", async () => {
  const { queue, store } = await boundTill();
  await sell(queue);
  const [event] = await queue.range(1, 1);
  const head = { ...queue.standing.head, seq: MOST_WAITING };
  await store.commit({ puts: [["events", MOST_WAITING, { ...event, seq: MOST_WAITING }], ["meta", "head", head]] });
  await queue.open();
  await assert.rejects(sell(queue), refused("full"));
  await queue.record("shift.closed", {}, { isUrgent: true });
  queue.tell({ head: { ...queue.standing.head, seq: MOST_WAITING + SPARE } });
  await assert.rejects(queue.record("shift.closed", {}, { isUrgent: true }), refused("full"));
});

test("what is too long for one event is refused before it blocks the rest", async () => {
  const { queue, store } = await boundTill();
  await assert.rejects(queue.record("sale.made", { lines: ["x".repeat(64_000)] }), refused("long"));
  assert.equal(store.tables.events.size, 0);
});

test("what was answered two weeks ago is let go, what waits never", async () => {
  const { queue, clock, store, make } = await boundTill();
  await sell(queue);
  await queue.send();
  clock.ms += 10 * DAY_MS;
  await sell(queue);
  await queue.send();
  clock.ms += 5 * DAY_MS;
  await sell(queue);
  await make().open();
  assert.deepEqual([...store.tables.events.keys()], [2, 3]);
});

test("a database that the browser threw away is noticed", async () => {
  const { queue, clock, network, marker } = await boundTill();
  await sell(queue);
  const next = new Queue({ store: memoryStore(), clock, network, marker });
  const standing = await next.open();
  assert.deepEqual([standing.isBound, standing.evicted], [false, { device_id: DEVICE.device_id, head: 1, sent: 0 }]);
  await next.bind("KODE");
  assert.deepEqual([next.standing.evicted, next.standing.isBound], [null, true]);
});

test("a database put back to an older state sells nothing under numbers that were used", async () => {
  const { queue, make, store } = await boundTill();
  await sell(queue);
  const head = await store.get("meta", "head");
  await sell(queue);
  await store.commit({ puts: [["meta", "head", head]], deletes: [["events", 2]] });
  const next = make();
  assert.equal((await next.open()).trouble, "EVICTED");
  await assert.rejects(sell(next), refused("trouble"));
});

test("a file brings back what was lost, and nothing foreign", async () => {
  const { queue, make, store, server } = await boundTill();
  for (let count = 0; count < 4; count++) await sell(queue);
  const file = await exported(queue);
  assert.ok(!file.includes(DEVICE.key));
  await store.commit({ puts: [["meta", "head", { seq: 0, hash: "0".repeat(64), receipt: 0, at_ms: 0 }]], deletes: [1, 2, 3, 4].map(seq => ["events", seq]) });
  const next = make();
  await next.open();
  assert.equal(await imported(next, file), 4);
  assert.deepEqual([next.standing.waiting, next.standing.trouble, (await sell(next)).body.number], [4, "", "K1-0005"]);
  assert.equal(await imported(next, file), 0);
  await next.send();
  assert.equal(server.applied.size, 5);
  const changed = JSON.parse(file);
  changed.events[1].body.total_rp = 1;
  await assert.rejects(imported(next, JSON.stringify(changed)), refused("file"));
  await assert.rejects(imported(next, JSON.stringify({ ...JSON.parse(file), device: "other" })), refused("other"));
  await assert.rejects(imported(next, "{"), refused("file"));
});

test("after an older state and a file nothing is sold again, and a till that thought itself forked goes on", async () => {
  const { queue, make, store, server } = await boundTill();
  const basket = { id: "b", revision: 1, state: "OPEN" };
  await store.commit({ puts: [["baskets", "b", basket]] });
  const before = structuredClone(store.tables);
  await sell(queue, 1000, { id: "b", change: { expects: [{ table: "baskets", key: "b", field: "revision", is: 1 }], deletes: [["baskets", "b"]] } });
  await queue.send();
  const file = await exported(queue);
  Object.assign(store.tables, before);
  const older = make();
  assert.equal((await older.open()).trouble, "EVICTED");
  assert.equal((await older.send({ isUrgent: true })).trouble, "FORKED");
  const next = make();
  assert.equal((await next.open()).trouble, "EVICTED");
  await imported(next, file);
  assert.deepEqual([next.standing.trouble, store.tables.baskets.size], ["", 0]);
  await sell(next);
  await next.send({ isUrgent: true });
  assert.deepEqual([next.standing.waiting, [...server.applied.values()]], [0, [1, 1]]);
});

test("an older state that has still something to send does not forget what it lost", async () => {
  const { queue, make, store } = await boundTill();
  await sell(queue);
  const before = structuredClone(store.tables);
  await sell(queue);
  Object.assign(store.tables, before);
  const older = make();
  await older.open();
  assert.equal((await older.send({ isUrgent: true })).sentSeq, 1);
  assert.equal((await make().open()).trouble, "EVICTED");
});

test("a code that is refused binds nothing, and waiting sales keep a device as it is", async () => {
  const { queue } = await boundTill();
  assert.equal((await queue.bind("SALAH")).status, 409);
  assert.equal(queue.standing.isBound, true);
  await sell(queue);
  await assert.rejects(queue.bind("KODE"), refused("full"));
});

test("waits double up to five minutes, a half of them by chance", () => {
  assert.deepEqual([1, 2, 3, 9, 40].map(failures => backoffMs(failures, 1)), [2000, 4000, 8000, 300_000, 300_000]);
  assert.equal(backoffMs(3, 0), 4000);
  assert.deepEqual([0, -299_999, 300_001, -DAY_MS - 1].map(off => skewOf(off)), ["FINE", "FINE", "WARN", "STOP"]);
  assert.deepEqual([60_001, 3_600_001].map(off => skewOf(off, { warn_min: 1, stop_min: 60 })), ["WARN", "STOP"]);
});

test("a thousand sales under loss, duplication, crashes and reloads: none lost, none twice", async () => {
  let seed = 7, isWild = false;
  const chance = () => (seed = (seed * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
  const till = await boundTill({
    cut: () => (!isWild ? "" : chance() < 0.2 ? "there" : chance() < 0.3 ? "back" : ""),
    crash: () => { if (isWild && chance() < 0.02) throw new Error("power"); },
  });
  let { queue } = till;
  const sold = new Set();
  isWild = true;
  for (let count = 0; count < 1000; count++) {
    const id = `sale-${count}`;
    const basket = { id, revision: 1 };
    till.store.tables.baskets.set(id, basket);
    const change = { expects: [{ table: "baskets", key: id, field: "revision", is: 1 }], deletes: [["baskets", id]] };
    for (let tries = 0; tries < 9 && till.store.tables.baskets.has(id); tries++) {
      try {
        await sell(queue, count, { id, change });
      } catch {
        queue = till.make();
        await queue.open().catch(() => {});
      }
    }
    sold.add(id);
    till.clock.ms += 1000;
    if (chance() < 0.3) await queue.send({ isUrgent: true }).catch(() => {});
  }
  isWild = false;
  queue = till.make();
  await queue.open();
  await queue.send({ isUrgent: true });
  assert.deepEqual([queue.standing.waiting, queue.standing.trouble, till.server.kept.length], [0, "", 1000]);
  assert.deepEqual(new Set(till.server.applied.keys()), sold);
  assert.ok([...till.server.applied.values()].every(times => times === 1));
});
