// Whole rupiah without fractions: the same rules as kernel/money.py, exact also where a product is larger than a number.

/**
 * Divide, half up; numerator and denominator are not below zero.
 * @param {bigint} numerator
 * @param {bigint} denominator
 */
export function nearest(numerator, denominator) {
  return Number((2n * numerator + denominator) / (2n * denominator));
}

/**
 * Quantity times price, half up, or down.
 * @param {number} qty
 * @param {number} amountRp
 * @param {number} per
 * @param {boolean} isDown
 */
export function timesRp(qty, amountRp, per, isDown) {
  const exact = BigInt(qty) * BigInt(amountRp);
  return isDown ? Number(exact / BigInt(per)) : nearest(exact, BigInt(per));
}

/**
 * Share a total by weights, by largest remainder: of equal remainders the earlier holder gets the rupiah.
 * @param {number} totalRp
 * @param {readonly number[]} weights
 * @returns {number[]}
 */
export function allocateRp(totalRp, weights) {
  const all = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (!all) {
    if (totalRp) throw new TypeError("a total needs a holder");
    return weights.map(() => 0);
  }
  const exact = weights.map(weight => BigInt(totalRp) * BigInt(weight));
  const shares = exact.map(part => Number(part / all));
  const rests = exact.map((part, at) => ({ at, rest: part % all }));
  rests.sort((one, other) => (one.rest === other.rest ? one.at - other.at : one.rest > other.rest ? -1 : 1));
  const left = totalRp - shares.reduce((sum, share) => sum + share, 0);
  for (const { at } of rests.slice(0, left)) shares[at] = (shares[at] ?? 0) + 1;
  return shares;
}
