// Parts of the page, built without markup in text, so that no name of a product can ever become markup.
import { dotted } from "./format.js";

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Build an element: `el("button.btn.btn--main", { type: "button" }, "Terima")`.
 * @param {string} what Tag and classes.
 * @param {Record<string, any> | null} [attributes] `on…` are listeners, true an attribute without value, false and null none.
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function el(what, attributes = null, ...children) {
  const [tag = "div", ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  if (tag === "button") element.setAttribute("type", "button");
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(.../** @type {(Node | string)[]} */ (children.filter(child => child !== null && child !== undefined && child !== false)));
  return element;
}

/** @param {string} name Of the sprite whose address stands on the body. */
export function icon(name) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("class", "i");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${document.body.dataset.icons ?? ""}#${name}`);
  drawing.append(use);
  return drawing;
}

/** @param {number} amountRp An amount with a small "Rp". */
export function rp(amountRp) {
  return el("span.rp", null, amountRp < 0 ? "\u2212" : "", el("i", null, "Rp\u00a0"), dotted(Math.abs(amountRp)));
}

/**
 * Find a part that the page must have.
 * @param {string} id
 * @returns {any}
 */
export function part(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

const NEWS_MS = 5000;

/** @param {string} text Short news; never the only proof. The newest stands alone, so that it hides little. */
export function tell(text) {
  const news = el("div.toast", null, text);
  part("kabar").replaceChildren(news);
  setTimeout(() => news.remove(), NEWS_MS);
}

/**
 * Open a dialog that is built for one question, and close it when it is answered. The focus returns where it was.
 * @param {string} title
 * @param {(dialog: HTMLDialogElement, close: () => void) => Child[]} fill
 * @param {{ onClose?: () => void, isWide?: boolean, mustAnswer?: boolean }} [options]
 * @returns {HTMLDialogElement}
 */
export function ask(title, fill, { onClose, isWide = false, mustAnswer = false } = {}) {
  const dialog = /** @type {HTMLDialogElement} */ (el(`dialog.dialog.till__ask${isWide ? ".till__ask--wide" : ""}`, { "aria-label": title }));
  const close = () => dialog.close();
  const head = el("div.row.row--keep", null, el("h2.grow", null, title), mustAnswer ? null : el("button.btn.btn--quiet.btn--icon", { "aria-label": "Tutup", onclick: close }, icon("x")));
  dialog.append(el("div.stack", null, head, ...fill(dialog, close)));
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose?.();
  });
  if (mustAnswer) dialog.addEventListener("cancel", event => event.preventDefault());
  part("dialog").append(dialog);
  dialog.showModal();
  /** @type {HTMLElement | null} */ (dialog.querySelector("[autofocus]"))?.focus();
  return dialog;
}

/**
 * A field with its label and a place for what is wrong with it.
 * @param {string} label
 * @param {Record<string, any>} attributes Of the input; `id` is needed.
 * @param {string} [hint]
 */
export function field(label, attributes, hint) {
  const { id } = attributes;
  const input = /** @type {HTMLInputElement} */ (el("input.input", { autocomplete: "off", ...attributes, "aria-describedby": hint ? `${id}-petunjuk` : null }));
  const wrong = el("p.error", { id: `${id}-salah`, role: "alert", hidden: true });
  return {
    input, whole: el("div.field", null, el("label", { for: id }, label), input, hint ? el("p.hint", { id: `${id}-petunjuk` }, hint) : null, wrong),
    fault: (/** @type {string} */ words) => {
      wrong.textContent = words;
      wrong.hidden = !words;
      if (words) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      if (words) input.focus();
    },
  };
}

/**
 * Keys for an amount beside a field that takes it by keyboard too.
 * @param {(key: string) => void} pressed A digit, "00", "000" or "⌫".
 * @param {readonly [string, () => void][]} [quick] Words and acts of the last column.
 * @param {string} [comma] The key beside the zero; empty: there is none, as for a PIN.
 */
export function keypad(pressed, quick = [], comma = ",") {
  const pad = el(quick.length ? "div.keypad" : "div.keypad.keypad--pin");
  const rows = quick.length ? [["7", "8", "9"], ["4", "5", "6"], ["1", "2", "3"], ["0", "00", "000"]] : [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"], [comma, "0", "⌫"]];
  rows.forEach((row, at) => {
    for (const key of row) pad.append(key === "" ? el("span") : el("button", { onclick: () => pressed(key), "aria-label": key === "⌫" ? "Hapus satu angka" : null }, key === "⌫" ? backspace() : key));
    const extra = quick[at];
    if (extra) pad.append(el("button.k", { onclick: extra[1] }, extra[0]));
    else if (quick.length) pad.append(el("button", { onclick: () => pressed("⌫"), "aria-label": "Hapus satu angka" }, backspace()));
  });
  return pad;
}

function backspace() {
  return el("span.till__back", null, icon("delete"));
}

/**
 * What a field says after a key.
 * @param {string} typed @param {string} key
 */
export function keyed(typed, key) {
  return key === "⌫" ? typed.slice(0, -1) : typed + key;
}
