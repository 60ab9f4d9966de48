// What a cashier does with a basket before it is paid: put in, count, weigh, price for a member, take off, hold and take up again.
// Each act gives a new basket; the page shows it and the store keeps it.
import { hasCeiling, MOST_QTY, priced, settled, sum, WHOLE_RATE } from "./basket.js";
import { rationFacts } from "./ration.js";

/**
 * @typedef {import("./slice.js").Product} Product
 * @typedef {import("./slice.js").Member} Member
 * @typedef {import("./basket.js").Discount} Discount
 * @typedef {import("./basket.js").Ceiling} Ceiling
 * @typedef {import("./basket.js").Tender} Tender
 * @typedef {{ product_id: string, code: string, unit_id: string, unit: string, factor: number, name: string, base_unit: string, base_qty: number,
 *   price_rp: number, price_qty: number, audience: string, content: number, ceiling: Ceiling | null, is_rationed: boolean, is_fee?: boolean, most_qty: number | null,
 *   stock_qty: number | null, allows_negative: boolean, discount: Discount | null, fixed_rp: number, ration?: import("./ration.js").Ration }} SaleLine `fixed_rp`: what a scale's label asks; `ration`: who buys it.
 * @typedef {{ id: string, revision: number, state: "OPEN" | "PAYING" | "HELD", at_ms: number, note: string, member: Member | null, lines: SaleLine[], discount: Discount | null, tenders: Tender[], agreed_by?: string }} Sale `agreed_by`: who agreed to a large discount.
 */

const LOOSE = new Set(["gram", "ml"]);

/** @param {string} id @param {number} nowMs @returns {Sale} */
export function emptySale(id, nowMs) {
  return { id, revision: 0, state: "OPEN", at_ms: nowMs, note: "", member: null, lines: [], discount: null, tenders: [] };
}

/**
 * The price of a product that holds on a day: of a member the lower of the own and everybody's, in the unit asked for or in the first that has one.
 * @param {Product} product
 * @param {{ on: string, isMember: boolean, unit?: string }} asked `on`: the business day, "2026-11-27".
 * @returns {{ unit: import("./slice.js").Unit, amount_rp: number, audience: string } | null}
 */
export function priceOf(product, { on, isMember, unit }) {
  const held = product.prices.filter(price => price.from <= on && (price.to === null || on <= price.to));
  const audiences = isMember ? ["ANGGOTA", "UMUM"] : ["UMUM"];
  const units = unit ? [unit, ...product.units.map(one => one.id)] : product.units.map(one => one.id);
  for (const id of units) {
    const latest = audiences.flatMap(audience => held.filter(one => one.unit === id && one.audience === audience).sort((one, other) => (one.from < other.from ? 1 : -1)).slice(0, 1));
    // A member pays the lower of both; where they are alike it is the member's own.
    const [price] = latest.sort((one, other) => one.amount_rp - other.amount_rp);
    const known = product.units.find(one => one.id === id);
    if (price && known) return { unit: known, amount_rp: price.amount_rp, audience: price.audience };
  }
  return null;
}

/**
 * Put a product in: the same product in the same unit counts up, goods from a scale's label stand for themselves.
 * @param {Sale} sale
 * @param {Product} product
 * @param {{ on: string, unit?: string, baseQty?: number, askedRp?: number }} how `baseQty`: grams of a label; `askedRp`: its price.
 * @returns {Sale | null} Null: nothing is asked for it on that day.
 */
export function added(sale, product, { on, unit, baseQty, askedRp }) {
  const price = priceOf(product, { on, isMember: sale.member !== null, unit });
  if (!price) return null;
  const factor = price.unit.factor;
  const weighed = askedRp ? Math.max(1, Math.round(askedRp * factor / price.amount_rp)) : baseQty;
  const qty = weighed ?? factor;
  const at = weighed === undefined ? sale.lines.findIndex(line => line.product_id === product.id && line.unit_id === price.unit.id && !line.fixed_rp && !line.discount && !line.ration) : -1;
  if (at >= 0) return counted(sale, at, Math.min(MOST_QTY, (sale.lines[at]?.base_qty ?? 0) + qty));
  /** @type {SaleLine} */
  const line = {
    product_id: product.id, code: product.code, unit_id: price.unit.id, unit: price.unit.name, factor, name: product.name, base_unit: product.base_unit,
    base_qty: qty, price_rp: price.amount_rp, price_qty: factor, audience: price.audience, content: product.content, ceiling: product.ceiling,
    is_rationed: product.is_rationed ?? false, is_fee: product.is_fee ?? false, most_qty: product.most_qty ?? null, stock_qty: product.stock_qty, allows_negative: product.allows_negative,
    discount: null, fixed_rp: askedRp ?? 0,
  };
  return changed(sale, { lines: [...sale.lines, asked(line)] });
}

/** @param {SaleLine} line A label that names a price asks exactly this: so many grams cost so much. */
function asked(line) {
  return line.fixed_rp ? { ...line, price_rp: line.fixed_rp, price_qty: line.base_qty } : line;
}

/** @param {Sale} sale @param {number} at @param {number} baseQty Zero takes the line out. */
export function counted(sale, at, baseQty) {
  const lines = baseQty > 0 ? sale.lines.map((line, index) => (index === at ? { ...line, base_qty: Math.min(baseQty, MOST_QTY) } : line)) : sale.lines.filter((_, index) => index !== at);
  return changed(sale, { lines });
}

/** @param {Sale} sale @param {number} at @param {number} steps One unit up or down; below one unit the line goes. */
export function stepped(sale, at, steps) {
  const line = sale.lines[at];
  return line ? counted(sale, at, Math.max(0, line.base_qty + steps * line.factor)) : sale;
}

/**
 * Whether another person must agree to what is taken off, all discounts together.
 * @param {Sale} sale
 * @param {number} rate Above which part of the goods, hundredths of a percent.
 */
export function asksSecond(sale, rate) {
  if (!sale.lines.length) return false;
  const { subtotal_rp: subtotal, total_rp: total } = priced(basketOf(sale));
  return (subtotal - total) * WHOLE_RATE > subtotal * rate;
}

/** @param {Sale} sale @param {number} at @param {Discount | null} discount */
export function discounted(sale, at, discount) {
  return at < 0 ? changed(sale, { discount }) : changed(sale, { lines: sale.lines.map((line, index) => (index === at ? { ...line, discount } : line)) });
}

/**
 * Set who buys, and price every line again for that person.
 * @param {Sale} sale
 * @param {Member | null} member
 * @param {(id: string) => Product | null} productOf
 * @param {string} on
 */
export function boughtBy(sale, member, productOf, on) {
  const lines = sale.lines.map(line => {
    const product = line.fixed_rp ? null : productOf(line.product_id);
    const price = product && priceOf(product, { on, isMember: member !== null, unit: line.unit_id });
    return price && price.unit.id === line.unit_id ? { ...line, price_rp: price.amount_rp, audience: price.audience } : line;
  });
  return changed(sale, { member, lines });
}

/**
 * Put a rationed good in for the buyer who was asked for, whose own limits hold; the same good for somebody else before goes out.
 * @param {Sale} sale @param {Product} product @param {import("./ration.js").Ration} ration @param {{ on: string }} how
 */
export function rationed(sale, product, ration, { on }) {
  const others = { ...sale, lines: sale.lines.filter(line => line.ration?.programme !== ration.programme) };
  const after = added({ ...others, revision: sale.revision }, product, { on, baseQty: Math.floor(ration.qty / ration.content) });
  if (!after) return null;
  return { ...after, lines: after.lines.map((line, at) => (at === after.lines.length - 1 ? { ...line, ration, most_qty: null } : line)) };
}

/** @param {Sale} before @param {readonly SaleLine[]} lines What is bought now. @returns {import("./ration.js").Ration[]} What was set aside and is not bought after all. */
export function letGo(before, lines) {
  const kept = new Set(lines.map(line => line.ration?.use_id));
  return before.lines.flatMap(line => (line.ration && !kept.has(line.ration.use_id) ? [line.ration] : []));
}

/** @param {Sale} sale What is left in cash for containers, beside what the goods cost. */
export function depositOf(sale) {
  return sum(sale.lines.map(line => line.ration?.deposit_rp ?? 0));
}

/** @param {Sale} sale @returns {import("./basket.js").Basket} */
export function basketOf(sale) {
  return { lines: sale.lines, discount: sale.discount, is_member: sale.member !== null };
}

/** @param {Sale} sale */
export function totalOf(sale) {
  return sale.lines.length ? priced(basketOf(sale)).total_rp : 0;
}

/** @param {Sale} sale How many things lie on the counter: weighed goods count as one. */
export function thingsOf(sale) {
  return sale.lines.reduce((all, line) => all + (LOOSE.has(line.base_unit) ? 1 : Math.max(1, Math.floor(line.base_qty / line.factor))), 0);
}

/**
 * What stands in the way of paying, or should be said; the hardest first. Stock below zero is said and not refused: the shelf is
 * right and the book may be wrong.
 * @param {Sale} sale
 * @returns {{ code: "most" | "stock", line: SaleLine }[]}
 */
export function warnings(sale) {
  /** @type {{ code: "most" | "stock", line: SaleLine }[]} */
  const said = [];
  for (const line of sale.lines) {
    if (line.most_qty !== null && line.base_qty > line.most_qty) said.push({ code: "most", line });
    if (line.stock_qty !== null && line.base_qty > line.stock_qty) said.push({ code: "stock", line });
  }
  return said.sort((one, other) => (one.code < other.code ? -1 : 1));
}

/**
 * The facts of a sale as they go into the outbox: amounts as they were paid, so that nothing has to be worked out twice.
 * @param {Sale} sale
 * @param {readonly Tender[]} tenders
 * @param {{ stepRp: number, cashier: { id: string, name: string }, shift: string, reference?: string }} till
 */
export function saleFacts(sale, tenders, { stepRp, cashier, shift, reference = "" }) {
  const money = priced(basketOf(sale));
  const paid = settled(basketOf(sale), tenders, { stepRp });
  const lines = sale.lines.map((line, at) => ({
    product_id: line.product_id, name: line.name, unit_id: line.unit_id, unit: line.unit, factor: line.factor, base_qty: line.base_qty, price_rp: line.price_rp,
    price_qty: unless(line.price_qty, line.factor), audience: unless(line.audience, "UMUM"), gross_rp: money.gross_rp[at] ?? 0, discount_rp: unless(money.discount_rp[at], 0),
    own_discount_rp: unless(money.own_rp[at], 0), discount: unless(line.discount, null), net_rp: paid.lines[at]?.net_rp ?? 0, rounding_rp: unless(paid.lines[at]?.rounding_rp, 0),
    ceiling: unless(line.ceiling, null), is_warned: unless(paid.lines[at]?.is_warned, false),
  }));
  const facts = {
    cashier_id: cashier.id, shift_id: shift, member_id: sale.member?.id ?? null, lines, discount: sale.discount, discount_rp: money.whole_rp, subtotal_rp: money.subtotal_rp,
    total_rp: paid.total_rp, rounding_rp: paid.rounding_rp, step_rp: stepRp, tenders: paid.kept, change_rp: paid.change_rp, reference, agreed_by: sale.agreed_by || undefined,
    rations: sale.lines.some(line => line.ration) ? sale.lines.flatMap((line, at) => (line.ration ? [rationFacts(line.ration, at + 1)] : [])) : undefined,
  };
  return { facts, paid, money };
}

/** @param {Sale} sale */
export function isCapped(sale) {
  return sale.lines.some(hasCeiling);
}

/** @param {Sale} sale @param {Partial<Sale>} news */
export function changed(sale, news) {
  return { ...sale, ...news, revision: sale.revision + 1 };
}

/**
 * Leave out what goes without saying, so that a long sale still fits into one event.
 * @template T
 * @param {T} value @param {T} usual
 */
function unless(value, usual) {
  return value === usual ? undefined : value;
}

/**
 * @param {string} id @param {number} revision
 * @returns {import("./store.js").Expectation} The basket as it was kept last.
 */
export function expected(id, revision) {
  return { table: "baskets", key: id, field: "revision", is: revision || null };
}
