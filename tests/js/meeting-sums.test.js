import assert from "node:assert/strict";
import { test } from "node:test";

import { onTable } from "../../guyub/foundation/kernel/static/kernel/js/meeting-sums.js";

test("what lies on the table: whole instalments, other amounts, nothing, and the fund", () => {
  const loans = [
    { how: "lunas", typed: "9", askedRp: 112_000 },
    { how: "lain", typed: "50.000", askedRp: 112_000 },
    { how: "", typed: "70.000", askedRp: 112_000 },
  ];
  assert.equal(onTable(loans, ["20.000", ""]), 182_000);
});

test("another amount that is not typed yet is nothing", () => {
  assert.equal(onTable([{ how: "lain", typed: "", askedRp: 5 }], []), 0);
});
