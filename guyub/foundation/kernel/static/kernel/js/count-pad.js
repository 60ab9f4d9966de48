// Big keys for counting on a phone: digits and the units of the product, beside the field that takes both by keyboard.

/**
 * Say what a quantity is after a key: a digit joins the number, a unit ends it.
 * @param {string} typed
 * @param {string} key A digit, a comma, the name of a unit, or "⌫" for the last one back.
 */
export function counted(typed, key) {
  if (key === "⌫") return typed.replace(/(?:[a-z][a-z -]*|.)\s*$/i, "").replace(/\s+$/, " ").replace(/^\s+/, "");
  if (/^[0-9]$/.test(key)) return /[a-z]\s*$/i.test(typed) ? `${typed.trimEnd()} ${key}` : typed + key;
  if (key === ",") return /[0-9]$/.test(typed) && !/,[0-9]*$/.test(typed) ? `${typed},` : typed;
  return /[0-9]\s*$/.test(typed) ? `${typed.trimEnd()} ${key} ` : typed;
}

/** @param {HTMLElement} part The form: a field "qty", empty parts with data-keys and data-unit-keys, data-units. */
export function countPad(part) {
  const field = /** @type {HTMLInputElement | null} */ (part.querySelector("input[name=qty]"));
  const keys = /** @type {HTMLElement | null} */ (part.querySelector("[data-keys]"));
  const units = /** @type {HTMLElement | null} */ (part.querySelector("[data-unit-keys]"));
  if (!field || !keys || !units) return;
  const add = (/** @type {HTMLElement} */ into, /** @type {string} */ key) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = key;
    if (key === "⌫") button.setAttribute("aria-label", "Hapus yang terakhir");
    button.addEventListener("click", () => { field.value = counted(field.value, key); });
    into.append(button);
  };
  for (const key of ["1", "2", "3", "4", "5", "6", "7", "8", "9", ",", "0", "⌫"]) add(keys, key);
  for (const name of (part.dataset.units ?? "").split("|").filter(Boolean)) add(units, name);
  keys.hidden = false;
  units.hidden = !units.childElementCount;
}
