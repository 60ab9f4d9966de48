import assert from "node:assert/strict";
import { test } from "node:test";

import { toPay } from "../../guyub/foundation/kernel/static/kernel/js/dues-sum.js";

test("ticked months are added up", () => {
  assert.equal(toPay([10_000, 10_000, 4_000], ""), 24_000);
  assert.equal(toPay([], ""), 0);
});

test("an amount that was typed goes before what is ticked", () => {
  assert.equal(toPay([10_000, 10_000], "25.000"), 25_000);
});
