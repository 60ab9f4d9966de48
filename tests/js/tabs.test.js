import assert from "node:assert/strict";
import { test } from "node:test";

import { scrolledTo } from "../../guyub/foundation/kernel/static/kernel/js/tabs.js";

test("the current tab comes to the middle, and the first ones stay where they are", () => {
  const row = { left: 16, width: 328 };
  for (const [left, width, wanted] of [[16, 60, 0], [120, 60, 0], [616, 80, 476]]) {
    assert.equal(scrolledTo(row, { left, width }), wanted);
  }
});
