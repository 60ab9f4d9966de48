// What a collector notes at the door stays on the phone until the server has it: line ids, amounts and reasons, no
// names. Sent in one go, and again where the signal broke; what was taken over is forgotten. The page of the cashier
// uses the same rows and adds them up beside the count.
import { digitsOf, dotted, rupiah } from "./rupiah.js";

/** @typedef {{ line: string, how: string, rp: string, why: string, askedRp: number }} Note */
/** @typedef {{ getItem(key: string): string | null, setItem(key: string, value: string): void, removeItem(key: string): void }} Store */

const key = (/** @type {string} */ list) => `guyub.tagih.${list}`;

/**
 * Add up what is noted.
 * @param {Note[]} notes
 * @returns {{ noted: number, totalRp: number }}
 */
export function summed(notes) {
  const amounts = notes.map(one => (one.how === "lunas" ? one.askedRp : one.how === "lain" ? digitsOf(one.rp) ?? 0 : 0));
  return { noted: notes.filter(one => one.how).length, totalRp: amounts.reduce((total, one) => total + one, 0) };
}

/**
 * Keep the notes of a list under the request that will send them; nothing where the phone keeps nothing.
 * @param {Store} store
 * @param {string} list
 * @param {string} request
 * @param {Note[]} notes
 */
export function keep(store, list, request, notes) {
  const lines = notes.map(({ line, how, rp, why }) => [line, how, rp, why]);
  try { store.setItem(key(list), JSON.stringify({ request, lines })); } catch { /* a full or closed store: the page still sends */ }
}

/**
 * Give the notes that were never sent; what the server took over is forgotten.
 * @param {Store} store
 * @param {string} list
 * @param {string} taken The request that the server took over last.
 * @returns {Record<string, { how: string, rp: string, why: string }> | null}
 */
export function unsent(store, list, taken) {
  try {
    const found = JSON.parse(store.getItem(key(list)) ?? "null");
    if (!found) return null;
    if (found.request === taken) { store.removeItem(key(list)); return null; }
    return Object.fromEntries(found.lines.map((/** @type {string[]} */ [line, how, rp, why]) => [line, { how, rp, why }]));
  } catch { return null; }
}

/**
 * Make the id of another request: notes that changed after they were sent are another intention.
 * @param {Uint8Array} random Sixteen bytes.
 */
export function requestId(random) {
  const bytes = [...random].map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte));
  const hex = bytes.map(byte => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** @returns {Store | null} */
function storeOf() {
  try { return localStorage; } catch { return null; }
}

/** @param {HTMLElement} part The form. */
export function collectionNotes(part) {
  const form = /** @type {HTMLFormElement} */ (part);
  const list = form.dataset.list ?? "", counted = form.dataset.counted, store = list ? storeOf() : null;
  const request = /** @type {HTMLInputElement} */ (form.elements.namedItem("request_id"));
  const rows = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-line]")]);
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement | RadioNodeList | null} */ (form.elements.namedItem(name));
  const value = (/** @type {string} */ name) => field(name)?.value ?? "";
  const say = (/** @type {string} */ what, /** @type {string} */ text) => {
    const place = form.querySelector(`[data-${what}]`);
    if (place) place.textContent = text;
  };
  const notes = () => rows.map(row => {
    const line = row.dataset.line ?? "";
    return { line, how: value(`how-${line}`), rp: value(`rp-${line}`), why: value(`why-${line}`), askedRp: Number(row.dataset.asked) };
  });
  const show = () => {
    const { noted, totalRp } = summed(notes());
    if (!Number.isSafeInteger(totalRp)) return;
    say("noted", `${dotted(noted)} dari ${dotted(rows.length)}`);
    say("total", rupiah(totalRp));
    if (counted !== undefined) say("difference", rupiah(Number(counted) - totalRp));
  };
  const kept = store && unsent(store, list, form.dataset.taken ?? "");
  if (kept) {
    for (const [line, one] of Object.entries(kept)) {
      for (const [name, typed] of Object.entries(one)) {
        const there = field(`${name}-${line}`);
        if (there) there.value = typed;
      }
    }
    say("status", "Ada catatan di HP ini yang belum terkirim.");
  }
  show();
  let isTried = false;
  form.addEventListener("input", () => {
    if (isTried) { request.value = requestId(crypto.getRandomValues(new Uint8Array(16))); isTried = false; }
    if (store) { keep(store, list, request.value, notes()); say("status", "Tersimpan di HP ini, belum terkirim."); }
    show();
  });
  if (!store) return;
  form.addEventListener("submit", event => {
    event.preventDefault();
    isTried = true;
    keep(store, list, request.value, notes());
    say("status", "Mengirim…");
    fetch(form.action, { method: "POST", body: new URLSearchParams(/** @type {any} */ (new FormData(form))) })
      // The page that answers shows what the server took over; a refusal is shown by sending once more the plain way.
      .then(answer => { if (answer.ok) location.assign(answer.url); else form.submit(); })
      .catch(() => say("status", "Belum terkirim, sinyalnya putus. Catatan aman di HP ini; kirim lagi nanti."));
  });
}
