import assert from "node:assert/strict";
import { test } from "node:test";

import { checkDigit, normalForm, readCode } from "../../../guyub/trade/retail/static/retail/js/codes.js";
import { burst, onceAtATime } from "../../../guyub/trade/retail/static/retail/js/scanner.js";

const wrong = name => error => error.wrong === name;

function typed(keys, everyMs) {
  const codes = [];
  const press = burst(code => codes.push(code));
  let at = 1000;
  for (const key of [...keys, "Enter"]) press(key, at += everyMs);
  return codes;
}

test("a scanner is fast, a hand is not", () => {
  assert.deepEqual(typed("8991234567895", 5), ["8991234567895"]);
  assert.deepEqual(typed("8991234567895", 49), ["8991234567895"]);
  assert.deepEqual(typed("8991234567895", 50), []);
  assert.deepEqual(typed("12345", 5), []);
  assert.deepEqual(typed("gula pasir", 5), []);
});

test("two scans after each other, and what a hand typed before is not part of it", () => {
  const codes = [];
  const press = burst(code => codes.push(code));
  press("b", 0);
  press("e", 300);
  [..."2000000000428", "Enter"].forEach((key, at) => press(key, 1000 + at * 3));
  [..."8991234567895", "Enter"].forEach((key, at) => press(key, 1100 + at * 3));
  assert.deepEqual(codes, ["2000000000428", "8991234567895"]);
});

test("keys that write nothing do not break a burst, garbage ends in nothing longer than a code", () => {
  const codes = [];
  const press = burst(code => codes.push(code));
  ["8", "Shift", "9", "9", "1", "2", "3", "4"].forEach((key, at) => press(key, at));
  press("Enter", 9);
  [..."x1".repeat(250), "Enter"].forEach((key, at) => press(key, 100 + at));
  assert.equal(codes[0], "8991234");
  assert.ok(codes[1].length <= 80);
});

test("a camera does not count what still lies before it", () => {
  let now = 0;
  const isNew = onceAtATime(() => now);
  assert.deepEqual([isNew("a"), isNew("a")], [true, false]);
  now = 1000;
  assert.deepEqual([isNew("a"), isNew("b"), isNew("a")], [false, true, true]);
  now = 3000;
  assert.equal(isNew("a"), true);
});

test("the check digit, and one form for one product", () => {
  assert.equal(checkDigit("750103131130"), "9");
  assert.equal(normalForm("036000291452"), "0036000291452");
  assert.equal(normalForm("07501031311309"), "7501031311309");
  assert.equal(normalForm("7501-0313 11309"), "7501031311309");
  for (const scanned of ["", "12345", "abc4567890123", "123456789012345"]) assert.throws(() => normalForm(scanned), wrong("form"));
  assert.throws(() => normalForm("7501031311308"), wrong("check"));
});

test("labels of our own, and of a scale by weight or price", () => {
  assert.deepEqual(readCode("7501031311309"), { kind: "goods", code: "7501031311309" });
  assert.deepEqual(readCode("2000000000428"), { kind: "own", code: "2000000000428" });
  assert.deepEqual(readCode("2100123012503"), { kind: "weighed", code: "2100123", weight_g: 1250, price_rp: null });
  const priced = "220012312345";
  assert.deepEqual(readCode(priced + checkDigit(priced)), { kind: "weighed", code: "2200123", weight_g: null, price_rp: 12345 });
  const coded = digits => () => readCode(digits + checkDigit(digits));
  assert.throws(coded("210012300000"), wrong("amount"));
  assert.throws(coded("210000001250"), wrong("number"));
  assert.throws(coded("200000000000"), wrong("number"));
  assert.throws(coded("290012301250"), wrong("prefix"));
  assert.equal(readCode("29" + "01" + "00000125" + checkDigit("290100000125"), ["29PPWWWWWWWWC"]).weight_g, 125);
});
