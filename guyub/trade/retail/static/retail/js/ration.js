// A rationed good for one buyer, from the NIK to the line in the basket, by states. Clock, line, what is set aside for this device and
// what it sold are given, so that it is tested without any of them. A NIK is never kept: what goes on bears an id, or a box that the
// server alone opens (docs/algorithms/quota.md).
import { utf8 } from "./chain.js";
import { uuid7 } from "./ids.js";
import { pinHash } from "./pin.js";

const ANSWER_MS = 5000;
const TAG_LETTERS = 32;
const INFO = "guyub box v1";
const RENEW_MS = 20_000;
export const NIK_DIGITS = 16;

/**
 * @typedef {"ok" | "warn" | "block" | "unknown"} Decision
 * @typedef {{ code: string, title: string, usual_qty: number, decision?: Decision, remaining?: number | null, most?: number | null, sentence?: string, basis?: string, confidence?: string, proofs?: string[] | string, registers?: string, unknown_qty?: number | null }} Category `registers` LIST: an official list alone brings them.
 * @typedef {{ key: string, title: string, unit: string, official: string, has_containers: boolean, categories: Category[], unknown_qty: number, hotline?: string }} Programme
 * @typedef {{ tag: string, consumer_id: string, given_name: string, last4: string, categories: string[], left: Record<string, number>, until: string }} SetAside
 * @typedef {{ programmes: Programme[], box: { key_id: string, public: string }, tags: { salt: string, rounds: number }, buyers: SetAside[], number: number, consent?: { version: number, text: string } }} Rations `consent`: what a buyer agrees to who is registered today.
 * @typedef {{ found: boolean, consumer_id?: string, given_name?: string, last4?: string, member_number?: string | null, categories: Category[], last?: { on: string, qty: number, is_here: boolean } | null }} Found
 * @typedef {"NETWORK" | "SLICE" | "UNKNOWN"} KnownBy
 * @typedef {{ use_id: string, programme: string, category: string, title: string, consumer_id: string | null, box: string | null, last4: string, given_name: string, known_by: KnownBy, qty: number,
 *   reason: string, empties: number, stays: "" | "DEPOSIT" | "LOAN", deposit_rp: number, expires_ms: number, hotline: string, tag: string, content: number }} Ration
 * @typedef {"NIK" | "CHECKING" | "UNREGISTERED" | "READY" | "REFUSED"} State
 * @typedef {{ state: State, programme: Programme, nik: string, fault: string, words: string, buyer: { consumer_id: string | null, given_name: string, last4: string, member_number: string } | null, categories: Category[],
 *   category: Category | null, known_by: KnownBy, last: Found["last"], packs: number, empties: number, stays: "" | "DEPOSIT" | "LOAN", reason: string, use_id: string, tag: string, most: number | null, left: number | null }} Deal
 * @typedef {{ post: (path: string, body: object) => Promise<{ status: number, told: any }>, rations: () => Rations | null, now: () => number, isClockRight: () => boolean, usedHere: (consumerId: string, programme: string) => number,
 *   unknownToday: (tag: string) => number, wait: (ms: number) => Promise<unknown> }} Parts
 */

/** What stands in the way; `wrong` and `facts` choose the sentence, `words` are the server's own. */
export class RationRefused extends Error {
  /** @param {string} wrong @param {Record<string, any>} [facts] */
  constructor(wrong, facts = {}) {
    super(wrong);
    this.wrong = wrong;
    this.facts = facts;
  }
}

/**
 * Say why a number cannot be a NIK; empty: it can. The same rules as identity/domain/nik.py, but for the place, which only informs.
 * @param {string} nik
 * @returns {"" | "nik_length" | "nik_same" | "nik_birth" | "nik_serial"}
 */
export function nikFault(nik) {
  if (!/^\d{16}$/.test(nik)) return "nik_length";
  if (/^(\d)\1{15}$/.test(nik)) return "nik_same";
  const [day, month] = [Number(nik.slice(6, 8)), Number(nik.slice(8, 10))];
  const born = day > 40 ? day - 40 : day;
  if (born < 1 || born > 31 || month < 1 || month > 12) return "nik_birth";
  return nik.endsWith("0000") ? "nik_serial" : "";
}

/** @param {string} text What is typed, its digits in groups of four. */
export function grouped(text) {
  return text.replace(/\D/g, "").slice(0, NIK_DIGITS).replace(/(\d{4})(?=\d)/g, "$1 ");
}

/**
 * What a buyer is found by on this device alone: no index of the server, and no NIK.
 * @param {string} nik @param {{ salt: string, rounds: number }} how
 */
export async function tagOf(nik, how) {
  return (await pinHash(nik, how)).slice(0, TAG_LETTERS);
}

/**
 * Seal a number so that the server alone opens it: ECDH over P-256, HKDF, AES-GCM, each box under a key of its own.
 * @param {string} nik @param {string} publicKey Of the server, raw, base64url.
 */
export async function boxOf(nik, publicKey) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const theirs = await crypto.subtle.importKey("raw", unwritten(publicKey), curve, false, []);
  const own = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const met = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", met, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: /** @type {BufferSource} */ (utf8(INFO)) }, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, /** @type {BufferSource} */ (utf8(nik)));
  const point = await crypto.subtle.exportKey("raw", own.publicKey);
  return written(new Uint8Array(point), iv, new Uint8Array(sealed));
}

/** @param {...Uint8Array} parts */
function written(...parts) {
  return btoa(parts.map(part => String.fromCharCode(...part)).join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text */
function unwritten(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), one => one.charCodeAt(0));
}

/**
 * What may be sold without asking anybody: what was set aside for this device first, then what the rule lets while nobody knows.
 * @param {{ programme: Programme, buyer: SetAside | null, used: number, unknown: number, nowMs: number, isClockRight: boolean }} known `used`: of what was set aside; `unknown`: what this device sold the same buyer today without knowing.
 * @returns {{ known_by: KnownBy, most: number }} `most` zero: nothing.
 */
export function offlineRule({ programme, buyer, used, unknown, nowMs, isClockRight }) {
  const left = (buyer?.left[programme.key] ?? 0) - used;
  if (buyer && isClockRight && left > 0 && nowMs < Date.parse(buyer.until)) return { known_by: "SLICE", most: left };
  return { known_by: "UNKNOWN", most: Math.max(0, programme.unknown_qty - unknown) };
}

/** @param {readonly Category[]} categories What most buyers are stands first: who brings a KK. */
function householdsFirst(categories) {
  const isHousehold = (/** @type {Category} */ one) => Number((typeof one.proofs === "string" ? one.proofs.split(" ") : one.proofs ?? []).includes("KK"));
  return [...categories].sort((one, other) => isHousehold(other) - isHousehold(one));
}

/**
 * What goes unmet at the counter: the shelf has less than this buyer asks for, or a limit lets nothing go. Nobody is named.
 * @param {Deal} deal @param {number} content What one pack holds. @param {number | null} there How many packs lie there; null: nobody counts them.
 * @returns {{ programme: string, category: string, qty: number, reason: "EMPTY" | "QUOTA" } | null}
 */
export function unmetOf({ programme, state, category, packs }, content, there) {
  if (state === "CHECKING" || state === "UNREGISTERED" || (state === "REFUSED" && !category)) return null;
  const asked = state === "REFUSED" ? Math.max(content, category?.usual_qty ?? 0) : packs * content;
  const isShort = there !== null && there * content < asked;
  if (!isShort && state !== "REFUSED") return null;
  return { programme: programme.key, category: category?.code ?? "", qty: asked, reason: isShort ? "EMPTY" : "QUOTA" };
}

/** One buyer at the counter. */
export class RationDesk {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    /** @type {Deal | null} */
    this.deal = null;
    this.content = 1;
    this.turn = 0;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  /** @param {() => void} listener */
  listen(listener) { this.listeners.add(listener); }

  told() { for (const listener of this.listeners) listener(); }

  /** @param {Programme} programme @param {number} content What one pack of the good holds, in its smallest unit. @param {string} [nik] */
  begin(programme, content, nik = "") {
    this.turn += 1;
    this.content = content;
    this.deal = { state: "NIK", programme, nik, fault: "", words: "", buyer: null, categories: [], category: null, known_by: "UNKNOWN", last: null, packs: 1, empties: 1, stays: "", reason: "", use_id: uuid7(this.parts.now()), tag: "", most: null, left: null };
    this.told();
  }

  /** The number goes: after a sale, when somebody else comes, after a while. */
  end() {
    this.turn += 1;
    this.deal = null;
    this.told();
  }

  /** @param {Partial<Deal>} news */
  set(news) {
    if (!this.deal) return;
    this.deal = { ...this.deal, ...news };
    this.told();
  }

  /** @param {string} text What stands in the field; sixteen digits are looked up at once. */
  async typed(text) {
    const { deal } = this, nik = text.replace(/\D/g, "").slice(0, NIK_DIGITS);
    if (!deal || nik === deal.nik) return;
    this.begin(deal.programme, this.content, nik);
    if (nik.length === NIK_DIGITS) await this.check();
  }

  /** Ask who this is and what is left; without an answer by what this device knows. */
  async check() {
    const { deal, turn } = this;
    if (!deal) return;
    const fault = nikFault(deal.nik);
    if (fault) return this.set({ state: "NIK", fault });
    this.set({ state: "CHECKING", fault: "" });
    const answer = await this.asked("/api/v1/till/buyers", { programme: deal.programme.key, nik: deal.nik });
    if (turn !== this.turn) return;
    if (!answer) return this.offline(turn, { nik: deal.nik });
    if (answer.status >= 300) return this.set({ state: "REFUSED", words: wordsOf(answer.told), fault: "refused" });
    this.found(answer.told);
  }

  /** @param {Found} found */
  found(found) {
    const { deal } = this;
    if (!deal) return;
    if (!found.found) return this.set({ state: "UNREGISTERED", categories: householdsFirst(found.categories), buyer: null });
    const buyer = { consumer_id: found.consumer_id ?? null, given_name: found.given_name ?? "", last4: found.last4 ?? deal.nik.slice(-4), member_number: found.member_number ?? "" };
    this.set({ buyer, categories: found.categories, known_by: "NETWORK", last: found.last ?? null });
    const open = found.categories.find(one => one.decision !== "block") ?? found.categories[0];
    if (open) this.choose(open.code);
    else this.set({ state: "REFUSED", fault: "no_category" });
  }

  /**
   * By what was set aside for this device, else by what the rule lets while nobody knows.
   * @param {number} turn @param {{ nik: string }} given
   */
  async offline(turn, { nik }) {
    const { deal, parts } = this, rations = parts.rations();
    if (!deal || !rations) return this.set({ state: "REFUSED", fault: "ration_offline" });
    const tag = await tagOf(nik, rations.tags);
    if (turn !== this.turn) return;
    const kept = rations.buyers.find(one => one.tag === tag) ?? null;
    const rule = offlineRule({ programme: deal.programme, buyer: kept, used: kept ? parts.usedHere(kept.consumer_id, deal.programme.key) : 0, unknown: parts.unknownToday(tag), nowMs: parts.now(), isClockRight: parts.isClockRight() });
    if (this.packsOf(rule.most) < 1) return this.set({ state: "REFUSED", fault: "ration_offline", tag });
    const own = deal.programme.categories.filter(one => kept?.categories.includes(one.code));
    const kinds = householdsFirst(own.length ? own : deal.programme.categories.filter(one => one.registers !== "LIST"));
    const decision = /** @type {Decision} */ (rule.known_by === "SLICE" ? "ok" : "unknown");
    const categories = kinds.map(one => ({ ...one, decision, most: rule.most, remaining: rule.known_by === "SLICE" ? rule.most : null, sentence: "" }));
    this.set({ buyer: { consumer_id: kept?.consumer_id ?? null, given_name: kept?.given_name ?? "", last4: nik.slice(-4), member_number: "" }, categories, known_by: rule.known_by, tag });
    const [first] = categories;
    if (first) this.choose(first.code);
    else this.set({ state: "REFUSED", fault: "no_category" });
  }

  /** @param {string} code As what this buyer buys. */
  choose(code) {
    const { deal } = this, category = deal?.categories.find(one => one.code === code) ?? null;
    if (!deal || !category) return;
    const most = category.most ?? category.remaining ?? null;
    const packs = Math.max(1, Math.min(this.packsOf(category.usual_qty) || 1, most === null ? Infinity : this.packsOf(most)));
    this.set({ category, most, left: category.remaining ?? null, packs, empties: packs, stays: "", reason: "", fault: "", state: category.decision === "block" ? "REFUSED" : "READY", words: category.decision === "block" ? category.sentence ?? "" : "" });
  }

  /** @param {number} qty In the good's smallest unit: how many whole packs. */
  packsOf(qty) { return Math.floor(qty / this.content); }

  /** @param {number} packs At least one, and no more than this buyer may take. */
  count(packs) {
    const { deal } = this;
    if (!deal) return;
    const most = deal.most === null ? 999 : Math.max(1, this.packsOf(deal.most));
    const next = Math.max(1, Math.min(packs, most));
    this.set({ packs: next, empties: deal.stays ? Math.min(deal.empties, next - 1) : next });
  }

  /** @param {"" | "DEPOSIT" | "LOAN"} stays What becomes of containers for which no empty one came. @param {number} [empties] */
  swap(stays, empties = 0) {
    const { deal } = this;
    if (deal) this.set({ stays, empties: stays ? Math.max(0, Math.min(empties, deal.packs - 1)) : deal.packs });
  }

  /** @param {string} reason Why it goes on beyond a limit that warns. */
  because(reason) { if (this.deal) this.deal.reason = reason.trim().slice(0, 200); }

  get needsReason() { return this.deal?.category?.decision === "warn"; }

  /**
   * Register a buyer at the counter; only with a network.
   * @param {object} form KK, name, category, proofs, consent, who looked at the papers.
   */
  async register(form) {
    const { deal, turn } = this;
    if (!deal) return;
    const answer = await this.asked("/api/v1/till/consumers", { request_id: deal.use_id, programme: deal.programme.key, nik: deal.nik, ...form });
    if (turn !== this.turn) return;
    if (!answer) throw new RationRefused("nothing");
    if (answer.status >= 300) throw new RationRefused("said", { words: wordsOf(answer.told) });
    // What it is asked under was used up.
    this.set({ use_id: uuid7(this.parts.now()) });
    this.found(answer.told);
  }

  /**
   * Set the quantity aside, and give what goes into the basket.
   * @param {{ depositRp: number | null }} goods What is left for one container; null: none is set.
   * @returns {Promise<Ration>}
   */
  async take({ depositRp }) {
    const { deal } = this;
    if (!deal?.buyer || !deal.category || deal.state !== "READY") throw new RationRefused("ration_buyer");
    if (this.needsReason && deal.reason.length < 3) throw new RationRefused("ration_reason");
    if (deal.stays === "DEPOSIT" && depositRp === null) throw new RationRefused("ration_rate");
    const { buyer, category, programme } = deal, hasContainers = programme.has_containers;
    const stay = hasContainers ? deal.packs - deal.empties : 0;
    const rations = this.parts.rations();
    /** @type {Ration} */
    const ration = {
      use_id: deal.use_id, programme: programme.key, category: category.code, title: category.title, consumer_id: buyer.consumer_id, box: null, last4: buyer.last4, given_name: buyer.given_name, known_by: deal.known_by, qty: deal.packs * this.content,
      reason: deal.reason, empties: hasContainers ? deal.empties : 0, stays: stay ? deal.stays : "", deposit_rp: deal.stays === "DEPOSIT" ? stay * (depositRp ?? 0) : 0, expires_ms: 0, hotline: programme.hotline ?? "", tag: deal.tag, content: this.content,
    };
    if (stay && !deal.stays) throw new RationRefused("ration_empties");
    // Reckoned while the number is still there: the line may be gone by the time that it is paid.
    if (!ration.tag && rations) ration.tag = await tagOf(deal.nik, rations.tags);
    const held = ration.known_by === "NETWORK" ? await this.renewed(ration) : ration;
    if (!held.consumer_id) {
      if (!rations) throw new RationRefused("ration_offline");
      held.box = await boxOf(deal.nik, rations.box.public);
    }
    return held;
  }

  /**
   * Set aside again what nobody has set aside for long enough; without a line what this device may sell by itself.
   * @param {Ration} ration @returns {Promise<Ration>}
   */
  async renewed(ration) {
    const { parts } = this;
    if (ration.known_by !== "NETWORK" || ration.expires_ms > parts.now() + RENEW_MS) return ration;
    const { use_id, programme, category, consumer_id, qty, reason } = ration;
    const answer = await this.asked("/api/v1/till/quota/reserve", { use_id, programme, category, consumer_id, qty, reason });
    if (answer && (answer.status >= 300 || answer.told.decision === "block")) throw new RationRefused("said", { words: wordsOf(answer.told) });
    if (answer) return { ...ration, expires_ms: Date.parse(answer.told.expires_at) || 0 };
    const rations = parts.rations(), known = rations?.programmes.find(one => one.key === programme);
    if (!rations || !known) throw new RationRefused("ration_offline");
    const buyer = rations.buyers.find(one => one.consumer_id === consumer_id) ?? null;
    const rule = offlineRule({ programme: known, buyer, used: buyer ? parts.usedHere(buyer.consumer_id, programme) : 0, unknown: ration.tag ? parts.unknownToday(ration.tag) : 0, nowMs: parts.now(), isClockRight: parts.isClockRight() });
    if (rule.most < qty) throw new RationRefused("ration_offline");
    return { ...ration, known_by: rule.known_by, expires_ms: 0 };
  }

  /** @param {Ration} ration What is not sold after all: best told at once, forgotten by the server by itself. */
  async release(ration) {
    if (ration.known_by === "NETWORK") await this.asked("/api/v1/till/quota/release", { use_id: ration.use_id });
  }

  /**
   * Ask the server within the time that a buyer waits; null: no answer.
   * @param {string} path @param {object} body
   */
  async asked(path, body) {
    const sent = this.parts.post(path, { ...body, at: this.parts.now() }).catch(() => null);
    const answer = await Promise.race([sent, this.parts.wait(ANSWER_MS).then(() => null)]);
    return answer && answer.status < 500 && answer.status !== 429 ? answer : null;
  }
}

/**
 * What of a ration goes into the event: no name, no number.
 * @param {Ration} ration @param {number} line From one.
 */
export function rationFacts(ration, line) {
  const { use_id, programme, category, title, consumer_id, box, last4, known_by, qty, reason, empties, stays, deposit_rp, hotline } = ration;
  return { line, use_id, programme, category, title, consumer_id, box: consumer_id ? null : box, last4, known_by, qty, reason, empties, stays, deposit_rp, hotline: hotline || undefined };
}

/** @param {any} told */
function wordsOf(told) {
  return String(told?.words ?? told?.sentence ?? told?.message ?? "");
}
