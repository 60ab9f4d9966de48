// Adds up what lies on the table while a group's meeting is written: instalments brought, money for the fund. What counts
// is what the server adds up; money that members hand to each other is not among it.
import { digitsOf, dotted, rupiah } from "./rupiah.js";

/**
 * Add up a sheet.
 * @param {{ how: string, typed: string, askedRp: number }[]} loans
 * @param {string[]} cash What is typed for the fund.
 * @returns {number} Whole rupiah.
 */
export function onTable(loans, cash) {
  const brought = loans.map(one => (one.how === "lunas" ? one.askedRp : one.how === "lain" ? digitsOf(one.typed) ?? 0 : 0));
  return [...brought, ...cash.map(typed => digitsOf(typed) ?? 0)].reduce((total, one) => total + one, 0);
}

/** @param {HTMLElement} part The form: parts with data-loan, fields with data-present and data-cash. */
export function meetingSums(part) {
  const form = /** @type {HTMLFormElement} */ (part);
  const value = (/** @type {string} */ name) => /** @type {HTMLInputElement | RadioNodeList | null} */ (form.elements.namedItem(name))?.value ?? "";
  const all = (/** @type {string} */ mark) => /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll(mark)]);
  const say = (/** @type {string} */ mark, /** @type {string} */ text) => {
    const place = form.querySelector(mark);
    if (place) place.textContent = text;
  };
  const show = () => {
    const loans = all("[data-loan]").map(one => {
      const name = one.dataset.loan ?? "";
      return { how: value(`how-${name}`), typed: value(`bayar-${name}`), askedRp: Number(one.dataset.asked) };
    });
    const totalRp = onTable(loans, all("[data-cash]").map(one => one.value));
    if (Number.isSafeInteger(totalRp)) say("[data-total]", rupiah(totalRp));
    const present = all("[data-present]");
    say("[data-present-count]", `${dotted(present.filter(one => one.checked).length)} dari ${dotted(present.length)}`);
  };
  form.addEventListener("input", show);
  show();
}
