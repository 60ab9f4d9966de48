import assert from "node:assert/strict";
import { test } from "node:test";

import { now } from "../../../guyub/trade/retail/static/retail/js/device.js";

const off = cookies => Math.round((now(cookies) - Date.now()) / 1000) + 0; // no -0 where a millisecond passed between

test("a till's clock is the machine's, and in a demonstration the demonstration's", () => {
  assert.equal(off(""), 0);
  assert.equal(off("tema=gelap; jam=-86400"), -86400);
  assert.equal(off("jam=60; tema=gelap"), 60);
  assert.equal(off("dejam=60"), 0);
});
