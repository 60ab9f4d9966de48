// What a till knows of the shop: 20,000 products in few large texts, so that opening reads them and parses none. A product is
// parsed when somebody looks at it. The server sends the whole once and then what changed (docs/algorithms/till_sync.md).

export const PAGE_ROWS = 256;
const SEPARATOR = "\t";

/**
 * @typedef {{ id: string, name: string, factor: number }} Unit
 * @typedef {{ unit: string, audience: string, amount_rp: number, from: string, to: string | null }} Price Days are inside on both ends.
 * @typedef {{ kind: string, amount_rp: number, unit: string, basis: string }} Ceiling
 * @typedef {{
 *   id: string, code: string, name: string, category: string, base_unit: string, content: number, content_unit: string, units: Unit[],
 *   barcodes: { code: string, unit: string }[], prices: Price[], ceiling: Ceiling | null, stock_qty: number | null,
 *   allows_negative: boolean, picture: string | null, changed: string, good?: string, is_rationed?: boolean, is_fee?: boolean, most_qty?: number | null, is_consigned?: boolean,
 * }} Product
 * @typedef {{ id: string, number: string, name: string, credit_rp: number, is_active: boolean }} Member
 * @typedef {{ id: string, name: string, pin: { salt: string, rounds: number, hash: string }, may?: string[] }} Cashier
 * @typedef {{ rounding_rp: number, discount_most_rate: number, weight_patterns?: string[], [key: string]: any }} Settings
 * @typedef {{ good: string, kind: string, full: number, empty: number, out: number, apart: number, deposit_rp: number | null, sold_qty: number }} Rack Containers of a good; `sold_qty` of two weeks.
 * @typedef {{ sale_id: string, programme: string, state: string }} ToldSite How far the official site knows of a sale of this till today.
 * @typedef {{ programme: string, no: number, last4: string }} Turn A number of a queue whose turn it is, with four digits of who entered.
 * @typedef {{ cursor: string, server_time: string, is_whole: boolean, more?: boolean, products: Product[], gone: string[], members?: Member[], cashiers?: Cashier[], settings?: Settings, qris?: { payload: string, nmid: string, name: string } | null, lending?: number, popular?: string[] | null, rations?: import("./ration.js").Rations | null, racks?: Rack[], told_sites?: ToldSite[], turns?: Turn[] }} SliceAnswer
 * @typedef {{ n: number, rows: string, keys: string, words: string }} Page A page as it is kept: one line a product in each text; an empty line: the product is gone.
 * @typedef {{ members: Member[], cashiers: Cashier[], settings: Settings, qris: { payload: string, nmid: string, name: string } | null, popular?: string[], rations?: import("./ration.js").Rations | null, racks?: Rack[], told_sites?: ToldSite[], turns?: Turn[], told_ms?: number }} Surroundings `told_ms`: when the server said it, by its own clock.
 */

/** @type {Surroundings} */
const NOTHING = { members: [], cashiers: [], settings: { rounding_rp: 100, discount_most_rate: 0 }, qris: null };

/**
 * Bring words to the one form in which they are sought: small letters, no accents, single blanks.
 * @param {string} text
 */
export function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
}

export class Slice {
  /** @param {import("./store.js").Store} store */
  constructor(store) {
    this.store = store;
    this.cursor = "";
    // The last number that the server had answered when this was asked for: what was sold on bon since comes off it.
    this.heardSeq = 0;
    this.lending = 0;
    /** @type {Promise<boolean> | null} */
    this.asking = null;
    /** @type {Surroundings} */
    this.around = NOTHING;
    /** @type {string[][]} One list of lines a page, each parsed when it is looked at. */
    this.pages = [];
    /** @type {string[]} The words of each page as one text, for searching. */
    this.words = [];
    /** @type {Uint32Array[]} Where each line of a page's words begins. */
    this.starts = [];
    /** @type {Map<string, number>} Which line a product stands in. */
    this.lines = new Map();
    /** @type {Map<string, string>} Line and unit of a scanned number. */
    this.codes = new Map();
    /** @type {Map<string, Set<number>>} The lines of a category. */
    this.categories = new Map();
    this.size = 0;
  }

  clear() {
    this.pages.length = this.words.length = this.starts.length = this.size = 0;
    this.lines.clear();
    this.codes.clear();
    this.categories.clear();
  }

  /** Read what is kept; nothing is parsed but the keys. */
  async open() {
    const [kept, pages] = await Promise.all([this.store.get("meta", "slice"), this.store.all("pages")]);
    this.clear();
    this.cursor = kept?.cursor ?? "";
    this.heardSeq = kept?.heard_seq ?? 0;
    this.lending = kept?.lending ?? 0;
    this.around = { ...NOTHING, ...kept?.around };
    for (const page of /** @type {Page[]} */ (pages).sort((one, other) => one.n - other.n)) this.take(page);
    return this;
  }

  /** @param {Page} page */
  take(page) {
    const rows = page.rows.split("\n"), keys = page.keys.split("\n");
    this.pages[page.n] = rows;
    this.words[page.n] = `${page.words}\n`;
    const starts = new Uint32Array(rows.length);
    for (let line = 1, at = 0; line < rows.length; line++) {
      at = page.words.indexOf("\n", at) + 1;
      starts[line] = at;
    }
    this.starts[page.n] = starts;
    keys.forEach((key, line) => {
      if (!key) return;
      const [id = "", category = "", ...codes] = key.split(SEPARATOR);
      const number = page.n * PAGE_ROWS + line;
      this.lines.set(id, number);
      this.size += 1;
      const same = this.categories.get(category);
      if (same) same.add(number);
      else this.categories.set(category, new Set([number]));
      for (let at = 0; at + 1 < codes.length; at += 2) this.codes.set(codes[at] ?? "", `${number}${SEPARATOR}${codes[at + 1]}`);
    });
  }

  /** @param {number} n Forget a page, so that a newer one takes its place. */
  drop(n) {
    this.pages[n]?.forEach((row, line) => {
      if (!row) return;
      const { id, category, barcodes } = /** @type {Product} */ (JSON.parse(row));
      this.lines.delete(id);
      for (const { code } of barcodes) this.codes.delete(code);
      this.categories.get(category)?.delete(n * PAGE_ROWS + line);
      this.size -= 1;
    });
  }

  /**
   * The product of a line; null where it is gone.
   * @param {number} line
   * @returns {Product | null}
   */
  at(line) {
    const row = this.pages[Math.floor(line / PAGE_ROWS)]?.[line % PAGE_ROWS];
    return row ? JSON.parse(row) : null;
  }

  /** @param {string} id */
  product(id) {
    const line = this.lines.get(id);
    return line === undefined ? null : this.at(line);
  }

  /** Programmes whose buyers are asked for: an official site is told of them, or something limits them. */
  get programmes() {
    return (this.around.rations?.programmes ?? []).filter(one => one.official || one.categories.some(kind => typeof kind.unknown_qty === "number"));
  }

  /** @param {{ good?: string }} product The programme by which it is rationed: it is sold to a buyer who was asked for. */
  programmeOf({ good }) {
    return good ? this.programmes.find(one => one.key === good) ?? null : null;
  }

  /** @param {string} good @returns {Product[]} What is sold of a programme. */
  ofGood(good) {
    const mark = `"good":${JSON.stringify(good)}`;
    return this.pages.flatMap(rows => rows.filter(row => row.includes(mark)).map(row => /** @type {Product} */ (JSON.parse(row)))).filter(one => one.good === good);
  }

  /**
   * The product that a scanned number stands for, and in which unit.
   * @param {string} code In its one form; of a scale's label the first digits.
   * @returns {{ product: Product, unit: string } | null}
   */
  scanned(code) {
    const [line, unit = ""] = this.codes.get(code)?.split(SEPARATOR) ?? [];
    const product = line === undefined ? null : this.at(Number(line));
    return product && { product, unit };
  }

  /**
   * Take what the server sent and keep it: cursor and pages in one transaction, so that half a change is none.
   * @param {SliceAnswer} answer
   * @param {number} heardSeq The last number that was answered before it was asked for.
   */
  async merge(answer, heardSeq) {
    const changed = new Map(answer.products.map(product => [product.id, product]));
    const gone = new Set(answer.gone);
    /** @type {Map<number, [string[], string[], string[]]>} */
    const touched = new Map();
    const open = (/** @type {number} */ n) => {
      const known = touched.get(n);
      if (known) return known;
      const rows = answer.is_whole ? [] : [...this.pages[n] ?? []];
      /** @type {[string[], string[], string[]]} */
      const page = [rows, rows.map(row => (row ? keysOf(JSON.parse(row)) : "")), rows.length ? (this.words[n] ?? "").slice(0, -1).split("\n") : []];
      touched.set(n, page);
      return page;
    };
    const write = (/** @type {number} */ line, /** @type {Product | null} */ product) => {
      const page = open(Math.floor(line / PAGE_ROWS)), at = line % PAGE_ROWS;
      page[0][at] = product ? JSON.stringify(product) : "";
      page[1][at] = product ? keysOf(product) : "";
      page[2][at] = product ? wordsOf(product) : "";
    };
    let next = answer.is_whole ? 0 : this.pages.reduce((most, rows, n) => Math.max(most, n * PAGE_ROWS + rows.length), 0);
    for (const [id, product] of changed) {
      const line = answer.is_whole ? undefined : this.lines.get(id);
      write(line ?? next++, product);
    }
    for (const id of gone) {
      const line = answer.is_whole || changed.has(id) ? undefined : this.lines.get(id);
      if (line !== undefined) write(line, null);
    }
    await this.keep(answer, heardSeq, touched);
  }

  /**
   * @param {SliceAnswer} answer
   * @param {number} heardSeq
   * @param {Map<number, [string[], string[], string[]]>} touched
   */
  async keep(answer, heardSeq, touched) {
    const around = {
      members: answer.members ?? this.around.members, cashiers: answer.cashiers ?? this.around.cashiers,
      settings: answer.settings ?? this.around.settings, qris: answer.qris === undefined ? this.around.qris : answer.qris,
      popular: answer.popular ?? this.around.popular ?? [], rations: answer.rations ?? this.around.rations ?? null, racks: answer.racks ?? this.around.racks ?? [],
      told_sites: answer.told_sites ?? this.around.told_sites ?? [], turns: answer.turns ?? this.around.turns ?? [], told_ms: Date.parse(answer.server_time) || 0,
    };
    const lending = answer.lending ?? this.lending;
    const pages = [...touched].map(([n, [rows, keys, words]]) => ({ n, rows: rows.join("\n"), keys: keys.join("\n"), words: words.join("\n") }));
    /** @type {[import("./store.js").Table, import("./store.js").Key][]} */
    const deletes = answer.is_whole ? [...this.pages.keys()].filter(n => !touched.has(n)).map(n => ["pages", n]) : [];
    await this.store.commit({ puts: [["meta", "slice", { cursor: answer.cursor, heard_seq: heardSeq, lending, around }], ...pages.map(page => /** @type {["pages", number, Page]} */ (["pages", page.n, page]))], deletes });
    if (answer.is_whole) this.clear();
    else pages.forEach(page => this.drop(page.n));
    pages.forEach(page => this.take(page));
    this.cursor = answer.cursor;
    this.heardSeq = heardSeq;
    this.lending = lending;
    this.around = around;
  }

  /** Let go of prices, members and PINs, where the device may no longer sell; the outbox is not touched. */
  async wipe() {
    await this.store.commit({ deletes: [["meta", "slice"], ["meta", "jatah"], ...[...this.pages.keys()].map(n => /** @type {["pages", number]} */ (["pages", n]))] });
    await this.open();
  }

  /**
   * Ask the server for what changed, until it has no more.
   * @param {(path: string) => Promise<{ status: number, told: SliceAnswer }>} ask
   * @param {() => { written: number, answered: number }} standing The last numbers that this till wrote and that were answered.
   * @returns {Promise<boolean>} Whether anything came.
   */
  refresh(ask, standing) {
    // One after the other: an older answer must not come after a newer one.
    this.asking ??= this.refreshed(ask, standing).finally(() => { this.asking = null; });
    return this.asking;
  }

  /**
   * @param {(path: string) => Promise<{ status: number, told: SliceAnswer }>} ask
   * @param {() => { written: number, answered: number }} standing
   */
  async refreshed(ask, standing) {
    let isChanged = false;
    for (let rounds = 0; rounds < 200; rounds++) {
      const { written, answered } = standing();
      const { status, told } = await ask(`/api/v1/till/slice?since=${encodeURIComponent(this.cursor)}&lending=${this.lending}&rationing=${this.around.rations?.number ?? 0}&written=${written}`);
      if (status >= 300) return isChanged;
      isChanged ||= told.is_whole || told.products.length + told.gone.length > 0 || told.members !== undefined || isOther(this.around.told_sites, told.told_sites) || isOther(this.around.turns, told.turns);
      await this.merge(told, answered);
      if (!told.more) return isChanged;
    }
    return isChanged;
  }
}

/** @param {unknown} before @param {unknown} now @returns {boolean} Whether what came says another thing than what is kept. */
function isOther(before, now) {
  return now !== undefined && JSON.stringify(now) !== JSON.stringify(before ?? []);
}

/** @param {Product} product */
function keysOf(product) {
  const codes = product.barcodes.flatMap(({ code, unit }) => [code, unit]);
  return [product.id, product.category, ...codes].map(part => part.replace(/[\t\n]/g, " ")).join(SEPARATOR);
}

/** @param {Product} product Words, then its code and numbers: each word is found at its beginning first. */
function wordsOf(product) {
  return ` ${plain(product.name)} ${plain(product.code)} ${product.barcodes.map(({ code }) => code).join(" ")}`;
}
