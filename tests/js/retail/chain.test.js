import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { brokenAt, canonical, fileSeal, GENESIS, sealed, sha256, utf8 } from "../../../guyub/trade/retail/static/retail/js/chain.js";
import { uuid7 } from "../../../guyub/trade/retail/static/retail/js/ids.js";

test("facts are written as the server writes them", () => {
  assert.equal(canonical({ b: [1, null, true], a: { é: "x\n\"", z: -3 } }), '{"a":{"z":-3,"é":"x\\n\\""},"b":[1,null,true]}');
  assert.equal(canonical({ gone: undefined, kept: 1 }), '{"kept":1}');
});

test("what is not exact is no fact", () => {
  for (const wrong of [1.5, NaN, Infinity, 2 ** 53, () => 1, undefined]) assert.throws(() => canonical(wrong), TypeError);
});

test("half a letter is written as unreadable", () => {
  assert.equal(canonical("a\ud800b\udc00"), '"a\ufffdb\ufffd"');
  assert.equal(canonical("😀"), '"😀"');
});

test("text is hashed over its bytes", async () => {
  assert.equal(await sha256(utf8("nota"), utf8(" é")), createHash("sha256").update("nota é").digest("hex"));
});

test("an event is sealed over the seal before and its facts, a file with the hash of the key", async () => {
  const facts = { at: 1795741200000, body: { total_rp: 1000 }, device: "d", id: "i", kind: "sale.made", seq: 1 };
  const event = await sealed("d", { ...facts, previous: GENESIS });
  const expected = createHash("sha256").update(Buffer.alloc(32)).update(JSON.stringify(facts)).digest("hex");
  assert.equal(event.hash, expected);
  const hashed = createHash("sha256").update("kunci").digest();
  const whole = canonical({ device: "d", events: [event], format: "f" });
  assert.equal(await fileSeal("d", "kunci", "f", [event]), createHmac("sha256", hashed).update(whole).digest("hex"));
});

async function chain(length) {
  const events = [];
  for (let seq = 1; seq <= length; seq++) {
    events.push(await sealed("d", { id: `id-${seq}`, seq, kind: "sale.made", at: 1, previous: events.at(-1)?.hash ?? GENESIS, body: { total_rp: seq } }));
  }
  return events;
}

test("a chain holds as it was written, and from its middle", async () => {
  const events = await chain(4);
  assert.equal(await brokenAt("d", events, GENESIS), null);
  assert.equal(await brokenAt("d", events.slice(2)), null);
  assert.equal(await brokenAt("d", []), null);
});

test("a changed, a missing and a foreign event are found", async () => {
  const events = await chain(4);
  assert.equal(await brokenAt("d", events.with(2, { ...events[2], body: { total_rp: 9 } }), GENESIS), 3);
  assert.equal(await brokenAt("d", events.toSpliced(1, 1), GENESIS), 3);
  assert.equal(await brokenAt("d", events, "f".repeat(64)), 1);
});

test("ids sort by the moment they were made, also when the clock goes back", () => {
  const ids = [];
  for (const at of [1000, 1000, 999, 1001, 5, 2000]) ids.push(uuid7(at));
  for (let count = 0; count < 5000; count++) ids.push(uuid7(2000));
  assert.deepEqual(ids, [...ids].sort());
  assert.equal(new Set(ids).size, ids.length);
  assert.match(ids[0], /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

const GOLDEN = new URL("../../golden/device_events.json", import.meta.url);

test("events are sealed as the server's golden file says", { skip: !existsSync(GOLDEN) }, async () => {
  const { device, chain: events } = JSON.parse(readFileSync(GOLDEN, "utf8"));
  for (const { event, canonical: written } of events) {
    const { at, body, id, kind, seq } = event;
    assert.equal(canonical({ at, body, device, id, kind, seq }), written);
    assert.equal((await sealed(device, event)).hash, event.hash);
  }
  assert.equal(await brokenAt(device, events.map(one => one.event), GENESIS), null);
});
