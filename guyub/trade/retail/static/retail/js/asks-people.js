// Who stands at the till: a PIN, a second person, another cashier.
import { ask, el, field, icon, keyed, keypad } from "./dom.js";
import { initials } from "./format.js";
import { checkPin } from "./pin.js";
import { guardOf } from "./returns.js";
import { sentence } from "./words.js";

/**
 * @typedef {import("./till-state.js").Till} Till
 * @typedef {import("./slice.js").Cashier} Cashier
 */

/**
 * Ask a person for the PIN; null: closed without one.
 * @param {Till} till @param {string} title @param {readonly Cashier[]} people Who may answer; of several one is chosen first.
 * @returns {Promise<Cashier | null>}
 */
export function askPin(till, title, people) {
  return new Promise(resolve => {
    /** @type {Cashier | null} */
    let answer = null;
    ask(title, (_, close) => {
      let person = people[0];
      const pin = field("PIN", { id: "pin", type: "password", inputmode: "numeric", maxlength: 6, autofocus: people.length === 1, autocomplete: "off" });
      pin.input.classList.add("till__pin");
      const names = people.length > 1 ? el("ul.list.list--in", null, ...people.map(one => el("li", null, el("label.till__pick", null,
        el("input", { type: "radio", name: "orang", value: one.id, checked: one === person, onchange: () => { person = one; pin.input.focus(); } }), el("span.avatar", { "aria-hidden": "true" }, initials(one.name)), el("span.grow.b", null, one.name))))) : people.length ? el("p.b", null, people[0]?.name ?? "") : el("p", null, "Belum ada orang lain yang boleh menyetujui. Sambungkan gawai ini, lalu coba lagi.");
      let isChecking = false;
      const check = async () => {
        if (!person || isChecking || !pin.input.value) return;
        isChecking = true;
        const all = await till.store.get("meta", "guesses") ?? {};
        const said = await checkPin(pin.input.value, person.pin, all[person.id] ?? { failures: 0, until_ms: 0 }, till.now(), till.settings.pin);
        await till.keep({ puts: [["meta", "guesses", { ...all, [person.id]: said.guesses }]] });
        isChecking = false;
        pin.input.value = "";
        if (!said.isRight) return pin.fault(sentence(said.isWaiting ? "waits" : "pin", { left: said.left }));
        answer = person;
        close();
      };
      pin.input.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); check(); } });
      const press = (/** @type {string} */ key) => { pin.input.value = keyed(pin.input.value, key).slice(0, 6); };
      return [names, pin.whole, keypad(press, [], ""), el("button.btn.btn--main.btn--big", { onclick: check, disabled: !people.length }, icon("check"), "Lanjut")];
    }, { onClose: () => resolve(answer) });
  });
}

/**
 * Ask whoever must agree: nobody, the cashier, or a second person. Null: nobody agreed.
 * @param {Till} till
 * @param {{ title: string, amountRp: number, act: string, isOldAndOwn?: boolean }} what
 * @returns {Promise<string | null>} Who agreed.
 */
export async function agree(till, { title, amountRp, act, isOldAndOwn = false }) {
  const limits = till.settings.guards?.[act] ?? { pin_above_rp: 0, second_above_rp: till.settings.second_above_rp ?? 100_000 };
  const guard = guardOf({ amountRp, pinAboveRp: limits.pin_above_rp, secondAboveRp: limits.second_above_rp, isOldAndOwn });
  const { cashiers } = till.slice.around, own = till.cashier?.id ?? "";
  if (guard === "NONE") return own;
  const people = cashiers.filter(one => (guard === "PIN" ? one.id === own : one.id !== own && (!one.may || one.may.includes(act))));
  const person = await askPin(till, title, people);
  return person?.id ?? null;
}

/** @param {Till} till @param {string} title @returns {Promise<Cashier | null>} */
export function askCashier(till, title) {
  return askPin(till, title, till.slice.around.cashiers.filter(one => one.id !== till.cashier?.id));
}
