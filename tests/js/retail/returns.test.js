import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { goodsBack, guardOf, paidOtherwise, ReturnRefused, soldOf, voided } from "../../../guyub/trade/retail/static/retail/js/returns.js";

const golden = JSON.parse(readFileSync(new URL("../../golden/till_returns.json", import.meta.url)));
const wrong = name => error => error.wrong === name;
const REASON = "kemasan rusak";

test("the till and the server give back the same", () => {
  assert.ok(golden.cases.length >= 100);
  for (const { sold, returned, step_rp: stepRp, expected } of golden.cases) {
    let given;
    try {
      given = goodsBack(sold, new Map(returned), { reason: REASON, stepRp });
    } catch (error) {
      if (!(error instanceof ReturnRefused)) throw error;
      given = { wrong: error.wrong };
    }
    assert.deepEqual(given, expected);
  }
});

const EVENT = { id: "sale-1", kind: "sale.made", body: {
  shift_id: "s", member_id: null, tenders: [{ kind: "CASH", amount_rp: 9000 }],
  lines: [{ base_qty: 3, net_rp: 9000, ceiling: null }],
} };

test("what followed on a sale is read from the outbox", () => {
  const back = { kind: "sale.returned", body: { sale_id: "sale-1", lines: [{ line: 1, base_qty: 1 }], tenders: [{ kind: "CASH", amount_rp: 3000 }] } };
  const other = { kind: "sale.returned", body: { sale_id: "sale-2", lines: [{ line: 1, base_qty: 1 }], tenders: [] } };
  const sold = soldOf(EVENT, [back, other, back], "s");
  assert.deepEqual([sold.lines[0].returned_qty, sold.refunded], [2, [{ kind: "CASH", amount_rp: 6000 }]]);
  assert.throws(() => goodsBack(sold, new Map([[1, 2]]), { reason: REASON, stepRp: 100 }), wrong("qty"));
  assert.deepEqual(goodsBack(sold, new Map([[1, 1]]), { reason: REASON, stepRp: 100 }).tenders, [{ kind: "CASH", amount_rp: 3000 }]);
  assert.throws(() => voided(sold, REASON), wrong("returned"));
  assert.equal(soldOf(EVENT, [{ kind: "sale.voided", body: { sale_id: "sale-1" } }], "s").is_voided, true);
});

test("a void is of this shift and once", () => {
  assert.deepEqual(voided(soldOf(EVENT, [], "s"), REASON).tenders, EVENT.body.tenders);
  assert.throws(() => voided(soldOf(EVENT, [], "t"), REASON), wrong("shift"));
  assert.throws(() => voided(soldOf(EVENT, [], "s"), "x"), wrong("reason"));
});

test("a payment told by the wrong kind is mended, sum and goods stay", () => {
  const sold = soldOf(EVENT, [], "s");
  assert.deepEqual(paidOtherwise(sold, [{ kind: "QRIS", amount_rp: 9000 }], REASON), [{ kind: "QRIS", amount_rp: 9000 }]);
  assert.throws(() => paidOtherwise(sold, [{ kind: "QRIS", amount_rp: 8000 }], REASON), wrong("sum"));
  assert.throws(() => paidOtherwise(sold, [{ kind: "CREDIT", amount_rp: 9000 }], REASON), wrong("credit"));
  assert.throws(() => paidOtherwise(sold, [{ kind: "CASH", amount_rp: 9000 }], REASON), wrong("same"));
  assert.throws(() => paidOtherwise(sold, [{ kind: "CASH", amount_rp: 4500 }, { kind: "CASH", amount_rp: 4500 }], REASON), wrong("tender"));
  const mended = soldOf(EVENT, [{ kind: "sale.repaid", body: { sale_id: "sale-1", tenders: [{ kind: "QRIS", amount_rp: 9000 }] } }], "s");
  assert.deepEqual(voided(mended, REASON).tenders, [{ kind: "QRIS", amount_rp: 9000 }]);
});

test("who must agree", () => {
  const limits = { pinAboveRp: 0, secondAboveRp: 100_000 };
  assert.equal(guardOf({ amountRp: 1, ...limits }), "PIN");
  assert.equal(guardOf({ amountRp: 0, ...limits }), "NONE");
  assert.equal(guardOf({ amountRp: 100_001, ...limits }), "SECOND");
  assert.equal(guardOf({ amountRp: 1, ...limits, isOldAndOwn: true }), "SECOND");
});
