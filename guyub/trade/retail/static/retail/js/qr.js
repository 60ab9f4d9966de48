// A QR code (ISO/IEC 18004) of bytes at level M, versions 1 to 20: enough for a payment of about 400 letters. Drawn as SVG.

const BLOCKS = [ // Of each version: data codewords, codewords of correction a block, blocks.
  [16, 10, 1], [28, 16, 1], [44, 26, 1], [64, 18, 2], [86, 24, 2], [108, 16, 4], [124, 18, 4], [154, 22, 4], [182, 22, 5], [216, 26, 5],
  [254, 30, 5], [290, 22, 8], [334, 22, 9], [365, 24, 9], [415, 24, 10], [453, 28, 10], [507, 28, 11], [563, 26, 13], [627, 26, 14], [669, 26, 16],
];
const EXP = new Uint8Array(512), LOG = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power++) {
  EXP[power] = EXP[power + 255] = value;
  LOG[value] = power;
  value = value << 1 ^ (value & 128 ? 0x11d : 0);
}

/** @param {number} one @param {number} other */
const times = (one, other) => (one && other ? EXP[(LOG[one] ?? 0) + (LOG[other] ?? 0)] ?? 0 : 0);

/** @param {readonly number[]} block @param {number} count Codewords that correct a block (Reed-Solomon). */
function correction(block, count) {
  let divisor = [1];
  for (let power = 0; power < count; power++) {
    const next = /** @type {number[]} */ (new Array(divisor.length + 1).fill(0));
    divisor.forEach((value, at) => {
      next[at] = (next[at] ?? 0) ^ value;
      next[at + 1] = (next[at + 1] ?? 0) ^ times(value, EXP[power] ?? 0);
    });
    divisor = next;
  }
  const rest = [...block, .../** @type {number[]} */ (new Array(count).fill(0))];
  for (let at = 0; at < block.length; at++) {
    const lead = rest[at] ?? 0;
    if (lead) divisor.forEach((value, offset) => { rest[at + offset] = (rest[at + offset] ?? 0) ^ times(value, lead); });
  }
  return rest.slice(block.length);
}

/** @param {Uint8Array} bytes @returns {{ version: number, codewords: number[] }} */
function codewordsOf(bytes) {
  const version = BLOCKS.findIndex(([most = 0], at) => bytes.length + (at < 9 ? 2 : 3) <= most) + 1;
  if (!version) throw new RangeError("too much for a QR code");
  const [room = 0, ecc = 0, blocks = 1] = BLOCKS[version - 1] ?? [];
  const bits = /** @type {number[]} */ ([]);
  const put = (/** @type {number} */ value, /** @type {number} */ length) => { for (let bit = length - 1; bit >= 0; bit--) bits.push(value >> bit & 1); };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach(byte => put(byte, 8));
  put(0, Math.min(4, room * 8 - bits.length));
  while (bits.length % 8) bits.push(0);
  const data = /** @type {number[]} */ ([]);
  for (let at = 0; at < bits.length; at += 8) data.push(parseInt(bits.slice(at, at + 8).join(""), 2));
  for (let pad = 0; data.length < room; pad++) data.push(pad % 2 ? 0x11 : 0xec);
  const short = Math.floor(room / blocks), long = room % blocks;
  const parts = /** @type {number[][]} */ ([]);
  for (let block = 0, at = 0; block < blocks; block++) {
    const length = short + (block >= blocks - long ? 1 : 0);
    parts.push(data.slice(at, at += length));
  }
  const checks = parts.map(part => correction(part, ecc)), codewords = /** @type {number[]} */ ([]);
  for (let at = 0; at <= short; at++) for (const part of parts) if (at < part.length) codewords.push(part[at] ?? 0);
  for (let at = 0; at < ecc; at++) for (const check of checks) codewords.push(check[at] ?? 0);
  return { version, codewords };
}

/** @param {number} value @param {number} divisor @param {number} bits The remainder of a BCH code. */
function bch(value, divisor, bits) {
  let rest = value << bits;
  while (rest >> bits) rest ^= divisor << 31 - Math.clz32(rest) - bits;
  return value << bits | rest;
}

/** @param {number} version Where the middles of the small squares lie. */
function centres(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2, last = version * 4 + 10;
  const step = Math.ceil((last - 6) / (count - 1) / 2) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => last - step * (count - 2 - at))];
}

/** @type {((row: number, column: number) => boolean)[]} */
const MASKS = [
  (row, column) => (row + column) % 2 === 0, row => row % 2 === 0, (_, column) => column % 3 === 0, (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0, (row, column) => row * column % 2 + row * column % 3 === 0,
  (row, column) => (row * column % 2 + row * column % 3) % 2 === 0, (row, column) => ((row + column) % 2 + row * column % 3) % 2 === 0,
];

/**
 * The dark modules of a code, row by row.
 * @param {string} text
 * @returns {boolean[][]}
 */
export function qrModules(text) {
  const { version, codewords } = codewordsOf(new TextEncoder().encode(text));
  const size = version * 4 + 17;
  const fixed = /** @type {(boolean | null)[][]} */ (Array.from({ length: size }, () => new Array(size).fill(null)));
  const set = (/** @type {number} */ row, /** @type {number} */ column, /** @type {boolean} */ isDark) => { const line = fixed[row]; if (line && column >= 0 && column < size) line[column] = isDark; };
  for (let at = 0; at < size; at++) { set(6, at, at % 2 === 0); set(at, 6, at % 2 === 0); }
  for (const [top, left] of [[0, 0], [0, size - 7], [size - 7, 0]]) {
    for (let row = -1; row < 8; row++) for (let column = -1; column < 8; column++) {
      const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
      if (fixed[(top ?? 0) + row]) set((top ?? 0) + row, (left ?? 0) + column, ring !== 2 && ring !== 4);
    }
  }
  const middles = centres(version), edge = middles.length - 1;
  middles.forEach((middleRow, one) => middles.forEach((middleColumn, other) => {
    if ((!one && !other) || (!one && other === edge) || (one === edge && !other)) return;
    for (let row = -2; row < 3; row++) for (let column = -2; column < 3; column++) set(middleRow + row, middleColumn + column, Math.max(Math.abs(row), Math.abs(column)) !== 1);
  }));
  writeFormat(set, size, 0);
  if (version > 6) {
    const bits = bch(version, 0x1f25, 12);
    for (let bit = 0; bit < 18; bit++) {
      const isDark = Boolean(bits >> bit & 1), far = size - 11 + bit % 3, near = Math.floor(bit / 3);
      set(far, near, isDark);
      set(near, far, isDark);
    }
  }
  return best(fixed, codewords, size);
}

/** @param {(row: number, column: number, isDark: boolean) => void} set @param {number} size @param {number} mask At level M. */
function writeFormat(set, size, mask) {
  const bits = bch(mask, 0x537, 10) ^ 0x5412;
  for (let bit = 0; bit < 15; bit++) {
    const isDark = Boolean(bits >> bit & 1);
    set(bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit, 8, isDark);
    set(8, bit < 8 ? size - 1 - bit : bit < 9 ? 7 : 14 - bit, isDark);
  }
  set(size - 8, 8, true);
}

/** @param {(boolean | null)[][]} fixed @param {readonly number[]} codewords @param {number} size */
function best(fixed, codewords, size) {
  /** @type {{ grid: boolean[][], score: number } | null} */
  let found = null;
  for (const [mask, isFlipped] of MASKS.entries()) {
    const grid = fixed.map(row => [...row]);
    let bit = 0;
    for (let right = size - 1; right > 0; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; step++) for (const column of [right, right - 1]) {
        const row = (right + 1 & 2) === 0 ? size - 1 - step : step, line = grid[row];
        if (!line || fixed[row]?.[column] !== null) continue;
        const isDark = Boolean((codewords[bit >> 3] ?? 0) >> 7 - (bit & 7) & 1);
        line[column] = isDark !== isFlipped(row, column);
        bit += 1;
      }
    }
    writeFormat((row, column, isDark) => { const line = grid[row]; if (line) line[column] = isDark; }, size, mask);
    const whole = /** @type {boolean[][]} */ (grid), score = penalty(whole, size);
    if (!found || score < found.score) found = { grid: whole, score };
  }
  return found?.grid ?? [];
}

/** @param {readonly boolean[][]} grid @param {number} size How hard a code is to read: long runs, squares, what looks like a corner, too dark. */
function penalty(grid, size) {
  let score = 0, dark = 0;
  const lines = [...grid, ...Array.from({ length: size }, (_, column) => grid.map(row => row[column] ?? false))];
  for (const line of lines) {
    const text = line.map(isDark => (isDark ? "1" : "0")).join("");
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) score += run.length - 2;
    for (let at = 0; at + 11 <= size; at++) if (["10111010000", "00001011101"].includes(text.slice(at, at + 11))) score += 40;
  }
  for (let row = 0; row < size; row++) for (let column = 0; column < size; column++) {
    const own = grid[row]?.[column];
    dark += own ? 1 : 0;
    if (row + 1 < size && column + 1 < size && own === grid[row]?.[column + 1] && own === grid[row + 1]?.[column] && own === grid[row + 1]?.[column + 1]) score += 3;
  }
  return score + Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size)) * 10;
}

/** @param {string} text @param {string} label The drawing, with its quiet zone. */
export function qrDrawing(text, label) {
  const modules = qrModules(text), size = modules.length + 8;
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [name, value] of [["viewBox", `0 0 ${size} ${size}`], ["class", "till__qr"], ["role", "img"], ["aria-label", label], ["shape-rendering", "crispEdges"]]) drawing.setAttribute(name ?? "", value ?? "");
  path.setAttribute("d", modules.flatMap((row, at) => row.flatMap((isDark, column) => (isDark ? [`M${column + 4} ${at + 4}h1v1h-1z`] : []))).join(""));
  drawing.append(path);
  return drawing;
}
