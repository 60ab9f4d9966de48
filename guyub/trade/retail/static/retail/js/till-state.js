// What is going on at the till: who sells, which basket lies open, what is held, which shift runs. Every act is kept before the page
// shows it. Knows no page, so that it is tested without one.
import { sum } from "./basket.js";
import { readCode } from "./codes.js";
import { isoDay, quantity } from "./format.js";
import { uuid7 } from "./ids.js";
import { CLOCK, NotRecorded } from "./queue-rules.js";
import { RationBook } from "./ration-book.js";
import { goodsBack, paidOtherwise, soldOf, voided } from "./returns.js";
import { added, asksSecond, boughtBy, emptySale, expected, letGo, rationed, saleFacts, totalOf, warnings } from "./sale.js";
import { depositsRp, shiftWritten, sumsOf } from "./shift-sums.js";

const MOST_HELD = 20, MOST_POPULAR = 400;

/**
 * @typedef {import("./queue.js").Queue} Queue
 * @typedef {import("./queue-rules.js").Kept} Kept
 * @typedef {import("./slice.js").Slice} Slice
 * @typedef {import("./slice.js").Product} Product
 * @typedef {import("./slice.js").Member} Member
 * @typedef {import("./sale.js").Sale} Sale
 * @typedef {import("./basket.js").Tender} Tender
 * @typedef {import("./shift-sums.js").Shift} Shift
 * @typedef {import("./shift-sums.js").ShiftSums} ShiftSums
 * @typedef {import("./ration.js").Ration} Ration
 */

/** Something stands in the way; `wrong` and `facts` choose the sentence. */
export class Stopped extends Error {
  /** @param {string} wrong @param {Record<string, any>} [facts] */
  constructor(wrong, facts = {}) {
    super(wrong);
    this.wrong = wrong;
    this.facts = facts;
  }
}

export class Till {
  /** @param {{ store: import("./store.js").Store, queue: Queue, slice: Slice, now: () => number }} parts */
  constructor({ store, queue, slice, now }) {
    this.store = store;
    this.queue = queue;
    this.slice = slice;
    queue.clockOf = () => this.settings.clock ?? CLOCK;
    this.now = now;
    /** @type {Sale} */
    this.sale = emptySale(uuid7(now()), now());
    /** @type {{ id: string, name: string } | null} */
    this.cashier = null;
    /** @type {Shift | null} */
    this.shift = null;
    /** @type {Map<string, number>} How often each product was sold here. */
    this.popular = new Map();
    /** @type {Map<string, number>} */
    this.creditUsed = new Map();
    /** @type {Kept | null} */
    this.last = null;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    this.writing = Promise.resolve();
    this.credited = Promise.resolve();
    this.isUnsaved = false;
    this.heldMany = 0;
    /** @type {Promise<unknown> | null} */
    this.selling = null;
    this.rations = new RationBook(slice);
    // How quotas are asked for and let go: by the page, which has a line.
    this.rationing = { renewed: async (/** @type {Ration} */ ration) => ration, release: (/** @type {Ration} */ _ration) => {} };
  }

  get settings() { return this.slice.around.settings; }
  get zoneMin() { return this.settings.zone_min ?? 420; }
  get stepRp() { return Math.max(1, this.settings.rounding_rp || 1); }
  get on() { return isoDay(this.queue.serverNow(), this.zoneMin); }

  /** Take up where the till was left: also in the middle of paying. */
  async open() {
    const kept = await this.store.get("meta", "till");
    this.cashier = kept?.cashier ?? null;
    this.shift = kept?.shift ?? null;
    this.popular = new Map(kept?.popular ?? []);
    this.rations.unknown = await this.store.get("meta", "jatah") ?? this.rations.unknown;
    const sale = kept?.sale_id ? await this.store.get("baskets", kept.sale_id) : null;
    if (sale && sale.state !== "HELD") this.sale = sale;
    this.heldMany = (await this.store.all("baskets")).filter(one => one.state === "HELD").length;
    // The page need not wait for it; a sale on credit does.
    this.credited = this.countCredit().then(() => this.told());
    this.told();
  }

  /** @param {() => void} listener */
  listen(listener) { this.listeners.add(listener); }

  told() { for (const listener of this.listeners) listener(); }

  facts() {
    return { sale_id: this.sale.id, cashier: this.cashier, shift: this.shift, popular: [...this.popular] };
  }

  /**
   * Show a changed basket at once and keep it behind that, one after the other.
   * @param {Sale} sale
   * @param {number} [before] The revision that is kept; of a new basket none.
   */
  change(sale, before = sale.id === this.sale.id ? this.sale.revision : 0) {
    if (this.selling) return;
    if (sale.id === this.sale.id) letGo(this.sale, sale.lines).forEach(this.rationing.release);
    this.sale = sale;
    this.last = null;
    this.keep({ expects: [expected(sale.id, before)], puts: [["baskets", sale.id, sale], ["meta", "till", this.facts()]] });
    this.told();
  }

  /** @param {import("./store.js").Change} change Where it cannot be, another tab has sold or changed the basket: what is kept counts. */
  keep(change) {
    if (!this.queue.mayWrite()) return this.writing;
    this.writing = this.writing.then(() => this.store.commit(change)).then(isKept => (isKept ? this.saved(true) : this.comeBack()), () => this.saved(false));
    return this.writing;
  }

  /** @param {boolean} isSaved Whether the device took it: said aloud when that changes. */
  saved(isSaved) {
    if (this.isUnsaved !== isSaved) return;
    this.isUnsaved = !isSaved;
    this.told();
  }

  /** Take up what another tab or a file brought; what is kept of the shift may be older than the newest event. */
  async comeBack() {
    this.sale = emptySale(uuid7(this.now()), this.now());
    await this.open();
    const written = await shiftWritten(this.queue, this.slice.around.cashiers);
    if (!written || written.shift?.id === this.shift?.id) return;
    [this.shift, this.cashier] = [written.shift, written.cashier];
    await this.store.commit({ expects: [written.unchanged], puts: [["meta", "till", this.facts()]] }).then(() => this.told());
  }

  /**
   * @param {Product} product
   * @param {{ unit?: string, baseQty?: number, askedRp?: number, times?: number }} [how]
   */
  add(product, { times = 1, ...how } = {}) {
    if (this.selling) {
      // What is scanned while the sale before is being written lies in the next basket.
      this.selling.then(() => this.add(product, { times, ...how }), () => {});
      return;
    }
    if (this.slice.programmeOf(product)) throw new Stopped("rationed", { name: product.name, product });
    let sale = /** @type {Sale | null} */ (this.sale);
    for (let count = 0; count < Math.min(times, 999) && sale; count++) sale = added(sale, product, { on: this.on, ...how });
    if (!sale) throw new Stopped("unpriced", { name: product.name });
    this.change(sale);
  }

  /** @param {Product} product @param {Ration} ration Put in what a buyer who was asked for may have. */
  addRation(product, ration) {
    const sale = rationed(this.sale, product, ration, { on: this.on });
    if (!sale) throw new Stopped("unpriced", { name: product.name });
    this.change(sale);
  }

  /**
   * Take what a scanner read: goods, a label of our own or of a scale, a member's card.
   * @param {string} scanned
   * @returns {Product | Member}
   */
  scan(scanned) {
    const member = this.slice.around.members.find(one => one.number === scanned.trim());
    if (member) {
      this.buy(member);
      return member;
    }
    const code = readCode(scanned, this.settings.weight_patterns);
    const found = this.slice.scanned(code.code);
    if (!found) throw new Stopped("unknown", { code: scanned });
    if (code.kind === "weighed") this.add(found.product, { unit: found.unit, baseQty: code.weight_g ?? undefined, askedRp: code.price_rp ?? undefined });
    else this.add(found.product, { unit: found.unit });
    return found.product;
  }

  /** @param {Member | null} member */
  buy(member) { this.change(boughtBy(this.sale, member, id => this.slice.product(id), this.on)); }

  /** What a member may still buy on credit: what the slice lent, less what was sold here since. @param {Member} member */
  creditLeft(member) { return Math.max(0, member.credit_rp - (this.creditUsed.get(member.id) ?? 0)); }

  async countCredit() {
    const events = await this.queue.range(this.slice.heardSeq + 1, this.queue.standing.head.seq);
    this.creditUsed.clear();
    this.rations.count(events);
    for (const event of events) {
      if (event.kind === "sale.made" && event.body.member_id) this.useCredit(event.body.member_id, event.body.tenders);
    }
  }

  /** @param {string} memberId @param {readonly Tender[]} tenders */
  useCredit(memberId, tenders) {
    const used = sum(tenders.filter(one => one.kind === "CREDIT").map(one => one.amount_rp));
    if (used) this.creditUsed.set(memberId, (this.creditUsed.get(memberId) ?? 0) + used);
  }

  /** Payment has begun: this is kept too, so that a reload comes back to it. @param {readonly Tender[]} tenders */
  async pay(tenders) {
    this.change({ ...this.sale, state: "PAYING", tenders: [...tenders], revision: this.sale.revision + 1 });
    await this.writing;
  }

  stopPaying() { this.change({ ...this.sale, state: "OPEN", tenders: [], revision: this.sale.revision + 1 }); }

  /**
   * Sell: the sale is written, its basket cleared and the next one laid out in one transaction.
   * @param {readonly Tender[]} tenders
   * @param {{ reference?: string }} [how]
   * @returns {Promise<Kept>}
   */
  sell(tenders, how = {}) {
    if (this.selling) return Promise.reject(new NotRecorded("busy"));
    const selling = this.write(tenders, how).finally(() => { this.selling = null; });
    this.selling = selling;
    return selling;
  }

  /** @param {readonly Tender[]} tenders @param {{ reference?: string }} how */
  async write(tenders, { reference = "" }) {
    const { cashier, shift, sale } = this;
    if (!cashier || !shift) throw new Stopped("nobody");
    const [over] = warnings(sale).filter(one => one.code === "most");
    if (!sale.agreed_by && asksSecond(sale, this.settings.discount_most_rate ?? 0)) throw new Stopped("most_percent", { most: this.settings.discount_most_rate ?? 0 });
    if (over) throw new Stopped("most", { name: over.line.name, most: quantity(over.line.most_qty ?? 0, over.line.factor) });
    await this.credited;
    const unasked = sale.lines.find(line => !line.ration && line.is_rationed && this.slice.programmeOf(this.slice.product(line.product_id) ?? {}));
    if (unasked) throw new Stopped("rationed", { name: unasked.name });
    const credit = sum(tenders.filter(one => one.kind === "CREDIT").map(one => one.amount_rp));
    if (credit && sale.member && !sale.member.is_active) throw new Stopped("left", { name: sale.member.name });
    if (credit && sale.member && credit > this.creditLeft(sale.member)) throw new Stopped("limit", { left_rp: this.creditLeft(sale.member) });
    if (credit && !this.settings.ration_credit && sale.lines.some(line => line.ration)) throw new Stopped("ration_credit");
    const lines = await Promise.all(sale.lines.map(async line => (line.ration ? { ...line, ration: await this.rationing.renewed(line.ration) } : line)));
    const unknown = this.rations.withUnknown(lines.flatMap(line => line.ration ?? []), this.on);
    const { facts } = saleFacts({ ...sale, lines }, tenders, { stepRp: this.stepRp, cashier, shift: shift.id, reference });
    // What was still being written comes first.
    await this.writing;
    const next = emptySale(uuid7(this.now()), this.now());
    for (const line of sale.lines) this.popular.set(line.product_id, (this.popular.get(line.product_id) ?? 0) + 1);
    if (this.popular.size > MOST_POPULAR) this.popular = new Map([...this.popular].sort(([, one], [, other]) => other - one).slice(0, MOST_POPULAR / 2));
    const event = await this.queue.record("sale.made", { ...facts, cashier_name: cashier.name, member_name: sale.member?.name ?? "", member_number: sale.member?.number ?? "" }, {
      id: sale.id, printsNumber: true,
      change: { expects: [expected(sale.id, sale.revision)], puts: [["meta", "till", { ...this.facts(), sale_id: next.id }], ...unknown ? [/** @type {["meta", string, any]} */ (["meta", "jatah", unknown])] : []], deletes: [["baskets", sale.id]] },
    });
    this.rations.note(event.kind, event.body);
    this.rations.unknown = unknown ?? this.rations.unknown;
    if (sale.member) this.useCredit(sale.member.id, facts.tenders);
    this.sale = next;
    this.last = event;
    this.told();
    this.queue.send();
    return event;
  }

  /** @param {string} note */
  async hold(note) {
    if (this.heldMany >= MOST_HELD) throw new Stopped("held");
    this.heldMany += 1;
    const sale = { ...this.sale, state: /** @type {const} */ ("HELD"), note, at_ms: this.now(), revision: this.sale.revision + 1 };
    const next = emptySale(uuid7(this.now()), this.now());
    const before = this.sale.revision;
    this.sale = next;
    this.keep({ expects: [expected(sale.id, before)], puts: [["baskets", sale.id, sale], ["meta", "till", this.facts()]] });
    this.told();
    await this.writing;
  }

  /** @returns {Promise<Sale[]>} */
  async held() {
    await this.writing;
    const all = await this.store.all("baskets");
    return all.filter(sale => sale.state === "HELD").sort((one, other) => one.at_ms - other.at_ms);
  }

  /** Take a held basket up again; what lies open is held in its place. @param {string} id */
  async resume(id) {
    const held = (await this.held()).find(sale => sale.id === id);
    if (!held) throw new NotRecorded("gone");
    if (this.sale.lines.length) await this.hold("");
    this.heldMany -= 1;
    this.change({ ...held, state: "OPEN", revision: held.revision + 1 }, held.revision);
  }

  /** @param {string} id */
  async dropHeld(id) { this.heldMany -= 1; await this.keep({ deletes: [["baskets", id]] }); }

  clear() {
    const old = this.sale.id;
    letGo(this.sale, []).forEach(this.rationing.release);
    this.sale = emptySale(uuid7(this.now()), this.now());
    this.keep({ puts: [["meta", "till", this.facts()]], deletes: [["baskets", old]] });
    this.told();
  }

  /** @param {{ id: string, name: string }} cashier @param {number} floatRp */
  async openShift(cashier, floatRp) {
    const id = uuid7(this.now());
    const shift = { id, opened_ms: this.now(), from_seq: this.queue.standing.head.seq + 1, float_rp: floatRp };
    await this.queue.record("shift.opened", { shift_id: id, cashier_id: cashier.id, float_rp: floatRp }, { change: { puts: [["meta", "till", { ...this.facts(), cashier, shift }]] } });
    [this.cashier, this.shift] = [cashier, shift];
    this.told();
    this.queue.send();
  }

  /** @param {{ id: string, name: string }} cashier Who goes on in the same shift. */
  async changeCashier(cashier) {
    const { shift } = this;
    if (!shift) throw new Stopped("nobody");
    await this.queue.record("cashier.changed", { shift_id: shift.id, cashier_id: cashier.id, from_cashier_id: this.cashier?.id ?? "" }, { change: { puts: [["meta", "till", { ...this.facts(), cashier }]] } });
    this.cashier = cashier;
    this.told();
    this.queue.send();
  }

  /** @param {number} amountRp @param {string} note */
  async drop(amountRp, note) {
    await this.act("cash.dropped", { amount_rp: amountRp, note }, { isUrgent: true });
  }

  /** @param {string} kind @param {Record<string, any>} body @param {{ printsNumber?: boolean, isUrgent?: boolean }} [options] */
  async act(kind, body, options = {}) {
    const { cashier, shift } = this;
    if (!cashier || !shift) throw new Stopped("nobody");
    const event = await this.queue.record(kind, { shift_id: shift.id, cashier_id: cashier.id, ...body }, options);
    this.told();
    this.queue.send();
    return event;
  }

  /** What the shift comes to by what was written here. */
  async shiftSums() {
    const { shift } = this;
    return sumsOf(shift ? await this.queue.range(shift.from_seq, this.queue.standing.head.seq) : [], shift);
  }

  /**
   * Close the shift by what was counted without knowing what should be there.
   * @param {number} countedRp @param {Record<string, number>} notes How many of each note and coin.
   */
  async closeShift(countedRp, notes) {
    const { cashier, shift } = this;
    if (!cashier || !shift) throw new Stopped("nobody");
    const sums = await this.shiftSums();
    const event = await this.queue.record("shift.closed", {
      shift_id: shift.id, cashier_id: cashier.id, counted_rp: countedRp, notes, expected_rp: sums.cash_rp, difference_rp: countedRp - sums.cash_rp, sales: sums.sales,
      waiting: this.queue.standing.waiting, from_seq: shift.from_seq,
    }, { isUrgent: true, change: { puts: [["meta", "till", { ...this.facts(), cashier: null, shift: null }]] } });
    [this.cashier, this.shift] = [null, null];
    this.told();
    this.queue.send({ isUrgent: true });
    return { event, sums };
  }

  /** The newest events first. @param {number} [most] */
  async newest(most = 200) {
    const { head } = this.queue.standing;
    return (await this.queue.range(Math.max(1, head.seq - most + 1), head.seq)).reverse();
  }

  /** A sale and what followed on it. @param {string} saleId */
  async soldOf(saleId) {
    const { head } = this.queue.standing;
    const events = await this.queue.range(1, head.seq);
    const event = events.find(one => one.id === saleId);
    if (!event) throw new NotRecorded("gone");
    return { event, sold: soldOf(event, events.filter(one => one.seq > event.seq), this.shift?.id ?? "") };
  }

  /** @param {string} saleId @param {string} reason @param {string} agreedBy The person whose PIN was given. */
  async voidSale(saleId, reason, agreedBy) {
    const { event, sold } = await this.soldOf(saleId);
    const refund = voided(sold, reason);
    return this.act("sale.voided", { sale_id: saleId, sale_number: event.body.number, reason, agreed_by: agreedBy, tenders: refund.tenders, deposit_rp: depositsRp(event.body) || undefined, member_id: event.body.member_id }, { printsNumber: true });
  }

  /** @param {string} saleId @param {ReadonlyMap<number, number>} back @param {string} reason @param {string} agreedBy */
  async takeBack(saleId, back, reason, agreedBy) {
    const { event, sold } = await this.soldOf(saleId);
    const refund = goodsBack(sold, back, { reason, stepRp: this.stepRp });
    const rations = (event.body.rations ?? []).filter((/** @type {any} */ one) => back.has(one.line));
    const lines = [...back].sort(([one], [other]) => one - other).map(([line, qty]) => {
      const bought = event.body.lines[line - 1];
      return { line, base_qty: qty, amount_rp: refund.lines_rp[line - 1] ?? 0, product_id: bought.product_id, name: bought.name, unit: bought.unit, factor: bought.factor };
    });
    return this.act("sale.returned", { sale_id: saleId, sale_number: event.body.number, reason, agreed_by: agreedBy, lines, tenders: refund.tenders, rounding_rp: refund.rounding_rp, deposit_rp: depositsRp({ rations }) || undefined, member_id: event.body.member_id }, { printsNumber: true });
  }

  /** @param {string} saleId @param {readonly Tender[]} tenders @param {string} reason @param {string} agreedBy */
  async mendTender(saleId, tenders, reason, agreedBy) {
    const { event, sold } = await this.soldOf(saleId);
    const now = paidOtherwise(sold, tenders, reason);
    return this.act("sale.repaid", { sale_id: saleId, sale_number: event.body.number, reason, agreed_by: agreedBy, before: sold.kept, tenders: now, member_id: event.body.member_id });
  }

  get totalRp() { return totalOf(this.sale); }
}
