// The till as a page: puts its parts together, listens to keys and scanner, and keeps the line going.
import { agree, askCashier } from "./asks-people.js";
import { askPrinter, askQueue, askReceipts, printReceipt, sendReceipt } from "./asks-outbox.js";
import { askDiscount, askHeld, askHold, askLine, askMember, askQris, askSplit } from "./asks-sale.js";
import { askDues } from "./asks-dues.js";
import { askBind, askClose, askDrop, askOpen } from "./asks-shift.js";
import { beat, keepStorage, marker, network, now, oneWriter, storageFacts } from "./device.js";
import { ask, el, icon, part, tell } from "./dom.js";
import { Queue } from "./queue.js";
import { RationDesk } from "./ration.js";
import { hasCamera, listen, watchCamera } from "./scanner.js";
import { Slice } from "./slice.js";
import { openStore } from "./store.js";
import { Till } from "./till-state.js";
import { cart } from "./view-cart.js";
import { head } from "./view-head.js";
import { rationView } from "./view-ration.js";
import { shelf } from "./view-shelf.js";
import { saidOf, sentence } from "./words.js";

const SLICE_EVERY_MS = 300_000;

async function start() {
  const { version = "", worker = "" } = document.body.dataset;
  const store = await openStore();
  const line = network();
  // Nothing is shown yet that could change when this tab becomes the one that writes, or ceases to be.
  let changed = () => {};
  const writer = oneWriter(() => changed());
  await writer.begin();
  const queue = new Queue({ store, clock: { now }, network: line, marker: marker(), version, mayWrite: writer.isWriter, facts: storageFacts });
  const slice = new Slice(store);
  await Promise.all([queue.open(), slice.open()]);
  const till = new Till({ store, queue, slice, now });
  await till.open();

  const guards = { agree: (/** @type {any} */ what) => agree(till, what) };
  const withLast = (/** @type {(event: any) => unknown} */ act) => () => { if (till.last) act(till.last); };
  const desk = new RationDesk({
    post: (path, body) => line.post(path, body, queue.device), rations: () => slice.around.rations ?? null, now: () => queue.serverNow(), isClockRight: () => queue.standing.skew === "FINE", wait: ms => new Promise(done => { setTimeout(done, ms); }),
    usedHere: (consumerId, programme) => till.rations.usedHere(consumerId, programme), unknownToday: tag => till.rations.unknownToday(tag, till.on),
  });
  till.rationing = { renewed: ration => desk.renewed(ration), release: ration => { desk.release(ration); } };
  /** @type {ReturnType<typeof rationView>} */
  let counter;
  const goods = shelf(till, (key, product) => counter.open(key, product), () => counter.close());
  counter = rationView(till, desk, { shown: () => goods.pointAt(desk.deal?.programme.key) });
  const basket = cart(till, {
    member: () => askMember(till), line: at => askLine(till, at, guards), hold: () => askHold(till), discount: () => askDiscount(till, -1, guards), split: () => askSplit(till, basket.sell),
    qris: () => { askQris(till, basket.sell, guards); }, print: withLast(event => printReceipt(till, event)), message: withLast(event => sendReceipt(till, event)),
  });

  const top = head(till, writer);
  let wasWriter = writer.isWriter();
  changed = () => {
    if (writer.isWriter() && !wasWriter) queue.open().then(() => till.open());
    wasWriter = writer.isWriter();
    top.notice();
    basket.money();
  };
  let wasUnsaved = false;
  till.listen(() => {
    top.show();
    goods.update();
    basket.update();
    counter.update();
    if (till.isUnsaved !== wasUnsaved) top.notice();
    wasUnsaved = till.isUnsaved;
  });
  let waited = 0, trouble = queue.standing.trouble;
  queue.listen(standing => {
    if (standing.trouble !== trouble) {
      trouble = standing.trouble;
      top.notice();
      if (trouble === "REVOKED") slice.wipe().then(goods.refresh);
    }
    if (waited && !standing.waiting && standing.isReached) tell(`Tersambung. ${waited} nota terkirim.`);
    waited = standing.isReached ? 0 : standing.waiting;
    top.net();
    counter.heard();
  });

  const refreshSlice = async () => {
    const { device } = queue;
    if (!device || !writer.isWriter()) return;
    const isChanged = await slice.refresh(path => line.get(path, device), () => ({ written: queue.standing.head.seq, answered: queue.standing.sentSeq })).catch(() => false);
    if (!isChanged) return;
    await till.countCredit();
    goods.refresh();
    till.told();
  };
  const begin = async () => {
    await queue.send({ isUrgent: true });
    await refreshSlice();
    goods.refresh();
    till.told();
    if (!till.shift && queue.device) askOpen(till);
  };

  const scanned = (/** @type {string} */ code) => {
    if (counter.scan(code)) return void navigator.vibrate?.(30);
    try {
      const found = till.scan(code);
      navigator.vibrate?.(30);
      if ("credit_rp" in found) tell(found.name);
    } catch (error) {
      const { wrong, facts } = /** @type {{ wrong?: string, facts?: any }} */ (error);
      if (wrong === "rationed") return counter.open(facts.product.good, facts.product);
      navigator.vibrate?.([60, 40, 60]);
      tell(saidOf(error));
    }
  };
  keys(till, { goods, basket, guards, counter });
  // What a person is asked about (an amount, a PIN) must not change behind the question.
  listen(document, code => {
    const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog[open]"));
    if (dialog?.querySelector("#cari-anggota")) dialog.close();
    else if (dialog) return tell(sentence("asked"));
    scanned(code);
  });
  buttons(till, { scanned, writer });
  goods.refresh();
  top.show();
  basket.update();
  top.notice();
  performance.mark("kasir-siap");
  await keepStorage();
  setInterval(() => { queue.tell({}); top.notice(); }, 60_000);
  setInterval(refreshSlice, SLICE_EVERY_MS);
  if (!queue.device) askBind(till, begin);
  else if (till.sale.state === "PAYING") basket.choose("QRIS");
  beat(() => { queue.send({ isUrgent: true }).then(refreshSlice); }, () => queue.send());
  if (queue.device && !till.shift && writer.isWriter()) slice.size ? askOpen(till) : begin();
  document.body.dataset.ready = "1";
  if (worker) keepWorker(till, worker);
}

/**
 * @param {Till} till
 * @param {{ goods: ReturnType<typeof shelf>, basket: ReturnType<typeof cart>, guards: any, counter: ReturnType<typeof rationView> }} parts
 */
function keys(till, { goods, basket, guards, counter }) {
  /** @type {Record<string, () => unknown>} */
  const acts = {
    "F2": goods.focus, "F3": () => askMember(till), "F4": () => askHold(till), "F6": () => askHeld(till), "F7": () => askDiscount(till, -1, guards), "F8": basket.focusCash, "F9": basket.accept, "F10": () => part("menu-kasir").click(), "F1": () => { const [first] = till.slice.programmes; if (first) counter.open(first.key); },
  };
  document.addEventListener("keydown", event => {
    const isOpen = document.querySelector("dialog[open]") !== null;
    const isField = event.target instanceof HTMLInputElement && event.target.type !== "radio";
    if (event.ctrlKey || event.metaKey || event.altKey || isOpen) return;
    const act = acts[event.key] ?? (!isField && event.key === "/" ? goods.focus : !isField && event.key === "?" ? askHelp : null);
    if (event.key === "Escape" && location.hash === "#keranjang") location.hash = "isi";
    else if (event.key === "Escape" && counter.isOpen()) counter.close();
    if (!act) return;
    event.preventDefault();
    act();
  });
}

const HELP = [["F1", "LPG dan barang bersubsidi lain; Enter menjual"], ["F2 atau /", "Cari barang; Enter memasukkan, panah memilih, 3x di depan berarti tiga"], ["F3", "Pilih anggota"], ["F4", "Tahan keranjang"], ["F6", "Keranjang yang ditahan"], ["F7", "Potongan"],
  ["F8", "Isi uang diterima"], ["F9", "Terima"], ["F10", "Menu kasir"], ["Esc", "Tutup"], ["?", "Daftar ini"]];

function askHelp() {
  ask("Tombol di papan ketik", () => [el("dl.till__keys", null, ...HELP.flatMap(([key = "", words = ""]) => [el("dt", null, el("kbd", null, key)), el("dd", null, words)]))]);
}

/** @param {Till} till @param {{ scanned: (code: string) => void, writer: { isWriter: () => boolean } }} parts */
function buttons(till, { scanned, writer }) {
  const theme = () => {
    const sheet = /** @type {HTMLLinkElement} */ (part("gelap")), isDark = matchMedia(sheet.media).matches;
    sheet.media = isDark ? "not all" : "screen";
    document.cookie = `tema=${isDark ? "terang" : "gelap"}; path=/; max-age=31536000; samesite=lax`;
  };
  part("menu-kasir").addEventListener("click", () => ask("Menu kasir", (_, close) => {
    const item = (/** @type {string} */ sign, /** @type {string} */ word, /** @type {() => unknown} */ act) => el("li", null, el("button.till__pick", { onclick: () => { close(); act(); } }, icon(sign), el("span.grow.b", null, word), icon("chevron-right")));
    const handOver = async () => { const person = await askCashier(till, "Ganti kasir"); if (person) await till.changeCashier({ id: person.id, name: person.name }).catch(error => tell(saidOf(error))); };
    return [el("ul.list.list--in.till__menu", null, item("clock", "Keranjang yang ditahan", () => askHeld(till)), item("receipt-text", "Nota, cetak ulang, retur", () => askReceipts(till)),
      ...till.shift ? [item("hand-coins", "Terima simpanan, angsuran, bon", () => askDues(till)), item("wallet", "Setor ke brankas", () => askDrop(till)), item("users", "Ganti kasir", handOver), item("lock", "Tutup kasir", () => askClose(till))] : [item("lock", "Buka kasir", () => askOpen(till))],
      item("printer", "Pencetak nota", () => askPrinter(till)), item("inbox", "Catatan yang menunggu", () => askQueue(till)), item("info", "Tombol di papan ketik", askHelp), item("globe", "Terang / gelap", theme))];
  }));
  part("jaringan").addEventListener("click", () => askQueue(till));
  part("tutup-kasir").addEventListener("click", () => (till.shift ? askClose(till) : writer.isWriter() && askOpen(till)));
  part("pindai").addEventListener("click", () => {
    if (!hasCamera()) return tell("Peramban ini tidak membaca kode dari kamera. Pakai pemindai, atau ketik angkanya.");
    let stop = () => {};
    ask("Pindai kode batang", () => {
      const video = /** @type {HTMLVideoElement} */ (el("video.till__camera", { playsinline: true, "aria-label": "Gambar kamera" }));
      watchCamera(video, scanned).then(off => { stop = off; }, () => tell("Kamera tidak boleh dipakai. Izinkan di setelan peramban."));
      return [video, el("p.sm.muted", null, "Arahkan ke kode batang. Barang masuk ke keranjang sendiri.")];
    }, { onClose: () => stop() });
  });
}

/**
 * Keep the page for days without a network, and change to a new version only between two buyers.
 * @param {Till} till @param {string} address
 */
async function keepWorker(till, address) {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const isControlled = workers.controller !== null;
  const registration = await workers.register(address).catch(() => null);
  if (!registration) return;
  let isAsked = false;
  workers.addEventListener("controllerchange", () => { if (isControlled && isAsked) location.reload(); });
  const change = async () => {
    if (!registration.waiting || till.sale.lines.length || document.querySelector("dialog[open]")) return;
    await till.writing;
    isAsked = true;
    registration.waiting.postMessage("ganti");
  };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", () => { if (isControlled) change(); }));
  setInterval(() => { registration.update().catch(() => {}); change(); }, 600_000);
  till.listen(() => { if (till.last) change(); });
}

start().catch(() => tell(sentence("")));
