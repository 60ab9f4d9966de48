// Finding a product among 20,000 while somebody types: all words that were typed must stand in it, beginnings of words first.
import { PAGE_ROWS, plain } from "./slice.js";

/** @typedef {import("./slice.js").Slice} Slice */

const LOOKED_AT = 4000;

/**
 * Find the lines of products in which all words stand.
 * @param {Slice} slice
 * @param {string} typed
 * @param {number} [most]
 * @returns {number[]} Lines for `slice.at`, the best first; of equals the one that comes first in the shop's own order.
 */
export function found(slice, typed, most = 60) {
  const words = rarestFirst(slice, plain(typed).split(" ").filter(Boolean));
  const [first] = words;
  if (!first) return [];
  const rest = words.slice(1);
  /** @type {{ line: number, rank: number }[]} */
  const hits = [];
  for (let n = 0; n < slice.words.length && hits.length < LOOKED_AT; n++) {
    const text = slice.words[n] ?? "", starts = slice.starts[n] ?? new Uint32Array(0);
    let at = text.indexOf(first);
    while (at >= 0) {
      const row = rowOf(starts, at);
      const end = text.indexOf("\n", at);
      const begin = starts[row] ?? 0;
      if (rest.every(word => within(text, word, begin, end))) {
        const line = text.slice(begin, end);
        hits.push({ line: n * PAGE_ROWS + row, rank: rankOf(line, words) });
      }
      at = text.indexOf(first, end);
    }
  }
  hits.sort((one, other) => one.rank - other.rank || one.line - other.line);
  return hits.slice(0, most).map(hit => hit.line);
}

/**
 * The word that stands in the fewest products is looked for, the others only where it stands: judged by three pages.
 * @param {Slice} slice @param {string[]} words
 */
function rarestFirst({ words: pages }, words) {
  if (words.length < 2) return words;
  const sample = [0, pages.length >> 1, pages.length - 1].map(n => pages[n] ?? "").join("");
  const counts = new Map(words.map(word => [word, sample.split(word).length]));
  return words.sort((one, other) => (counts.get(one) ?? 0) - (counts.get(other) ?? 0) || other.length - one.length);
}

/**
 * Members by name or number, those who may still buy on credit or not alike.
 * @param {readonly import("./slice.js").Member[]} members
 * @param {string} typed
 * @param {number} [most]
 */
export function foundMembers(members, typed, most = 30) {
  const words = plain(typed).split(" ").filter(Boolean);
  if (!words.length) return [];
  const hits = [];
  for (const member of members) {
    const text = ` ${plain(member.name)} ${plain(member.number)}`;
    if (words.every(word => text.includes(word))) hits.push({ member, rank: rankOf(text, words) });
  }
  hits.sort((one, other) => one.rank - other.rank || (one.member.name < other.member.name ? -1 : 1));
  return hits.slice(0, most).map(hit => hit.member);
}

/**
 * @param {string} text
 * @param {string} word
 * @param {number} begin
 * @param {number} end
 */
function within(text, word, begin, end) {
  const at = text.indexOf(word, begin);
  return at >= 0 && at + word.length <= end;
}

/** @param {string} line @param {readonly string[]} words How many words stand inside of another, the line's own beginning best. */
function rankOf(line, words) {
  let rank = 2;
  for (const word of words) {
    if (!line.includes(` ${word}`)) rank += 4;
    if (line.startsWith(` ${word}`)) rank -= 2;
  }
  return rank;
}

/** @param {Uint32Array} starts @param {number} at */
function rowOf(starts, at) {
  let low = 0, high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
