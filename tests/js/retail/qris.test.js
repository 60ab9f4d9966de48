import assert from "node:assert/strict";
import { test } from "node:test";

import { qrModules } from "../../../guyub/trade/retail/static/retail/js/qr.js";
import { crc16, dynamicQris, tagsOf } from "../../../guyub/trade/retail/static/retail/js/qris.js";

const STICKER = "00020101021126570011ID.DANA.WWW011893600915000000000102090000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204581253033605802ID5922Warung Contoh Guyub 026010Kab. Conto6105595676304EEB8";
const PAYMENT = "00020101021226570011ID.DANA.WWW011893600915000000000102090000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204581253033605405120005802ID5922Warung Contoh Guyub 026010Kab. Conto61055956763044AEE";

test("the checksum, and a code for one payment", () => {
  assert.equal(crc16("123456789"), "29B1");
  assert.equal(dynamicQris(STICKER, 12_000), PAYMENT);
});

test("a reference stands in its place and takes that of an older one", () => {
  const once = dynamicQris(STICKER, 12_000, "K1-0318");
  const additional = Object.fromEntries(tagsOf(once))["62"];
  assert.deepEqual([tagsOf(additional), tagsOf(once).map(([tag]) => tag).slice(-3), crc16(once.slice(0, -4))], [[["05", "K1-0318"]], ["61", "62", "63"], once.slice(-4)]);
  assert.equal(dynamicQris(once, 12_000, "K1-0318"), once);
  assert.deepEqual(Object.fromEntries(tagsOf(Object.fromEntries(tagsOf(dynamicQris(once, 1, "X")))["62"])), { "05": "X" });
});

test("a code that is not whole gives none", () => {
  assert.equal(dynamicQris(STICKER.replace("EEB8", "EEB9"), 12_000), null);
  assert.equal(dynamicQris(STICKER, 0), null);
  assert.equal(dynamicQris("", 1), null);
  assert.equal(dynamicQris("0099", 1), null);
  assert.deepEqual([tagsOf("0002"), tagsOf("00xx01"), tagsOf("")], [null, null, []]);
});

const MASKS = [
  (row, column) => (row + column) % 2, row => row % 2, (row, column) => column % 3, (row, column) => (row + column) % 3,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2, (row, column) => row * column % 2 + row * column % 3,
  (row, column) => (row * column % 2 + row * column % 3) % 2, (row, column) => ((row + column) % 2 + row * column % 3) % 2,
];
const BLOCKS = { 1: [16, 1], 2: [28, 1], 3: [44, 1], 6: [108, 4], 10: [216, 5] };

/** Read a code as a scanner does, without mending it. */
function scanned(modules) {
  const size = modules.length, version = (size - 17) / 4, [room, blocks] = BLOCKS[version];
  const format = [0, 1, 2, 3, 4, 5, 7].map(column => Number(modules[8][column])).concat(Number(modules[8][8])).join("");
  const isFlipped = MASKS[parseInt(format.slice(2, 5), 2) ^ 0b101];
  const middles = version < 2 ? [] : version < 7 ? [6, size - 7] : [6, 28, 50];
  const isFixed = (row, column) => row === 6 || column === 6 || (row < 9 && (column < 9 || column >= size - 8)) || (row >= size - 8 && column < 9)
    || (version > 6 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11)))
    || middles.some(one => middles.some(other => Math.abs(row - one) < 3 && Math.abs(column - other) < 3 && !(one === 6 && other === 6) && !(one === 6 && other === size - 7) && !(one === size - 7 && other === 6)));
  let bits = "", isUp = true;
  for (let right = size - 1; right > 0; right -= 2, isUp = !isUp) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) for (const column of [right, right - 1]) {
      const row = isUp ? size - 1 - step : step;
      if (!isFixed(row, column)) bits += modules[row][column] !== (isFlipped(row, column) === 0) ? "1" : "0";
    }
  }
  const parts = Array.from({ length: blocks }, () => []), short = Math.floor(room / blocks);
  let at = 0;
  for (let turn = 0; turn <= short; turn++) for (const [block, part] of parts.entries()) {
    if (turn === short && block < blocks - room % blocks) continue;
    part.push(bits.slice(at, at += 8));
  }
  const data = parts.flat().join(""), long = version < 10 ? 8 : 16, length = parseInt(data.slice(4, 4 + long), 2);
  return Buffer.from(Array.from({ length }, (_, byte) => parseInt(data.slice(4 + long + byte * 8, 12 + long + byte * 8), 2))).toString();
}

test("a code reads back as it was written", () => {
  for (const text of ["A", "K1-0318 nota é", "x".repeat(40), "q".repeat(100), PAYMENT]) assert.equal(scanned(qrModules(text)), text);
  assert.throws(() => qrModules("x".repeat(700)), RangeError);
});
