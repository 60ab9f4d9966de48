// A cashier's PIN, checked without a network against what the slice brought: PBKDF2 over SHA-256, never the PIN itself.
import { hex, unhex, utf8 } from "./chain.js";

const USUAL = { tries: 5, wait_s: 30 };

/**
 * Work out what a PIN gives with a salt.
 * @param {string} pin
 * @param {{ salt: string, rounds: number }} how The salt in hexadecimal.
 */
export async function pinHash(pin, { salt, rounds }) {
  const key = await crypto.subtle.importKey("raw", /** @type {BufferSource} */ (utf8(pin)), "PBKDF2", false, ["deriveBits"]);
  return hex(new Uint8Array(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: /** @type {BufferSource} */ (unhex(salt)), iterations: rounds }, key, 256)));
}

/** @typedef {{ failures: number, until_ms: number }} Guesses How often a PIN was wrong, and until when nobody may try. */

/**
 * Say whether a PIN is right. After so many wrong ones nobody may try for a while, then twice as long each time.
 * @param {string} pin
 * @param {{ salt: string, rounds: number, hash: string }} kept
 * @param {Guesses} guesses
 * @param {number} nowMs
 * @param {{ tries: number, wait_s: number }} [limits] Of the shop's rules.
 * @returns {Promise<{ isRight: boolean, isWaiting: boolean, left: number, guesses: Guesses }>}
 */
export async function checkPin(pin, kept, guesses, nowMs, { tries, wait_s } = USUAL) {
  if (nowMs < guesses.until_ms && guesses.until_ms - nowMs < 3_600_000) return { isRight: false, isWaiting: true, left: 0, guesses };
  const given = await pinHash(pin, kept);
  let differs = given.length ^ kept.hash.length;
  for (let at = 0; at < given.length; at++) differs |= given.charCodeAt(at) ^ kept.hash.toLowerCase().charCodeAt(at);
  if (!differs) return { isRight: true, isWaiting: false, left: tries, guesses: { failures: 0, until_ms: 0 } };
  const failures = guesses.failures + 1;
  const over = failures - tries;
  return { isRight: false, isWaiting: false, left: Math.max(0, -over), guesses: { failures, until_ms: over >= 0 ? nowMs + wait_s * 1000 * 2 ** Math.min(over, 6) : 0 } };
}
