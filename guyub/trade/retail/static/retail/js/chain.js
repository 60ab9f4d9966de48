// Facts as bytes, and the chain that ties each event of a till to the one before. The same bytes as
// kernel/canonical.py gives, so that both sides find the same hash.

/** What stands before the first event of a device. */
export const GENESIS = "0".repeat(64);

/** @typedef {any} Fact What JSON can say exactly: null, true, false, whole numbers, text, and lists and objects of them. */

/**
 * Write facts as canonical JSON: keys sorted, no blanks, whole numbers alone. What is undefined is left out.
 * @param {unknown} facts
 * @returns {string}
 */
export function canonical(facts) {
  if (facts === null || typeof facts === "boolean") return String(facts);
  if (typeof facts === "number") {
    if (!Number.isSafeInteger(facts)) throw new TypeError("a number in a fact is whole");
    return String(facts);
  }
  if (typeof facts === "string") return JSON.stringify(wellFormed(facts));
  if (Array.isArray(facts)) return `[${facts.map(canonical).join(",")}]`;
  if (typeof facts !== "object") throw new TypeError(`${typeof facts} cannot be a fact`);
  const given = Object.entries(facts).filter(([, value]) => value !== undefined);
  given.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${given.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join(",")}}`;
}

/**
 * Hash bytes: SHA-256, in 64 hexadecimal digits.
 * @param {...Uint8Array} parts One after the other.
 */
export async function sha256(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", whole)));
}

/**
 * @typedef {{ seq: number, id: string, kind: string, at: number, body: { [key: string]: Fact }, previous: string }} Unsealed `at`: the
 *   device's own clock, milliseconds since 1970.
 * @typedef {Unsealed & { hash: string }} ChainedEvent
 */

/**
 * Tie an event to the one before: SHA-256 over the seal before, then its facts as canonical JSON.
 * @param {string} device
 * @param {Unsealed} event
 * @returns {Promise<ChainedEvent>}
 */
export async function sealed(device, { seq, id, kind, at, body, previous }) {
  const hash = await sha256(unhex(previous), utf8(canonical({ at, body, device, id, kind, seq })));
  return { seq, id, kind, at, body, previous, hash };
}

/**
 * Seal a file of events with the hash of the device's key: whoever changes a word of it does not have the device.
 * @param {string} device
 * @param {string} key
 * @param {string} format
 * @param {readonly ChainedEvent[]} events
 */
export async function fileSeal(device, key, format, events) {
  const hashed = unhex(await sha256(utf8(key)));
  const signing = await crypto.subtle.importKey("raw", /** @type {BufferSource} */ (hashed), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hex(new Uint8Array(await crypto.subtle.sign("HMAC", signing, /** @type {BufferSource} */ (utf8(canonical({ device, events, format }))))));
}

/**
 * Say where a row of events stops being one chain; null where it holds.
 * @param {string} device
 * @param {readonly ChainedEvent[]} events In order.
 * @param {string} [before] The seal before the first, where it is known.
 * @returns {Promise<number | null>} The number of the first that does not fit.
 */
export async function brokenAt(device, events, before) {
  let previous = before, seq = events[0]?.seq ?? 0;
  for (const event of events) {
    const again = await sealed(device, event);
    if (event.seq !== seq || (previous !== undefined && event.previous !== previous) || again.hash !== event.hash) return event.seq;
    previous = event.hash;
    seq += 1;
  }
  return null;
}

/** @param {string} text */
export function utf8(text) {
  return new TextEncoder().encode(text);
}

/** @param {Uint8Array} bytes */
export function hex(bytes) {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} digits */
export function unhex(digits) {
  return Uint8Array.from(digits.match(/../g) ?? [], pair => parseInt(pair, 16));
}

/** @param {string} text Half a letter, as a scanner may send it, becomes the sign for "unreadable". */
function wellFormed(text) {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
