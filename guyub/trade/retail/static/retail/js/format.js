// Amounts, quantities and moments as people read them: the same rules as kernel/formats.py.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];

/** @param {number} amount 1234567 is "1.234.567", below zero with the true minus. */
export function dotted(amount) {
  const digits = String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, ".");
  return (amount < 0 ? "\u2212" : "") + digits;
}

/** @param {number} amountRp */
export function rupiah(amountRp) {
  return `${amountRp < 0 ? "\u2212" : ""}Rp\u00a0${dotted(Math.abs(amountRp))}`;
}

/** @param {string} typed The digits of what is typed; nothing typed is null. */
export function digitsOf(typed) {
  const digits = typed.replace(/\D/g, "").slice(0, 12);
  return digits ? Number(digits) : null;
}

/**
 * A quantity in a unit: 1250 g in kg is "1,25", 3 pieces are "3".
 * @param {number} baseQty @param {number} factor
 */
export function quantity(baseQty, factor) {
  const whole = Math.floor(baseQty / factor), rest = baseQty % factor;
  if (!rest) return dotted(whole);
  const places = Math.min(6, String(factor).length - (/^10*$/.test(String(factor)) ? 1 : 0) || 3);
  const part = String(Math.round(rest * 10 ** places / factor)).padStart(places, "0").replace(/0+$/, "");
  return part ? `${dotted(whole)},${part}` : dotted(whole);
}

/**
 * Read a quantity as typed, in whole base units: "1,25" of kg is 1250; what is not whole, or nothing, is null.
 * @param {string} typed @param {number} factor
 */
export function quantityOf(typed, factor) {
  const match = /^(\d{1,9})?(?:,(\d{1,6}))?$/.exec(typed.trim().replace(/\.(?=\d{3}(\D|$))/g, ""));
  if (!match || (!match[1] && !match[2])) return null;
  const places = match[2]?.length ?? 0;
  const exact = BigInt((match[1] ?? "0") + (match[2] ?? "")) * BigInt(factor), per = 10n ** BigInt(places);
  return exact % per ? null : Number(exact / per);
}

/** @param {number} ms @param {number} zoneMin Minutes east of Greenwich. "10.24" */
export function hour(ms, zoneMin) {
  return new Date(ms + zoneMin * 60_000).toISOString().slice(11, 16).replace(":", ".");
}

/** @param {number} ms @param {number} zoneMin "27 Nov 2026" */
export function day(ms, zoneMin) {
  const at = new Date(ms + zoneMin * 60_000);
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

/** @param {number} ms @param {number} zoneMin The business day, "2026-11-27". */
export function isoDay(ms, zoneMin) {
  return new Date(ms + zoneMin * 60_000).toISOString().slice(0, 10);
}

/** @param {string} name The first letters of the first two words. */
export function initials(name) {
  return name.replace(/\(.*?\)/g, "").split(/\s+/).filter(Boolean).slice(0, 2).map(word => word[0]?.toUpperCase()).join("");
}

/**
 * Notes that a buyer is likely to hand over for an amount.
 * @param {number} dueRp @param {number} [most]
 */
export function likelyNotes(dueRp, most = 2) {
  const notes = /** @type {number[]} */ ([]);
  for (const step of [10_000, 20_000, 50_000, 100_000]) {
    if (step < 50_000 && dueRp >= step) continue;
    const next = Math.floor(dueRp / step + 1) * step;
    if (!notes.includes(next)) notes.push(next);
    if (step >= 50_000 && !notes.includes(next + step)) notes.push(next + step);
  }
  return notes.sort((one, other) => one - other).slice(0, most);
}
