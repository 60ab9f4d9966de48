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
 * Hash text: SHA-256 of its UTF-8 bytes, in 64 hexadecimal digits.
 * @param {string} text
 */
export async function sha256(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @typedef {{ id: string, seq: number, kind: string, at: string, offset_ms: number, prev: string, body: { [key: string]: Fact } }} Unsealed
 * @typedef {Unsealed & { hash: string }} ChainedEvent
 */

/**
 * Tie an event to the one before.
 * @param {Unsealed} event
 * @returns {Promise<ChainedEvent>}
 */
export async function sealed({ id, seq, kind, at, offset_ms, prev, body }) {
  const facts = { id, seq, kind, at, offset_ms, prev, body };
  return { ...facts, hash: await sha256(canonical(facts)) };
}

/**
 * Say where a row of events stops being one chain; null where it holds.
 * @param {readonly ChainedEvent[]} events In order.
 * @param {string} [before] The hash before the first, where it is known.
 * @returns {Promise<number | null>} The sequence of the first that does not fit.
 */
export async function brokenAt(events, before) {
  let prev = before, seq = events[0]?.seq ?? 0;
  for (const event of events) {
    const again = await sealed(event);
    if (event.seq !== seq || (prev !== undefined && event.prev !== prev) || again.hash !== event.hash) return event.seq;
    prev = event.hash;
    seq += 1;
  }
  return null;
}

/** @param {string} text Half a letter, as a scanner may send it, becomes the sign for "unreadable". */
function wellFormed(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}
