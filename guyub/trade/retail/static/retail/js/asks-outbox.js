// What was written on this device: what waits, what needs a person, and each receipt with what can still be done with it.
import { storageFacts, keepStorage, LEAST_MB } from "./device.js";
import { ask, el, field, icon, rp, tell } from "./dom.js";
import { day, digitsOf, dotted, hour, quantity, quantityOf, rupiah } from "./format.js";
import { exported, imported } from "./outbox-file.js";
import { messageAddress, portsOf, printBytes, waysOf } from "./printer.js";
import { receiptBytes, receiptMessage, receiptOf, receiptText } from "./receipt.js";
import { agree } from "./asks-people.js";
import { part } from "./dom.js";
import { sum, TENDER_KINDS } from "./basket.js";
import { depositsRp } from "./shift-sums.js";
import { KIND_WORDS, saidOf, sentence, STATE_WORDS, TENDER_WORDS, TROUBLE_WORDS } from "./words.js";

/**
 * @typedef {import("./till-state.js").Till} Till
 * @typedef {import("./queue-rules.js").Kept} Kept
 */

/** @param {Kept} event What it came to, for a list; nothing where no money moved. */
function amountOf({ kind, body }) {
  if (kind === "unmet.noted") return null;
  if (kind === "sale.made") return body.total_rp + body.rounding_rp;
  if (kind === "sale.returned" || kind === "sale.voided") return -sum(body.tenders.map((/** @type {any} */ one) => one.amount_rp));
  return body.amount_rp ?? body.float_rp ?? body.counted_rp ?? 0;
}

/** @param {Kept} event */
function moneyOf(event) {
  const amount = amountOf(event);
  return amount === null ? null : rp(amount);
}

/** @param {Kept} event */
function nameOf({ kind, body }) {
  return body.number ? `${KIND_WORDS[kind] ?? kind} ${body.number}` : KIND_WORDS[kind] ?? kind;
}

/** @param {Till} till What waits, and whether what is kept here is safe. */
export async function askQueue(till) {
  const { queue } = till;
  const [events, facts] = await Promise.all([queue.waiting(50), storageFacts()]);
  const newest = await till.newest(300), seen = newest.filter(event => event.state === "CONFLICT" || event.state === "REJECTED");
  const { waiting, trouble, words, contactMs } = queue.standing;
  const dialog = ask(waiting ? `${waiting} catatan menunggu sinyal` : "Semua catatan sudah terkirim", (_, close) => {
    const file = /** @type {HTMLInputElement} */ (el("input", { type: "file", accept: "application/json,.json", hidden: true, onchange: async () => {
      const chosen = file.files?.[0];
      if (!chosen) return;
      await imported(queue, await chosen.text()).then(async many => { await till.comeBack(); tell(`${many} catatan kembali dari berkas.`); }, error => tell(saidOf(error)));
      queue.send({ isUrgent: true });
    } }));
    return [
      trouble ? el("div.alert.alert--bad", { role: "alert" }, icon("triangle-alert"), el("div", null, words || TROUBLE_WORDS[trouble] || "")) : null,
      el("p.sm.muted", null, waiting ? "Catatan aman di gawai ini. Guyub mengirim sendiri saat tersambung. Jangan hapus data peramban." : `Terakhir tersambung ${contactMs ? `${day(contactMs, till.zoneMin)}, ${hour(contactMs, till.zoneMin)}` : "belum pernah"}.`),
      events.length ? el("ul.list.list--in.sm", null, ...events.map(event => el("li", null, el("span.grow.b", null, nameOf(event)), moneyOf(event), el("span.muted", null, hour(event.at, till.zoneMin))))) : null,
      seen.length ? el("div", null, el("h3", null, "Perlu dilihat pengelola"), el("ul.list.list--in.sm", null, ...seen.slice(0, 20).map(event => el("li", null, el("span.grow", null, el("span.b", null, nameOf(event)), el("span.muted", null, event.words || STATE_WORDS[event.state] || "")), moneyOf(event))))) : null,
      storageWords(facts), el("div.row", null, el("button.btn.btn--main", { onclick: () => { queue.send({ isUrgent: true }).then(standing => tell(standing.waiting ? "Belum ada sinyal. Catatan tetap aman." : "Tersambung. Semua catatan terkirim.")); close(); } }, icon("refresh-cw"), "Coba kirim"),
        el("button.btn", { onclick: () => save(till) }, icon("download"), "Simpan ke berkas"), el("button.btn", { onclick: () => file.click() }, icon("upload"), "Dari berkas"), file),
    ];
  });
  return dialog;
}

/** @param {{ is_persisted: boolean, free_mb: number }} facts */
function storageWords({ is_persisted: isPersisted, free_mb: free }) {
  const isLow = free < LEAST_MB;
  const words = `${isPersisted ? "Peramban berjanji tidak menghapus catatan ini." : "Peramban boleh menghapus catatan ini bila ruang habis."} Ruang tersisa ${dotted(free)} MB.`;
  return el(`div.alert${isLow || !isPersisted ? ".alert--warn" : ".alert--ok"}`, null, icon(isLow ? "triangle-alert" : "shield-check"), el("div", null, words, isLow ? " Kosongkan ruang di gawai ini." : "",
    isPersisted ? null : el("div.row", null, el("button.btn.btn--sm", { onclick: async (/** @type {Event} */ event) => { const button = /** @type {HTMLElement} */ (event.target); button.textContent = await keepStorage() ? "Peramban berjanji" : "Belum diizinkan"; } }, "Minta jangan dihapus"))));
}

/** @param {Till} till */
async function save(till) {
  const link = /** @type {HTMLAnchorElement} */ (el("a", { download: `nota-${till.queue.device?.series ?? "kasir"}-${till.on}.json` }));
  const address = URL.createObjectURL(new Blob([await exported(till.queue)], { type: "application/json" }));
  link.href = address;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** @param {Till} till The receipts of this device, the newest first. */
export async function askReceipts(till) {
  const events = (await till.newest(400)).filter(event => event.body.number).slice(0, 100);
  ask("Nota di gawai ini", (_, close) => [
    events.length ? el("ul.list.list--in", null, ...events.map(event => el("li", null, el("button.till__pick", { onclick: () => { close(); askReceipt(till, event.seq); } },
      el("span.grow", null, el("span.b", null, nameOf(event)), el("span.sm.muted", null, `${hour(event.at, till.zoneMin)} · ${STATE_WORDS[event.state] ?? ""}${event.body.member_name ? ` · ${event.body.member_name}` : ""}`)), moneyOf(event), icon("chevron-right"))))) : el("p.muted", null, "Belum ada nota."),
  ]);
}

/** @param {Till} till @param {Kept} event @param {number} copy */
function paperOf(till, event, copy) {
  const { device, standing } = till.queue, { settings } = till;
  const shop = { name: device?.cooperative.name ?? "", lines: settings.receipt_lines ?? [device?.outlet.name ?? ""], ...settings.receipt_thanks ? { thanks: settings.receipt_thanks } : {} };
  return receiptOf(event, { shop, zoneMin: till.zoneMin, offsetMs: standing.offsetMs, copy, isDemo: Boolean(settings.is_demo) });
}

/**
 * Print a receipt the way this till prints; without a printer by the browser.
 * @param {Till} till @param {Kept} event @param {number} [copy]
 */
export async function printReceipt(till, event, copy = 1) {
  const { way = "", columns = 32 } = await till.store.get("meta", "printer") ?? {};
  const paper = paperOf(till, event, copy);
  if (way) return printBytes(way, receiptBytes(paper, columns), portsOf()).catch(() => tell(saidOf({ wrong: "printer" })));
  part("cetakan").textContent = receiptText(paper, columns);
  print();
}

/** @param {Till} till @param {Kept} event */
export function sendReceipt(till, event) {
  window.open(messageAddress(receiptMessage(paperOf(till, event, 1))), "_blank", "noopener");
}

/** @param {Till} till @param {number} seq One receipt, and what can be done with it. */
async function askReceipt(till, seq) {
  const [event] = await till.queue.range(seq, seq);
  if (!event) return;
  const isSale = event.kind === "sale.made";
  const sold = isSale ? (await till.soldOf(event.id)).sold : null;
  ask(nameOf(event), (_, close) => [
    sold?.is_voided ? el("p.alert.alert--warn", null, icon("info"), el("span", null, "Nota ini sudah dibatalkan.")) : null,
    el("div.till__sheet", { tabindex: "0", role: "region", "aria-label": "Isi nota" }, receiptText(paperOf(till, event, 1), 32)),
    el("div.row", null, el("button.btn.btn--main", { onclick: () => printReceipt(till, event, 2) }, icon("printer"), "Cetak salinan"), el("button.btn", { onclick: () => sendReceipt(till, event) }, icon("message-circle"), "Kirim WA"),
      ...sold && !sold.is_voided ? [el("button.btn", { onclick: () => { close(); askReturn(till, event, sold); } }, "Retur barang"), ...sold.is_in_shift ? [el("button.btn", { onclick: () => { close(); askMend(till, event, sold); } }, "Salah cara bayar"), el("button.btn.btn--bad", { onclick: () => { close(); askVoid(till, event); } }, "Batalkan")] : []] : []),
  ]);
}

/** @param {string} words @returns {{ input: HTMLInputElement, whole: HTMLElement, fault: (words: string) => void }} */
const reasonField = words => field("Alasan", { id: "sebab", maxlength: 80 }, words);

/** @param {Till} till @param {Kept} event */
function askVoid(till, event) {
  const amount = event.body.total_rp + event.body.rounding_rp;
  const deposit = depositsRp(event.body), cash = deposit + sum(event.body.tenders.filter((/** @type {any} */ one) => one.kind === "CASH").map((/** @type {any} */ one) => one.amount_rp));
  ask(`Batalkan nota ${event.body.number}?`, (_, close) => {
    const reason = reasonField("Tercetak di nota.");
    const go = async () => {
      const agreed = await agree(till, { title: "Setujui pembatalan", amountRp: amount, act: "VOID" });
      if (agreed) await till.voidSale(event.id, reason.input.value.trim(), agreed).then(() => { close(); tell(`Nota ${event.body.number} dibatalkan.`); }, error => reason.fault(saidOf(error)));
    };
    const isRationed = Boolean(event.body.rations?.length);
    return [isRationed ? el("p", null, `Terima kembali tabung isinya, serahkan tabung kosongnya${deposit ? `, kembalikan jaminan ${rupiah(deposit)}` : ""}. Jatah pembeli kembali.`) : null, el("p", null, cash ? `Stok kembali dan uang ${rupiah(cash)} keluar dari laci.` : "Stok kembali. Pembayarannya dibatalkan juga."), reason.whole, el("button.btn.btn--bad", { onclick: go }, "Batalkan nota")];
  });
}

/** @param {Till} till @param {Kept} event @param {import("./returns.js").Sold} sold */
function askReturn(till, event, sold) {
  ask(`Retur dari nota ${event.body.number}`, (_, close) => {
    const rows = event.body.lines.map((/** @type {any} */ line, /** @type {number} */ at) => {
      const left = (sold.lines[at]?.base_qty ?? 0) - (sold.lines[at]?.returned_qty ?? 0);
      return { line, left, one: field(`${line.name} (paling banyak ${quantity(left, line.factor)} ${line.unit})`, { id: `retur-${at}`, inputmode: "decimal", placeholder: "0", disabled: left === 0 }) };
    });
    const reason = reasonField("Misalnya rusak, salah barang.");
    const go = async () => {
      const back = new Map();
      for (const [at, { line, left, one }] of rows.entries()) {
        if (!one.input.value.trim() || one.input.value.trim() === "0") continue;
        const qty = quantityOf(one.input.value, line.factor);
        if (!qty || qty > left) return one.fault(`Paling banyak ${quantity(left, line.factor)} ${line.unit}.`);
        if (qty < left && event.body.rations?.some((/** @type {any} */ ration) => ration.line === at + 1)) return one.fault(sentence("ration_whole", { name: line.name }));
        back.set(at + 1, qty);
      }
      const amount = sum([...back].map(([at, qty]) => Math.ceil((event.body.lines[at - 1]?.net_rp ?? 0) * qty / (event.body.lines[at - 1]?.base_qty ?? 1))));
      if (!back.size) return reason.fault("Isi jumlah barang yang kembali.");
      const agreed = await agree(till, { title: "Setujui retur", amountRp: amount, act: "RETURN", isOldAndOwn: !sold.is_in_shift && event.body.cashier_id === till.cashier?.id });
      if (agreed) await till.takeBack(event.id, back, reason.input.value.trim(), agreed).then(done => { close(); tell(`Kembalikan ${done.body.tenders.map((/** @type {any} */ one) => `${rupiah(one.amount_rp)} (${TENDER_WORDS[one.kind]})`).join(", ")}${done.body.deposit_rp ? ` dan jaminan ${rupiah(done.body.deposit_rp)}` : ""}.`); }, error => reason.fault(saidOf(error)));
    };
    return [...rows.map((/** @type {any} */ row) => row.one.whole), reason.whole, el("button.btn.btn--main", { onclick: go }, icon("check"), "Terima retur")];
  });
}

/** @param {Till} till @param {Kept} event @param {import("./returns.js").Sold} sold */
function askMend(till, event, sold) {
  const total = sum(sold.kept.map(one => one.amount_rp));
  ask(`Cara bayar nota ${event.body.number}`, (_, close) => {
    const fields = TENDER_KINDS.map(kind => field(TENDER_WORDS[kind] ?? kind, { id: `ganti-${kind}`, inputmode: "numeric", value: dotted(sold.kept.find(one => one.kind === kind)?.amount_rp ?? 0), disabled: kind === "CREDIT" && !sold.has_member }));
    const reason = reasonField("Misalnya ternyata dibayar QRIS.");
    const go = async () => {
      const tenders = TENDER_KINDS.flatMap((kind, at) => { const amount = digitsOf(fields[at]?.input.value ?? ""); return amount ? [{ kind, amount_rp: amount }] : []; });
      const agreed = await agree(till, { title: "Setujui ganti cara bayar", amountRp: total, act: "PAY_OTHERWISE" });
      if (agreed) await till.mendTender(event.id, tenders, reason.input.value.trim(), agreed).then(() => { close(); tell("Cara bayar diganti."); }, error => reason.fault(saidOf(error)));
    };
    return [el("p.sm.muted", null, `Jumlahnya tetap ${rupiah(total)}.`), ...fields.map(one => one.whole), reason.whole, el("button.btn.btn--main", { onclick: go }, icon("check"), "Ganti")];
  });
}

/** @param {Till} till Which printer this till has. */
export async function askPrinter(till) {
  const chosen = await till.store.get("meta", "printer") ?? { way: "", columns: 32 };
  /** @type {Record<string, string>} */
  const words = { "": "Cetak lewat peramban", SERIAL: "Kabel seri atau Bluetooth seri", USB: "Kabel USB", RAWBT: "Aplikasi RawBT di Android" };
  ask("Pencetak nota", (_, close) => {
    const choice = (/** @type {string} */ name, /** @type {string} */ word, /** @type {boolean} */ isChosen, /** @type {() => void} */ pick) => el("label.check", null, el("input", { type: "radio", name, checked: isChosen, onchange: pick }), el("span", null, word));
    return [
      el("fieldset.stack.stack--2", null, el("legend.lbl", null, "Cara mencetak"), ...["", ...waysOf(portsOf(), navigator.userAgent)].map(way => choice("cara", words[way] ?? way, chosen.way === way, () => { chosen.way = way; }))),
      el("fieldset.stack.stack--2", null, el("legend.lbl", null, "Lebar kertas"), choice("lebar", "58 mm, 32 huruf", chosen.columns === 32, () => { chosen.columns = 32; }), choice("lebar", "80 mm, 48 huruf", chosen.columns === 48, () => { chosen.columns = 48; })),
      el("button.btn.btn--main", { onclick: () => { till.keep({ puts: [["meta", "printer", chosen]] }); close(); tell("Pencetak tersimpan."); } }, icon("check"), "Simpan"),
    ];
  });
}
