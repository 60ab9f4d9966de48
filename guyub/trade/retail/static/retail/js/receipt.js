// A receipt: one layout by the same rules as trade/retail/domain/receipts.py, for print, printer and message.
import { day, dotted, hour, quantity, rupiah } from "./format.js";
import { sum } from "./basket.js";
import { escposOf, textOf } from "./paper.js";
import { depositsRp } from "./shift-sums.js";
import { TENDER_WORDS } from "./words.js";

/**
 * @typedef {import("./paper.js").Element} Element
 * @typedef {{ name: string, quantity: string, price_rp: number, gross_rp: number, discount_rp?: number, why?: string, rule?: import("./basket.js").Ceiling & { hotline?: string } | null, notes?: string[] }} ReceiptLine
 * @typedef {{ name: string, number: string, counted_rp: number, year_rp?: number | null, owed_rp?: number | null }} MemberPart
 * @typedef {{
 *   shop: { name: string, lines?: string[], thanks?: string }, till_number: string, number?: string, on: string, at: string, zone: string, cashier: string, lines: ReceiptLine[],
 *   discount_rp?: number, discount_why?: string, charges?: [string, number][], total_rp: number, rounding_rp?: number, tenders: import("./basket.js").Tender[], change_rp?: number,
 *   member?: MemberPart | null, buyer_nik?: string, deposit_rp?: number, returns?: string, copy?: number, void_why?: string, is_demo?: boolean, qr?: string,
 * }} Receipt `on` and `at` as they are printed; `buyer_nik`: four digits; `deposit_rp`: for containers, in cash, beside the total.
 */

/** @type {Record<string, string>} */
const KIND_WORDS = { HET: "HET", HAP_LOW: "harga acuan terendah", HAP_HIGH: "harga acuan tertinggi" };
/** @type {Record<string, string>} */
const UNIT_WORDS = { KG: "kg", LITER: "liter", TABUNG: "tabung", BUAH: "buah" };
const THANKS = "Terima kasih sudah berbelanja di koperasi Anda.";
/** @type {Record<string, string>} */
export const DUES_WORDS = { DUES: "Simpanan wajib", INSTALMENT: "Angsuran pinjaman", CREDIT: "Bayar bon" };
const ZONES = /** @type {Record<number, string>} */ ({ 420: "WIB", 480: "WITA", 540: "WIT" });

/**
 * What stands on a receipt from top to bottom; the one source of all its forms.
 * @param {Receipt} receipt
 * @returns {Element[]}
 */
export function layout(receipt) {
  return [...head(receipt), { kind: "divider" }, ...receipt.lines.flatMap(goods), { kind: "divider" }, ...sums(receipt), ...payments(receipt), ...memberPart(receipt), { kind: "divider" }, ...foot(receipt)];
}

/** @param {Receipt} receipt @param {number} columns */
export function receiptText(receipt, columns) {
  return textOf(layout(receipt), columns);
}

/** @param {Receipt} receipt @param {number} columns @param {boolean} [cuts] The drawer opens where cash moves and it is no copy. */
export function receiptBytes(receipt, columns, cuts = true) {
  const opensDrawer = (receipt.copy ?? 1) === 1 && receipt.tenders.some(one => one.kind === "CASH");
  return escposOf(layout(receipt), { columns, opensDrawer, cuts });
}

/** @param {Receipt} receipt As a message that the cashier sends by hand: bold between stars. */
export function receiptMessage(receipt) {
  const starred = (/** @type {string} */ text, isBold = false) => {
    const bare = text.replaceAll("*", "").trim();
    return isBold ? `*${bare}*` : bare;
  };
  return `${layout(receipt).flatMap(element => {
    if (element.kind === "divider") return [""];
    if (element.kind === "pair") return [starred(`${element.left}${element.indent ? " = " : ": "}${element.right}`, element.is_bold)];
    return element.kind === "words" ? [starred(element.text, element.is_bold)] : [];
  }).join("\n").trim()}\n`;
}

/** @param {string} text @param {object} [style] @returns {Element} */
const words = (text, style = {}) => ({ kind: "words", text, ...style });
/** @param {string} left @param {string} right @param {object} [style] @returns {Element} */
const pair = (left, right, style = {}) => ({ kind: "pair", left, right, ...style });

/** @param {Receipt} receipt */
function marks({ is_demo: isDemo, void_why: why, copy = 1 }) {
  return [
    ...isDemo ? [words("CONTOH, BUKAN NOTA", { is_centred: true, is_bold: true })] : [],
    ...why ? [words("DIBATALKAN", { is_centred: true, is_bold: true, is_wide: true }), words(why, { is_centred: true })] : [],
    ...copy > 1 ? [words(`SALINAN ke-${copy}`, { is_centred: true, is_bold: true })] : [],
  ];
}

/** @param {Receipt} receipt @returns {Element[]} */
function head(receipt) {
  const { shop, member } = receipt;
  return [
    ...marks(receipt), words(shop.name, { is_centred: true, is_bold: true }), ...(shop.lines ?? []).map(line => words(line, { is_centred: true })), { kind: "divider" },
    ...receipt.returns ? [words(`RETUR dari nota ${receipt.returns}`, { is_bold: true })] : [],
    ...receipt.number ? [pair("Nota", receipt.number)] : [], pair("Nomor kasir", receipt.till_number), ...receipt.number ? [] : [words("Nomor nota koperasi menyusul.")],
    pair(receipt.on, `${receipt.at} ${receipt.zone}`), pair("Kasir", receipt.cashier),
    ...member ? [pair("Anggota", member.name), pair("Nomor anggota", member.number)] : [],
    ...receipt.buyer_nik ? [pair("NIK pembeli", `•••• ${receipt.buyer_nik.slice(-4)}`)] : [],
  ];
}

/** @param {ReceiptLine} line */
function goods(line) {
  return [
    words(line.name), pair(`${line.quantity} × ${dotted(line.price_rp)}`, dotted(line.gross_rp), { indent: 2 }),
    ...line.discount_rp ? [pair(`Potongan, ${line.why ?? ""}`, dotted(-line.discount_rp), { indent: 2 })] : [],
    ...line.rule ? [words(`${KIND_WORDS[line.rule.kind] ?? "HET"} ${rupiah(line.rule.amount_rp)} per ${UNIT_WORDS[line.rule.unit] ?? "buah"}`, { indent: 2 })] : [],
    ...(line.notes ?? []).map(note => words(note, { indent: 2 })),
  ];
}

/** @param {Receipt} receipt */
function sums(receipt) {
  const goodsRp = sum(receipt.lines.map(line => line.gross_rp - (line.discount_rp ?? 0)));
  const charges = receipt.charges ?? [];
  return [
    ...receipt.discount_rp || charges.length ? [pair("Jumlah", dotted(goodsRp))] : [],
    ...receipt.discount_rp ? [pair(`Potongan, ${receipt.discount_why ?? ""}`, dotted(-receipt.discount_rp))] : [],
    ...charges.map(([word, amount]) => pair(word, dotted(amount))),
    pair(receipt.returns ? "KEMBALI" : "TOTAL", dotted(receipt.total_rp), { is_bold: true, is_wide: true }),
  ];
}

/** @param {Receipt} receipt */
function payments(receipt) {
  const { rounding_rp: rounding = 0, change_rp: change = 0, deposit_rp: deposit = 0 } = receipt;
  return [
    ...rounding ? [pair("Pembulatan tunai", dotted(rounding)), pair(receipt.returns ? "Dikembalikan" : "Dibayar", dotted(receipt.total_rp + rounding))] : [],
    ...deposit ? [pair(receipt.returns ? "Jaminan kembali" : "Jaminan wadah", dotted(deposit))] : [],
    ...receipt.tenders.map(one => pair(TENDER_WORDS[one.kind] ?? one.kind, dotted(one.amount_rp))),
    ...change ? [pair("Uang kembali", dotted(change))] : [],
  ];
}

/** @param {Receipt} receipt @returns {Element[]} */
function memberPart({ member }) {
  if (!member) return [];
  return [
    { kind: "divider" }, pair("Dihitung untuk SHU Anda", dotted(member.counted_rp)),
    ...typeof member.year_rp === "number" ? [pair("Belanja Anda tahun ini", dotted(member.year_rp))] : [],
    ...typeof member.owed_rp === "number" ? [pair("Bon Anda sekarang", dotted(member.owed_rp))] : [],
  ];
}

/** @param {Receipt} receipt @returns {Element[]} */
function foot(receipt) {
  const hotlines = [...new Set(receipt.lines.map(line => line.rule?.hotline).filter(Boolean))];
  return [
    ...hotlines.length ? [words(`Harga di atas HET? Lapor ke ${hotlines.join(", ")}.`, { is_centred: true })] : [],
    words(receipt.shop.thanks ?? THANKS, { is_centred: true }), ...receipt.qr ? [/** @type {Element} */ ({ kind: "square", payload: receipt.qr })] : [], ...marks(receipt),
  ];
}

/**
 * The receipt of an event in the outbox.
 * @param {import("./queue-rules.js").Kept} event A sale, a return or a void.
 * @param {{ shop: Receipt["shop"], zoneMin: number, offsetMs: number, copy?: number, isDemo?: boolean, voidWhy?: string }} how
 * @returns {Receipt}
 */
export function receiptOf({ at, kind, number, body }, { shop, zoneMin, offsetMs, copy = 1, isDemo = false, voidWhy = "" }) {
  const moment = at + offsetMs, isBack = kind !== "sale.made";
  const member = body.member_id && body.member_name ? { name: body.member_name, number: body.member_number, counted_rp: body.total_rp + body.rounding_rp } : null;
  const head = { shop, till_number: body.number, number, on: day(moment, zoneMin), at: hour(moment, zoneMin), zone: ZONES[zoneMin] ?? "", cashier: body.cashier_name ?? "", copy, is_demo: isDemo, void_why: voidWhy };
  if (kind === "dues.received") {
    const name = DUES_WORDS[body.purpose] ?? "Terima uang anggota";
    return { ...head, lines: [{ name, quantity: "1", price_rp: body.amount_rp, gross_rp: body.amount_rp, notes: [`${body.member_name}, ${body.member_number}`] }], total_rp: body.amount_rp, tenders: body.tenders };
  }
  if (isBack) {
    const back = sum(body.tenders.map((/** @type {any} */ one) => one.amount_rp)), rounding = body.rounding_rp ?? 0;
    const lines = (body.lines ?? []).map((/** @type {any} */ line) => {
      const isWhole = line.base_qty % line.factor === 0;
      const pieces = isWhole ? line.base_qty / line.factor : 1;
      return { name: line.name, quantity: `${quantity(line.base_qty, line.factor)} ${line.unit}`, price_rp: Math.floor(line.amount_rp / pieces), gross_rp: line.amount_rp };
    });
    return { ...head, lines, total_rp: back - rounding, rounding_rp: rounding, deposit_rp: body.deposit_rp ?? 0, tenders: handed(body.tenders, body.deposit_rp ?? 0), returns: body.sale_number };
  }
  const rations = new Map((body.rations ?? []).map((/** @type {any} */ one) => [one.line, one])), deposit = depositsRp(body);
  return {
    ...head, member, buyer_nik: body.rations?.[0]?.last4 ?? "", deposit_rp: deposit, discount_rp: body.discount_rp ?? 0, discount_why: body.discount?.reason ?? "", total_rp: body.total_rp, rounding_rp: body.rounding_rp, change_rp: body.change_rp,
    lines: body.lines.map((/** @type {any} */ line, /** @type {number} */ at) => ({
      name: line.name, quantity: `${quantity(line.base_qty, line.factor)} ${line.unit}`, price_rp: (line.price_qty ?? line.factor) === line.factor ? line.price_rp : line.gross_rp, gross_rp: line.gross_rp,
      discount_rp: line.own_discount_rp, why: line.discount?.reason ?? "", rule: line.ceiling?.kind === "HET" ? { ...line.ceiling, hotline: rations.get(at + 1)?.hotline } : null,
      ...rations.has(at + 1) ? { notes: containerNotes(rations.get(at + 1), line.base_qty) } : {},
    })),
    tenders: handed(body.tenders, (body.change_rp ?? 0) + deposit),
  };
}

/** @param {readonly import("./basket.js").Tender[]} tenders @param {number} more What went through the same hands in cash besides. @returns {import("./basket.js").Tender[]} */
function handed(tenders, more) {
  if (!more) return [...tenders];
  const cash = tenders.find(one => one.kind === "CASH");
  return cash ? tenders.map(one => (one === cash ? { ...one, amount_rp: one.amount_rp + more } : one)) : [...tenders, { kind: "CASH", amount_rp: more }];
}

/** @param {{ empties: number, stays: string }} ration @param {number} packs */
function containerNotes({ empties, stays }, packs) {
  return [...empties ? [`Tabung kosong ditukar: ${empties}`] : [], ...stays ? [`Tabung ${stays === "DEPOSIT" ? "dititip" : "dipinjam"}: ${packs - empties}`] : []];
}
