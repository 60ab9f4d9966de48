import assert from "node:assert/strict";
import { test } from "node:test";

import { counted } from "../../guyub/foundation/kernel/static/kernel/js/count-pad.js";

test("digits join a number, a unit ends it", () => {
  const typed = ["1", "2", "karton", "3", "bungkus"].reduce(counted, "");
  assert.equal(typed.trim(), "12 karton 3 bungkus");
});

test("a unit needs a number, a comma too, and only one", () => {
  assert.equal(counted("", "karton"), "");
  assert.equal(counted("2 karton ", "bungkus"), "2 karton ");
  assert.equal(["0", ",", "5", ","].reduce(counted, ""), "0,5");
  assert.equal(counted("", ","), "");
});

test("the last one goes back, a unit whole", () => {
  assert.equal(counted("12", "⌫"), "1");
  assert.equal(counted("2 karton ", "⌫"), "2 ");
  assert.equal(counted("2 karton 3", "⌫"), "2 karton ");
  assert.equal(counted("", "⌫"), "");
});
