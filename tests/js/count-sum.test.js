import assert from "node:assert/strict";
import { test } from "node:test";

import { counted } from "../../guyub/foundation/kernel/static/kernel/js/count-sum.js";

test("a count is the sum of pieces by their value", () => {
  const rows = [
    { valueRp: 100_000, typed: "3" },
    { valueRp: 500, typed: " 12 " },
    { valueRp: 100, typed: "" },
    { valueRp: 1_000, typed: "1.000" },
  ];
  assert.deepEqual(counted(rows), { partsRp: [300_000, 6_000, 0, 1_000_000], totalRp: 1_306_000 });
});

test("nothing typed is nothing", () => {
  assert.equal(counted([{ valueRp: 100_000, typed: "x" }]).totalRp, 0);
});
