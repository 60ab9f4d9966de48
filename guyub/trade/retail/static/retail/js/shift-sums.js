// What a shift comes to by the events that this till wrote in it.
import { sum } from "./basket.js";

// Here and not with the till, which imports this module: names of files are hashed one after another, never in a ring.
/** @typedef {{ id: string, opened_ms: number, from_seq: number, float_rp: number }} Shift */

/**
 * @typedef {import("./basket.js").Tender} Tender
 * @typedef {{ cash_rp: number, by: Record<string, number>, sales: number, float_rp: number, drops_rp: number, back_rp: number, dues_rp: number, deposits_rp: number }} ShiftSums `deposits_rp`: for containers, in cash.
 */

/** @param {any} body What was taken in cash for containers that stay with the buyer. */
export function depositsRp(body) {
  return sum((body.rations ?? []).map((/** @type {any} */ one) => one.deposit_rp));
}

/**
 * @param {readonly import("./queue-rules.js").Kept[]} events
 * @param {{ id: string, float_rp: number } | null} shift
 * @returns {ShiftSums}
 */
export function sumsOf(events, shift) {
  /** @type {ShiftSums} */
  const sums = { cash_rp: 0, by: {}, sales: 0, float_rp: shift?.float_rp ?? 0, drops_rp: 0, back_rp: 0, dues_rp: 0, deposits_rp: 0 };
  const paid = (/** @type {readonly Tender[]} */ tenders, sign = 1) => { for (const { kind, amount_rp } of tenders) sums.by[kind] = (sums.by[kind] ?? 0) + sign * amount_rp; };
  for (const { kind, body } of events) {
    if (body.shift_id !== shift?.id) continue;
    if (kind === "sale.made") {
      sums.sales += 1;
      sums.deposits_rp += depositsRp(body);
      paid(body.tenders);
    } else if (kind === "sale.voided" || kind === "sale.returned") {
      sums.back_rp += sum(body.tenders.map((/** @type {Tender} */ one) => one.amount_rp));
      sums.deposits_rp -= body.deposit_rp ?? 0;
      paid(body.tenders, -1);
    } else if (kind === "sale.repaid") {
      paid(body.before, -1);
      paid(body.tenders);
    } else if (kind === "dues.received") {
      sums.dues_rp += body.amount_rp;
      paid(body.tenders);
    } else if (kind === "cash.dropped") sums.drops_rp += body.amount_rp;
  }
  sums.cash_rp = sums.float_rp + (sums.by.CASH ?? 0) + sums.deposits_rp - sums.drops_rp;
  return sums;
}

/**
 * The shift that the newest events leave open, and who sells in it; none after a closing, nothing where none of them tells of one. By what
 * is kept now, since another tab may have written: `unchanged` holds as long as none writes more.
 * @param {import("./queue.js").Queue} queue
 * @param {readonly { id: string, name: string }[]} cashiers
 * @returns {Promise<{ shift: Shift | null, cashier: { id: string, name: string } | null, unchanged: import("./store.js").Expectation } | null>}
 */
export async function shiftWritten(queue, cashiers) {
  const head = await queue.store.get("meta", "head");
  /** @type {import("./store.js").Expectation} */
  const unchanged = { table: "meta", key: "head", field: "hash", is: head?.hash };
  let id = "";
  for (let to = head?.seq ?? 0; to > 0; to -= 500) {
    for (const { seq, at, kind, body } of (await queue.range(Math.max(1, to - 499), to)).reverse()) {
      if (kind === "shift.closed") return { shift: null, cashier: null, unchanged };
      if (kind === "cashier.changed") id ||= body.cashier_id;
      if (kind !== "shift.opened") continue;
      id ||= body.cashier_id;
      return { shift: { id: body.shift_id, opened_ms: at, from_seq: seq, float_rp: body.float_rp }, cashier: cashiers.find(one => one.id === id) ?? { id, name: "Kasir" }, unchanged };
    }
  }
  return null;
}
