// The house's rules for requests that change a part of the page: who keeps the focus, what is shown while waiting,
// what is said when there is no signal.
import { tell } from "./dialogs.js";

const WAIT_MS = 300;

/** @param {Document} page */
export function requestRules(page) {
  /** @type {WeakMap<EventTarget, number>} */
  const waiting = new WeakMap();

  page.addEventListener("htmx:beforeRequest", event => {
    const source = /** @type {HTMLElement} */ (event.target);
    const button = source.matches("button") ? source : source.querySelector("button:not([type=button])");
    button?.setAttribute("disabled", "");
    const target = /** @type {CustomEvent} */ (event).detail.target;
    waiting.set(source, window.setTimeout(() => target.setAttribute("aria-busy", "true"), WAIT_MS));
  });

  page.addEventListener("htmx:afterRequest", event => {
    const source = /** @type {HTMLElement} */ (event.target);
    const button = source.matches("button") ? source : source.querySelector("button[disabled]");
    button?.removeAttribute("disabled");
    clearTimeout(waiting.get(source));
    /** @type {CustomEvent} */ (event).detail.target?.removeAttribute("aria-busy");
  });

  page.addEventListener("htmx:afterSwap", event => {
    const errors = /** @type {HTMLElement} */ (event.target).querySelector(".alert--bad[tabindex]");
    if (errors instanceof HTMLElement) errors.focus();
  });

  page.addEventListener("htmx:sendError", () => tell("Tidak ada sinyal. Coba lagi sebentar."));
  page.addEventListener("htmx:timeout", () => tell("Jawaban belum datang. Coba lagi sebentar."));
  page.addEventListener("htmx:responseError", event => {
    const status = /** @type {CustomEvent} */ (event).detail.xhr.status;
    if (status >= 500) tell("Ada gangguan di Guyub. Catatan Anda aman. Coba lagi 5 menit.");
  });
}
