// The cart: who buys, what lies in it, what it comes to and how it is paid. Built once, changed in place, so that the cursor stays.
import { cashDue, hasCeiling } from "./basket.js";
import { el, icon, keyed, keypad, part, rp, tell } from "./dom.js";
import { digitsOf, dotted, initials, likelyNotes, quantity, rupiah } from "./format.js";
import { basketOf, counted, depositOf, stepped, thingsOf, totalOf, warnings } from "./sale.js";
import { rationHint } from "./view-ration.js";
import { saidOf, sentence } from "./words.js";

/**
 * @typedef {import("./till-state.js").Till} Till
 * @typedef {import("./sale.js").SaleLine} SaleLine
 * @typedef {{ member: () => void, line: (at: number) => void, hold: () => void, discount: () => void, split: () => void, qris: () => void, print: () => void, message: () => void }} Asks
 */

const LOOSE = new Set(["gram", "ml"]);
const MOST_CHANGE_RP = 1_000_000;
const WAYS = /** @type {const} */ ([["CASH", "Tunai", "banknote"], ["QRIS", "QRIS", "qr-code"], ["CREDIT", "Bon", "notebook-pen"], ["OTHER", "Lain", "ellipsis"]]);

/** @param {Till} till @param {Asks} asks */
export function cart(till, asks) {
  const buyer = part("pembeli"), list = part("baris"), pay = part("bayar"), bar = part("ke-keranjang"), whole = part("keranjang");
  let way = "CASH", isSelling = false;
  const count = el("span.muted"), total = el("span.end.hero-rp.till__total");
  const cash = /** @type {HTMLInputElement} */ (el("input.input", { id: "tunai", inputmode: "numeric", autocomplete: "off", placeholder: "Uang pas" }));
  const back = /** @type {HTMLOutputElement} */ (el("output.b.ok.till__change", { id: "kembali", for: "tunai" }));
  const ways = el("fieldset.seg.seg--big", null, el("legend.vh", null, "Cara bayar"), ...WAYS.map(([kind, word, sign]) => el("label", null,
    el("input", { type: "radio", name: "byr", value: kind, checked: kind === way, onchange: () => choose(kind) }), el("span", null, icon(sign), word))));
  const cashRow = el("div.row.row--keep", null, el("div.money.grow", null, el("b", null, "Rp"), el("label.vh", { for: "tunai" }, "Uang diterima"), cash), back);
  const note = el("p.sm.muted", { hidden: true });
  const pad = el("div");
  const take = /** @type {HTMLButtonElement} */ (el("button.btn.btn--main.btn--big", { id: "terima", onclick: () => accept() }));
  pay.append(el("div.row", null, count, total), ways, cashRow, note, pad, take);

  const isMade = () => till.sale.lines.length > 0;
  const due = () => { try { return isMade() ? cashDue(basketOf(till.sale), totalOf(till.sale), till.stepRp) + depositOf(till.sale) : 0; } catch { return 0; } };
  const typedCash = () => digitsOf(cash.value);

  cash.addEventListener("input", () => { const amount = typedCash(); cash.value = amount === null ? "" : dotted(amount); showMoney(); });
  cash.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); accept(); } });

  const choose = (/** @type {string} */ kind) => {
    if (kind === "OTHER") {
      check("CASH");
      return isMade() ? asks.split() : tell(sentence("lines"));
    }
    way = kind;
    showMoney();
  };
  const check = (/** @type {string} */ kind) => {
    way = kind;
    /** @type {HTMLInputElement | null} */ (ways.querySelector(`[value=${kind}]`))?.click();
  };

  const accept = async () => {
    if (isSelling || !isMade()) return;
    if (way === "QRIS") return asks.qris();
    const amount = totalOf(till.sale);
    // A code that a scanner typed slowly into this field is no money.
    if (way === "CASH" && (typedCash() ?? 0) - due() >= MOST_CHANGE_RP) return tell(sentence("change"));
    await sell(way === "CREDIT" ? [{ kind: "CREDIT", amount_rp: amount }] : [{ kind: "CASH", amount_rp: Math.max(0, (typedCash() ?? due()) - depositOf(till.sale)) }]);
  };

  /** @param {import("./basket.js").Tender[]} tenders @param {{ reference?: string }} [how] @returns {Promise<boolean>} */
  const sell = async (tenders, how) => {
    if (isSelling) return false;
    isSelling = true;
    try {
      const event = await till.sell(tenders, how);
      cash.value = "";
      check("CASH");
      tell(till.queue.standing.isReached ? `Nota ${event.body.number} tersimpan.` : `Nota ${event.body.number} disimpan di gawai ini. Dikirim saat ada sinyal.`);
      return true;
    } catch (error) {
      tell(saidOf(error));
      return false;
    } finally {
      isSelling = false;
      showMoney();
    }
  };

  const showBuyer = () => {
    const { member } = till.sale;
    const close = el("a.btn.btn--quiet.btn--icon.only-s", { href: "#isi", "aria-label": "Tutup keranjang" }, icon("x"));
    if (!member) {
      buyer.replaceChildren(el("span.avatar", { "aria-hidden": "true" }, icon("users")), el("span.grow", null, el("span.b.sm", null, "Pembeli umum"), el("span.xs.muted", null, "Bukan anggota")),
        el("button.btn.btn--quiet.btn--sm", { onclick: asks.member, "data-f": "anggota" }, "Anggota"), close);
      return;
    }
    const [name = "", ...mark] = member.name.split(/(?= \()/);
    buyer.replaceChildren(el("span.avatar", { "aria-hidden": "true" }, initials(member.name)),
      el("span.grow", null, el("span.b.sm", null, name, el("span.muted.till__plain", null, mark.join(""))), el("span.xs.muted", null, `${member.number} · sisa bon `, rp(till.creditLeft(member)))),
      el("button.btn.btn--quiet.btn--sm", { onclick: asks.member, "data-f": "anggota" }, "Ganti"), close);
  };

  const row = (/** @type {SaleLine} */ line, /** @type {number} */ at) => {
    const isLoose = LOOSE.has(line.base_unit);
    const hints = [line.most_qty !== null ? `batas ${quantity(line.most_qty, line.factor)}` : "", hasCeiling(line) ? "HET" : "", line.audience === "ANGGOTA" ? "harga anggota" : "", line.discount ? "dipotong" : ""].filter(Boolean);
    const isOver = warnings({ ...till.sale, lines: [line] }).length > 0;
    if (line.ration) hints.push(rationHint(line.ration, line.base_qty));
    const asked = line.fixed_rp ? rp(line.fixed_rp) : rp(line.price_rp);
    const control = isLoose
      ? el("button.btn.btn--sm.till__weight", { onclick: () => asks.line(at), "data-f": `w${at}`, "aria-label": `Ubah berat ${line.name}` }, `${quantity(line.base_qty, line.factor)} ${line.unit}`)
      : line.ration ? el("span.b.n", null, `${quantity(line.base_qty, line.factor)} ${line.unit}`) : el("span.qty", null, el("button", { "aria-label": `Kurangi ${line.name}`, "data-f": `-${at}`, onclick: () => till.change(stepped(till.sale, at, -1)) }, icon("minus")), el("b", null, quantity(line.base_qty, line.factor)),
        el("button", { "aria-label": `Tambah ${line.name}`, "data-f": `+${at}`, onclick: () => till.change(stepped(till.sale, at, 1)) }, icon("plus")));
    return el("li", null, el("button.grow.till__line", { onclick: () => asks.line(at), "data-f": `l${at}` }, el("span.b", null, line.name), el("span.sm.muted", null, asked, hints.length ? el(`span${isOver || line.most_qty !== null ? ".warn" : ""}`, null, ` · ${hints.join(" · ")}`) : null)),
      control, el("span.b.n.till__sum", null, amountOf(at)));
  };

  const amountOf = (/** @type {number} */ at) => {
    try {
      const line = till.sale.lines[at];
      return line ? dotted(totalOf({ ...till.sale, discount: null, lines: [line] })) : "";
    } catch {
      return "–";
    }
  };

  const showLines = () => {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.f;
    if (!isMade()) {
      const { last } = till;
      if (!last) list.replaceChildren(el("li.till__acts", null, el("div.empty.till__empty.grow", null, icon("shopping-basket"), el("b", null, "Keranjang kosong"), "Ketuk barang, ketik namanya, atau pindai kodenya.")));
      else {
        const change = last.body.change_rp;
        list.replaceChildren(el("li.till__acts", null, el("div.grow.till__last", null, el("span.muted", null, `Nota ${last.body.number}, ${rupiah(last.body.total_rp + last.body.rounding_rp)}`),
          el("span.hero-rp", null, change ? "Kembali " : "Lunas ", change ? rp(change) : null),
          last.body.rations?.length ? el("span.muted", null, last.body.rations.map((/** @type {any} */ one) => `NIK •••• ${one.last4}`).join(", ")) : null,
          el("div.row", null, el("button.btn", { onclick: asks.print, "data-f": "cetak" }, icon("printer"), "Cetak"), el("button.btn", { onclick: asks.message, "data-f": "wa" }, icon("message-circle"), "Kirim WA")))));
      }
    } else {
      const acts = el("li.till__acts", null, el("div.row.row--tight.grow", null, el("button.btn.btn--quiet.btn--sm", { onclick: asks.hold, "data-f": "tahan" }, "Tahan"),
        el("button.btn.btn--quiet.btn--sm", { onclick: asks.discount, "data-f": "potong" }, till.sale.discount ? "Ubah potongan" : "Potongan"), el("button.btn.btn--quiet.btn--sm", { onclick: () => till.clear(), "data-f": "kosong" }, "Kosongkan")));
      list.replaceChildren(...till.sale.lines.map(row), acts);
    }
    if (focused) /** @type {HTMLElement | null} */ (whole.querySelector(`[data-f="${CSS.escape(focused)}"]`))?.focus();
  };

  const showMoney = () => {
    const isAny = isMade();
    let amount = 0, wrong = "";
    try {
      amount = isAny ? totalOf(till.sale) : 0;
    } catch (error) {
      wrong = saidOf(error);
    }
    const things = thingsOf(till.sale), deposit = depositOf(till.sale), dueRp = way === "CASH" ? due() : amount;
    count.textContent = `Total, ${things} barang`;
    total.replaceChildren(rp(dueRp));
    cashRow.hidden = pad.hidden = way !== "CASH";
    note.hidden = way === "CASH" && !wrong && !deposit && dueRp === amount;
    note.textContent = wrong || (way === "QRIS" ? "Pembeli memindai kode. Cocokkan uang masuk di aplikasi koperasi." : way === "CREDIT" ? creditWords(amount) : dueRp - deposit === amount ? "" : `Dibulatkan dari ${rupiah(amount)}.`) + (deposit ? `${way === "CASH" ? " Termasuk jaminan" : " Terima tunai juga jaminan"} ${rupiah(deposit)}.` : "");
    note.classList.toggle("warn", Boolean(wrong));
    const given = typedCash();
    const change = given === null ? 0 : given - dueRp;
    back.textContent = !isAny || given === null ? "" : change < 0 ? `Kurang ${rupiah(-change)}` : `Kembali ${rupiah(change)}`;
    back.classList.toggle("warn", change < 0);
    back.classList.toggle("ok", change >= 0);
    const isReady = isAny && !wrong && !isSelling && till.queue.mayWrite() && till.cashier !== null;
    take.disabled = !isReady;
    take.replaceChildren(icon("check"), "Terima ", rp(dueRp));
    bar.replaceChildren(el("span.row.row--tight", null, icon("shopping-basket"), `${things} barang`), el("span", null, rp(dueRp), " · Bayar"));
    part("ke-keranjang").parentElement.hidden = !isAny;
    showKeys(dueRp);
  };

  const creditWords = (/** @type {number} */ amount) => {
    const { member } = till.sale;
    if (!till.settings.ration_credit && till.sale.lines.some(line => line.ration)) return sentence("ration_credit");
    if (!member) return sentence("credit");
    const left = till.creditLeft(member);
    return left < amount ? sentence("limit", { left_rp: left }) : `Sesudah ini bon tersisa ${rupiah(left - amount)}.`;
  };

  let keysFor = -1;
  const showKeys = (/** @type {number} */ dueRp) => {
    if (keysFor === dueRp) return;
    keysFor = dueRp;
    const put = (/** @type {number} */ amount) => { cash.value = amount ? dotted(amount) : ""; showMoney(); };
    pad.replaceChildren(keypad(key => put(digitsOf(keyed(cash.value, key)) ?? 0), [["Uang pas", () => put(dueRp)], ...likelyNotes(dueRp).map(amount => /** @type {[string, () => void]} */ ([dotted(amount), () => put(amount)]))]));
  };

  const update = () => { showBuyer(); showLines(); showMoney(); };
  return {
    update, sell, money: showMoney,
    focusCash: () => { check("CASH"); location.hash = "keranjang"; cash.focus(); cash.select(); },
    choose: check, accept,
    remove: (/** @type {number} */ at) => till.change(counted(till.sale, at, 0)),
  };
}
