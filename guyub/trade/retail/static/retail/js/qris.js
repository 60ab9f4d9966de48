// QRIS, from the cooperative's own static code to one for a single payment, by the rules of trade/retail/domain/qris.py.

/**
 * CRC-16/CCITT-FALSE over UTF-8, four hexadecimal digits in upper case.
 * @param {string} text
 */
export function crc16(text) {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, "0");
}

/**
 * Read tags and values; null where the lengths do not fit.
 * @param {string} payload
 * @returns {[string, string][] | null}
 */
export function tagsOf(payload) {
  const signs = [...payload], tags = /** @type {[string, string][]} */ ([]);
  for (let at = 0; at < signs.length;) {
    const head = signs.slice(at, at + 4).join("");
    if (!/^\d{4}$/.test(head)) return null;
    const length = Number(head.slice(2));
    const value = signs.slice(at + 4, at + 4 + length);
    if (value.length !== length) return null;
    tags.push([head.slice(0, 2), value.join("")]);
    at += 4 + length;
  }
  return tags;
}

/** @param {readonly [string, string][]} tags */
function written(tags) {
  return tags.map(([tag, value]) => `${tag}${String([...value].length).padStart(2, "0")}${value}`).join("");
}

/**
 * Make the code of one payment; null where the static code is not whole. Never with a fee on top.
 * @param {string} payload @param {number} amountRp @param {string} [reference] At most 25 letters; nothing about the buyer.
 * @returns {string | null}
 */
export function dynamicQris(payload, amountRp, reference = "") {
  const tags = tagsOf(payload);
  if (!tags || amountRp < 1 || !/^6304[0-9A-Fa-f]{4}$/.test(payload.slice(-8)) || crc16(payload.slice(0, -4)) !== payload.slice(-4).toUpperCase()) return null;
  const old = tags.filter(([tag]) => !["00", "01", "54", "55", "56", "57", "63"].includes(tag));
  const at = old.findIndex(([tag]) => tag === "58"), country = at < 0 ? old.length : at;
  /** @type {[string, string][]} */
  let fields = [["00", "01"], ["01", "12"], ...old.slice(0, country), ["54", String(amountRp)], ...old.slice(country)];
  if (reference) {
    const inner = new Map(tagsOf(old.find(([tag]) => tag === "62")?.[1] ?? "") ?? []).set("05", reference.slice(0, 25));
    const others = fields.filter(([tag]) => tag !== "62"), after = others.findIndex(([tag]) => tag > "62"), place = after < 0 ? others.length : after;
    fields = [...others.slice(0, place), ["62", written([...inner].sort(([one], [other]) => (one < other ? -1 : 1)))], ...others.slice(place)];
  }
  const whole = `${written(fields)}6304`;
  return whole + crc16(whole);
}
