// Fields that group digits while one types. What is sent is read again by the server.
import { digitsOf, dotted } from "./rupiah.js";

/**
 * Put the typed text through a rule and keep the caret behind the same digit.
 * @param {HTMLInputElement} field
 * @param {(typed: string) => string} rule
 */
function rewrite(field, rule) {
  const before = field.value.slice(0, field.selectionStart ?? field.value.length).replace(/\D/g, "").length;
  field.value = rule(field.value);
  let place = 0;
  for (let seen = 0; place < field.value.length && seen < before; place++) if (/\d/.test(field.value[place] ?? "")) seen++;
  field.setSelectionRange(place, place);
}

/** @param {string} typed */
export function grouped(typed) {
  return typed.replace(/\D/g, "").slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ");
}

/** @param {string} typed */
export function amount(typed) {
  const digits = digitsOf(typed);
  return digits === null ? "" : dotted(digits);
}

/** @param {HTMLElement} part */
export function moneyField(part) {
  part.addEventListener("input", () => rewrite(/** @type {HTMLInputElement} */ (part), amount));
}

/** @param {HTMLElement} part */
export function nikField(part) {
  part.addEventListener("input", () => rewrite(/** @type {HTMLInputElement} */ (part), grouped));
}
