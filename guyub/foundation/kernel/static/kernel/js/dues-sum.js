// Says while one ticks months what is to be paid. What counts is what the server adds up.
import { digitsOf, rupiah } from "./rupiah.js";

/**
 * Tell what a payment comes to: an amount that was typed, or else the months that are ticked.
 * @param {number[]} ticked
 * @param {string} typed
 * @returns {number}
 */
export function toPay(ticked, typed) {
  return digitsOf(typed) ?? ticked.reduce((total, one) => total + one, 0);
}

/** @param {HTMLElement} part The form: boxes named month with data-rp, a field named amount, a part with data-total in a line. */
export function duesSum(part) {
  const boxes = /** @type {HTMLInputElement[]} */ ([...part.querySelectorAll('input[name="month"]')]);
  const amount = /** @type {HTMLInputElement | null} */ (part.querySelector('input[name="amount"]'));
  const total = part.querySelector("[data-total]");
  const show = () => {
    const ticked = boxes.filter(one => one.checked).map(one => Number(one.dataset.rp));
    const sumRp = toPay(ticked, amount?.value ?? "");
    if (!total) return;
    total.textContent = Number.isSafeInteger(sumRp) ? rupiah(sumRp) : "";
    const line = /** @type {HTMLElement | null} */ (total.closest("[hidden], p"));
    if (line) line.hidden = !sumRp;
  };
  part.addEventListener("input", show);
  show();
}
