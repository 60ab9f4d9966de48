import assert from "node:assert/strict";
import { test } from "node:test";
import { createHash } from "node:crypto";

import { boxOf, grouped, nikFault, offlineRule, RationDesk, rationFacts, tagOf, unmetOf } from "../../../guyub/trade/retail/static/retail/js/ration.js";
import { RationBook } from "../../../guyub/trade/retail/static/retail/js/ration-book.js";
import { Slice } from "../../../guyub/trade/retail/static/retail/js/slice.js";
import { Till } from "../../../guyub/trade/retail/static/retail/js/till-state.js";
import { lastsUntil } from "../../../guyub/trade/retail/static/retail/js/view-rack.js";
import { receiptOf } from "../../../guyub/trade/retail/static/retail/js/receipt.js";
import { answer, product } from "./shop.js";
import { boundTill, START_MS } from "./till_world.js";

const wrong = name => error => error.wrong === name;
const SITI = "3573014507820042", BUDI = "3573011203900007";
const TAGS = { salt: "a1b2c3d4", rounds: 10 };
const CATEGORIES = [{ code: "PENGECER", title: "Pengecer", usual_qty: 1, proofs: ["KTP", "NIB"] }, { code: "RT", title: "Rumah tangga", usual_qty: 1, proofs: ["KTP", "KK"] }, { code: "PETANI", title: "Petani", usual_qty: 1, registers: "LIST" }, { code: "UM", title: "Usaha mikro", usual_qty: 2 }];
const PROGRAMME = { key: "LPG_3KG", title: "LPG 3 kg", unit: "TABUNG", official: "MAP", has_containers: true, categories: CATEGORIES, unknown_qty: 1, hotline: "135" };
const GAS = product(1, { name: "LPG 3 kg", good: "LPG_3KG", is_rationed: true, ceiling: { kind: "HET", amount_rp: 18_000, unit: "TABUNG", basis: "contoh" }, prices: [{ unit: "u-1", audience: "UMUM", amount_rp: 18_000, from: "2026-01-01", to: null }] });
const RACK = { good: "LPG_3KG", kind: "Tabung", full: 41, empty: 52, out: 7, apart: 0, deposit_rp: 150_000, sold_qty: 266 };
const found = (decision, most, more = {}) => ({ found: true, consumer_id: "c1", given_name: "Siti", last4: "0042", member_number: "A-0042", categories: [{ ...CATEGORIES[1], decision, remaining: most, most, sentence: "" }], last: null, ...more });

/** A counter whose line, clock and slices a test turns as it likes. */
async function opened(how = {}) {
  const world = { asked: [], nowMs: START_MS, isOff: false, isClockRight: true, used: 0, unknown: 0, answers: { "/api/v1/till/buyers": found("ok", 2), "/api/v1/till/quota/reserve": { decision: "ok", expires_at: new Date(START_MS + 900_000).toISOString() }, "/api/v1/till/quota/release": {} }, status: 200, ...how };
  const keys = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const raw = Buffer.from(await crypto.subtle.exportKey("raw", keys.publicKey)).toString("base64url");
  const buyers = [{ tag: await tagOf(SITI, TAGS), consumer_id: "c1", given_name: "Siti", last4: "0042", categories: ["RT"], left: { LPG_3KG: 2 }, until: new Date(START_MS + 3_600_000).toISOString() }];
  world.rations = { programmes: [PROGRAMME], box: { key_id: "k", public: raw }, tags: TAGS, buyers, number: 3 };
  world.keys = keys;
  world.desk = new RationDesk({
    post: async (path, body) => {
      world.asked.push([path, body]);
      if (world.isOff) throw new TypeError("no signal");
      return { status: world.status, told: structuredClone(world.answers[path]) };
    },
    rations: () => world.rations, now: () => world.nowMs, isClockRight: () => world.isClockRight, usedHere: () => world.used, unknownToday: () => world.unknown, wait: () => new Promise(() => {}),
  });
  world.desk.begin(PROGRAMME, 1);
  return world;
}

test("a number is judged as on the server: women, both centuries, provinces of Papua", () => {
  for (const nik of ["3573014507050042", "9271014507820001", "9501011203900007", "9671011203900007", SITI]) assert.equal(nikFault(nik), "", nik);
  const wrongs = { nik_length: ["", "357301450782004", `${SITI}1`, "35730145078200A2"], nik_same: ["1".repeat(16)], nik_birth: ["3573010007820042", "3573014007820042", "3573017207820042", "3573014513820042", "3573014500820042"], nik_serial: ["3573014507820000"] };
  for (const [fault, all] of Object.entries(wrongs)) for (const nik of all) assert.equal(nikFault(nik), fault, nik);
  assert.deepEqual([grouped("35730145078200421"), grouped("35 73x"), grouped("")], ["3573 0145 0782 0042", "3573", ""]);
});

test("with a network: looked up at the sixteenth digit, set aside, and no number in what goes on", async () => {
  const { desk, asked } = await opened();
  await desk.typed(SITI.slice(0, 15));
  assert.deepEqual([asked.length, desk.deal.state], [0, "NIK"]);
  await desk.typed(grouped(SITI));
  assert.deepEqual([desk.deal.state, desk.deal.known_by, desk.deal.packs, desk.deal.left], ["READY", "NETWORK", 1, 2]);
  desk.count(9);
  assert.deepEqual([desk.deal.packs, desk.deal.empties], [2, 2]);
  desk.swap("DEPOSIT", 1);
  const ration = await desk.take({ depositRp: 150_000 });
  assert.deepEqual([ration.qty, ration.empties, ration.stays, ration.deposit_rp, ration.consumer_id, ration.box], [2, 1, "DEPOSIT", 150_000, "c1", null]);
  assert.deepEqual(asked.map(([path]) => path.split("/").at(-1)), ["buyers", "reserve"]);
  assert.equal(asked[1][1].use_id, ration.use_id);
  assert.ok(!JSON.stringify([ration, rationFacts(ration, 1)]).includes(SITI));
  // Held too long it is set aside again, under the same id.
  assert.equal((await desk.renewed({ ...ration, expires_ms: START_MS + 900_000 })).expires_ms, START_MS + 900_000);
  assert.equal(asked.length, 2);
  await desk.renewed({ ...ration, expires_ms: START_MS });
  await desk.release(ration);
  assert.deepEqual(asked.slice(2).map(([path, body]) => [path.split("/").at(-1), body.use_id]), [["reserve", ration.use_id], ["release", ration.use_id]]);
});

test("a limit that blocks is told, one that warns asks why, a deposit that nobody set is none", async () => {
  const world = await opened();
  const { desk } = world;
  world.answers["/api/v1/till/buyers"] = found("block", 0, { categories: [{ ...CATEGORIES[1], decision: "block", remaining: 0, most: 0, sentence: "Besok lagi." }] });
  await desk.typed(SITI);
  assert.deepEqual([desk.deal.state, desk.deal.words], ["REFUSED", "Besok lagi."]);
  await assert.rejects(desk.take({ depositRp: 1 }), wrong("ration_buyer"));
  world.answers["/api/v1/till/buyers"] = found("warn", 1);
  await desk.typed(BUDI);
  await assert.rejects(desk.take({ depositRp: 1 }), wrong("ration_reason"));
  desk.because("hajatan");
  desk.swap("DEPOSIT");
  await assert.rejects(desk.take({ depositRp: null }), wrong("ration_rate"));
  world.answers["/api/v1/till/quota/reserve"] = { words: "Baru saja dibeli di gerai lain." };
  world.status = 409;
  await assert.rejects(desk.take({ depositRp: 150_000 }), error => error.wrong === "said" && error.facts.words.startsWith("Baru saja"));
});

test("who is not registered is registered once, and a slow answer of somebody else before changes nothing", async () => {
  const world = await opened({ answers: { "/api/v1/till/buyers": { found: false, categories: CATEGORIES }, "/api/v1/till/consumers": found("ok", 4) } });
  const { desk } = world;
  await desk.typed(SITI);
  assert.equal(desk.deal.state, "UNREGISTERED");
  const first = desk.deal.use_id;
  await desk.register({ category: "RT", kk: "3573012345670001" });
  assert.deepEqual([desk.deal.state, world.asked.at(-1)[1].request_id, desk.deal.use_id === first], ["READY", first, false]);
  world.isOff = true;
  await assert.rejects(desk.register({}), wrong("nothing"));
  world.isOff = false;
  const slow = desk.typed(BUDI);
  desk.begin(PROGRAMME, 1);
  await slow;
  assert.deepEqual([desk.deal.state, desk.deal.nik], ["NIK", ""]);
});

test("without a network: what was set aside, then what the rule lets, then nothing", async () => {
  const at = START_MS, until = new Date(at + 1000).toISOString(), buyer = { tag: "t", consumer_id: "c1", given_name: "", last4: "", categories: [], left: { LPG_3KG: 2 }, until };
  const rule = changes => offlineRule({ programme: PROGRAMME, buyer, used: 0, unknown: 0, nowMs: at, isClockRight: true, ...changes });
  assert.deepEqual(rule({}), { known_by: "SLICE", most: 2 });
  assert.deepEqual(rule({ used: 1 }), { known_by: "SLICE", most: 1 });
  // Used up, over, or under a clock that was set back: nobody knows.
  for (const changes of [{ used: 2 }, { nowMs: at + 1000 }, { isClockRight: false }, { buyer: null }]) assert.deepEqual(rule(changes), { known_by: "UNKNOWN", most: 1 });
  assert.equal(rule({ buyer: null, unknown: 1 }).most, 0);
  assert.equal(rule({ buyer: null, programme: { ...PROGRAMME, unknown_qty: 0 } }).most, 0);

  const world = await opened({ isOff: true });
  const { desk } = world;
  await desk.typed(SITI);
  assert.deepEqual([desk.deal.state, desk.deal.known_by, desk.deal.most], ["READY", "SLICE", 2]);
  assert.deepEqual([(await desk.take({ depositRp: null })).known_by, world.asked.length], ["SLICE", 1]);
  await desk.typed(BUDI);
  assert.deepEqual([desk.deal.state, desk.deal.known_by, desk.deal.category.decision, desk.deal.packs], ["READY", "UNKNOWN", "unknown", 1]);
  assert.deepEqual(desk.deal.categories.map(one => one.code), ["RT", "PENGECER", "UM"]);
  const sealed = await desk.take({ depositRp: null });
  assert.deepEqual([sealed.consumer_id, sealed.last4, await openedBox(world.keys.privateKey, sealed.box)], [null, "0007", BUDI]);
  world.unknown = 1;
  await desk.typed("");
  await desk.typed(BUDI);
  assert.deepEqual([desk.deal.state, desk.deal.fault], ["REFUSED", "ration_offline"]);
  // The line goes between looking up and setting aside: by what this device knows.
  Object.assign(world, { isOff: false, unknown: 0 });
  await desk.typed(SITI);
  world.isOff = true;
  assert.equal((await desk.take({ depositRp: null })).known_by, "SLICE");
  world.rations = null;
  await desk.typed(BUDI);
  assert.equal(desk.deal.fault, "ration_offline");
});

async function openedBox(privateKey, box) {
  const told = Buffer.from(box, "base64url");
  const theirs = await crypto.subtle.importKey("raw", told.subarray(0, 65), { name: "ECDH", namedCurve: "P-256" }, false, []);
  const met = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, privateKey, 256);
  const base = await crypto.subtle.importKey("raw", met, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: new TextEncoder().encode("guyub box v1") }, base, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: told.subarray(65, 77) }, key, told.subarray(77)));
}

test("two boxes of one number are not alike, and a tag is no plain hash of it", async () => {
  const { rations } = await opened();
  const boxes = await Promise.all([1, 2].map(() => boxOf(SITI, rations.box.public)));
  assert.notEqual(boxes[0], boxes[1]);
  assert.match(boxes[0], /^[A-Za-z0-9_-]{100,400}$/);
  const tag = await tagOf(SITI, TAGS);
  assert.match(tag, /^[0-9a-f]{32}$/);
  assert.notEqual(tag, createHash("sha256").update(SITI).digest("hex").slice(0, 32));
});

test("at the till: not without a buyer, the deposit in the drawer, one unknown a day, all back with a void", async () => {
  const world = await boundTill(), slice = new Slice(world.store);
  await slice.merge(answer([GAS, product(2)], { rations: { programmes: [PROGRAMME], box: {}, tags: TAGS, buyers: [], number: 7 }, racks: [RACK] }), 1);
  const till = new Till({ store: world.store, queue: world.queue, slice, now: world.clock.now });
  await till.open();
  await till.openShift({ id: "k", name: "Rina (contoh)" }, 100_000);
  const released = [];
  till.rationing.release = ration => { released.push(ration.use_id); };
  assert.throws(() => till.add(GAS), wrong("rationed"));
  assert.throws(() => till.scan(GAS.barcodes[0].code), wrong("rationed"));

  const ration = { use_id: "u1", programme: "LPG_3KG", category: "RT", title: "Rumah tangga", consumer_id: null, box: "b", last4: "0042", given_name: "Siti", known_by: "UNKNOWN", qty: 2, reason: "", empties: 1, stays: "DEPOSIT", deposit_rp: 150_000, expires_ms: 0, hotline: "135", tag: "t1", content: 1 };
  till.addRation(GAS, { ...ration, use_id: "u0" });
  till.addRation(GAS, ration);
  assert.deepEqual([released, till.totalRp, till.sale.lines.length], [["u0"], 36_000, 1]);
  till.buy({ id: "m", number: "A-1", name: "Siti", credit_rp: 90_000, is_active: true });
  await assert.rejects(till.sell([{ kind: "CREDIT", amount_rp: 36_000 }]), wrong("ration_credit"));
  const sale = await till.sell([{ kind: "CASH", amount_rp: 50_000 }]);
  assert.deepEqual([sale.body.rations[0].line, sale.body.rations[0].tag, sale.body.rations[0].given_name, sale.body.change_rp], [1, undefined, undefined, 14_000]);
  assert.deepEqual([(await till.shiftSums()).cash_rp, (await till.shiftSums()).deposits_rp], [286_000, 150_000]);
  assert.deepEqual([till.rations.unknownToday("t1", till.on), till.rations.unknownToday("t1", "2026-11-28")], [2, 0]);
  const rack = till.rations.rack("LPG_3KG");
  assert.deepEqual([rack.full, rack.empty, rack.out, lastsUntil(rack, till)], [39, 53, 8, "Rata-rata 19 tabung sehari, cukup sampai kira-kira Minggu."]);

  const paper = receiptOf(sale, { shop: { name: "x" }, zoneMin: 420, offsetMs: 0 });
  assert.deepEqual([paper.buyer_nik, paper.deposit_rp, paper.tenders, paper.lines[0].notes, paper.lines[0].rule.hotline], ["0042", 150_000, [{ kind: "CASH", amount_rp: 200_000 }], ["Tabung kosong ditukar: 1", "Tabung dititip: 1"], "135"]);
  const again = new Till({ store: world.store, queue: world.queue, slice: await new Slice(world.store).open(), now: world.clock.now });
  await again.open();
  await again.credited;
  assert.deepEqual([again.rations.unknownToday("t1", till.on), again.rations.rack("LPG_3KG").full, again.slice.around.rations.number], [2, 39, 7]);

  const back = await till.voidSale(sale.id, "salah orang", "k");
  assert.deepEqual([back.body.deposit_rp, (await till.shiftSums()).cash_rp], [150_000, 100_000]);
  till.addRation(GAS, { ...ration, use_id: "u2" });
  till.clear();
  assert.deepEqual(released, ["u0", "u2"]);
  const book = new RationBook(slice);
  book.count([{ kind: "sale.made", body: { lines: [{ base_qty: 1 }], rations: [{ line: 1, consumer_id: "c", programme: "LPG_3KG", known_by: "SLICE", qty: 1, empties: 1 }] } }]);
  assert.deepEqual([book.usedHere("c", "LPG_3KG"), book.usedHere("d", "LPG_3KG")], [1, 0]);
});

test("who goes without is counted by need: the shelf is empty, or a limit lets nothing go; nobody is named", async () => {
  const { desk } = await opened();
  assert.deepEqual([unmetOf(desk.deal, 1, 5), unmetOf(desk.deal, 1, null)], [null, null]);
  assert.deepEqual(unmetOf(desk.deal, 1, 0), { programme: "LPG_3KG", category: "", qty: 1, reason: "EMPTY" });
  await desk.typed(SITI);
  desk.count(2);
  assert.deepEqual([unmetOf(desk.deal, 1, 2), unmetOf(desk.deal, 5000, 1).qty], [null, 10_000]);
  assert.deepEqual(unmetOf(desk.deal, 1, 1), { programme: "LPG_3KG", category: "RT", qty: 2, reason: "EMPTY" });
  const refused = await opened({ answers: { "/api/v1/till/buyers": found("block", 0) } });
  await refused.desk.typed(SITI);
  assert.deepEqual([unmetOf(refused.desk.deal, 1, 9).reason, unmetOf(refused.desk.deal, 1, 0).reason], ["QUOTA", "EMPTY"]);
  const off = await opened({ isOff: true, unknown: 9, used: 9 });
  await off.desk.typed(BUDI);
  assert.deepEqual([off.desk.deal.fault, unmetOf(off.desk.deal, 1, 0)], ["ration_offline", null]);
});

test("how far the official site knows comes with the slice, and says when it was", async () => {
  const { store } = await boundTill(), slice = new Slice(store), sites = [{ sale_id: "s1", programme: "LPG_3KG", state: "DONE" }];
  const asks = (told_sites, cursor) => slice.refresh(async () => ({ status: 200, told: { cursor, server_time: "2026-11-27T05:40:00Z", is_whole: false, products: [], gone: [], told_sites } }), () => ({ written: 1, answered: 1 }));
  assert.deepEqual([await asks(sites, "1"), await asks(sites, "2"), await asks([{ ...sites[0], state: "REFUSED" }], "3")], [true, false, true]);
  const { around } = await new Slice(store).open();
  assert.deepEqual([around.told_sites[0].state, new Date(around.told_ms).toISOString()], ["REFUSED", "2026-11-27T05:40:00.000Z"]);
});
