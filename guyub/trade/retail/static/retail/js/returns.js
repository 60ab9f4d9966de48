// What goes back of a sale, by the same rules as trade/retail/domain/returns.py: a return at what was paid, a void within the shift, a
// payment told by the wrong kind.
import { sum, TENDER_KINDS } from "./basket.js";
import { allocateRp, nearest } from "./money.js";

/**
 * @typedef {import("./basket.js").Tender} Tender
 * @typedef {{ base_qty: number, net_rp: number, returned_qty: number, has_ceiling: boolean }} SoldLine
 * @typedef {{ lines: SoldLine[], kept: Tender[], refunded: Tender[], is_voided: boolean, is_in_shift: boolean, has_member: boolean }} Sold
 * @typedef {{ lines_rp: number[], tenders: Tender[], rounding_rp: number }} Refund
 */

/** Nothing goes back so; `wrong` says why, as of ReturnRefusedError. */
export class ReturnRefused extends Error {
  /** @param {string} wrong @param {Record<string, any>} [facts] */
  constructor(wrong, facts = {}) {
    super(wrong);
    this.wrong = wrong;
    this.facts = facts;
  }
}

/**
 * Read a sale and what followed on it from the outbox.
 * @param {import("./chain.js").ChainedEvent} event
 * @param {readonly import("./chain.js").ChainedEvent[]} later Events of the till.
 * @param {string} shift The shift that is open.
 * @returns {Sold}
 */
export function soldOf(event, later, shift) {
  /** @type {SoldLine[]} */
  const lines = event.body.lines.map((/** @type {any} */ line) => ({ base_qty: line.base_qty, net_rp: line.net_rp, returned_qty: 0, has_ceiling: line.ceiling?.kind === "HET" }));
  /** @type {Sold} */
  const sold = { lines, kept: event.body.tenders, refunded: [], is_voided: false, is_in_shift: event.body.shift_id === shift, has_member: event.body.member_id !== null };
  for (const { kind, body } of later) {
    if (body.sale_id !== event.id) continue;
    if (kind === "sale.voided") sold.is_voided = true;
    if (kind === "sale.repaid") sold.kept = body.tenders;
    if (kind !== "sale.returned") continue;
    for (const back of body.lines) {
      const line = lines[back.line - 1];
      if (line) line.returned_qty += back.base_qty;
    }
    sold.refunded = merged([...sold.refunded, ...body.tenders]);
  }
  return sold;
}

/**
 * Take goods back at what was paid for them. Cash is rounded to coins: upward where goods with a ceiling go back.
 * @param {Sold} sold
 * @param {ReadonlyMap<number, number>} returned Base units by the number of the line from one.
 * @param {{ reason: string, stepRp: number }} how
 * @returns {Refund}
 */
export function goodsBack(sold, returned, { reason, stepRp }) {
  if (sold.is_voided) throw new ReturnRefused("voided");
  checkReason(reason);
  if (!returned.size) throw new ReturnRefused("lines");
  const linesRp = sold.lines.map(() => 0);
  let isCapped = false;
  for (const [at, qty] of [...returned].sort(([one], [other]) => one - other)) {
    const line = sold.lines[at - 1];
    if (!line) throw new ReturnRefused("line", { line: at });
    const left = line.base_qty - line.returned_qty;
    if (!Number.isSafeInteger(qty) || qty < 1 || qty > left) throw new ReturnRefused("qty", { line: at, most_qty: left });
    linesRp[at - 1] = upTo(line, line.returned_qty + qty) - upTo(line, line.returned_qty);
    isCapped ||= line.has_ceiling;
  }
  const isAll = sold.lines.every((line, at) => (returned.get(at + 1) ?? 0) === line.base_qty - line.returned_qty);
  const tenders = isAll ? held(sold) : shared(sold, sum(linesRp), stepRp, isCapped);
  return { lines_rp: linesRp, tenders, rounding_rp: sum(tenders.map(one => one.amount_rp)) - sum(linesRp) };
}

/**
 * Undo a whole sale within its shift.
 * @param {Sold} sold @param {string} reason
 * @returns {Refund}
 */
export function voided(sold, reason) {
  checkWhole(sold);
  checkReason(reason);
  return { lines_rp: sold.lines.map(line => line.net_rp), tenders: sold.kept, rounding_rp: 0 };
}

/**
 * Correct how a sale was paid; goods and sum stay.
 * @param {Sold} sold @param {readonly Tender[]} tenders @param {string} reason
 * @returns {Tender[]} How it was really paid, in the order of the kinds.
 */
export function paidOtherwise(sold, tenders, reason) {
  checkWhole(sold);
  checkReason(reason);
  const now = merged(tenders);
  if (now.length < tenders.length || now.some(one => one.amount_rp < 1)) throw new ReturnRefused("tender");
  if (!sold.has_member && now.some(one => one.kind === "CREDIT")) throw new ReturnRefused("credit");
  const difference = sum(now.map(one => one.amount_rp)) - sum(sold.kept.map(one => one.amount_rp));
  if (difference) throw new ReturnRefused("sum", { difference_rp: difference });
  if (JSON.stringify(now) === JSON.stringify(merged(sold.kept))) throw new ReturnRefused("same");
  return now;
}

/**
 * Who must agree: nobody, the cashier by PIN, or a second person.
 * @param {{ amountRp: number, pinAboveRp: number, secondAboveRp: number, isOldAndOwn?: boolean }} act
 * @returns {"NONE" | "PIN" | "SECOND"}
 */
export function guardOf({ amountRp, pinAboveRp, secondAboveRp, isOldAndOwn = false }) {
  if (amountRp > secondAboveRp || isOldAndOwn) return "SECOND";
  return amountRp > pinAboveRp ? "PIN" : "NONE";
}

/** @param {Sold} sold */
function checkWhole(sold) {
  if (sold.is_voided) throw new ReturnRefused("voided");
  if (sold.lines.some(line => line.returned_qty)) throw new ReturnRefused("returned");
  if (!sold.is_in_shift) throw new ReturnRefused("shift");
}

/** @param {string} reason */
function checkReason(reason) {
  const length = reason.split(/\s+/).filter(Boolean).join(" ").length;
  if (length < 3 || length > 80) throw new ReturnRefused("reason");
}

/** @param {SoldLine} line @param {number} qty What the first pieces are worth; of goods with a ceiling upward. */
function upTo(line, qty) {
  const exact = BigInt(line.net_rp) * BigInt(qty), per = BigInt(line.base_qty);
  return line.has_ceiling ? Number((exact + per - 1n) / per) : nearest(exact, per);
}

/** @param {Sold} sold @returns {Tender[]} */
function held(sold) {
  const back = new Map(sold.refunded.map(one => [one.kind, one.amount_rp]));
  return merged(sold.kept).map(({ kind, amount_rp }) => ({ kind, amount_rp: amount_rp - (back.get(kind) ?? 0) })).filter(one => one.amount_rp);
}

/** @param {Sold} sold @param {number} totalRp @param {number} stepRp @param {boolean} isUp @returns {Tender[]} */
function shared(sold, totalRp, stepRp, isUp) {
  const still = held(sold), amounts = still.map(one => one.amount_rp);
  const parts = allocateRp(Math.min(totalRp, sum(amounts)), amounts);
  const step = BigInt(stepRp);
  return still.map(({ kind, amount_rp }, at) => {
    const part = parts[at] ?? 0;
    if (kind !== "CASH") return { kind, amount_rp: part };
    const coins = isUp ? Number((BigInt(part) + step - 1n) / step) : nearest(BigInt(part), step);
    return { kind, amount_rp: Math.min(coins * stepRp, amount_rp) };
  }).filter(one => one.amount_rp);
}

/** @param {readonly Tender[]} tenders @returns {Tender[]} One of each kind, in the order of the kinds. */
function merged(tenders) {
  return TENDER_KINDS.flatMap(kind => {
    const same = tenders.filter(one => one.kind === kind);
    return same.length ? [{ kind, amount_rp: sum(same.map(one => one.amount_rp)) }] : [];
  });
}
