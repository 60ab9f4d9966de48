// What a narrow printer can show, by the same rules as trade/retail/domain/paper.py and escpos.py: words and pairs in columns, and the
// orders of ESC/POS.
import { utf8 } from "./chain.js";

export const NARROW = 32, BROAD = 48;
/** @type {Record<string, string>} */
const SPELLED = {
  "\u2212": "-", "–": "-", "—": "-", "\u2010": "-", "\u2011": "-", "·": "-", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "´": "'",
  "×": "x", "÷": "/", "•": "*", "\u2044": "/", "½": " 1/2", "¼": " 1/4", "¾": " 3/4", "°": " der ", "€": "EUR", "£": "GBP", "¥": "JPY", "©": "(c)", "®": "(r)",
  "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i",
};

/**
 * @typedef {{ kind: "words", text: string, indent?: number, is_centred?: boolean, is_bold?: boolean, is_wide?: boolean }} Words
 * @typedef {{ kind: "pair", left: string, right: string, indent?: number, is_bold?: boolean, is_wide?: boolean }} Pair
 * @typedef {Words | Pair | { kind: "divider" } | { kind: "square", payload: string }} Element
 */

/** @param {string} text Brought to the letters that every printer has; orders become blanks. */
export function plainLetters(text) {
  const spelt = spelled(spelled(text).normalize("NFKD"));
  const signs = spelt.replace(/[\p{Mn}\p{Me}\p{Cf}]/gu, "").replace(/[\p{Z}\p{C}]/gu, " ").replace(/[^\0-\x7f]/gu, "?");
  return signs.split(/\s+/).filter(Boolean).join(" ");
}

/** @param {string} text */
function spelled(text) {
  return text.replace(/[^\0-\x7f]|`/g, sign => SPELLED[sign] ?? sign);
}

/**
 * Break words into lines: a word longer than a line begins where the line has room.
 * @param {string} text @param {number} columns
 * @returns {string[]}
 */
function wrapped(text, columns) {
  const chunks = text.split(/( )/).filter(Boolean), lines = [];
  while (chunks.length) {
    const line = /** @type {string[]} */ ([]);
    let length = 0;
    if (chunks[0] === " " && lines.length) chunks.shift();
    while (chunks[0] !== undefined && length + chunks[0].length <= columns) {
      length += chunks[0].length;
      line.push(/** @type {string} */ (chunks.shift()));
    }
    const next = chunks[0];
    if (next !== undefined && next.length > columns) {
      line.push(next.slice(0, columns - length));
      chunks[0] = next.slice(columns - length);
    }
    if (line.length && !line.at(-1)?.trim()) line.pop();
    if (line.length) lines.push(line.join(""));
  }
  return lines;
}

/** @param {Words | Pair} element @param {number} columns */
export function linesOf(element, columns) {
  const indent = element.indent ?? 0;
  const lines = wrapped(plainLetters(element.kind === "words" ? element.text : element.left), columns - indent).map(line => " ".repeat(indent) + line);
  if (element.kind === "words") return lines;
  const right = plainLetters(element.right), last = lines.at(-1);
  const free = last === undefined ? 0 : columns - last.length;
  if (last !== undefined && free > right.length) return [...lines.slice(0, -1), last + right.padStart(free)];
  return [...lines, ...wrapped(right, columns).map(line => line.padStart(columns))];
}

/** @param {string} line @param {number} columns */
function centred(line, columns) {
  const pad = columns - line.length;
  return pad > 0 ? " ".repeat((pad >> 1) + (pad & columns & 1)) + line : line;
}

/** @param {readonly Element[]} elements @param {number} columns */
export function textOf(elements, columns) {
  return elements.flatMap(element => {
    if (element.kind === "divider") return ["-".repeat(columns)];
    if (element.kind === "square") return [];
    const lines = linesOf(element, columns);
    return element.kind === "words" && element.is_centred ? lines.map(line => centred(line, columns)) : lines;
  }).map(line => `${line}\n`).join("");
}

const [ESC, GS] = [0x1b, 0x1d];
const BEGIN = [ESC, 0x40, ESC, 0x74, 0, ESC, 0x52, 0];
const LEFT = [ESC, 0x61, 0], CENTRED = [ESC, 0x61, 1], BOLD = [ESC, 0x45, 1], LIGHT = [ESC, 0x45, 0];
const WIDE = [GS, 0x21, 0x10], NORMAL = [GS, 0x21, 0], DRAWER = [ESC, 0x70, 0, 0x19, 0xfa], CUT = [GS, 0x56, 0x42, 0], FEED = [ESC, 0x64, 4];
const SQUARES = [[251, 5, 8], [504, 4, 6]];

/**
 * The orders and letters for a printer.
 * @param {readonly Element[]} elements
 * @param {{ columns: number, opensDrawer: boolean, cuts?: boolean }} how
 */
export function escposOf(elements, { columns, opensDrawer, cuts = true }) {
  const bytes = [...BEGIN, ...opensDrawer ? DRAWER : []];
  for (const element of elements) {
    if (element.kind === "divider") bytes.push(...utf8(`${"-".repeat(columns)}\n`));
    else if (element.kind === "square") bytes.push(...CENTRED, ...square(element.payload, columns), 10, ...LEFT);
    else bytes.push(...styled(element, columns));
  }
  bytes.push(...FEED, ...cuts ? CUT : []);
  return Uint8Array.from(bytes);
}

/** @param {string} payload @param {number} columns */
function square(payload, columns) {
  const held = utf8(payload);
  const fits = SQUARES.find(([most = 0]) => held.length <= most);
  if (!fits) throw new RangeError("a QR code on a receipt holds at most 504 bytes");
  const dots = fits[columns <= NARROW ? 1 : 2] ?? 4;
  const code = (/** @type {Iterable<number>} */ order) => {
    const whole = [0x31, ...order];
    return [GS, 0x28, 0x6b, whole.length & 255, whole.length >> 8, ...whole];
  };
  return [...code([0x41, 0x32, 0]), ...code([0x43, dots]), ...code([0x45, 0x31]), ...code([0x50, 0x30, ...held]), ...code([0x51, 0x30])];
}

/** @param {Words | Pair} element @param {number} columns */
function styled(element, columns) {
  let bytes = [...utf8(linesOf(element, element.is_wide ? columns >> 1 : columns).map(line => `${line}\n`).join(""))];
  if (element.is_wide) bytes = [...WIDE, ...bytes, ...NORMAL];
  if (element.is_bold) bytes = [...BOLD, ...bytes, ...LIGHT];
  return element.kind === "words" && element.is_centred ? [...CENTRED, ...bytes, ...LEFT] : bytes;
}
