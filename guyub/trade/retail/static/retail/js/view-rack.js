// How many containers stand where: full, empty, with buyers; until when the full ones last; and to whom this device sold some today.
import { el } from "./dom.js";
import { hour, isoDay, quantity } from "./format.js";
import { SITE_WORDS, STATE_WORDS } from "./words.js";

const LOOKED_AT = 200, SHOWN = 5, TURNS_SHOWN = 10, DRAWN = 100, ACROSS = 20, WIDE = 17, HIGH = 26, SOLD_DAYS = 14, DAY_MS = 86_400_000;
const DAYS = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];
const SVG = "http://www.w3.org/2000/svg";

/** @param {import("./till-state.js").Till} till @param {string} good */
export function rackCard(till, good) {
  const rack = till.rations.rack(good);
  if (!rack) return null;
  const total = rack.full + rack.empty + rack.out + rack.apart;
  const row = (/** @type {string} */ dot, /** @type {string} */ word, /** @type {number} */ count) => [el("dt", null, el("span.row.row--tight", null, el(`span.dot.till__dot-${dot}`), word)), el("dd.b", null, String(count))];
  return el("section.card.stack", null, el("div.card__head", null, el("h2", null, "Stok tabung"), el("span.sm.muted", null, hour(till.queue.serverNow(), till.zoneMin))), drawing(rack, total),
    el("dl.kv", null, ...row("full", "Isi", rack.full), ...row("empty", "Kosong", rack.empty), ...row("out", "Di pembeli", rack.out), ...rack.apart ? row("apart", "Rusak", rack.apart) : [], el("dt.sum", null, "Milik koperasi"), el("dd.sum", null, String(total))),
    lastsUntil(rack, till) ? el("p.sm.muted", null, lastsUntil(rack, till)) : null, el("p.sm", null, el("a", { href: document.body.dataset.board ?? "" }, "Papan harga di depan gerai")));
}

/** @param {import("./till-state.js").Till} till @param {string} programme Whose turn it is in a queue, as the server last said; nothing where none hands out. */
export function turnCard(till, programme) {
  const { turns = [], told_ms: toldMs = 0 } = till.slice.around, called = turns.filter(one => one.programme === programme);
  if (!called.length) return null;
  return el("section.card.card--flush", null, el("div.card__head", null, el("h2", null, "Giliran sekarang"), el("span.sm.muted", null, hour(toldMs, till.zoneMin))),
    el("ul.list.sm", null, ...called.slice(0, TURNS_SHOWN).map(({ no, last4 }) => el("li", null, el("span.grow.b", null, `Nomor ${no}`), el("span.muted.n", null, `NIK\u00a0••••\u00a0${last4}`)))),
    called.length > TURNS_SHOWN ? el("p.card__foot.sm.muted", null, `${called.length - TURNS_SHOWN} nomor lagi`) : null);
}

/**
 * The last that this device sold of a programme today; nothing before the first.
 * @param {import("./till-state.js").Till} till @param {string} programme
 */
export async function soldCard(till, programme) {
  const sold = (await till.newest(LOOKED_AT)).filter(({ kind, at, body }) => kind === "sale.made" && isoDay(at + till.queue.standing.offsetMs, till.zoneMin) === till.on && body.rations?.some((/** @type {any} */ one) => one.programme === programme));
  if (!sold.length) return null;
  const { told_sites: sites = [], told_ms: toldMs = 0 } = till.slice.around;
  const rows = sold.slice(0, SHOWN).map(({ id, at, state, body }) => {
    const ration = body.rations.find((/** @type {any} */ one) => one.programme === programme), line = body.lines[ration.line - 1];
    const site = sites.find(one => one.sale_id === id && one.programme === programme), [tone, word] = SITE_WORDS[site?.state ?? ""] ?? [state === "WAITING" ? "warn" : state === "ACCEPTED" || state === "DUPLICATE" ? "ok" : "bad", STATE_WORDS[state] ?? ""];
    return el("li", null, el("span.muted.n.sm", null, hour(at + till.queue.standing.offsetMs, till.zoneMin)), el("span.grow", null, el("span.b.n", null, `NIK\u00a0••••\u00a0${ration.last4}`), el("span.sm.muted", null, `${ration.title}, ${quantity(line.base_qty, line.factor)} ${line.unit}`)), el(`span.chip.chip--${tone}`, null, word));
  });
  return el("section.card.card--flush", null, el("div.card__head", null, el("h3.till__sold", null, `Terjual di gawai ini hari ini, ${sold.length} nota`), sites.length ? el("span.sm.muted", null, `Situs resmi menurut daftar pukul ${hour(toldMs, till.zoneMin)}`) : null), el("ul.list.sm", null, ...rows));
}

/** @param {import("./slice.js").Rack} rack @param {import("./till-state.js").Till} till When the full ones will be gone, by what two weeks sold. */
export function lastsUntil({ full, sold_qty: sold }, till) {
  if (!sold) return "";
  const aDay = Math.max(1, Math.round(sold / SOLD_DAYS)), days = Math.floor(full * SOLD_DAYS / sold);
  if (!full) return `Habis. Rata-rata ${aDay} tabung sehari.`;
  const on = new Date(till.queue.serverNow() + till.zoneMin * 60_000 + days * DAY_MS);
  return `Rata-rata ${aDay} tabung sehari, cukup sampai ${days > 6 ? `${days} hari lagi` : days ? `kira-kira ${DAYS[on.getUTCDay()]}` : "hari ini"}.`;
}

/** @param {import("./slice.js").Rack} rack @param {number} total One drawing for each container, or for several where there are many. */
function drawing({ full, empty, out }, total) {
  const each = Math.max(1, Math.ceil(total / DRAWN)), many = Math.min(DRAWN, Math.ceil(total / each));
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "rack");
  svg.setAttribute("viewBox", `0 0 ${ACROSS * WIDE + 2} ${Math.max(1, Math.ceil(many / ACROSS)) * HIGH}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `Rak ${total} tabung: ${full} isi, ${empty} kosong, ${out} di pembeli`);
  const last = [Math.round(full / each), Math.round((full + empty) / each)];
  for (let at = 0; at < many; at++) {
    const shape = document.createElementNS(SVG, "path");
    shape.setAttribute("class", at < (last[0] ?? 0) ? "full" : at < (last[1] ?? 0) ? "empt" : "none");
    shape.setAttribute("d", `M${6 + at % ACROSS * WIDE} ${2 + Math.floor(at / ACROSS) * HIGH}h4v3h1.5a3 3 0 0 1 3 3v12a3 3 0 0 1-3 3h-7a3 3 0 0 1-3-3v-12a3 3 0 0 1 3-3h1.5z`);
    svg.append(shape);
  }
  return svg;
}
