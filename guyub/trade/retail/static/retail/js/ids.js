// Ids that sort by the moment they were made: UUID version 7, the same rule as kernel/ids.py.
let lastMs = 0;
let lastCount = 0;

/**
 * Make an id. Within one page every id is greater than the one before, also where the clock went back.
 * @param {number} nowMs Milliseconds since 1970.
 * @returns {string}
 */
export function uuid7(nowMs) {
  const random = crypto.getRandomValues(new Uint8Array(10));
  if (nowMs > lastMs) {
    lastMs = nowMs;
    lastCount = ((random[0] ?? 0) << 3 | (random[1] ?? 0) >> 5) & 0x7ff;
  } else if (lastCount < 0xfff) lastCount += 1;
  else {
    lastMs += 1;
    lastCount = 0;
  }
  const moment = lastMs.toString(16).padStart(12, "0");
  const count = (0x7000 | lastCount).toString(16);
  const rest = Array.from(random.subarray(2), (byte, at) => (at ? byte : (byte & 0x3f) | 0x80).toString(16).padStart(2, "0")).join("");
  return `${moment.slice(0, 8)}-${moment.slice(8)}-${count}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}
