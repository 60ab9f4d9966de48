// What a scanned number is, by the same rules as trade/inventory/domain/barcodes.py: goods numbers in one form, labels of our own,
// labels of a scale.

/**
 * @typedef {{ kind: "goods" | "own", code: string } | { kind: "weighed", code: string, weight_g: number | null, price_rp: number | null }} Code `code`: by which the product is found.
 */

/** The number is none; `wrong`: form, check, prefix, number, amount. */
export class CodeRefused extends Error {
  /** @param {string} wrong */
  constructor(wrong) {
    super(wrong);
    this.wrong = wrong;
  }
}

const PATTERN = /^(2[1-9])(P+)(W+|H+)C$/;
const PATTERNS = ["21PPPPPWWWWWC", "22PPPPPHHHHHC"];

/**
 * The last digit of a goods number: weights 3, 1, 3 … from the right.
 * @param {string} digits Without it.
 */
export function checkDigit(digits) {
  let total = 0;
  for (let at = 0; at < digits.length; at++) total += Number(digits[digits.length - 1 - at]) * (at % 2 ? 1 : 3);
  return String((10 - total % 10) % 10);
}

/**
 * Bring a number to the one form in which it is kept: UPC-12 with a zero in front, GTIN-14 of a single piece without.
 * @param {string} scanned
 */
export function normalForm(scanned) {
  const code = scanned.replace(/[\s-]/g, "");
  if (!/^\d+$/.test(code) || ![8, 12, 13, 14].includes(code.length)) throw new CodeRefused("form");
  if (checkDigit(code.slice(0, -1)) !== code.at(-1)) throw new CodeRefused("check");
  if (code.length === 12) return `0${code}`;
  return code.length === 14 && code.startsWith("0") ? code.slice(1) : code;
}

/**
 * Say what a number is.
 * @param {string} scanned
 * @param {readonly string[]} [patterns] Of the shop's scales.
 * @returns {Code}
 */
export function readCode(scanned, patterns = PATTERNS) {
  const code = normalForm(scanned);
  if (code.length !== 13 || code[0] !== "2") return { kind: "goods", code };
  if (code.startsWith("20")) {
    if (!Number(code.slice(2, -1))) throw new CodeRefused("number");
    return { kind: "own", code };
  }
  const pattern = patterns.map(one => (one.length === 13 ? PATTERN.exec(one) : null)).find(match => match && code.startsWith(match[1] ?? ""));
  if (!pattern) throw new CodeRefused("prefix");
  const cut = 2 + (pattern[2]?.length ?? 0);
  if (!Number(code.slice(2, cut))) throw new CodeRefused("number");
  const amount = Number(code.slice(cut, -1));
  if (!amount) throw new CodeRefused("amount");
  return pattern[3]?.[0] === "H" ? { kind: "weighed", code: code.slice(0, cut), weight_g: null, price_rp: amount } : { kind: "weighed", code: code.slice(0, cut), weight_g: amount, price_rp: null };
}
