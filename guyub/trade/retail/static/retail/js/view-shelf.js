// The shelf: what sells, by group or by words, each a large button. Only what can be seen is built.
import { el, icon, part, rp, tell } from "./dom.js";
import { quantity } from "./format.js";
import { priceOf } from "./sale.js";
import { found } from "./search.js";
import { CATEGORY_WORDS, saidOf } from "./words.js";

const SHOWN = 60;
// While somebody types, only what fits on a screen is built.
const SOUGHT = 24;
const LOW = 5;

/**
 * @typedef {import("./till-state.js").Till} Till
 * @typedef {import("./slice.js").Product} Product
 */

/**
 * What stands under a product's name: what limits it, whose it is, how much there is.
 * @param {Product} product @param {{ factor: number, name: string }} unit
 * @returns {{ text: string, isWarned: boolean }}
 */
export function underName(product, unit) {
  if (product.most_qty) return { text: `Batas ${quantity(product.most_qty, unit.factor)} per pembeli`, isWarned: true };
  if (product.is_consigned) return { text: "Titipan anggota", isWarned: false };
  if (product.stock_qty === null) return { text: unit.name, isWarned: false };
  if (product.stock_qty <= 0) return { text: "Stok tercatat habis", isWarned: true };
  if (product.stock_qty < LOW * unit.factor) return { text: `Stok menipis, ${quantity(product.stock_qty, unit.factor)} ${unit.name}`, isWarned: true };
  return { text: `${quantity(product.stock_qty, unit.factor)} ${unit.name}`, isWarned: false };
}

/** @param {Till} till @param {(key: string, product?: Product) => void} askRation A rationed good is asked for by its buyer. @param {() => void} leave The counter of a rationed good is left. */
export function shelf(till, askRation, leave) {
  const goods = part("barang"), groups = part("kelompok"), input = /** @type {HTMLInputElement} */ (part("brg"));
  let group = "LARIS", most = SHOWN, at = -1, groupsShown = "";
  /** @type {number[]} */
  let lines = [];

  /** @returns {number[]} */
  const chosen = () => {
    const { words } = typed(input.value);
    if (words) return found(till.slice, words, Math.min(most, SOUGHT));
    if (group === "SEMUA") return [...till.slice.lines.values()].sort((one, other) => one - other).slice(0, most);
    if (group !== "LARIS") return [...till.slice.categories.get(group) ?? []].slice(0, most);
    const ids = [...[...till.popular].sort(([, one], [, other]) => other - one).map(([id]) => id), ...till.slice.around.popular ?? []];
    const rest = new Set(ids.flatMap(id => till.slice.lines.get(id) ?? []));
    if (rest.size >= most) return [...rest].slice(0, most);
    for (const line of till.slice.lines.values()) {
      if (rest.size >= Math.min(most, SHOWN)) break;
      rest.add(line);
    }
    return [...rest];
  };

  const card = (/** @type {number} */ line) => {
    const product = till.slice.at(line);
    if (!product) return null;
    const price = priceOf(product, { on: till.on, isMember: till.sale.member !== null });
    const under = price ? underName(product, price.unit) : { text: "Belum ada harga", isWarned: true };
    const button = el("button.good", { "aria-disabled": price ? null : "true", "data-id": product.id, onclick: () => add(product) },
      el("span", null, el("b", null, product.name), el(`span${under.isWarned ? ".warn.b" : ""}`, null, under.text)), price ? rp(price.amount_rp) : el("span.rp", null, "–"));
    return button;
  };

  const add = (/** @type {Product} */ product, times = 1) => {
    try {
      till.add(product, { times });
    } catch (error) {
      const { wrong } = /** @type {{ wrong?: string }} */ (error);
      if (wrong === "rationed") return askRation(product.good ?? "", product);
      tell(saidOf(error));
    }
  };

  const showGroups = () => {
    const present = [...till.slice.categories].filter(([, all]) => all.size).map(([code]) => code);
    const names = { ...CATEGORY_WORDS, ...till.settings.categories };
    const order = Object.keys(names);
    present.sort((one, other) => (order.indexOf(one) + 99) % 99 - (order.indexOf(other) + 99) % 99);
    const programmes = till.slice.programmes.filter(one => till.slice.ofGood(one.key).length);
    const all = [["LARIS", "Laris"], ...programmes.map(one => [`JATAH ${one.key}`, one.title]), ...present.map(code => [code, names[code] ?? code]), ["SEMUA", "Semua"]];
    if (groupsShown === JSON.stringify(all)) return;
    groupsShown = JSON.stringify(all);
    groups.replaceChildren(groups.firstElementChild, ...all.map(([code = "", word = ""]) => el("label", null,
      el("input", { type: "radio", name: "klp", value: code, checked: code === group, onchange: () => choose(code) }), el("span", null, word))));
  };

  /** @param {string} code A group of goods, or the counter of a programme. */
  const choose = code => {
    if (code.startsWith("JATAH ")) return askRation(code.slice(6));
    group = code;
    most = SHOWN;
    input.value = "";
    leave();
    show();
  };

  const mark = () => {
    const counts = new Map();
    for (const line of till.sale.lines) counts.set(line.product_id, (counts.get(line.product_id) ?? 0) + Math.max(1, Math.floor(line.base_qty / line.factor)));
    for (const button of goods.querySelectorAll("[data-id]")) {
      const count = counts.get(button.dataset.id);
      if (count) button.dataset.n = String(count);
      else delete button.dataset.n;
    }
  };

  const point = (/** @type {number} */ to) => {
    const cards = goods.querySelectorAll(".good");
    cards[at]?.classList.remove("good--at");
    at = Math.max(-1, Math.min(to, cards.length - 1));
    cards[at]?.classList.add("good--at");
    cards[at]?.scrollIntoView({ block: "nearest" });
  };

  const show = () => {
    lines = chosen();
    at = -1;
    const isMore = lines.length === most && !typed(input.value).words;
    const none = input.value.trim() ? `Tidak ada barang “${input.value.trim()}”. Coba kata lain, atau pindai kodenya.` : till.slice.size ? "Belum ada barang di kelompok ini." : "Daftar barang belum masuk. Sambungkan gawai ini sekali.";
    goods.replaceChildren(...lines.length ? lines.map(card).filter(Boolean) : [el("p.muted.till__none", null, none)],
      ...isMore ? [el("button.btn", { onclick: () => { most += SHOWN; show(); } }, icon("plus"), "Tampilkan lagi")] : []);
    mark();
  };

  /** Add what the words point at; false: nothing. */
  const enter = () => {
    const { times } = typed(input.value);
    const line = lines[Math.max(0, at)];
    const product = input.value.trim() && line !== undefined ? till.slice.at(line) : null;
    if (!product) return false;
    add(product, times);
    input.value = "";
    show();
    return true;
  };

  part("pencarian").addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); enter(); });
  input.addEventListener("input", () => { most = SHOWN; leave(); show(); });
  input.addEventListener("keydown", event => {
    const wide = Math.max(1, Math.floor(goods.clientWidth / 190));
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: at < 0 ? 1 : wide, ArrowUp: -wide });
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    point(at + step);
  });
  const pricesOf = () => `${till.sale.member?.id ?? ""} ${till.on}`;
  let priced = "";
  return {
    /** Another buyer or another day has other prices. */
    update: () => {
      if (pricesOf() === priced) return mark();
      priced = pricesOf();
      show();
    },
    refresh: () => { priced = pricesOf(); showGroups(); show(); },
    focus: () => { input.focus(); input.select(); },
    /** @param {string} [programme] Which counter is open; empty: the goods are shown. */
    pointAt: (programme = "") => {
      for (const choice of /** @type {NodeListOf<HTMLInputElement>} */ (groups.querySelectorAll("input"))) choice.checked = choice.value === (programme ? `JATAH ${programme}` : group);
    },
  };
}

/**
 * Read what was typed into the search: "3x kopi" is three of what is found.
 * @param {string} text
 */
export function typed(text) {
  const match = /^\s*(\d{1,3})\s*[x*]\s*(.*)$/i.exec(text);
  return match && Number(match[1]) > 0 ? { times: Number(match[1]), words: (match[2] ?? "").trim() } : { times: 1, words: text.trim() };
}
