// The chain of a till's events: the same bytes and the same hashes as retail/domain/events.py.

/** @typedef {{ v: number, id: string, device: string, seq: number, kind: string, at: number, offset: number,
 *   contact: number, body: Record<string, unknown>, before: string, hash: string }} TillEvent */
/** @typedef {{ id: string, device: string, kind: string, atMs: number, offsetMs: number, contactMs: number,
 *   body: Record<string, unknown> }} Act */

export const VERSION = 1;
export const NOTHING_BEFORE = "0".repeat(64);
const DEEPEST = 8;
const LARGEST = 65_536;
const KEY = /^[a-z][a-z0-9_]{0,39}$/;
const HALF_SIGN = /\p{Surrogate}/u;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;
const KIND = /^[A-Z][A-Z_]{1,29}$/;

/**
 * Write a value in its one form: keys sorted, no blanks, whole numbers alone.
 * @param {unknown} value
 * @param {number} [depth]
 * @returns {string}
 */
export function canonical(value, depth = 0) {
  if (depth > DEEPEST) throw new TypeError("an event is not as deep as that");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (typeof value === "string" && !HALF_SIGN.test(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(one => canonical(one, depth + 1)).join(",")}]`;
  if (isRecord(value)) {
    const names = Object.keys(value).sort();
    if (!names.every(name => KEY.test(name))) throw new TypeError("keys of an event are plain letters");
    return `{${names.map(name => `"${name}":${canonical(value[name], depth + 1)}`).join(",")}}`;
  }
  throw new TypeError("an event holds text, whole numbers, yes and no, nothing, lists and records alone");
}

/**
 * Give the bytes of an event, without its own hash.
 * @param {Record<string, unknown>} event
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function eventBytes(event) {
  const { hash, ...facts } = event;
  const bytes = new TextEncoder().encode(canonical(facts));
  if (bytes.length > LARGEST) throw new TypeError("an event is at most 64 kB");
  return bytes;
}

/**
 * Seal an event: SHA-256 over its bytes, in lower case.
 * @param {Record<string, unknown>} event
 * @returns {Promise<string>}
 */
export async function eventHash(event) {
  const digest = await crypto.subtle.digest("SHA-256", eventBytes(event));
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Make the event that follows another; nothing before it: the first of the device.
 * @param {Act} act
 * @param {{ seq: number, hash: string } | null} last
 * @returns {Promise<TillEvent>}
 */
export async function nextEvent(act, last) {
  const facts = {
    v: VERSION,
    id: act.id,
    device: act.device,
    seq: last ? last.seq + 1 : 1,
    kind: act.kind,
    at: act.atMs,
    offset: act.offsetMs,
    contact: act.contactMs,
    body: act.body,
    before: last ? last.hash : NOTHING_BEFORE,
  };
  const event = { ...facts, hash: await eventHash(facts) };
  if (!isFormed(event)) throw new TypeError("this is no event of a till");
  return event;
}

/**
 * Find the first event that does not follow the one before it, as when the queue is opened or was brought as a file.
 * @param {TillEvent[]} events
 * @param {{ seq: number, hash: string } | null} last What comes before the first of them.
 * @returns {Promise<number>} Its place; -1: all follow.
 */
export async function firstBreak(events, last) {
  let before = last;
  for (const [place, event] of events.entries()) {
    const follows = event.seq === (before ? before.seq + 1 : 1) && event.before === (before?.hash ?? NOTHING_BEFORE);
    if (!follows || !isFormed(event) || !(await isSealed(event))) return place;
    before = event;
  }
  return -1;
}

/** @param {TillEvent} event */
function isFormed(event) {
  const whole = [event.seq, event.at, event.contact, event.offset].every(Number.isSafeInteger);
  return event.v === VERSION && whole && event.seq > 0 && event.at >= 0 && event.contact >= 0 && isRecord(event.body) &&
    ID.test(event.id) && ID.test(event.device) && KIND.test(event.kind) && HASH.test(event.before);
}

/** @param {TillEvent} event */
async function isSealed(event) {
  try {
    return event.hash === await eventHash(event);
  } catch {
    return false;
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
