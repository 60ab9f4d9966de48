// Keys for a PIN on a touch screen, beside the field that takes it by keyboard too. A scanner ends with Enter: the PIN
// comes next, the form is not sent.
export const PIN_DIGITS = 6;

/**
 * Say what a PIN is after a key.
 * @param {string} typed
 * @param {string} key A digit, or "⌫" for the last one back.
 */
export function pressed(typed, key) {
  if (key === "⌫") return typed.slice(0, -1);
  return typed.length < PIN_DIGITS ? typed + key : typed;
}

/** @param {HTMLElement} part The form: fields with data-pin, an empty part with data-keys. */
export function pinPad(part) {
  const fields = /** @type {HTMLInputElement[]} */ ([...part.querySelectorAll("input[data-pin]")]);
  const keys = /** @type {HTMLElement | null} */ (part.querySelector("[data-keys]"));
  const first = fields[0];
  if (!keys || !first) return;
  let at = first;
  fields.forEach(field => field.addEventListener("focus", () => { at = field; }));
  for (const key of ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "⌫"]) {
    const button = document.createElement(key ? "button" : "span");
    button.textContent = key;
    if (button instanceof HTMLButtonElement) {
      button.type = "button";
      if (key === "⌫") button.setAttribute("aria-label", "Hapus satu angka");
      button.addEventListener("click", () => {
        at.value = pressed(at.value, key);
        const next = fields[fields.indexOf(at) + 1];
        if (at.value.length === PIN_DIGITS && next && !next.value) at = next;
      });
    }
    keys.append(button);
  }
  keys.hidden = false;
  part.addEventListener("keydown", event => {
    const field = event.target;
    if (event.key !== "Enter" || !(field instanceof HTMLInputElement) || fields.includes(field) || first.value) return;
    event.preventDefault();
    first.focus();
  });
}
