// Money of members that the till takes as a receipt: dues, an instalment, what was bought on credit. Which month or which bill it pays
// is decided where the books are, when the event is admitted.
import { ask, el, field, icon, tell } from "./dom.js";
import { digitsOf, dotted, rupiah } from "./format.js";
import { DUES_WORDS } from "./receipt.js";
import { foundMembers } from "./search.js";
import { saidOf } from "./words.js";

/** @typedef {import("./till-state.js").Till} Till */

/** @param {Till} till */
export function askDues(till) {
  ask("Terima uang anggota", (_, close) => {
    let member = till.sale.member, purpose = "DUES", kind = "CASH";
    const search = field("Nama atau nomor anggota", { id: "iuran-anggota", type: "search", value: member?.name ?? "", autofocus: !member });
    const list = el("ul.list.list--in");
    const show = () => {
      list.replaceChildren(...(member || !search.input.value.trim() ? [] : foundMembers(till.slice.around.members, search.input.value, 8)).map(one => el("li", null, el("button.till__pick", {
        onclick: () => { member = one; search.input.value = one.name; search.fault(""); show(); amount.input.focus(); } }, el("span.grow.b", null, one.name), el("span.sm.muted", null, one.number)))));
    };
    search.input.addEventListener("input", () => { member = null; show(); });
    const amount = field("Jumlah", { id: "iuran-jumlah", inputmode: "numeric", autofocus: Boolean(member) });
    amount.input.addEventListener("input", () => { const given = digitsOf(amount.input.value); amount.input.value = given === null ? "" : dotted(given); });
    const choices = (/** @type {string} */ legend, /** @type {string} */ name, /** @type {[string, string][]} */ all, /** @type {string} */ first, /** @type {(value: string) => void} */ pick) => el("fieldset.seg.seg--wrap", null, el("legend.vh", null, legend),
      ...all.map(([value, word]) => el("label", null, el("input", { type: "radio", name, value, checked: value === first, onchange: () => pick(value) }), el("span", null, word))));
    const take = async () => {
      const given = digitsOf(amount.input.value);
      if (!member) return search.fault("Pilih anggotanya dari daftar.");
      if (!given) return amount.fault("Tulis jumlah yang diterima.");
      const facts = { member_id: member.id, member_name: member.name, member_number: member.number, cashier_name: till.cashier?.name ?? "", purpose, amount_rp: given, tenders: [{ kind, amount_rp: given }] };
      await till.act("dues.received", facts, { printsNumber: true }).then(event => { close(); tell(`${rupiah(given)} diterima, nota ${event.body.number}.`); }, error => amount.fault(saidOf(error)));
    };
    return [
      search.whole, list, choices("Untuk apa", "untuk", Object.entries(DUES_WORDS), purpose, value => { purpose = value; }), amount.whole,
      choices("Cara bayar", "cara-iuran", [["CASH", "Tunai"], ["TRANSFER", "Transfer"]], kind, value => { kind = value; }), el("button.btn.btn--main.btn--big", { onclick: take }, icon("check"), "Terima"),
    ];
  });
}
