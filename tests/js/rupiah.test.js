import assert from "node:assert/strict";
import { test } from "node:test";

import { amount, grouped } from "../../guyub/foundation/kernel/static/kernel/js/fields.js";
import { digitsOf, dotted, rupiah } from "../../guyub/foundation/kernel/static/kernel/js/rupiah.js";

test("amounts are written with dots, a no-break space and the true minus", () => {
  for (const [amountRp, written] of /** @type {[number, string][]} */ ([
    [0, "Rp\u00a00"],
    [950, "Rp\u00a0950"],
    [1000, "Rp\u00a01.000"],
    [1234567, "Rp\u00a01.234.567"],
    [-50000, "\u2212Rp\u00a050.000"],
    [Number.MAX_SAFE_INTEGER, "Rp\u00a09.007.199.254.740.991"],
  ])) assert.equal(rupiah(amountRp), written);
});

test("an amount is whole", () => {
  for (const wrong of [0.5, NaN, 2 ** 53]) assert.throws(() => dotted(wrong), TypeError);
});

test("what is typed is read by its digits", () => {
  assert.equal(digitsOf("Rp 1.234.567"), 1234567);
  assert.equal(digitsOf("lima"), null);
  assert.equal(amount("15000x"), "15.000");
  assert.equal(amount(""), "");
});

test("reading undoes writing", () => {
  for (let power = 0; power < 15; power++) {
    const amountRp = Math.floor(7.3 * 10 ** power);
    assert.equal(digitsOf(dotted(amountRp)), amountRp);
  }
});

test("a NIK is grouped in fours and ends after sixteen", () => {
  assert.equal(grouped("3573034105900001999"), "3573 0341 0590 0001");
  assert.equal(grouped("35730"), "3573 0");
});
