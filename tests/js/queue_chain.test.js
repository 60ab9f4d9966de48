import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import {
  canonical, eventBytes, eventHash, firstBreak, nextEvent, NOTHING_BEFORE,
} from "../../guyub/trade/retail/static/retail/js/queue_chain.js";

const golden = JSON.parse(readFileSync(new URL("../golden/till_events.json", import.meta.url), "utf-8"));
const events = golden.chain.map(one => one.event);

function actOf(event) {
  const { id, device, kind, at, offset, contact, body } = event;
  return { id, device, kind, atMs: at, offsetMs: offset, contactMs: contact, body };
}

test("the bytes and hashes are those of the server", async () => {
  for (const { event, bytes } of golden.chain) {
    assert.equal(new TextDecoder().decode(eventBytes(event)), bytes);
    assert.equal(await eventHash(event), event.hash);
  }
});

test("the chain is made again, event by event", async () => {
  let last = null;
  for (const event of events) {
    last = await nextEvent(actOf(event), last);
    assert.deepEqual(last, event);
  }
});

test("what the server would not write is not written", () => {
  for (const written of golden.refused) assert.throws(() => canonical(JSON.parse(written)), TypeError, written);
  for (const value of [undefined, NaN, 1n, new Date(0), new Map(), () => 1]) assert.throws(() => canonical(value), TypeError);
  assert.equal(canonical([-0, [[[[[[[1]]]]]]]]), "[0,[[[[[[[1]]]]]]]]");
  assert.throws(() => eventBytes({ body: "x".repeat(65_536) }), TypeError);
});

test("an act that is no event makes none", async () => {
  const act = actOf(events[0]);
  for (const wrong of [{ kind: "sale" }, { id: "1" }, { device: "" }, { atMs: -1 }, { contactMs: 0.5 }, { body: [] }])
    await assert.rejects(nextEvent({ ...act, ...wrong }, null), TypeError);
});

test("a queue that is whole has no break", async () => {
  assert.equal(await firstBreak(events, null), -1);
  assert.equal(await firstBreak(events.slice(2), events[1]), -1);
  assert.equal(await firstBreak([], null), -1);
});

test("a break is found where it is", async () => {
  const changed = structuredClone(events);
  changed[1].body.tenders[0].amount_rp += 1;
  assert.equal(await firstBreak(changed, null), 1);
  assert.equal(await firstBreak([...events.slice(0, 3), ...events.slice(4)], null), 3);
  assert.equal(await firstBreak([events[0], events[0]], null), 1);
  assert.equal(await firstBreak(events.slice(1), null), 0);
  assert.equal(await firstBreak([{ ...events[0], seq: 1, kind: "x" }], null), 0);
  assert.equal(await firstBreak([{ ...events[0], body: { x: 0.5 } }], null), 0);
  const resealed = structuredClone(events);
  resealed[2].body.z = 2;
  resealed[2].hash = await eventHash(resealed[2]);
  assert.equal(await firstBreak(resealed, null), 3);
  assert.equal(await firstBreak([{ ...events[0], before: "1".repeat(64) }], null), 0);
  assert.equal(NOTHING_BEFORE.length, 64);
});
