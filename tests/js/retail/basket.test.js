import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { BasketRefused, cashDue, priced, settled } from "../../../guyub/trade/retail/static/retail/js/basket.js";
import { allocateRp, timesRp } from "../../../guyub/trade/retail/static/retail/js/money.js";
import { checkPin, pinHash } from "../../../guyub/trade/retail/static/retail/js/pin.js";
import { added, asksSecond, basketOf, boughtBy, counted, discounted, emptySale, isCapped, priceOf, saleFacts, stepped, thingsOf, totalOf, warnings } from "../../../guyub/trade/retail/static/retail/js/sale.js";
import { product } from "./shop.js";

const golden = JSON.parse(readFileSync(new URL("../../golden/till_baskets.json", import.meta.url)));
const ON = "2026-11-27";
const CASHIER = { id: "k", name: "Rina (contoh)" };
const MEMBER = { id: "m", number: "A-0042", name: "Siti Aminah (contoh)", credit_rp: 215000, is_active: true };

/** What a basket comes to, in the form of the golden file. */
function outcome({ basket, tenders, step_rp: stepRp }) {
  try {
    const money = priced(basket), paid = settled(basket, tenders, { stepRp });
    return {
      gross_rp: money.gross_rp, discount_rp: money.discount_rp, charge_rp: money.charge_rp, total_rp: paid.total_rp, rounding_rp: paid.rounding_rp,
      kept: paid.kept, change_rp: paid.change_rp, nets_rp: paid.lines.map(line => line.net_rp), warned: paid.lines.map(line => line.is_warned),
    };
  } catch (error) {
    if (!(error instanceof BasketRefused)) throw error;
    return { wrong: error.wrong };
  }
}

test("the till and the server make the same of every basket", () => {
  assert.ok(golden.cases.length >= 80);
  for (const one of golden.cases) assert.deepEqual(outcome(one), one.expected, one.title);
});

test("a total is shared to the rupiah", () => {
  assert.deepEqual(allocateRp(100, [333, 333, 334]), [33, 33, 34]);
  assert.deepEqual([allocateRp(0, []), allocateRp(0, [0, 0])], [[], [0, 0]]);
  assert.throws(() => allocateRp(1, [0]), TypeError);
  assert.equal(timesRp(999_999_999, 999_999_937, 1_000_000, false), 999_999_936_000);
});

test("cash is rounded to the coin, down where something has a ceiling", () => {
  const plain = { lines: [{}] }, capped = { lines: [{ ceiling: { kind: "HET" } }] };
  assert.deepEqual([17_950, 17_949].map(owed => cashDue(plain, owed, 100)), [18_000, 17_900]);
  assert.equal(cashDue(capped, 17_990, 100), 17_900);
});

test("a fraction is never an amount", () => {
  const line = { name: "x", base_qty: 1, price_rp: 10.5, price_qty: 1, content: 1 };
  assert.throws(() => priced({ lines: [line] }), { wrong: "price" });
  assert.throws(() => settled({ lines: [{ ...line, price_rp: 10 }] }, [{ kind: "CASH", amount_rp: 10.5 }], { stepRp: 1 }), { wrong: "tender" });
});

const LOOSE = product(1, {
  name: "Telur ayam", base_unit: "gram", content_unit: "G", units: [{ id: "kg", name: "kg", factor: 1000 }, { id: "g", name: "gram", factor: 1 }],
  prices: [{ unit: "kg", audience: "UMUM", amount_rp: 27000, from: "2026-01-01", to: null }, { unit: "kg", audience: "ANGGOTA", amount_rp: 26500, from: "2026-01-01", to: null }],
});
const SOAP = product(2, { prices: [
  { unit: "u-2", audience: "UMUM", amount_rp: 3000, from: "2026-01-01", to: "2026-11-26" }, { unit: "u-2", audience: "UMUM", amount_rp: 3500, from: "2026-11-27", to: null },
] });
const productOf = id => [LOOSE, SOAP].find(one => one.id === id) ?? null;

test("the price of the day, a member's own where there is one", () => {
  assert.equal(priceOf(SOAP, { on: "2026-11-26", isMember: false }).amount_rp, 3000);
  assert.equal(priceOf(SOAP, { on: ON, isMember: true }).amount_rp, 3500);
  assert.deepEqual(priceOf(LOOSE, { on: ON, isMember: true }), { unit: LOOSE.units[0], amount_rp: 26500, audience: "ANGGOTA" });
  assert.equal(priceOf(SOAP, { on: "2025-01-01", isMember: false }), null);
  // A member pays the lower of both, and the own where they are alike.
  const cheap = (/** @type {number} */ amount) => priceOf({ ...SOAP, prices: [...SOAP.prices, { unit: "u-2", audience: "ANGGOTA", amount_rp: amount, from: "2026-01-01", to: null }] }, { on: ON, isMember: true });
  assert.deepEqual([3400, 3500, 3600].map(amount => [cheap(amount).amount_rp, cheap(amount).audience]), [[3400, "ANGGOTA"], [3500, "ANGGOTA"], [3500, "UMUM"]]);
});

test("the same goods count up, weighed goods stand for themselves", () => {
  let sale = emptySale("s", 0);
  sale = added(sale, SOAP, { on: ON });
  sale = added(sale, SOAP, { on: ON });
  sale = added(sale, LOOSE, { on: ON, baseQty: 1250 });
  sale = added(sale, LOOSE, { on: ON, baseQty: 500 });
  assert.deepEqual(sale.lines.map(line => line.base_qty), [2, 1250, 500]);
  assert.deepEqual([thingsOf(sale), totalOf(sale), sale.revision], [4, 7000 + 33750 + 13500, 4]);
  assert.deepEqual(counted(sale, 1, 0).lines.length, 2);
  assert.deepEqual(stepped(stepped(sale, 0, 1), 0, -3).lines.map(line => line.base_qty), [1250, 500]);
  assert.equal(added(sale, product(9, { prices: [] }), { on: ON }), null);
});

test("a scale's label that names a price asks exactly that", () => {
  const sale = added(emptySale("s", 0), LOOSE, { on: ON, askedRp: 12345 });
  assert.equal(totalOf(sale), 12345);
  assert.equal(sale.lines[0].base_qty, 457);
});

test("who buys changes the prices, and back", () => {
  let sale = added(added(emptySale("s", 0), LOOSE, { on: ON }), SOAP, { on: ON });
  sale = boughtBy(sale, MEMBER, productOf, ON);
  assert.deepEqual([totalOf(sale), sale.lines[0].audience, basketOf(sale).is_member], [30000, "ANGGOTA", true]);
  assert.equal(totalOf(boughtBy(sale, null, productOf, ON)), 30500);
});

test("the facts of a sale are amounts that tie", () => {
  let sale = added(added(emptySale("s", 0), LOOSE, { on: ON, baseQty: 333 }), SOAP, { on: ON });
  sale = discounted(discounted(sale, 0, { rate: 1000, reason: "rusak" }), -1, { amount_rp: 100, reason: "promo" });
  const { facts } = saleFacts(sale, [{ kind: "CASH", amount_rp: 20000 }], { stepRp: 100, cashier: CASHIER, shift: "sh" });
  const nets = facts.lines.reduce((all, line) => all + line.net_rp, 0);
  assert.equal(nets, facts.total_rp + facts.rounding_rp);
  assert.equal(facts.tenders[0].amount_rp + facts.change_rp, 20000);
  assert.equal(isCapped(sale), false);
});

test("all discounts together ask for a second person, who is named on the sale", () => {
  const sale = counted(added(emptySale("s", 0), SOAP, { on: ON }), 0, 20);
  const off = (/** @type {number} */ amount) => discounted(sale, -1, { amount_rp: amount, reason: "rusak" });
  assert.deepEqual([0, 3500, 3501].map(amount => asksSecond(amount ? off(amount) : sale, 500)), [false, false, true]);
  assert.equal(asksSecond(discounted(off(2000), 0, { amount_rp: 2000, reason: "sobek" }), 500), true);
  assert.equal(asksSecond(emptySale("s", 0), 0), false);
  const told = (/** @type {any} */ one) => saleFacts(one, [{ kind: "CASH", amount_rp: 70_000 }], { stepRp: 100, cashier: CASHIER, shift: "sh" }).facts.agreed_by;
  assert.deepEqual([told(sale), told({ ...sale, agreed_by: "p2" })], [undefined, "p2"]);
});

test("a limit and stock below zero are said", () => {
  const sale = counted(added(emptySale("s", 0), { ...SOAP, most_qty: 2, stock_qty: 1 }, { on: ON }), 0, 3);
  assert.deepEqual(warnings(sale).map(one => one.code), ["most", "stock"]);
});

test("a PIN is checked without a network, and not guessed", async () => {
  const how = { salt: "00112233445566778899aabbccddeeff", rounds: 1000 };
  const kept = { ...how, hash: await pinHash("123456", how) };
  assert.equal((await import("node:crypto")).pbkdf2Sync("123456", Buffer.from(how.salt, "hex"), 1000, 32, "sha256").toString("hex"), kept.hash);
  let guesses = { failures: 0, until_ms: 0 };
  assert.equal((await checkPin("123456", kept, guesses, 0)).isRight, true);
  for (let tries = 1; tries <= 5; tries++) {
    const said = await checkPin("000000", kept, guesses, 0);
    assert.deepEqual([said.isRight, said.left], [false, 5 - tries]);
    guesses = said.guesses;
  }
  assert.equal((await checkPin("123456", kept, guesses, 29_999)).isWaiting, true);
  assert.equal((await checkPin("123456", kept, guesses, 30_000)).isRight, true);
  const strict = await checkPin("000000", kept, { failures: 0, until_ms: 0 }, 0, { tries: 1, wait_s: 60 });
  assert.deepEqual([strict.left, strict.guesses.until_ms], [0, 60_000]);
  assert.equal((await checkPin("1", { ...kept, hash: "" }, { failures: 0, until_ms: 0 }, 0)).isRight, false);
});
