// Whole rupiah in the browser: the same rules as kernel/formats.py and kernel/money.py.

/**
 * Write a whole number with dots: 1234567 is "1.234.567", below zero with the true minus.
 * @param {number} amount
 * @returns {string}
 */
export function dotted(amount) {
  if (!Number.isSafeInteger(amount)) throw new TypeError("an amount is a whole number");
  const digits = String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, ".");
  return (amount < 0 ? "\u2212" : "") + digits;
}

/**
 * Write an amount: "Rp 1.234.567" with a no-break space.
 * @param {number} amountRp
 * @returns {string}
 */
export function rupiah(amountRp) {
  const sign = amountRp < 0 ? "\u2212" : "";
  return sign + "Rp\u00a0" + dotted(Math.abs(amountRp));
}

/**
 * Read the digits of what is being typed; nothing typed is null.
 * @param {string} typed
 * @returns {number | null}
 */
export function digitsOf(typed) {
  const digits = typed.replace(/\D/g, "").slice(0, 15);
  return digits ? Number(digits) : null;
}
