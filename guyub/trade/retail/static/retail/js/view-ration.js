// The counter for a rationed good: who buys, what is left for this buyer, how many, what becomes of the container. Built once; what changes
// with the buyer is laid out anew, the number stays in its field until it is done with.
import { askRegister } from "./asks-ration.js";
import { settled } from "./basket.js";
import { el, icon, part, rp, tell } from "./dom.js";
import { day, dotted } from "./format.js";
import { grouped, NIK_DIGITS, unmetOf } from "./ration.js";
import { rackCard, soldCard, turnCard } from "./view-rack.js";
import { basketOf, emptySale, priceOf, rationed, totalOf } from "./sale.js";
import { saidOf, sentence } from "./words.js";

const IDLE_MS = 60_000;

/**
 * @typedef {import("./till-state.js").Till} Till
 * @typedef {import("./slice.js").Product} Product
 * @typedef {import("./ration.js").RationDesk} RationDesk
 * @typedef {import("./ration.js").Deal} Deal
 */

/** What the unit of a programme is called at the counter. @type {Record<string, string>} */
const UNITS = { TABUNG: "tabung", KG: "kg", LITER: "liter", BUAH: "buah" };
/** @type {Record<string, [string, string, string]>} Tone, sign and title by what the limits say. */
const VERDICTS = { ok: ["ok", "circle-check", "Boleh membeli"], warn: ["warn", "triangle-alert", "Boleh, dengan alasan"], unknown: ["warn", "wifi-off", "Boleh, sisa jatah belum diketahui"] };

/**
 * @param {Till} till @param {RationDesk} desk
 * @param {{ shown: (isOpen: boolean) => void }} page What else the page shows or hides.
 */
export function rationView(till, desk, page) {
  const place = part("jatah"), goods = part("barang");
  const nik = /** @type {HTMLInputElement} */ (el("input.input.nik", { id: "nik", inputmode: "numeric", autocomplete: "off", placeholder: "16 angka", maxlength: 23, "aria-describedby": "nik-petunjuk" }));
  const wrong = el("p.error", { id: "nik-salah", role: "alert", hidden: true }), title = el("h2.grow", { id: "jatah-judul" });
  const body = el("div.stack.till__ration-body"), list = el("div"), said = el("div", { role: "status" }), side = el("aside.stack", { "aria-label": "Giliran dan stok tabung" });
  const field = el("div.field", null, el("label", { for: "nik" }, "NIK pembeli"), el("div.row.row--keep.row--tight", null, el("div.grow", null, nik),
    el("button.btn.btn--icon.till__card", { "aria-label": "Kosongkan NIK", onclick: () => again() }, icon("x"))), el("p.hint", { id: "nik-petunjuk" }, "Ketik, atau pindai KTP. Hanya 4 angka akhir yang tampil di nota."), wrong);
  place.append(el("div.row.row--keep", null, title, el("button.btn.btn--sm", { onclick: () => close(), "data-f": "tutup-jatah" }, icon("arrow-left"), "Barang lain")),
    el("div.till__ration", null, el("div.stack.till__ration-main", null, el("div.card.stack", null, field, said, body), list), side));
  /** @type {Product[]} */
  let products = [];
  let chosen = 0, isTaking = false, idle = 0;

  const product = () => products[chosen] ?? null;
  const unitOf = (/** @type {Product} */ one) => priceOf(one, { on: till.on, isMember: till.sale.member !== null })?.unit ?? one.units[0] ?? { name: "", factor: 1 };

  /** @param {string} key The programme. @param {Product} [first] */
  const open = (key, first) => {
    const programme = till.slice.programmes.find(one => one.key === key);
    if (!programme) return;
    products = till.slice.ofGood(key);
    chosen = Math.max(0, products.findIndex(one => one.id === first?.id));
    title.textContent = programme.title;
    place.hidden = false;
    goods.hidden = true;
    desk.begin(programme, product()?.content ?? 1);
    page.shown(true);
    location.hash = "isi";
    nik.focus();
  };

  /** What was sold here today, after each sale and each answer. */
  let listed = "";
  const showSold = async () => {
    const { deal } = desk, { head, sentSeq } = till.queue.standing, mark = `${deal?.programme.key} ${head.seq} ${sentSeq} ${till.slice.around.told_ms}`;
    if (!deal || place.hidden || mark === listed) return;
    listed = mark;
    const card = await soldCard(till, deal.programme.key);
    list.replaceChildren(...card ? [card] : []);
  };

  const close = () => {
    if (place.hidden) return;
    place.hidden = true;
    goods.hidden = false;
    desk.end();
    page.shown(false);
  };

  /** Another buyer: the number goes from the field and from memory. */
  const again = () => {
    if (desk.deal) desk.begin(desk.deal.programme, product()?.content ?? 1);
    nik.value = "";
    nik.focus();
  };

  const stir = () => {
    clearTimeout(idle);
    if (desk.deal?.nik) idle = window.setTimeout(() => { if (desk.deal) desk.begin(desk.deal.programme, product()?.content ?? 1); }, IDLE_MS);
  };
  for (const event of ["input", "click", "keydown"]) place.addEventListener(event, stir);

  nik.addEventListener("input", () => {
    const at = nik.value.slice(0, nik.selectionStart ?? nik.value.length).replace(/\D/g, "").length;
    nik.value = grouped(nik.value);
    const caret = Math.min(nik.value.length, at + Math.floor(Math.max(0, at - 1) / 4));
    nik.setSelectionRange(caret, caret);
    desk.typed(nik.value);
  });
  nik.addEventListener("keydown", event => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (desk.deal?.state === "READY") take();
    else if (desk.deal?.state === "UNREGISTERED") register();
    else if ((desk.deal?.nik.length ?? 0) < NIK_DIGITS) desk.set({ fault: "nik_length" });
  });

  const register = () => { if (desk.deal) askRegister(till, desk); };

  const take = async () => {
    const { deal } = desk, good = product();
    if (isTaking || !deal || !good) return;
    isTaking = true;
    show();
    try {
      const ration = await desk.take({ depositRp: till.rations.rack(deal.programme.key)?.deposit_rp ?? null });
      const member = till.slice.around.members.find(one => one.number === deal.buyer?.member_number);
      if (member && !till.sale.member) till.buy(member);
      till.addRation(good, ration);
      again();
      // On a phone the basket is a sheet of its own.
      if (matchMedia("(max-width: 60rem)").matches) location.hash = "keranjang";
    } catch (error) {
      const refused = /** @type {{ wrong?: string }} */ (error);
      if (refused.wrong === "said" || refused.wrong === "ration_offline") desk.set({ state: "REFUSED", fault: refused.wrong, words: saidOf(error) });
      else tell(saidOf(error));
    } finally {
      isTaking = false;
      show();
    }
  };

  /** Somebody went without: one press, then the next buyer. */
  const unmetButton = (/** @type {Deal} */ deal) => {
    const unmet = unmetOf(deal, desk.content, till.rations.rack(deal.programme.key)?.full ?? product()?.stock_qty ?? null);
    if (!unmet) return null;
    const words = `${desk.packsOf(unmet.qty) || 1} ${product() ? unitOf(/** @type {Product} */ (product())).name : ""} tidak kebagian, ${unmet.reason === "EMPTY" ? "barang habis" : "jatah habis"}`;
    const press = () => till.act("unmet.noted", { ...unmet, title: deal.programme.title }).then(() => { tell(`Tercatat: ${words}.`); again(); }, error => tell(saidOf(error)));
    return el("button.btn", { onclick: press, disabled: !till.queue.mayWrite(), "data-f": "tidak-kebagian" }, icon("users"), `Catat ${words}`);
  };

  /** What it would come to, and what stands in the way of its price. */
  const priced = (/** @type {Deal} */ deal) => {
    const good = product();
    if (!good || !deal.category) return { total: 0, fault: "Barang ini belum ada di daftar kasir." };
    try {
      const ration = { ...blank, programme: deal.programme.key, qty: deal.packs * good.content, content: good.content };
      const sale = rationed({ ...emptySale("", 0), member: till.sale.member }, good, ration, { on: till.on });
      if (!sale) return { total: 0, fault: sentence("unpriced", { name: good.name }) };
      const total = totalOf(sale);
      settled(basketOf(sale), [{ kind: "QRIS", amount_rp: total }], { stepRp: till.stepRp });
      return { total, fault: "" };
    } catch (error) {
      return { total: 0, fault: saidOf(error) };
    }
  };

  const seg = (/** @type {string} */ legend, /** @type {string} */ name, /** @type {[string, string, boolean?][]} */ all, /** @type {string} */ now, /** @type {(value: string) => void} */ pick) => el("fieldset.seg.seg--big.seg--wrap", null, el("legend.vh", null, legend),
    ...all.map(([value, word, isOff]) => el("label", null, el("input", { type: "radio", name, value, checked: value === now, disabled: isOff, "data-f": `${name}-${value}`, onchange: () => pick(value) }), el("span", null, word))));

  const counter = (/** @type {string} */ label, /** @type {number} */ now, /** @type {string} */ mark, /** @type {(to: number) => void} */ set) => el("div.field", null, el("span.lbl", { id: `${mark}-nama` }, label), el("span.qty.qty--big", { role: "group", "aria-labelledby": `${mark}-nama` },
    el("button", { "aria-label": `Kurangi ${label.toLowerCase()}`, "data-f": `${mark}-kurang`, onclick: () => set(now - 1) }, icon("minus")), el("b", null, String(now)), el("button", { "aria-label": `Tambah ${label.toLowerCase()}`, "data-f": `${mark}-tambah`, onclick: () => set(now + 1) }, icon("plus"))));

  /** @param {Deal} deal @returns {HTMLElement | null} */
  const verdict = deal => {
    const { state, category, buyer, words, fault } = deal;
    const alert = (/** @type {string} */ tone, /** @type {string} */ sign, /** @type {string} */ head, /** @type {string} */ text, /** @type {import("./dom.js").Child} */ act = null) => el(`div.alert.alert--${tone}`, null, icon(sign), el("div", null, el("b.lg", null, head), text ? el("p", null, text) : null, act));
    const who = [buyer?.given_name || fourDigits(buyer?.last4 ?? ""), category?.title.toLowerCase(), buyer?.member_number ? `anggota ${buyer.member_number}` : ""].filter(Boolean).join(" · ");
    if (state === "CHECKING") return el("p.muted", null, "Mencari pembeli");
    if (state === "UNREGISTERED") return alert("warn", "user-plus", "Belum terdaftar", "Daftarkan sekali saja, dengan KTP dan surat pembeli di meja. Sesudah itu semua gerai mengenalnya.", el("button.btn.btn--sm.till__register", { onclick: register, "data-f": "daftar" }, icon("user-plus"), "Daftarkan pembeli"));
    if (state === "REFUSED") return alert("bad", "circle-alert", fault === "ration_offline" ? "Belum bisa dijual" : "Belum boleh membeli", [buyer && fault !== "ration_offline" ? who : "", words || sentence(fault)].filter(Boolean).join(". "));
    if (state !== "READY" || !category) return null;
    const [tone = "ok", sign = "circle-check", head = ""] = VERDICTS[category.decision ?? "ok"] ?? VERDICTS.ok ?? [];
    return alert(tone, sign, head, category.sentence ? `${who}. ${category.sentence}` : who);
  };

  /** @param {Deal} deal */
  const facts = deal => {
    const good = product(), unit = UNITS[deal.programme.unit] ?? "", packs = (/** @type {number} */ qty) => desk.packsOf(qty);
    const one = good ? unitOf(good) : { name: unit, factor: 1 };
    const left = deal.left === null ? null : packs(deal.left);
    const shown = [
      left === null ? ["Paling banyak sekali ini", deal.most === null ? "–" : String(packs(deal.most)), one.name, ""] : ["Sisa jatah", String(left), one.name, ""],
      ["Beli terakhir", deal.last ? day(Date.parse(`${deal.last.on}T00:00:00Z`), 0).replace(/ \d{4}$/, "") : "–", "", deal.last ? `${packs(deal.last.qty) || 1} ${one.name}, ${deal.last.is_here ? "di sini" : "di gerai lain"}` : "Belum tercatat"],
    ];
    return el("div.facts", null, ...shown.map(([word = "", value = "", small = "", note = ""]) => el("div", null, el("p.sm.muted", null, word), el("p.xl.b", null, value, small ? el("span.sm.muted.till__plain", null, ` ${small}`) : null), note ? el("p.sm.muted.note", null, note) : null)),
      el("div", null, el("p.sm.muted", null, "Harga tertinggi (HET)"), el("p.xl.b", null, good?.ceiling?.kind === "HET" ? rp(good.ceiling.amount_rp) : "–"), good?.ceiling ? el("p.sm.muted.note.clip", { title: good.ceiling.basis }, good.ceiling.basis) : null));
  };

  /** @param {Deal} deal @returns {import("./dom.js").Child[]} */
  const choices = deal => {
    const good = product(), rack = till.rations.rack(deal.programme.key), unit = good ? unitOf(good) : { name: "", factor: 1 };
    const { total, fault } = priced(deal), stay = deal.packs - deal.empties, deposit = deal.stays === "DEPOSIT" ? stay * (rack?.deposit_rp ?? 0) : 0;
    const reason = /** @type {HTMLInputElement} */ (el("input.input", { id: "jatah-alasan", value: deal.reason, maxlength: 80, autocomplete: "off", "data-f": "alasan", placeholder: "Misalnya hajatan, titipan tetangga" }));
    reason.addEventListener("input", () => desk.because(reason.value));
    return [
      desk.needsReason ? el("div.field", null, el("label", { for: "jatah-alasan" }, "Alasan"), reason) : null,
      el("div.row.till__ration-how", null, counter(`Jumlah ${unit.name}`, deal.packs, "jumlah-jatah", to => desk.count(to)),
        deal.programme.has_containers ? el("div.field.grow", null, el("span.lbl", null, "Tabung kosong"), seg("Tabung kosong", "kosong", [["", "Ditukar"], ["DEPOSIT", "Dititip", rack?.deposit_rp === null || !rack], ["LOAN", "Dipinjam"]], deal.stays, value => desk.swap(/** @type {Deal["stays"]} */ (value)))) : null),
      deal.stays && deal.packs > 1 ? counter("Kosong yang dibawa", deal.empties, "kosong-dibawa", to => desk.swap(deal.stays, to)) : null,
      deposit ? el("p.sm.muted", null, `Jaminan ${stay} tabung `, rp(deposit), ", diterima tunai dan kembali saat tabungnya kembali.") : deal.stays === "LOAN" ? el("p.sm.muted", null, `${stay} tabung dipinjam. Tanpa jaminan, tercatat atas nama pembeli.`) : null,
      fault ? el("p.error", { role: "alert" }, fault) : null,
      el("button.btn.btn--main.btn--big", { onclick: take, disabled: Boolean(fault) || isTaking || !till.queue.mayWrite(), "data-f": "jual" }, icon("check"), `Jual ${deal.packs} ${unit.name} · `, rp(total + deposit)),
    ];
  };

  let before = "";
  const show = () => {
    const { deal } = desk;
    if (!deal || place.hidden) return;
    if (!deal.nik && nik.value.replace(/\D/g, "").length === NIK_DIGITS) nik.value = "";
    const fault = deal.state === "NIK" ? deal.fault : "";
    wrong.textContent = fault ? sentence(fault) : "";
    wrong.hidden = !fault;
    part("nik-petunjuk").hidden = deal.state === "READY";
    if (fault) nik.setAttribute("aria-invalid", "true");
    else nik.removeAttribute("aria-invalid");
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.f;
    const verdictNow = verdict(deal), mark = `${deal.state} ${verdictNow?.textContent ?? ""}`;
    // Said once: a screen reader must not hear it again with every count.
    if (mark !== before) said.replaceChildren(...verdictNow ? [verdictNow] : []);
    before = mark;
    const isKnown = deal.buyer !== null && deal.categories.length > 0;
    body.replaceChildren(...[
      products.length > 1 && deal.state === "READY" ? seg("Barang", "jatah-barang", products.map((one, at) => [String(at), one.name]), String(chosen), value => { chosen = Number(value); desk.content = product()?.content ?? 1; desk.choose(deal.category?.code ?? ""); }) : null,
      isKnown && deal.categories.length > 1 ? el("div.field", null, el("span.lbl", null, "Membeli sebagai"), seg("Membeli sebagai", "golongan", deal.categories.map(one => [one.code, one.title]), deal.category?.code ?? "", code => desk.choose(code))) : null,
      ...deal.state === "READY" ? [facts(deal), ...choices(deal)] : [],
      unmetButton(deal),
    ].filter(child => child !== null && child !== undefined && child !== false));
    const cards = [turnCard(till, deal.programme.key), rackCard(till, deal.programme.key)].flatMap(card => card ?? []);
    side.hidden = !cards.length;
    side.replaceChildren(...cards);
    showSold();
    if (focused) /** @type {HTMLElement | null} */ (place.querySelector(`[data-f="${CSS.escape(focused)}"]`))?.focus();
  };
  desk.listen(show);

  return {
    open, close, update: show, heard: showSold,
    isOpen: () => !place.hidden,
    /** @param {string} code What a scanner read while the counter is open. @returns {boolean} Whether it was a card. */
    scan: code => {
      if (place.hidden || !/^\d{16}$/.test(code)) return false;
      nik.value = grouped(code);
      desk.typed(code);
      nik.focus();
      return true;
    },
  };
}

/** @type {import("./ration.js").Ration} */
const blank = { use_id: "", programme: "", category: "", title: "", consumer_id: null, box: null, last4: "", given_name: "", known_by: "UNKNOWN", qty: 1, reason: "", empties: 0, stays: "", deposit_rp: 0, expires_ms: 0, hotline: "", tag: "", content: 1 };

/** @param {string} last4 Of a NIK that is shown by no more, on one line. */
function fourDigits(last4) {
  return `NIK\u00a0••••\u00a0${last4}`;
}

/** @param {import("./ration.js").Ration} ration @param {number} packs How a line of the basket says who buys it. */
export function rationHint({ last4, title, empties, stays, deposit_rp: deposit }, packs) {
  const rest = packs - empties;
  return [fourDigits(last4), title.toLowerCase(), empties ? `${empties} ditukar` : "", stays ? `${rest} ${stays === "DEPOSIT" ? `dititip, jaminan ${dotted(deposit)}` : "dipinjam"}` : ""].filter(Boolean).join(" · ");
}
