import assert from "node:assert/strict";
import { test } from "node:test";

import { backAgain } from "../../guyub/foundation/kernel/static/kernel/js/comes-back.js";

test("a server that answers is not back before it was away", async () => {
  const told = [true, true, false, false, true, true];
  const isBack = backAgain(async () => told.shift() ?? true);
  const seen = [];
  for (let at = 0; at < 6; at += 1) seen.push(await isBack());
  assert.deepEqual(seen, [false, false, false, false, true, true]);
});
