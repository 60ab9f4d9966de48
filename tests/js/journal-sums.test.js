import assert from "node:assert/strict";
import { test } from "node:test";

import { standing } from "../../guyub/foundation/kernel/static/kernel/js/journal-sums.js";

test("the difference of an entry is said in whole rupiah", () => {
  for (const [debits, credits, words, isEven] of /** @type {[string[], string[], string, boolean][]} */ ([
    [["", ""], [""], "Belum ada jumlah", false],
    [["200.000", ""], ["", "200000"], "Seimbang", true],
    [["1.500.000"], ["1.499.999"], "Kredit kurang Rp\u00a01", false],
    [["1"], ["2", "3"], "Debit kurang Rp\u00a04", false],
    [["999999999999999"], ["1"], "Kredit kurang Rp\u00a0999.999.999.999.998", false],
    [Array(20).fill("999999999999999"), [""], "Jumlahnya terlalu besar", false],
  ])) {
    const found = standing(debits, credits);
    assert.equal(found.words, words);
    assert.equal(found.isEven, isEven);
  }
});

test("each side is added up by itself", () => {
  const { debitRp, creditRp } = standing(["1.000", "250"], ["900"]);
  assert.deepEqual([debitRp, creditRp], [1250, 900]);
});
