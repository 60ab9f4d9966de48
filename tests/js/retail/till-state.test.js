import assert from "node:assert/strict";
import { test } from "node:test";

import { dotted, hour, initials, isoDay, likelyNotes, quantity, quantityOf, rupiah } from "../../../guyub/trade/retail/static/retail/js/format.js";
import { exported, imported } from "../../../guyub/trade/retail/static/retail/js/outbox-file.js";
import { Slice } from "../../../guyub/trade/retail/static/retail/js/slice.js";
import { Till } from "../../../guyub/trade/retail/static/retail/js/till-state.js";
import { answer, ean13, product } from "./shop.js";
import { boundTill } from "./till_world.js";

const wrong = name => error => error.wrong === name;
const CASHIER = { id: "k", name: "Rina (contoh)" };
const MEMBER = { id: "m", number: "A-0042", name: "Siti Aminah (contoh)", credit_rp: 50_000, is_active: true };
const priced = (number, amount, changes = {}) => product(number, { prices: [{ unit: `u-${number}`, audience: "UMUM", amount_rp: amount, from: "2026-01-01", to: null }], ...changes });
const GOODS = [
  priced(1, 15_700), priced(2, 27_000),
  priced(3, 0, { base_unit: "gram", units: [{ id: "u-3", name: "kg", factor: 1000 }], prices: [{ unit: "u-3", audience: "UMUM", amount_rp: 20_000, from: "2026-01-01", to: null }], barcodes: [{ code: "2100123", unit: "u-3" }] }),
];

async function opened() {
  const world = await boundTill();
  const slice = new Slice(world.store);
  await slice.merge(answer(GOODS, { members: [MEMBER] }), 1);
  const make = async queue => {
    const till = new Till({ store: world.store, queue, slice, now: world.clock.now });
    await till.open();
    return till;
  };
  const till = await make(world.queue);
  await till.openShift(CASHIER, 100_000);
  return { ...world, till, reopened: async () => { const queue = world.make(); await queue.open(); return make(queue); } };
}

const cash = amount => [{ kind: "CASH", amount_rp: amount }];

test("a sale by scanner, paid in cash, sent, and the next basket is empty", async () => {
  const { till, server } = await opened();
  till.scan(GOODS[0].barcodes[0].code);
  till.scan(GOODS[0].barcodes[0].code);
  till.scan("2100123012503");
  assert.equal(till.totalRp, 31_400 + 25_000);
  const event = await till.sell(cash(60_000));
  assert.deepEqual([event.body.change_rp, event.body.number, till.sale.lines.length, till.last.id], [3600, "K1-0001", 0, event.id]);
  await till.queue.send({ isUrgent: true });
  assert.deepEqual([server.kept.map(one => one.kind), server.applied.get(event.id)], [["shift.opened", "sale.made"], 1]);
});

test("a reload comes back to the basket, and to a payment that had begun", async () => {
  const { till, reopened } = await opened();
  till.add(GOODS[0]);
  await till.pay([{ kind: "QRIS", amount_rp: 15_700 }]);
  const again = await reopened();
  assert.deepEqual([again.sale.state, again.sale.tenders, again.cashier, again.totalRp], ["PAYING", [{ kind: "QRIS", amount_rp: 15_700 }], CASHIER, 15_700]);
  const event = await again.sell(again.sale.tenders);
  await assert.rejects(till.sell([{ kind: "QRIS", amount_rp: 15_700 }]), wrong("gone"));
  const last = await reopened();
  assert.deepEqual([last.sale.lines.length, last.queue.standing.head.seq, event.seq], [0, 2, 2]);
});

test("a shift that was opened or closed after an older state of the storage comes back with the file", async () => {
  const { till, reopened, store } = await opened();
  await till.closeShift(100_000, {});
  const before = structuredClone(store.tables);
  await till.openShift(CASHIER, 50_000);
  await till.changeCashier({ id: "b", name: "Budi (contoh)" });
  const [opening, open] = [till.shift, await exported(till.queue)];
  await till.closeShift(50_000, {});
  const closed = await exported(till.queue);
  Object.assign(store.tables, before);
  for (const [file, shift, cashier] of [[open, opening, "b"], [closed, null, undefined]]) {
    const again = await reopened();
    await imported(again.queue, file);
    await again.comeBack();
    assert.deepEqual([again.shift, again.cashier?.id], [shift, cashier]);
    const { shift: kept } = store.tables.meta.get("till");
    assert.deepEqual(kept, shift);
  }
});

test("a tab that was left behind cannot sell or change what another tab sold", async () => {
  const { till, reopened, store } = await opened();
  till.add(GOODS[0]);
  await till.writing;
  const other = await reopened();
  await other.sell(cash(20_000));
  till.add(GOODS[0]);
  await till.writing;
  assert.deepEqual([till.sale.lines.length, store.tables.baskets.size], [0, 0]);
});

test("a tab that was left behind does not open a shift again that another tab closed", async () => {
  const { till, reopened, store } = await opened();
  till.add(GOODS[0]);
  await till.writing;
  const other = await reopened();
  await other.sell(cash(20_000));
  await other.closeShift(115_700, {});
  till.add(GOODS[0]);
  await till.writing;
  assert.deepEqual([till.shift, till.cashier, store.tables.meta.get("till").shift], [null, null, null]);
});

test("more than a buyer may take is not sold", async () => {
  const { till } = await opened();
  till.add({ ...GOODS[0], most_qty: 2 }, { times: 3 });
  await assert.rejects(till.sell(cash(50_000)), wrong("most"));
  till.clear();
  till.add({ ...GOODS[0], most_qty: 2 }, { times: 2 });
  assert.equal((await till.sell(cash(50_000))).body.total_rp, 31_400);
});

test("pressed twice, sold once", async () => {
  const { till, store } = await opened();
  till.add(GOODS[0]);
  const results = await Promise.allSettled([till.sell(cash(20_000)), till.sell(cash(20_000))]);
  assert.deepEqual(results.map(one => one.status).sort(), ["fulfilled", "rejected"]);
  assert.equal([...store.tables.events.values()].filter(one => one.kind === "sale.made").length, 1);
});

test("what is scanned while a sale is being written lies in the next basket", async () => {
  const { till } = await opened();
  till.add(GOODS[0]);
  const selling = till.sell(cash(20_000));
  till.add(GOODS[1]);
  const event = await selling;
  await till.writing;
  assert.deepEqual([event.body.total_rp, till.totalRp], [15_700, 27_000]);
});

test("twenty baskets are held and no more", async () => {
  const { till, reopened } = await opened();
  for (let count = 0; count < 20; count++) {
    till.add(GOODS[0]);
    await till.hold("");
  }
  till.add(GOODS[1]);
  await assert.rejects(till.hold(""), wrong("held"));
  const again = await reopened();
  await assert.rejects(again.hold(""), wrong("held"));
  await again.dropHeld((await again.held())[0].id);
  await again.hold("");
  assert.equal((await again.held()).length, 20);
});

test("held, taken up, and what lay open is held in its place", async () => {
  const { till, reopened } = await opened();
  till.add(GOODS[0]);
  await till.hold("Bu Siti");
  till.add(GOODS[1]);
  const again = await reopened();
  const [held] = await again.held();
  assert.deepEqual([held.note, again.totalRp], ["Bu Siti", 27_000]);
  await again.resume(held.id);
  assert.deepEqual([again.totalRp, (await again.held()).map(sale => sale.lines[0].price_rp)], [15_700, [27_000]]);
  await assert.rejects(again.resume("none"), wrong("gone"));
});

test("credit is what was lent less what was sold here, also after a reload", async () => {
  const { till, reopened, clock } = await opened();
  till.buy(MEMBER);
  till.add(GOODS[1]);
  await till.sell([{ kind: "CREDIT", amount_rp: 27_000 }]);
  assert.equal(till.creditLeft(MEMBER), 23_000);
  const again = await reopened();
  await again.credited;
  assert.equal(again.creditLeft(MEMBER), 23_000);
  again.buy(MEMBER);
  again.add(GOODS[1]);
  await assert.rejects(again.sell([{ kind: "CREDIT", amount_rp: 27_000 }]), wrong("limit"));
  again.buy({ ...MEMBER, is_active: false });
  await assert.rejects(again.sell([{ kind: "CREDIT", amount_rp: 1 }]), wrong("left"));
  clock.ms += 1;
});

test("what a shift comes to: sales, what went back, drops and the count", async () => {
  const { till } = await opened();
  till.add(GOODS[0], { times: 2 });
  const first = await till.sell(cash(50_000));
  till.add(GOODS[1]);
  const second = await till.sell([{ kind: "QRIS", amount_rp: 27_000 }]);
  till.add(GOODS[1]);
  const third = await till.sell(cash(27_000));
  await till.takeBack(first.id, new Map([[1, 1]]), "rusak di jalan", "k");
  await till.mendTender(second.id, cash(27_000), "ternyata tunai", "k");
  await till.voidSale(third.id, "salah ketik", "k");
  await till.drop(20_000, "");
  const sums = await till.shiftSums();
  assert.deepEqual([sums.sales, sums.by, sums.back_rp, sums.drops_rp, sums.cash_rp], [3, { CASH: 42_700, QRIS: 0 }, 42_700, 20_000, 122_700]);
  await assert.rejects(till.voidSale(first.id, "salah", "k"), wrong("returned"));
  const { event } = await till.closeShift(122_000, { 100000: 1, 2000: 11 });
  assert.deepEqual([event.body.difference_rp, event.body.sales, till.shift, till.cashier], [-700, 3, null, null]);
  await assert.rejects(till.sell(cash(1)), wrong("nobody"));
});

test("what has no price, no product or no whole code is said", async () => {
  const { till } = await opened();
  assert.throws(() => till.scan(ean13("899999999999")), wrong("unknown"));
  assert.throws(() => till.scan("8999999999990"), wrong("check"));
  assert.throws(() => till.add(product(9, { prices: [] })), wrong("unpriced"));
  assert.equal(till.scan("A-0042").id, "m");
  assert.equal(till.sale.member.id, "m");
});

test("another cashier goes on in the same shift", async () => {
  const { till, reopened } = await opened();
  await till.changeCashier({ id: "b", name: "Budi (contoh)" });
  const again = await reopened();
  assert.deepEqual([again.cashier.id, again.shift.id], ["b", till.shift.id]);
});

test("numbers as people read and type them", () => {
  assert.deepEqual([dotted(1234567), rupiah(-500), quantity(1250, 1000), quantity(3, 1), quantity(30, 12)], ["1.234.567", "−Rp\u00a0500", "1,25", "3", "2,5"]);
  assert.deepEqual(["1,25", "0,5", ",5", "2", "1.000", "1,2345", "", "x", "0"].map(typed => quantityOf(typed, 1000)), [1250, 500, 500, 2000, 1_000_000, null, null, null, 0]);
  assert.deepEqual([178_400, 31_400, 15_700, 3200].map(due => likelyNotes(due)), [[200_000, 250_000], [50_000, 100_000], [20_000, 50_000], [10_000, 20_000]]);
  assert.deepEqual([hour(Date.UTC(2026, 10, 27, 3, 24), 420), isoDay(Date.UTC(2026, 10, 27, 18), 420), initials("Siti Aminah (contoh)")], ["10.24", "2026-11-28", "SA"]);
});
