// A basket and its money, by the same rules as trade/retail/domain/baskets.py: what each line comes to, how it is paid, what comes
// back. Knows no page. A rate is hundredths of a percent, since no fact holds a fraction.
import { allocateRp, nearest, timesRp } from "./money.js";

export const MOST_LINES = 200;
export const MOST_QTY = 10 ** 9;
export const MOST_PRICE_RP = 10 ** 9;
export const MOST_TENDERS = 5;
export const WHOLE_RATE = 10_000;
const CONTENTS = /** @type {Record<string, number>} */ ({ KG: 1000, LITER: 1000, TABUNG: 1, BUAH: 1 });
/** @typedef {"CASH" | "QRIS" | "TRANSFER" | "CREDIT"} TenderKind */
/** @type {TenderKind[]} */
export const TENDER_KINDS = ["CASH", "QRIS", "TRANSFER", "CREDIT"];

/**
 * @typedef {{ amount_rp?: number, rate?: number, reason?: string }} Discount
 * @typedef {{ kind: string, amount_rp: number, unit: string, basis: string }} Ceiling
 * @typedef {{ name: string, base_qty: number, price_rp: number, price_qty: number, content: number, discount?: Discount | null, ceiling?: Ceiling | null, reference?: Ceiling | null, is_rationed?: boolean, is_fee?: boolean }} Line `is_fee`: a fee and no good.
 * @typedef {{ lines: readonly Line[], discount?: Discount | null, fee_rp?: number, is_member?: boolean }} Basket
 * @typedef {{ kind: TenderKind, amount_rp: number }} Tender
 * @typedef {{ gross_rp: number[], discount_rp: number[], charge_rp: number[], own_rp: number[], whole_rp: number, subtotal_rp: number, total_rp: number }} Priced
 * @typedef {{ total_rp: number, rounding_rp: number, kept: Tender[], change_rp: number, lines: { net_rp: number, rounding_rp: number, is_warned: boolean }[] }} Settled
 */

/** A basket is not sold so; `wrong` says why, as of BasketRefusedError. */
export class BasketRefused extends Error {
  /** @param {string} wrong @param {Record<string, any>} [facts] */
  constructor(wrong, facts = {}) {
    super(wrong);
    this.wrong = wrong;
    this.facts = facts;
  }
}

/** @param {Line} line */
export function hasCeiling(line) {
  return line.ceiling?.kind === "HET" || Boolean(line.is_rationed);
}

/**
 * Quantity times price: half up, down where the line has a ceiling.
 * @param {Line} line
 * @param {number} [at] Its number, for a refusal.
 */
export function grossOf(line, at = 1) {
  if (!isWhole(line.base_qty, 1, MOST_QTY)) throw new BasketRefused("qty", { line: at });
  if (!isWhole(line.price_rp, 1, MOST_PRICE_RP) || !isWhole(line.price_qty, 1, MOST_QTY)) throw new BasketRefused("price", { line: at });
  return timesRp(line.base_qty, line.price_rp, line.price_qty, hasCeiling(line));
}

/**
 * What a basket comes to before it is paid.
 * @param {Basket} basket
 * @returns {Priced}
 */
export function priced(basket) {
  if (!isWhole(basket.lines.length, 1, MOST_LINES)) throw new BasketRefused("lines");
  const gross = /** @type {number[]} */ ([]), less = /** @type {number[]} */ ([]);
  for (const [index, line] of basket.lines.entries()) {
    const grossRp = grossOf(line, index + 1);
    gross.push(grossRp);
    less.push(discountOf(line.discount, grossRp, index + 1));
  }
  const before = gross.map((grossRp, at) => grossRp - (less[at] ?? 0));
  const whole = discountOf(basket.discount, sum(before), 0);
  const shares = allocateRp(whole, before);
  const off = less.map((lessRp, at) => lessRp + (shares[at] ?? 0));
  const nets = gross.map((grossRp, at) => grossRp - (off[at] ?? 0));
  const fee = basket.fee_rp ?? 0;
  if (fee < 0 || (fee && !sum(nets))) throw new BasketRefused("charge");
  if (fee && basket.lines.some(hasCeiling)) throw new BasketRefused("ceiling", { charge_rp: fee });
  return { gross_rp: gross, discount_rp: off, charge_rp: allocateRp(fee, nets), own_rp: less, whole_rp: whole, subtotal_rp: sum(gross), total_rp: sum(nets) + fee };
}

/**
 * What is due in cash of an amount: rounded down where something has a ceiling, else to the nearest coin.
 * @param {Basket} basket
 * @param {number} owedRp
 * @param {number} stepRp
 */
export function cashDue(basket, owedRp, stepRp) {
  const [owed, step] = [BigInt(owedRp), BigInt(stepRp)];
  return (basket.lines.some(hasCeiling) ? Number(owed / step) : nearest(owed, step)) * stepRp;
}

/**
 * Pay a basket: only what is paid in cash is rounded; each line is judged by what is really paid for it.
 * @param {Basket} basket
 * @param {readonly Tender[]} tenders What is handed over; of cash also more than is owed.
 * @param {{ stepRp: number }} till
 * @returns {Settled}
 */
export function settled(basket, tenders, { stepRp }) {
  const money = priced(basket), fee = basket.lines.find(line => line.is_fee);
  // A fee under a product's name raises what goods with a ceiling cost, like one on top.
  if (fee && basket.lines.some(hasCeiling)) throw new BasketRefused("service", { name: fee.name });
  const given = givenBy(tenders, Boolean(basket.is_member));
  const cash = given.get("CASH");
  const owedRp = money.total_rp - [...given].reduce((all, [kind, amount]) => (kind === "CASH" ? all : all + amount), 0);
  if (owedRp < 0 || (cash && !owedRp)) throw new BasketRefused("over", { over_rp: (cash ?? 0) - owedRp });
  const dueRp = cash === undefined ? owedRp : cashDue(basket, owedRp, stepRp);
  if ((cash ?? 0) < dueRp) throw new BasketRefused("short", { missing_rp: dueRp - (cash ?? 0) });
  given.set("CASH", dueRp);
  const kept = TENDER_KINDS.flatMap(kind => (given.get(kind) ? [{ kind, amount_rp: given.get(kind) ?? 0 }] : []));
  const lines = settledLines(basket, money, dueRp - owedRp);
  if (sum(kept.map(one => one.amount_rp)) !== sum(lines.map(one => one.net_rp))) throw new Error("a sale does not tie");
  return { total_rp: money.total_rp, rounding_rp: dueRp - owedRp, kept, change_rp: (cash ?? 0) - dueRp, lines };
}

/**
 * What a quantity may come to at most under a ceiling, rounded down.
 * @param {Line} line
 * @param {Ceiling} ceiling
 */
export function highestRp(line, ceiling) {
  return Number(BigInt(ceiling.amount_rp) * BigInt(line.base_qty) * BigInt(line.content) / BigInt(CONTENTS[ceiling.unit] ?? 1));
}

/** @param {Basket} basket @param {Priced} money @param {number} roundingRp */
function settledLines(basket, money, roundingRp) {
  const before = money.gross_rp.map((grossRp, at) => grossRp - (money.discount_rp[at] ?? 0) + (money.charge_rp[at] ?? 0));
  const sign = roundingRp > 0 ? 1 : -1;
  const shares = allocateRp(Math.abs(roundingRp), before);
  return basket.lines.map((line, at) => {
    const rounding = shares[at] ? sign * shares[at] : 0;
    const net = (before[at] ?? 0) + rounding;
    return { net_rp: net, rounding_rp: rounding, is_warned: judged(line, net, at + 1) };
  });
}

/**
 * Refuse what is above its ceiling; say whether a reference price is passed.
 * @param {Line} line @param {number} netRp @param {number} at
 */
function judged(line, netRp, at) {
  const { ceiling } = line;
  if (line.is_rationed && ceiling?.kind !== "HET") throw new BasketRefused("stopped", { line: at, name: line.name });
  if (!ceiling || !isAbove(line, ceiling, netRp)) return Boolean(line.reference && isAbove(line, line.reference, netRp));
  if (ceiling.kind === "HET") throw new BasketRefused("above", { line: at, name: line.name, limit_rp: highestRp(line, ceiling), ceiling });
  return true;
}

/** @param {Line} line @param {Ceiling} ceiling @param {number} netRp */
function isAbove(line, ceiling, netRp) {
  return BigInt(netRp) * BigInt(CONTENTS[ceiling.unit] ?? 1) > BigInt(ceiling.amount_rp) * BigInt(line.base_qty) * BigInt(line.content);
}

/** @param {Discount | null | undefined} discount @param {number} ofRp @param {number} at */
function discountOf(discount, ofRp, at) {
  if (!discount) return 0;
  const { amount_rp: amount = 0, rate = 0, reason = "" } = discount;
  const off = amount || nearest(BigInt(ofRp) * BigInt(Math.max(0, rate)), BigInt(WHOLE_RATE));
  if ((amount && rate) || rate < 0 || !isWhole(off, 0, ofRp)) throw new BasketRefused("discount", { line: at, most_rp: ofRp });
  const why = reason.split(/\s+/).filter(Boolean).join(" ").length;
  if (off && (why < 3 || why > 80)) throw new BasketRefused("reason", { line: at });
  return off;
}

/** @param {readonly Tender[]} tenders @param {boolean} isMember */
function givenBy(tenders, isMember) {
  if (tenders.length > MOST_TENDERS) throw new BasketRefused("tenders");
  /** @type {Map<TenderKind, number>} */
  const given = new Map();
  for (const { kind, amount_rp: amount } of tenders) {
    if (!isWhole(amount, kind === "CASH" ? 0 : 1, Number.MAX_SAFE_INTEGER)) throw new BasketRefused("tender");
    if (kind === "CREDIT" && !isMember) throw new BasketRefused("credit");
    given.set(kind, (given.get(kind) ?? 0) + amount);
  }
  return given;
}

/** @param {readonly number[]} amounts */
export function sum(amounts) {
  return amounts.reduce((all, amount) => all + amount, 0);
}

/** @param {number} value @param {number} least @param {number} most */
function isWhole(value, least, most) {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}
