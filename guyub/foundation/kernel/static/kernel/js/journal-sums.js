// Says while one types an entry by how much debit and credit differ. What counts is what the server adds up.
import { digitsOf, rupiah } from "./rupiah.js";

/**
 * Add up what was typed on each side.
 * @param {string[]} debits
 * @param {string[]} credits
 * @returns {{ debitRp: number, creditRp: number, words: string, isEven: boolean }}
 */
export function standing(debits, credits) {
  const sum = (/** @type {string[]} */ typed) => typed.reduce((total, one) => total + (digitsOf(one) ?? 0), 0);
  const debitRp = sum(debits);
  const creditRp = sum(credits);
  const differenceRp = debitRp - creditRp;
  if (!Number.isSafeInteger(differenceRp)) return { debitRp, creditRp, words: "Jumlahnya terlalu besar", isEven: false };
  if (differenceRp === 0) return { debitRp, creditRp, words: debitRp ? "Seimbang" : "Belum ada jumlah", isEven: debitRp > 0 };
  const short = differenceRp > 0 ? "Kredit" : "Debit";
  return { debitRp, creditRp, words: `${short} kurang ${rupiah(Math.abs(differenceRp))}`, isEven: false };
}

/** @param {HTMLElement} part The form: fields named debit and credit, parts with data-sum. */
export function journalSums(part) {
  const valuesOf = (/** @type {string} */ name) =>
    [...part.querySelectorAll(`input[name="${name}"]`)].map(field => /** @type {HTMLInputElement} */ (field).value);
  const write = (/** @type {string} */ name, /** @type {string} */ words) => {
    const shown = part.querySelector(`[data-sum="${name}"]`);
    if (shown && shown.textContent !== words) shown.textContent = words;
  };
  const show = () => {
    const { debitRp, creditRp, words, isEven } = standing(valuesOf("debit"), valuesOf("credit"));
    if (Number.isSafeInteger(debitRp)) write("debit", rupiah(debitRp));
    if (Number.isSafeInteger(creditRp)) write("credit", rupiah(creditRp));
    write("difference", words);
    part.querySelector('[data-sum="difference"]')?.classList.toggle("ok", isEven);
    part.querySelector('[data-sum="difference"]')?.classList.toggle("warn", !isEven && debitRp + creditRp > 0);
  };
  part.addEventListener("input", show);
  show();
}
