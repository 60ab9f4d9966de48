// What a till's outbox knows without its store: limits, waits, how far a clock is off, and the words of its parts.
import { GENESIS } from "./chain.js";

export const BATCH = 50;
export const MOST_WAITING = 5000;
// Beyond the sales, a shift must still be counted and closed.
export const SPARE = 200;
// Of the facts of one event as canonical text; a number is added to them.
export const LONGEST_BODY = 63_900;
// Among so many answered events the page counts those that a person must look at.
export const LOOKED_BACK = 300;
export const DAYS_ALONE = 14;
export const DAYS_KEPT = 14;
export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** How far off a clock may be, until the shop says otherwise. */
export const CLOCK = { warn_min: 5, stop_min: 1440 };
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 300_000;
export const TRIES = 6;
export const PRUNED_AT_ONCE = 500;

/**
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./store.js").Change} Change
 * @typedef {import("./chain.js").ChainedEvent} ChainedEvent
 * @typedef {import("./chain.js").Fact} Fact
 * @typedef {"WAITING" | "ACCEPTED" | "DUPLICATE" | "CONFLICT" | "REJECTED"} State
 * @typedef {ChainedEvent & { state: State, code: string, words: string, number: string, answered_ms: number }} Kept
 * @typedef {{ device_id: string, key: string, series: string, cooperative: { id: string, name: string }, outlet: { id: string, name: string } }} Device
 * @typedef {{ seq: number, hash: string, receipt: number, at_ms: number }} Head
 * @typedef {{ status: number, told: any }} Answer
 * @typedef {{ post: (path: string, body: object, device: Device | null) => Promise<Answer>, get: (path: string, device: Device) => Promise<Answer> }} Network Throws where nothing answers.
 * @typedef {{ device_id: string, head: number, sent: number }} Mark
 * @typedef {{ read: () => Mark | null, write: (mark: Mark) => void }} Marker Kept outside the database, so that its loss is seen.
 * @typedef {"" | "REVOKED" | "FORKED" | "LOST" | "EVICTED" | "REFUSED"} Trouble
 * @typedef {{
 *   isBound: boolean, waiting: number, attention: number, head: Head, sentSeq: number, trouble: Trouble, words: string,
 *   contactMs: number, contactSeq: number, offsetMs: number, skew: "FINE" | "WARN" | "STOP", daysAlone: number, isSending: boolean,
 *   isReached: boolean, nextTryMs: number, evicted: Mark | null,
 * }} Standing
 */

/** Why nothing was written; `wrong` is one of: unbound, reader, trouble, clock, alone, full, gone, busy, long. */
export class NotRecorded extends Error {
  /** @param {string} wrong */
  constructor(wrong) {
    super(wrong);
    this.wrong = wrong;
  }
}

/**
 * How long to wait after some tries in vain: doubling, up to five minutes, with a half of it left to chance, so that the tills of
 * a city do not all come back in the same second.
 * @param {number} failures
 * @param {number} chance From 0 up to 1.
 */
export function backoffMs(failures, chance) {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
  return Math.floor(most / 2 + chance * most / 2);
}

/**
 * How far a device's clock is off, judged by what the server last said.
 * @param {number} offsetMs
 * @param {{ warn_min: number, stop_min: number }} [clock] The shop's rules: from how many minutes on it is said, and stops sales.
 * @returns {"FINE" | "WARN" | "STOP"}
 */
export function skewOf(offsetMs, { warn_min: warn, stop_min: stop } = CLOCK) {
  const off = Math.abs(offsetMs);
  return off > stop * MINUTE_MS ? "STOP" : off > warn * MINUTE_MS ? "WARN" : "FINE";
}

/**
 * The number that a buyer reads: the till's own row without gaps.
 * @param {string} series
 * @param {number} receipt
 */
export function receiptNumber(series, receipt) {
  return `${series}-${String(receipt).padStart(4, "0")}`;
}

/**
 * An event as it goes over the line and into a file, without what was answered.
 * @param {ChainedEvent} event
 * @returns {ChainedEvent}
 */
export function wireOf({ seq, id, kind, at, body, previous, hash }) {
  return { seq, id, kind, at, body, previous, hash };
}

/** @param {ChainedEvent} event */
export function receiptOf(event) {
  return Number(String(event.body.number ?? "").split("-").at(-1)) || 0;
}

/** @param {Kept} event A person has to decide something about it. */
export function needsEyes(event) {
  return event.state === "CONFLICT" || event.state === "REJECTED";
}

/**
 * From which number the server wants it again; 0: it misses nothing. What it calls WAITING it has not kept.
 * @param {any} told
 */
export function gapOf({ gap_from: gap, send_from: from, answers = [] }) {
  if (Number.isSafeInteger(gap) && gap > 0) return gap;
  return answers.some((/** @type {any} */ one) => one.answer === "WAITING") && Number.isSafeInteger(from) ? from : 0;
}

/** @param {unknown} word @returns {word is State} */
export function isState(word) {
  return word === "ACCEPTED" || word === "DUPLICATE" || word === "CONFLICT" || word === "REJECTED";
}

/** @returns {Standing} */
export function blank() {
  return {
    isBound: false, waiting: 0, attention: 0, head: { seq: 0, hash: GENESIS, receipt: 0, at_ms: 0 }, sentSeq: 0, trouble: "", words: "",
    contactMs: 0, contactSeq: 0, offsetMs: 0, skew: "FINE", daysAlone: 0, isSending: false, isReached: false, nextTryMs: 0, evicted: null,
  };
}
