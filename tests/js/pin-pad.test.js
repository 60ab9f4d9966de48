import assert from "node:assert/strict";
import { test } from "node:test";

import { pressed } from "../../guyub/foundation/kernel/static/kernel/js/pin-pad.js";

test("keys add digits up to six and take the last one back", () => {
  const typed = ["4", "7", "1", "9", "0", "2", "8"].reduce(pressed, "");
  assert.equal(typed, "471902");
  assert.equal(pressed(typed, "⌫"), "47190");
  assert.equal(pressed("", "⌫"), "");
});
