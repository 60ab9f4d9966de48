// What this till sold of rationed goods since the server last answered: it comes off what was set aside, and off the rack.

/**
 * @typedef {import("./slice.js").Slice} Slice
 * @typedef {import("./slice.js").Rack} Rack
 * @typedef {{ day: string, tags: Record<string, number> }} Unknown What was sold today to whom nobody could be asked about, by tag.
 */

export class RationBook {
  /** @param {Slice} slice */
  constructor(slice) {
    this.slice = slice;
    /** @type {Map<string, number>} */
    this.used = new Map();
    /** @type {Map<string, { full: number, empty: number, out: number }>} */
    this.moved = new Map();
    /** @type {Unknown} */
    this.unknown = { day: "", tags: {} };
  }

  /** @param {readonly import("./queue-rules.js").Kept[]} events Those that the server had not answered when it was asked last. */
  count(events) {
    this.used.clear();
    this.moved.clear();
    for (const event of events) this.note(event.kind, event.body);
  }

  /** @param {string} kind @param {any} body */
  note(kind, body) {
    if (kind !== "sale.made") return;
    for (const one of body.rations ?? []) {
      const key = `${one.consumer_id} ${one.programme}`;
      if (one.known_by === "SLICE") this.used.set(key, (this.used.get(key) ?? 0) + one.qty);
      const packs = body.lines[one.line - 1]?.base_qty ?? 0, before = this.moved.get(one.programme) ?? { full: 0, empty: 0, out: 0 };
      this.moved.set(one.programme, { full: before.full - packs, empty: before.empty + one.empties, out: before.out + packs - one.empties });
    }
  }

  /** @param {string} consumerId @param {string} programme */
  usedHere(consumerId, programme) { return this.used.get(`${consumerId} ${programme}`) ?? 0; }

  /** @param {string} tag @param {string} on The business day. */
  unknownToday(tag, on) { return this.unknown.day === on ? this.unknown.tags[tag] ?? 0 : 0; }

  /** @param {readonly import("./ration.js").Ration[]} rations @param {string} on @returns {Unknown | null} What is kept of it with the sale; null: nothing. */
  withUnknown(rations, on) {
    const unknown = rations.filter(one => one.known_by === "UNKNOWN" && one.tag);
    if (!unknown.length) return null;
    const tags = { ...this.unknown.day === on ? this.unknown.tags : {} };
    for (const { tag, qty } of unknown) tags[tag] = (tags[tag] ?? 0) + qty;
    return { day: on, tags };
  }

  /** @param {string} good @returns {Rack | null} The rack as it must look now. */
  rack(good) {
    const rack = this.slice.around.racks?.find(one => one.good === good);
    const moved = this.moved.get(good) ?? { full: 0, empty: 0, out: 0 };
    return rack ? { ...rack, full: Math.max(0, rack.full + moved.full), empty: Math.max(0, rack.empty + moved.empty), out: Math.max(0, rack.out + moved.out) } : null;
  }
}
