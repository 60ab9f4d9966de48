import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { escposOf, textOf } from "../../../guyub/trade/retail/static/retail/js/paper.js";
import { messageAddress, printBytes, rawbtAddress, waysOf } from "../../../guyub/trade/retail/static/retail/js/printer.js";
import { receiptBytes, receiptMessage, receiptOf, receiptText } from "../../../guyub/trade/retail/static/retail/js/receipt.js";

const golden = JSON.parse(readFileSync(new URL("../../golden/till_papers.json", import.meta.url)));
const hexed = bytes => Buffer.from(bytes).toString("hex");

test("the till and the server set the same receipts", () => {
  assert.ok(golden.receipts.length >= 5);
  for (const one of golden.receipts) {
    assert.equal(receiptText(one.receipt, 32), one.text_32, one.title);
    assert.equal(receiptText(one.receipt, 48), one.text_48, one.title);
    assert.equal(receiptMessage(one.receipt), one.message, one.title);
    assert.equal(hexed(receiptBytes(one.receipt, 32)), one.bytes_32, one.title);
    assert.equal(hexed(receiptBytes(one.receipt, 48, false)), one.bytes_48, one.title);
  }
});

test("whatever stands in a name, the paper is the same and no order passes", () => {
  for (const { elements, text, bytes } of golden.papers) {
    assert.equal(textOf(elements, 32), text);
    assert.equal(hexed(escposOf(elements, { columns: 32, opensDrawer: false })), bytes);
    assert.match(textOf(elements, 32), /^[\n\x20-\x7e]*$/);
  }
});

const SHOP = { name: "Koperasi Contoh" };
const EVENT = {
  at: Date.UTC(2026, 10, 24, 3, 24), kind: "sale.made", number: "", body: {
    number: "K1-0318", cashier_name: "Rina (contoh)", member_id: "m", member_name: "Siti (contoh)", member_number: "A-0042", total_rp: 33_750, rounding_rp: -50, change_rp: 6300,
    discount_rp: 0, discount: null, tenders: [{ kind: "CASH", amount_rp: 33_700 }],
    lines: [{ name: "Telur ayam", base_qty: 1250, factor: 1000, unit: "kg", price_rp: 27_000, price_qty: 1000, gross_rp: 33_750, own_discount_rp: 0, discount: null, ceiling: null }],
  },
};

test("an event of the outbox becomes a receipt, at the corrected moment", () => {
  const text = receiptText(receiptOf(EVENT, { shop: SHOP, zoneMin: 420, offsetMs: 60_000 }), 32);
  for (const words of ["Koperasi Contoh", "K1-0318", "Nomor nota koperasi menyusul.", "24 Nov 2026", "10.25 WIB", "1,25 kg x 27.000", "Tunai                     40.000", "6.300", "A-0042"]) assert.ok(text.includes(words), words);
  const copy = receiptOf(EVENT, { shop: SHOP, zoneMin: 420, offsetMs: 0, copy: 2 });
  assert.ok(receiptText(copy, 48).includes("SALINAN ke-2"));
  assert.ok(!hexed(receiptBytes(copy, 48)).includes("1b700019fa"));
});

test("what came back says of which receipt", () => {
  const body = { number: "K1-0320", sale_number: "K1-0318", tenders: [{ kind: "CASH", amount_rp: 13_500 }], rounding_rp: 0, member_id: null, lines: [{ name: "Telur ayam", base_qty: 500, factor: 1000, unit: "kg", amount_rp: 13_500 }] };
  const text = receiptText(receiptOf({ ...EVENT, kind: "sale.returned", body }, { shop: SHOP, zoneMin: 420, offsetMs: 0 }), 32);
  for (const words of ["RETUR dari nota K1-0318", "0,5 kg", "KEMBALI", "13.500"]) assert.ok(text.includes(words), words);
});

test("money of a member names the member and what it is for", () => {
  const body = { number: "K1-0321", purpose: "INSTALMENT", amount_rp: 250_000, tenders: [{ kind: "CASH", amount_rp: 250_000 }], member_id: "m", member_name: "Siti (contoh)", member_number: "A-0042", cashier_name: "Rina (contoh)" };
  const text = receiptText(receiptOf({ ...EVENT, kind: "dues.received", body }, { shop: SHOP, zoneMin: 420, offsetMs: 0 }), 32);
  for (const words of ["Angsuran pinjaman", "Siti (contoh), A-0042", "250.000"]) assert.ok(text.includes(words), words);
});

test("a printer on a cable gets every byte, and the port is closed also when it fails", async () => {
  const log = [];
  const port = { open: async how => log.push(how.baudRate), close: async () => log.push("closed"), writable: { getWriter: () => ({ write: async bytes => log.push(bytes.length), releaseLock: () => log.push("free") }) } };
  await printBytes("SERIAL", new Uint8Array(1000), { serial: { getPorts: async () => [port] } });
  assert.deepEqual(log, [9600, 512, 488, "free", "closed"]);
  port.writable.getWriter = () => ({ write: async () => { throw new Error("off"); }, releaseLock: () => {} });
  await assert.rejects(printBytes("SERIAL", new Uint8Array(1), { serial: { getPorts: async () => [], requestPort: async () => port } }), /off/);
  assert.equal(log.at(-1), "closed");
});

test("a printer by USB, and one that is none", async () => {
  const sent = [];
  const device = {
    open: async () => {}, close: async () => sent.push("closed"), configuration: { interfaces: [{ interfaceNumber: 0, alternate: { endpoints: [{ direction: "out", type: "bulk", endpointNumber: 2 }] } }] },
    claimInterface: async () => {}, releaseInterface: async () => {}, transferOut: async (end, bytes) => sent.push([end, bytes.length]),
  };
  await printBytes("USB", new Uint8Array(600), { usb: { getDevices: async () => [device] } });
  assert.deepEqual(sent, [[2, 512], [2, 88], "closed"]);
  device.configuration.interfaces[0].alternate.endpoints = [];
  await assert.rejects(printBytes("USB", new Uint8Array(1), { usb: { getDevices: async () => [device] } }), /no printer/);
});

test("the bridge and the message are addresses", async () => {
  const gone = [];
  await printBytes("RAWBT", Uint8Array.of(27, 64), { go: address => gone.push(address) });
  assert.deepEqual(gone, ["rawbt:base64,G0A="]);
  assert.equal(rawbtAddress(Uint8Array.of(255)), "rawbt:base64,/w==");
  assert.equal(messageAddress("*A* & b"), "https://wa.me/?text=*A*%20%26%20b");
  assert.deepEqual(waysOf({ serial: {}, go: () => {} }, "Mozilla Android"), ["SERIAL", "RAWBT"]);
});
