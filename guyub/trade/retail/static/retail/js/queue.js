// The till's outbox: what was sold is written once, in a chain, and sent until the server has answered for it. Knows neither
// page nor timers: store, clock, network and marker are given, so that a simulator can cut, turn back and lose each of them.
// The contract with the server stands in docs/algorithms/till_sync.md.
import { canonical, sealed } from "./chain.js";
import { uuid7 } from "./ids.js";
import { backoffMs, BATCH, blank, CLOCK, DAY_MS, DAYS_ALONE, DAYS_KEPT, gapOf, isState, LONGEST_BODY, LOOKED_BACK, MOST_WAITING, needsEyes, NotRecorded, PRUNED_AT_ONCE, receiptNumber, skewOf, SPARE, TRIES, wireOf } from "./queue-rules.js";

/**
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./store.js").Change} Change
 * @typedef {import("./queue-rules.js").Kept} Kept
 * @typedef {import("./queue-rules.js").Device} Device
 * @typedef {import("./queue-rules.js").Head} Head
 * @typedef {import("./queue-rules.js").Answer} Answer
 * @typedef {import("./queue-rules.js").Network} Network
 * @typedef {import("./queue-rules.js").Marker} Marker
 * @typedef {import("./queue-rules.js").Trouble} Trouble
 * @typedef {import("./queue-rules.js").Standing} Standing
 */

export class Queue {
  /** @param {{ store: Store, clock: { now: () => number }, network: Network, marker: Marker, random?: () => number, version?: string, mayWrite?: () => boolean, facts?: () => Promise<object> }} parts */
  constructor({ store, clock, network, marker, random = Math.random, version = "", mayWrite = () => true, facts = async () => ({}) }) {
    this.store = store;
    this.clock = clock;
    this.network = network;
    this.marker = marker;
    this.random = random;
    this.version = version;
    this.mayWrite = mayWrite;
    this.facts = facts;
    /** The shop's limits of a clock that is off. */
    this.clockOf = () => CLOCK;
    /** @type {Device | null} */
    this.device = null;
    /** @type {Standing} */
    this.standing = blank();
    /** @type {Set<(standing: Standing) => void>} */
    this.listeners = new Set();
    this.failures = 0;
    /** @type {Promise<Standing> | null} */
    this.sending = null;
  }

  /** Read what is kept. Says in `evicted` whether the browser threw away what a mark outside the database remembers. */
  async open() {
    const { store } = this;
    const [device, head, sent, contact, trouble] = await Promise.all(
      ["device", "head", "sent", "contact", "trouble"].map(key => store.get("meta", key)));
    this.device = device ?? null;
    const mark = this.marker.read();
    const isEvicted = Boolean(mark && (!device || (mark.device_id === device.device_id && mark.head > (head?.seq ?? 0))));
    const kept = await this.range(Math.max(1, (sent?.seq ?? 0) - LOOKED_BACK), sent?.seq ?? 0);
    this.tell({
      isBound: Boolean(device),
      head: head ?? blank().head,
      sentSeq: sent?.seq ?? 0,
      attention: kept.filter(needsEyes).length,
      evicted: isEvicted ? mark : null,
      trouble: isEvicted && device ? "EVICTED" : trouble?.kind ?? "",
      words: trouble?.words ?? "",
      contactMs: contact?.server_ms ?? 0,
      contactSeq: contact?.seq ?? 0,
      offsetMs: contact?.offset_ms ?? 0,
    });
    if (this.mayWrite()) await this.prune();
    return this.standing;
  }

  /** @param {(standing: Standing) => void} listener */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The server's time as far as it is known. */
  serverNow() {
    return this.clock.now() + this.standing.offsetMs;
  }

  /**
   * Bind this device by a code given once.
   * @param {string} code
   * @param {string} [asked] The id of a request that has bound a device for it already.
   */
  async bind(code, asked) {
    if (this.device && this.standing.waiting) throw new NotRecorded("full");
    const [before, drawn] = await Promise.all([this.store.get("meta", "device"), this.store.get("meta", "binding")]);
    // The same number again, so that an answer that was lost does not use the code up.
    const binding = drawn?.code === code ? drawn : { code, request_id: asked ?? uuid7(this.clock.now()) };
    await this.store.commit({ puts: [["meta", "binding", binding]] });
    const answer = await this.network.post("/api/v1/devices/bind", { ...binding, at: this.clock.now(), app_version: this.version }, null);
    if (answer.status >= 300) return answer;
    const head = { ...blank().head };
    const old = await this.store.range("events", 0, Number.MAX_SAFE_INTEGER);
    await this.store.commit({
      expects: [{ table: "meta", key: "device", field: "device_id", is: before?.device_id ?? null }],
      puts: [["meta", "device", answer.told], ["meta", "head", head], ["meta", "sent", { seq: 0 }]],
      deletes: [...old.map(event => /** @type {["events", number]} */ (["events", event.seq])), ["meta", "trouble"], ["meta", "contact"], ["meta", "binding"]],
    });
    this.marker.write({ device_id: answer.told.device_id, head: 0, sent: 0 });
    await this.open();
    return answer;
  }

  /**
   * Write one event, and with it everything that must change in the same moment: the basket that it came from is cleared, or it
   * is still there and nothing was sold.
   * @param {string} kind
   * @param {{ [key: string]: any }} body
   * @param {{ id?: string, printsNumber?: boolean, isUrgent?: boolean, change?: Change }} [options] `isUrgent`: closing a shift
   *   is never refused for want of room or contact.
   * @returns {Promise<Kept>}
   */
  async record(kind, body, { id, printsNumber = false, isUrgent = false, change = {} } = {}) {
    this.refuse(isUrgent);
    if (canonical(body).length > LONGEST_BODY) throw new NotRecorded("long");
    const device = /** @type {Device} */ (this.device);
    for (let tries = 0; tries < TRIES; tries++) {
      /** @type {Head} */
      const head = await this.store.get("meta", "head") ?? blank().head;
      const now = this.clock.now();
      const receipt = head.receipt + (printsNumber ? 1 : 0);
      const event = await sealed(device.device_id, {
        seq: head.seq + 1,
        id: id ?? uuid7(now),
        kind,
        at: now,
        body: printsNumber ? { ...body, number: receiptNumber(device.series, receipt) } : body,
        previous: head.hash,
      });
      /** @type {Kept} */
      const kept = { ...event, state: "WAITING", code: "", words: "", number: "", answered_ms: 0 };
      const next = { seq: event.seq, hash: event.hash, receipt, at_ms: now };
      const isWritten = await this.store.commit({
        expects: [{ table: "meta", key: "head", field: "hash", is: head.hash }, ...change.expects ?? []],
        puts: [["events", event.seq, kept], ["meta", "head", next], ...change.puts ?? []],
        deletes: change.deletes ?? [],
      });
      if (isWritten) {
        this.tell({ head: next });
        this.mark();
        return kept;
      }
      await this.refuseIfGone(change);
    }
    throw new NotRecorded("busy");
  }

  /** @param {boolean} isUrgent */
  refuse(isUrgent) {
    const { standing } = this;
    if (!this.device) throw new NotRecorded("unbound");
    if (!this.mayWrite()) throw new NotRecorded("reader");
    if (standing.trouble && standing.trouble !== "REFUSED") throw new NotRecorded("trouble");
    if (standing.waiting >= MOST_WAITING + (isUrgent ? SPARE : 0)) throw new NotRecorded("full");
    if (isUrgent) return;
    this.tell({});
    if (this.standing.skew === "STOP") throw new NotRecorded("clock");
    if (this.standing.daysAlone >= DAYS_ALONE) throw new NotRecorded("alone");
  }

  /** @param {Change} change What else was expected: gone for good, or only the head moved in another tab? */
  async refuseIfGone({ expects = [] }) {
    for (const { table, key, field, is } of expects) {
      const row = await this.store.get(table, key);
      if ((row?.[field] ?? null) !== is) throw new NotRecorded("gone");
    }
  }

  /**
   * Events as they are kept, first and last inside.
   * @param {number} from
   * @param {number} to
   * @param {number} [most]
   * @returns {Promise<Kept[]>}
   */
  async range(from, to, most) {
    return to < from ? [] : this.store.range("events", from, to, most);
  }

  /** What waits, the oldest first. */
  waiting(most = MOST_WAITING + SPARE) {
    return this.range(this.standing.sentSeq + 1, this.standing.head.seq, most);
  }

  /**
   * Send what waits. Never two at once: who asks meanwhile gets the answer of the one under way.
   * @param {{ isUrgent?: boolean }} [options] Urgent (somebody pressed, the line came back) does not wait for the next try.
   * @returns {Promise<Standing>}
   */
  send({ isUrgent = false } = {}) {
    if (this.sending) return this.sending;
    if (!this.device || !this.mayWrite() || this.standing.trouble === "REVOKED" || this.standing.trouble === "FORKED") return Promise.resolve(this.standing);
    if (!isUrgent && this.clock.now() < this.standing.nextTryMs) return Promise.resolve(this.standing);
    this.tell({ isSending: true });
    this.sending = this.sendAll().finally(() => {
      this.sending = null;
      this.tell({ isSending: false });
    }).then(() => this.standing);
    return this.sending;
  }

  async sendAll() {
    let size = BATCH, lastGap = -1, backs = 0;
    for (;;) {
      const from = this.standing.sentSeq;
      const events = await this.waiting(size);
      const answer = await this.post(events);
      if (!answer) return this.failed();
      if (answer.status === 413 && size > 1) {
        size = Math.max(1, Math.floor(size / 2));
        continue;
      }
      if (answer.status >= 300) return this.refusedBy(answer);
      this.failures = 0;
      const gap = gapOf(answer.told);
      if (gap) {
        // The same gap again after all of it was sent would go round for ever.
        if (gap === lastGap || !await this.goBack(gap - 1)) return;
        lastGap = gap;
        continue;
      }
      await this.settle(events, answer.told);
      if (!await this.agrees(answer.told.head)) return;
      if (this.standing.sentSeq >= this.standing.head.seq) return this.prune();
      // A server that was put back gets it again at once; one that never moves on is not asked for ever.
      if (this.standing.sentSeq < from && backs++ < TRIES) continue;
      if (this.standing.sentSeq <= from) return this.failed();
    }
  }

  /** @param {Kept[]} events */
  async post(events) {
    const before = this.clock.now();
    try {
      const answer = await this.network.post("/api/v1/till/events", {
        device_id: this.device?.device_id ?? "",
        app_version: this.version,
        at: before,
        written: this.standing.head.seq,
        waiting: this.standing.waiting,
        storage: await this.facts(),
        events: events.map(wireOf),
      }, this.device);
      if (answer.status < 300) await this.heard(answer.told.server_time, before);
      return answer.status >= 500 || answer.status === 429 ? null : answer;
    } catch {
      return null;
    }
  }

  /**
   * Keep by how much the clock is off, from the middle of a call.
   * @param {string} serverTime
   * @param {number} before
   */
  async heard(serverTime, before) {
    const server = Date.parse(serverTime), after = this.clock.now();
    if (Number.isNaN(server)) return;
    const offset = Math.round(server - (before + after) / 2);
    await this.store.commit({ puts: [["meta", "contact", { server_ms: server, offset_ms: offset, seq: this.standing.head.seq }]] });
    this.tell({ contactMs: server, contactSeq: this.standing.head.seq, offsetMs: offset, isReached: true, nextTryMs: 0, ...this.standing.trouble === "REFUSED" ? { trouble: /** @type {Trouble} */ (""), words: "" } : {} });
  }

  /** Nothing answered: the next try waits longer. */
  failed() {
    this.failures += 1;
    this.tell({ isReached: false, nextTryMs: this.clock.now() + backoffMs(this.failures, this.random()) });
  }

  /** @param {Answer} answer The server does not take it as it is: said aloud, kept, and tried again later. */
  async refusedBy(answer) {
    const isRevoked = answer.status === 401 || answer.status === 403 || answer.status === 410;
    const words = String(answer.told?.words ?? answer.told?.message ?? "");
    if (isRevoked) await this.inTrouble("REVOKED", words);
    else this.tell({ trouble: "REFUSED", words });
    this.failed();
  }

  /**
   * Take the answers: an event is answered once, and a second answer changes nothing.
   * @param {Kept[]} events What was sent.
   * @param {any} told
   */
  async settle(events, told) {
    /** @type {Map<number, any>} */
    const answers = new Map((told.answers ?? []).map((/** @type {any} */ one) => [one.seq, one]));
    const now = this.clock.now(), from = this.standing.sentSeq;
    let sent = from, attention = 0;
    /** @type {[import("./store.js").Table, number, Kept][]} */
    const puts = [];
    for (const event of events) {
      const answer = answers.get(event.seq);
      if (!answer || event.seq !== sent + 1 || !isState(answer.answer)) break;
      sent = event.seq;
      if (event.state !== "WAITING") continue;
      // What came twice was answered before: the server says how.
      const state = answer.answer === "DUPLICATE" && isState(answer.first) ? answer.first : answer.answer;
      const kept = { ...event, state, code: String(answer.code ?? ""), words: String(answer.words ?? ""), number: String(answer.number ?? ""), answered_ms: now };
      if (needsEyes(kept)) attention += 1;
      puts.push(["events", event.seq, kept]);
    }
    if (sent === from) return;
    const isWritten = await this.store.commit({
      expects: [{ table: "meta", key: "sent", field: "seq", is: from }],
      puts: [...puts, ["meta", "sent", { seq: sent }]],
    });
    if (!isWritten) return void await this.open();
    this.tell({ sentSeq: sent, attention: this.standing.attention + attention });
    this.mark();
  }

  /**
   * Hold the server's head against our own chain.
   * @param {{ seq: number, hash: string } | undefined} head
   * @returns {Promise<boolean>}
   */
  async agrees(head) {
    if (!head) return true;
    const own = await this.store.get("meta", "head");
    if (head.seq > own.seq) {
      await this.inTrouble("FORKED", "");
      return false;
    }
    const [event] = head.seq ? await this.range(head.seq, head.seq) : [];
    if (event && event.hash !== head.hash) {
      await this.inTrouble("FORKED", "");
      return false;
    }
    // A server that was put back to an older state gets again what it lost.
    return head.seq >= this.standing.sentSeq || this.goBack(head.seq);
  }

  /**
   * Send again from after an event.
   * @param {number} seq
   * @returns {Promise<boolean>}
   */
  async goBack(seq) {
    const { head } = this.standing;
    if (seq >= head.seq || seq < 0) {
      await this.inTrouble("FORKED", "");
      return false;
    }
    const [next] = await this.range(seq + 1, seq + 1);
    if (!next) {
      await this.inTrouble("LOST", "");
      return false;
    }
    await this.store.commit({ puts: [["meta", "sent", { seq }]] });
    this.tell({ sentSeq: seq });
    this.mark();
    return true;
  }

  /**
   * @param {Trouble} kind
   * @param {string} words
   */
  async inTrouble(kind, words) {
    await this.store.commit({ puts: [["meta", "trouble", { kind, words }]] });
    this.tell({ trouble: kind, words });
  }

  /** Let go what was answered two weeks ago. */
  async prune() {
    const until = this.clock.now() - DAYS_KEPT * DAY_MS;
    const isOld = (/** @type {Kept} */ event) => event.answered_ms > 0 && event.answered_ms <= until;
    // The oldest alone is read after each sending; most of the time it is young.
    if (!(await this.range(0, this.standing.sentSeq, 1)).some(isOld)) return;
    const old = [];
    for (const event of await this.range(0, this.standing.sentSeq, PRUNED_AT_ONCE)) {
      if (!isOld(event)) break;
      old.push(event.seq);
    }
    if (old.length) await this.store.commit({ deletes: old.map(seq => ["events", seq]) });
  }

  mark() {
    const { head, sentSeq, evicted } = this.standing;
    // What an older state of the storage has lost is remembered until a file brings it back.
    if (evicted) return;
    this.marker.write({ device_id: this.device?.device_id ?? "", head: head.seq, sent: sentSeq });
  }

  /** @param {Partial<Standing>} news */
  tell(news) {
    const next = { ...this.standing, ...news };
    const now = this.clock.now() + next.offsetMs;
    // Set back since the last contact, or since an event after it: that counts as much as an offset that the server told.
    const sinceEvent = next.head.seq > next.contactSeq ? next.head.at_ms - this.clock.now() : 0;
    next.skew = skewOf(Math.max(Math.abs(next.offsetMs), next.contactMs - now, sinceEvent), this.clockOf());
    next.waiting = Math.max(0, next.head.seq - next.sentSeq);
    next.daysAlone = next.contactMs ? Math.max(0, Math.floor((now - next.contactMs) / DAY_MS)) : 0;
    this.standing = next;
    for (const listener of this.listeners) listener(next);
  }
}
