// Registering a buyer of rationed goods at the counter: the papers are looked at, nothing of them is kept here.
import { ask, el, field, icon, tell } from "./dom.js";
import { nikFault } from "./ration.js";
import { saidOf, sentence } from "./words.js";

const UNHEARD = "Pendaftaran perlu sambungan. Coba lagi saat ada sinyal.";
/** @type {Record<string, string>} */
const PROOF_WORDS = {
  KTP: "KTP asli, wajahnya cocok", KK: "Kartu keluarga", NIB: "NIB usaha", FOTO_USAHA: "Foto atau tempat usaha terlihat", DAFTAR: "Namanya ada di daftar resmi",
};

/**
 * @param {import("./till-state.js").Till} till
 * @param {import("./ration.js").RationDesk} desk
 */
export function askRegister(till, desk) {
  const { deal } = desk;
  if (!deal) return;
  const categories = deal.categories.length ? deal.categories : deal.programme.categories;
  const agreed = till.slice.around.rations?.consent;
  if (!agreed) return tell(UNHEARD);
  let code = categories[0]?.code ?? "", isSending = false;
  ask("Daftarkan pembeli", (_, close) => {
    const name = field("Nama sesuai KTP", { id: "daftar-nama", maxlength: 80, autofocus: true, autocapitalize: "words" });
    const kk = field("Nomor KK", { id: "daftar-kk", inputmode: "numeric", maxlength: 19 }, "16 angka di kartu keluarga. Jatah dihitung untuk satu keluarga.");
    const nib = field("NIB", { id: "daftar-nib", inputmode: "numeric", maxlength: 17 }, "13 angka.");
    const papers = el("fieldset.stack.stack--1", null), fault = el("p.error", { role: "alert", hidden: true });
    const consent = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", id: "daftar-setuju" }));
    const proofs = () => { const said = categories.find(one => one.code === code)?.proofs ?? []; return typeof said === "string" ? said.split(" ").filter(Boolean) : said; };
    const show = () => {
      const asked = proofs();
      kk.whole.hidden = !asked.includes("KK");
      nib.whole.hidden = !asked.includes("NIB");
      papers.replaceChildren(el("legend.lbl", null, "Surat yang sudah dilihat"), ...asked.map(one => el("label.check", null, el("input", { type: "checkbox", name: "surat", value: one }), el("span", null, PROOF_WORDS[one] ?? one))));
    };
    const say = (/** @type {string} */ words) => { fault.textContent = words; fault.hidden = !words; };
    const send = async () => {
      const kkDigits = kk.input.value.replace(/\D/g, ""), nibDigits = nib.input.value.replace(/\D/g, ""), seen = [...papers.querySelectorAll("input:checked")].map(one => /** @type {HTMLInputElement} */ (one).value);
      for (const one of [name, kk, nib]) one.fault("");
      say("");
      if (isSending) return;
      if (name.input.value.trim().length < 2) return name.fault("Tulis nama pembeli.");
      if (!kk.whole.hidden && nikFault(kkDigits) === "nik_length") return kk.fault("Nomor KK terdiri dari 16 angka.");
      if (!nib.whole.hidden && nibDigits.length !== 13) return nib.fault("NIB terdiri dari 13 angka.");
      if (seen.length < proofs().length) return say("Centang tiap surat sesudah Anda melihatnya. Tanpa suratnya, pembeli belum bisa didaftarkan.");
      if (!consent.checked) return say("Tanyakan persetujuan pembeli dulu, lalu centang.");
      isSending = true;
      try {
        await desk.register({ category: code, kk: kkDigits, name: name.input.value.trim(), ...nibDigits && !nib.whole.hidden ? { nib: nibDigits } : {}, proofs: seen, consent_version: agreed.version, cashier_id: till.cashier?.id ?? "" });
        close();
        tell("Pembeli terdaftar.");
      } catch (error) {
        say(/** @type {{ wrong?: string }} */ (error).wrong === "nothing" ? UNHEARD : saidOf(error));
      } finally {
        isSending = false;
      }
    };
    show();
    return [
      el("p.sm.muted", null, `NIK •••• ${deal.nik.slice(-4)}. NIK dan KK dikirim ke server dan tidak disimpan di gawai ini.`),
      categories.length > 1 ? el("fieldset.seg.seg--wrap", null, el("legend.vh", null, "Golongan"), ...categories.map(one => el("label", null, el("input", { type: "radio", name: "daftar-golongan", value: one.code, checked: one.code === code, onchange: () => { code = one.code; show(); } }), el("span", null, one.title)))) : el("p.b", null, categories[0]?.title ?? sentence("no_category")),
      name.whole, kk.whole, nib.whole, papers,
      el("div.stack.stack--1", null, el("p.lbl", null, "Persetujuan, bacakan kepada pembeli"), el("p.sm.muted", null, agreed.text), el("label.check", null, consent, el("span", null, "Pembeli setuju"))),
      fault, el("button.btn.btn--main.btn--big", { onclick: send }, icon("user-plus"), "Daftarkan"),
    ];
  }, { isWide: true });
}
