// The head of the till's page: where, who, since when, and how the line is; and what must be said before anything is sold.
import { LEAST_MB, storageFacts } from "./device.js";
import { el, icon, part } from "./dom.js";
import { hour } from "./format.js";
import { sentence, TROUBLE_WORDS } from "./words.js";

const SAID_FROM_DAYS = 10;

/**
 * @param {import("./till-state.js").Till} till
 * @param {{ isWriter: () => boolean, take: () => void }} writer
 */
export function head(till, writer) {
  const { queue } = till;

  const net = () => {
    const { waiting, isReached, trouble, attention, isSending } = queue.standing;
    const badge = part("jaringan"), isOff = !isReached && !isSending;
    badge.className = `net${trouble ? " net--bad" : isOff || waiting ? " net--off" : ""}`;
    part("jaringan-tanda").replaceChildren(trouble ? icon("triangle-alert") : isOff ? icon("wifi-off") : el("span.dot"));
    const count = waiting ? `${waiting} nota menunggu` : "";
    part("jaringan-kata").replaceChildren(...trouble ? ["Perlu dilihat"] : isOff ? [el("span.only-l", null, waiting ? "Luring, " : ""), count || "Luring"] : [count || (attention ? `${attention} perlu dilihat` : "Tersambung")]);
  };

  const show = () => {
    const { device } = queue;
    part("tempat").textContent = device ? `Kasir · ${device.cooperative.name}` : "Kasir";
    part("petugas").replaceChildren(till.cashier && till.shift ? till.cashier.name : "Kasir belum dibuka", till.shift ? el("span.only-l", null, `, buka ${hour(till.shift.opened_ms, till.zoneMin)}`) : "");
    part("tutup-kasir").querySelector("span").textContent = till.shift ? "Tutup kasir" : "Buka kasir";
    net();
  };

  /** @param {number} freeMb @returns {import("./dom.js").Child[]} The hardest alone. */
  const said = freeMb => {
    const { skew, daysAlone, trouble, words } = queue.standing;
    if (trouble) return [words || TROUBLE_WORDS[trouble]];
    if (till.isUnsaved) return [sentence("unsaved")];
    if (!writer.isWriter()) return [sentence("reader"), el("button.btn.btn--sm", { onclick: () => writer.take() }, "Pindahkan ke sini")];
    if (till.shift && till.settings.closed_shift === till.shift.id) return [sentence("closed")];
    if (skew === "STOP") return [sentence("clock")];
    if (skew === "WARN") return [`Jam gawai ini meleset lebih dari ${queue.clockOf().warn_min} menit. Betulkan tanggal dan jam.`];
    if (daysAlone >= SAID_FROM_DAYS) return [`Sudah ${daysAlone} hari tanpa sambungan. Paling lama 14 hari.`];
    return freeMb < LEAST_MB ? ["Ruang di gawai ini hampir habis. Kosongkan, supaya nota tetap aman."] : [];
  };

  const notice = async () => {
    const parts = said((await storageFacts()).free_mb), box = part("pemberitahuan");
    box.hidden = !parts.length;
    box.className = "alert alert--warn";
    box.replaceChildren(icon("triangle-alert"), el("div.row", null, ...parts));
  };

  return { show, net, notice };
}
