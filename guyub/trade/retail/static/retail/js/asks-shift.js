// A shift from its first rupiah to the count at its end, and the binding of the device before all of it.
import { askPin } from "./asks-people.js";
import { ask, el, field, icon, rp, tell } from "./dom.js";
import { digitsOf, dotted, hour, rupiah } from "./format.js";
import { saidOf, sentence, TENDER_WORDS } from "./words.js";

/** @typedef {import("./till-state.js").Till} Till */

const NOTES = [100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100];

/** @param {string} label @param {Record<string, any>} attributes @param {string} [hint] An amount that is dotted while it is typed. */
function money(label, attributes, hint) {
  const one = field(label, { inputmode: "numeric", ...attributes }, hint);
  one.input.addEventListener("input", () => { const amount = digitsOf(one.input.value); one.input.value = amount === null ? "" : dotted(amount); });
  return one;
}

/**
 * Bind this device by a code from the office.
 * @param {Till} till @param {() => void} done
 */
export function askBind(till, done) {
  const { evicted } = till.queue.standing;
  ask("Ikat gawai ini ke gerai", (_, close) => {
    const code = field("Kode dari pengelola", { id: "kode", autocapitalize: "characters", maxlength: 12, autofocus: true }, "Kode berlaku 10 menit dan sekali pakai. Pengelola membuatnya di halaman Perangkat.");
    // The QR of a code brings it behind the hash, which no server sees; once read it goes from the address.
    // In a demonstration the device was bound for it before: by the id that follows.
    const [, shown = "", drawn] = /^#ikat=([0-9A-Za-z-]{1,12})(?:&dengan=([0-9a-f-]{36}))?$/.exec(location.hash) ?? [];
    code.input.value = shown;
    if (code.input.value) history.replaceState(null, "", location.pathname);
    const bind = async () => {
      try {
        const answer = await till.queue.bind(code.input.value.trim().toUpperCase(), drawn);
        if (answer.status >= 300) return code.fault(String(answer.told?.words ?? answer.told?.message ?? "Kode ini belum diterima. Minta kode baru."));
      } catch (error) {
        return code.fault(/** @type {any} */ (error)?.wrong ? saidOf(error) : sentence("nothing"));
      }
      close();
      done();
    };
    code.input.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); bind(); } });
    const lost = evicted && evicted.head > evicted.sent ? `${evicted.head - evicted.sent} catatan belum terkirim` : "Semua catatan sudah terkirim";
    return [
      evicted ? el("div.alert.alert--bad", { role: "alert" }, icon("triangle-alert"), el("div", null, `Data kasir di gawai ini dihapus oleh peramban. ${lost}, terakhir nomor urut ${evicted.head}. Beri tahu pengelola sebelum berjualan lagi.`)) : null,
      code.whole, el("button.btn.btn--main.btn--big", { onclick: bind }, icon("check"), "Ikat"),
    ];
  }, { mustAnswer: true });
}

/** @param {Till} till Open the till: who, and what lies in the drawer. */
export async function askOpen(till) {
  const { cashiers } = till.slice.around;
  if (!cashiers.length) return tell(sentence("pages"));
  const person = await askPin(till, "Buka kasir", cashiers);
  if (!person) return;
  ask("Uang awal di laci", (_, close) => {
    const float = money("Uang awal", { id: "awal", autofocus: true }, "Hitung uang di laci sebelum mulai. Tulis 0 bila kosong.");
    const open = async () => {
      const amount = digitsOf(float.input.value);
      if (amount === null) return float.fault("Tulis jumlahnya, 0 bila laci kosong.");
      await till.openShift({ id: person.id, name: person.name }, amount).then(close, error => float.fault(saidOf(error)));
    };
    float.input.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); open(); } });
    return [el("p.muted", null, person.name), float.whole, el("button.btn.btn--main.btn--big", { onclick: open }, icon("check"), "Mulai berjualan")];
  });
}

/** @param {Till} till Cash from the drawer to the safe. */
export function askDrop(till) {
  ask("Setor ke brankas", (_, close) => {
    const amount = money("Jumlah", { id: "setor", autofocus: true }), note = field("Catatan", { id: "setor-catatan", maxlength: 80 }, "Misalnya siapa yang menerima. Boleh kosong.");
    const drop = async () => {
      const given = digitsOf(amount.input.value);
      if (!given) return amount.fault("Tulis jumlah yang disetor.");
      await till.drop(given, note.input.value.trim()).then(() => { close(); tell(`${rupiah(given)} tercatat keluar dari laci.`); }, error => amount.fault(saidOf(error)));
    };
    return [amount.whole, note.whole, el("button.btn.btn--main.btn--big", { onclick: drop }, icon("check"), "Catat setoran")];
  });
}

/** @param {Till} till Count without knowing what should be there, then close. */
export async function askClose(till) {
  const held = await till.held();
  ask("Tutup kasir", (_, close) => {
    const total = el("output.b", { id: "hitungan", for: NOTES.map(note => `lembar-${note}`).join(" ") }, rp(0));
    const inputs = NOTES.map(note => /** @type {HTMLInputElement} */ (el("input.input", { id: `lembar-${note}`, inputmode: "numeric", autocomplete: "off", placeholder: "0", autofocus: note === NOTES[0] })));
    const outs = NOTES.map(() => el("output", null, "0"));
    const counts = () => NOTES.map((_note, at) => digitsOf(inputs[at]?.value ?? "") ?? 0);
    const counted = () => counts().reduce((all, many, at) => all + many * (NOTES[at] ?? 0), 0);
    inputs.forEach(input => input.addEventListener("input", () => { counts().forEach((many, at) => { const out = outs[at]; if (out) out.textContent = dotted(many * (NOTES[at] ?? 0)); }); total.replaceChildren(rp(counted())); }));
    const finish = async () => {
      try {
        const notes = Object.fromEntries(counts().flatMap((many, at) => (many ? [[String(NOTES[at]), many]] : [])));
        const { event, sums } = await till.closeShift(counted(), notes);
        close();
        showResult(till, event.body, sums);
      } catch (error) {
        tell(saidOf(error));
      }
    };
    const { waiting } = till.queue.standing;
    return [
      held.length ? el("p.alert.alert--warn", null, icon("triangle-alert"), el("span", null, `${held.length} keranjang masih ditahan.`)) : null,
      waiting ? el("p.alert.alert--warn", null, icon("wifi-off"), el("span", null, `${waiting} catatan belum terkirim. Kasir tetap bisa ditutup, catatannya menyusul.`)) : null,
      el("p.sm.muted", null, "Hitung uang di laci lembar demi lembar. Yang seharusnya ada ditunjukkan sesudah Anda menutup."),
      el("div.till__notes", null, ...NOTES.flatMap((note, at) => [el("label", { for: `lembar-${note}` }, rp(note)), inputs[at] ?? null, outs[at] ?? null])),
      el("div.row", null, el("span.muted", null, "Terhitung"), el("span.end.xl", null, total)), el("button.btn.btn--main.btn--big", { onclick: finish }, icon("lock"), "Tutup kasir"),
    ];
  }, { isWide: true });
}

/** @param {Till} till @param {any} body @param {import("./till-state.js").ShiftSums} sums */
function showResult(till, body, sums) {
  const { difference_rp: difference } = body;
  const rows = /** @type {[string, number][]} */ ([["Uang awal", sums.float_rp], ...Object.entries(sums.by).map(([kind, amount]) => /** @type {[string, number]} */ ([`Diterima, ${TENDER_WORDS[kind] ?? kind}`, amount])),
    ...sums.deposits_rp ? /** @type {[string, number][]} */ ([["Jaminan wadah", sums.deposits_rp]]) : [], ["Disetor ke brankas", -sums.drops_rp], ["Seharusnya di laci", body.expected_rp], ["Terhitung", body.counted_rp]]);
  ask("Kasir ditutup", (_, close) => [
    el(`p.alert.alert--${difference ? "warn" : "ok"}`, { role: "status" }, icon(difference ? "triangle-alert" : "circle-check"), el("span", null, difference ? `Uang di laci ${difference > 0 ? "lebih" : "kurang"} ${rupiah(Math.abs(difference))}. Tercatat atas nama Anda dan jam ${hour(till.now(), till.zoneMin)}.` : "Uang di laci cocok.")),
    el("ul.list.list--in", null, ...rows.map(([word, amount]) => el("li", null, el("span.grow", null, word), rp(amount)))), el("p.sm.muted", null, `${body.sales} nota dalam sif ini.`), el("button.btn.btn--main", { onclick: close }, "Selesai"),
  ]);
}
