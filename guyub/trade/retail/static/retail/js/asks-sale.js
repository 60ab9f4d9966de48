// Questions about the basket that lies open: how much, for whom, what off, how it is paid.
import { ask, el, field, icon, keyed, keypad, rp, tell } from "./dom.js";
import { digitsOf, dotted, hour, initials, quantity, quantityOf, rupiah } from "./format.js";
import { dynamicQris } from "./qris.js";
import { qrDrawing } from "./qr.js";
import { asksSecond, basketOf, counted, depositOf, discounted, thingsOf, totalOf } from "./sale.js";
import { cashDue, sum } from "./basket.js";
import { foundMembers } from "./search.js";
import { guardOf } from "./returns.js";
import { saidOf, sentence, TENDER_WORDS } from "./words.js";

/**
 * @typedef {import("./till-state.js").Till} Till
 * @typedef {import("./basket.js").Tender} Tender
 * @typedef {{ agree: (what: { title: string, amountRp: number, act: string, isOldAndOwn?: boolean }) => Promise<string | null> }} Guards
 */

const SHOWN_RATES = [500, 1000, 2000];

/**
 * How much of a line, and what is taken off it.
 * @param {Till} till @param {number} at @param {Guards} guards
 */
export function askLine(till, at, guards) {
  const line = till.sale.lines[at];
  if (!line) return;
  ask(line.name, (_, close) => {
    const qty = field(`Jumlah (${line.unit})`, { id: "jumlah", inputmode: "decimal", value: quantity(line.base_qty, line.factor), autofocus: true }, line.factor > 1 ? "Pakai koma untuk pecahan, misalnya 1,25." : undefined);
    const save = () => {
      const base = quantityOf(qty.input.value, line.factor);
      if (!base) return qty.fault("Isi jumlahnya, lebih dari nol.");
      till.change(counted(till.sale, at, base));
      close();
    };
    qty.input.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); save(); } });
    let isFresh = true;
    const press = (/** @type {string} */ key) => {
      qty.input.value = keyed(isFresh && key !== "⌫" ? "" : qty.input.value, key);
      isFresh = false;
    };
    return [
      el("p.sm.muted", null, rp(line.price_rp), ` per ${line.unit}`), qty.whole, keypad(press),
      el("div.row", null, el("button.btn.btn--main", { onclick: save }, icon("check"), "Pakai"),
        el("button.btn", { onclick: () => { close(); askDiscount(till, at, guards); } }, "Potongan"),
        el("button.btn.btn--bad", { onclick: () => { till.change(counted(till.sale, at, 0)); close(); } }, icon("trash-2"), "Keluarkan")),
    ];
  });
}

/** @param {Till} till Who buys. */
export function askMember(till) {
  ask("Pilih anggota", (_, close) => {
    const search = field("Nama atau nomor anggota", { id: "cari-anggota", type: "search", autofocus: true });
    const list = el("ul.list.list--in");
    const pick = (/** @type {import("./slice.js").Member | null} */ member) => { till.buy(member); close(); };
    const show = () => {
      const typed = search.input.value.trim();
      const members = typed ? foundMembers(till.slice.around.members, typed, 20) : [];
      list.replaceChildren(...members.map(member => el("li", null, el("button.till__pick", { onclick: () => pick(member) }, el("span.avatar", { "aria-hidden": "true" }, initials(member.name)),
        el("span.grow", null, el("span.b", null, member.name), el("span.sm.muted", null, `${member.number} · ${member.is_active ? "sisa bon " : "bukan anggota aktif"}`, member.is_active ? rp(till.creditLeft(member)) : null)), icon("chevron-right")))),
        ...typed && !members.length ? [el("li.muted", null, "Tidak ada anggota dengan nama itu.")] : []);
    };
    search.input.addEventListener("input", show);
    search.input.addEventListener("keydown", event => {
      const [first] = foundMembers(till.slice.around.members, search.input.value, 1);
      if (event.key === "Enter" && first) { event.preventDefault(); pick(first); }
    });
    return [search.whole, list, till.sale.member ? el("button.btn", { onclick: () => pick(null) }, "Tanpa anggota") : null];
  });
}

/**
 * What is taken off a line, or off the whole where `at` is below zero.
 * @param {Till} till @param {number} at @param {Guards} guards
 */
export function askDiscount(till, at, guards) {
  if (!till.sale.lines.length) return tell(sentence("lines"));
  const old = at < 0 ? till.sale.discount : till.sale.lines[at]?.discount ?? null;
  const most = till.settings.discount_most_rate ?? 0;
  ask(at < 0 ? "Potongan seluruh nota" : `Potongan ${till.sale.lines[at]?.name ?? ""}`, (_, close) => {
    const amount = field("Potongan", { id: "potongan", inputmode: "numeric", value: old?.amount_rp ? dotted(old.amount_rp) : old?.rate ? `${old.rate / 100}%` : "", autofocus: true }, "Tulis rupiah, atau persen seperti 10%.");
    const reason = field("Alasan", { id: "alasan", value: old?.reason ?? "", maxlength: 80 }, "Tercetak di nota.");
    const apply = async () => {
      const isRate = /%\s*$/.test(amount.input.value);
      const number = isRate ? Math.round(Number(amount.input.value.replace("%", "").replace(",", ".")) * 100) : digitsOf(amount.input.value) ?? 0;
      const discount = number ? { ...isRate ? { rate: number } : { amount_rp: number }, reason: reason.input.value.trim() } : null;
      const after = discounted(till.sale, at, discount);
      try {
        totalOf(after);
      } catch (error) {
        const { wrong } = /** @type {{ wrong?: string }} */ (error);
        return (wrong === "reason" ? reason : amount).fault(saidOf(error));
      }
      const isLarge = asksSecond(after, most);
      const agreed = isLarge ? await guards.agree({ title: sentence("most_percent", { most }), amountRp: Number.MAX_SAFE_INTEGER, act: "DISCOUNT" }) : "";
      if (agreed === null) return;
      till.change({ ...after, agreed_by: agreed });
      close();
    };
    return [
      amount.whole, el("div.row.row--tight", null, ...SHOWN_RATES.map(rate => el("button.btn.btn--sm", { onclick: () => { amount.input.value = `${rate / 100}%`; } }, `${rate / 100}%`))), reason.whole,
      el("div.row", null, el("button.btn.btn--main", { onclick: apply }, icon("check"), "Pakai"), old ? el("button.btn", { onclick: () => { till.change(discounted(till.sale, at, null)); close(); } }, "Hapus potongan") : null),
    ];
  });
}

/** @param {Till} till */
export function askHold(till) {
  if (!till.sale.lines.length) return askHeld(till);
  ask("Tahan keranjang", (_, close) => {
    const note = field("Catatan", { id: "catatan", maxlength: 40, autofocus: true }, "Misalnya nama pembeli. Boleh kosong.");
    const hold = () => {
      close();
      return till.hold(note.input.value.trim()).then(() => tell("Keranjang ditahan."), error => tell(saidOf(error)));
    };
    note.input.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); hold(); } });
    return [note.whole, el("button.btn.btn--main", { onclick: hold }, icon("clock"), "Tahan")];
  });
}

/** @param {Till} till */
export async function askHeld(till) {
  const held = await till.held();
  ask("Keranjang yang ditahan", (_, close) => [
    held.length ? el("ul.list.list--in", null, ...held.map(sale => el("li", null, el("button.till__pick", { onclick: () => { till.resume(sale.id).catch(error => tell(saidOf(error))); close(); } },
      el("span.grow", null, el("span.b", null, sale.note || sale.member?.name || `${thingsOf(sale)} barang`), el("span.sm.muted", null, `${hour(sale.at_ms, till.zoneMin)} · ${thingsOf(sale)} barang`)), rp(totalOf(sale)), icon("chevron-right")),
      el("button.btn.btn--quiet.btn--icon", { "aria-label": "Hapus keranjang ini", onclick: (/** @type {Event} */ event) => { till.dropHeld(sale.id); /** @type {HTMLElement} */ (event.target).closest("li")?.remove(); } }, icon("trash-2")))))
      : el("p.muted", null, "Tidak ada keranjang yang ditahan."),
  ]);
}

/**
 * Several ways of paying, or a transfer.
 * @param {Till} till @param {(tenders: Tender[], how: { reference: string }) => Promise<boolean>} sell
 */
export function askSplit(till, sell) {
  const total = totalOf(till.sale);
  ask(`Bayar ${rupiah(total)}`, (_, close) => {
    const kinds = /** @type {const} */ (["CASH", "QRIS", "TRANSFER", "CREDIT"]);
    const fields = kinds.map(kind => field(TENDER_WORDS[kind] ?? kind, { id: `bayar-${kind}`, inputmode: "numeric", placeholder: "0", disabled: kind === "CREDIT" && !till.sale.member, autofocus: kind === "TRANSFER" }));
    const rest = el("p.b", { role: "status" });
    const tenders = () => kinds.flatMap((kind, at) => { const amount = digitsOf(fields[at]?.input.value ?? ""); return amount ? [{ kind, amount_rp: amount }] : []; });
    const left = () => {
      const given = tenders(), other = sum(given.filter(one => one.kind !== "CASH").map(one => one.amount_rp)), owed = total - other;
      const cash = given.find(one => one.kind === "CASH")?.amount_rp ?? 0;
      return owed > 0 && cash ? cashDue(basketOf(till.sale), owed, till.stepRp) - cash : owed - cash;
    };
    const show = () => {
      const missing = left();
      rest.textContent = missing > 0 ? `Kurang ${rupiah(missing)}` : missing < 0 ? `Kembali ${rupiah(-missing)}` : "Pas";
      rest.className = missing > 0 ? "b warn" : "b ok";
    };
    fields.forEach((one, at) => one.input.addEventListener("input", () => { const amount = digitsOf(one.input.value); fields[at]?.fault(""); one.input.value = amount === null ? "" : dotted(amount); show(); }));
    const rows = fields.map(one => el("div.row.row--keep", null, el("div.grow", null, one.whole), el("button.btn.btn--sm", { onclick: () => { const missing = Math.max(0, left()); one.input.value = dotted((digitsOf(one.input.value) ?? 0) + missing); show(); }, disabled: one.input.disabled }, "Sisanya")));
    show();
    const note = field("Catatan transfer", { id: "acuan", maxlength: 40 }, "Misalnya nama bank dan jam di mutasi. Boleh kosong.");
    const take = async () => { if (await sell(tenders(), { reference: note.input.value.trim() })) close(); };
    return [...rows, note.whole, depositWords(till), rest, el("button.btn.btn--main.btn--big", { onclick: take }, icon("check"), "Terima")];
  });
}

/** @param {Till} till What is taken in cash beside the price, in words. */
function depositWords(till) {
  const deposit = depositOf(till.sale);
  return deposit ? el("p.alert", null, icon("info"), el("span", null, `Jaminan wadah ${rupiah(deposit)} diterima tunai, di luar jumlah ini.`)) : null;
}

/**
 * QRIS: the code for this amount is shown, and the cashier says that the money has come; a buyer's screenshot is no proof.
 * @param {Till} till @param {(tenders: Tender[], how: { reference: string }) => Promise<boolean>} sell @param {Guards} guards
 */
export async function askQris(till, sell, guards) {
  const amount = totalOf(till.sale), { qris } = till.slice.around;
  if (!qris) return tell(sentence("qris"));
  const reference = till.sale.id.replaceAll("-", "").slice(-12).toUpperCase();
  await till.pay([{ kind: "QRIS", amount_rp: amount }]);
  let isSold = false;
  ask(`QRIS ${rupiah(amount)}`, (_, close) => {
    const code = dynamicQris(qris.payload, amount, reference);
    const confirm = async () => {
      const limit = till.settings.guards?.CONFIRM_QRIS?.second_above_rp ?? 500_000;
      if (guardOf({ amountRp: amount, pinAboveRp: limit, secondAboveRp: limit }) !== "NONE" && !await guards.agree({ title: "Pastikan uang QRIS sudah masuk", amountRp: amount, act: "CONFIRM_QRIS" })) return;
      isSold = await sell([{ kind: "QRIS", amount_rp: amount }], { reference });
      if (isSold) close();
    };
    return [
      depositWords(till), code ? qrDrawing(code, `Kode QRIS ${rupiah(amount)}`) : el("p", null, "Minta pembeli memindai stiker QRIS di meja, lalu mengetik jumlahnya."),
      el("p.sm.muted", null, `Atas nama ${qris.name}, NMID ${qris.nmid}. Lihat uang masuk di aplikasi koperasi, bukan di layar pembeli.`),
      el("div.row", null, el("button.btn.btn--main", { onclick: confirm }, icon("check"), "Uang sudah masuk"), el("button.btn", { onclick: close }, "Belum dibayar")),
    ];
  }, { onClose: () => { if (!isSold && till.sale.state === "PAYING") till.stopPaying(); } });
}
