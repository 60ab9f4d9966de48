// Adds a count up while one types the pieces of each denomination. What counts is what the server adds up.
import { digitsOf, dotted, rupiah } from "./rupiah.js";

/**
 * Add up what was counted.
 * @param {{ valueRp: number, typed: string }[]} rows
 * @returns {{ partsRp: number[], totalRp: number }}
 */
export function counted(rows) {
  const partsRp = rows.map(row => (digitsOf(row.typed) ?? 0) * row.valueRp);
  return { partsRp, totalRp: partsRp.reduce((total, one) => total + one, 0) };
}

/** @param {HTMLElement} part The form: fields with data-value, cells with data-part, one with data-total. */
export function countSum(part) {
  const fields = /** @type {HTMLInputElement[]} */ ([...part.querySelectorAll("input[data-value]")]);
  const show = () => {
    const { partsRp, totalRp } = counted(fields.map(one => ({ valueRp: Number(one.dataset.value), typed: one.value })));
    fields.forEach((field, at) => {
      const cell = field.closest("tr")?.querySelector("[data-part]");
      if (cell) cell.textContent = partsRp[at] && Number.isSafeInteger(partsRp[at]) ? dotted(partsRp[at]) : "";
    });
    const total = part.querySelector("[data-total]");
    if (total) total.textContent = Number.isSafeInteger(totalRp) ? rupiah(totalRp) : "";
  };
  part.addEventListener("input", show);
  show();
}
