// The outbox as a file: saved where nothing else is left, handed in at the office, or brought back into the till it came from.
import { brokenAt, fileSeal, GENESIS } from "./chain.js";
import { blank, NotRecorded, receiptOf, wireOf } from "./queue-rules.js";

export const FORMAT = "guyub-outbox-1";
const MOST = 10_000;

/**
 * @typedef {import("./queue.js").Queue} Queue
 * @typedef {import("./queue-rules.js").Kept} Kept
 * @typedef {import("./chain.js").ChainedEvent} ChainedEvent
 * @typedef {[import("./store.js").Table, import("./store.js").Key]} Place
 */

/**
 * Everything that is kept, as the text of a file; it is sealed with the device's key, which is not in it.
 * @param {Queue} queue
 */
export async function exported(queue) {
  const { head } = queue.standing;
  const device = queue.device?.device_id ?? "";
  const events = (await queue.range(Math.max(1, head.seq - MOST + 1), head.seq)).map(wireOf);
  const seal = await fileSeal(device, queue.device?.key ?? "", FORMAT, events);
  return JSON.stringify({ format: FORMAT, device, series: queue.device?.series ?? "", saved_at: new Date(queue.clock.now()).toISOString(), events, seal });
}

/**
 * Bring back what a file holds: only this device's own chain, only where both agree.
 * @param {Queue} queue
 * @param {string} text
 * @returns {Promise<number>} How many events came back.
 */
export async function imported(queue, text) {
  const file = read(text);
  if (!file || !queue.device || !queue.mayWrite()) throw new NotRecorded("file");
  const { device_id: device, key } = queue.device;
  if (file.device !== device) throw new NotRecorded("other");
  const { events } = file;
  const first = events[0], last = events.at(-1);
  if (!first || !last || file.seal !== await fileSeal(device, key, FORMAT, events).catch(() => "")) throw new NotRecorded("file");
  if (await brokenAt(device, events, first.seq === 1 ? GENESIS : undefined) !== null) throw new NotRecorded("file");
  const own = await queue.store.get("meta", "head") ?? blank().head;
  const kept = new Map((await queue.range(first.seq, last.seq)).map(event => [event.seq, event.hash]));
  if (events.some(event => kept.has(event.seq) && kept.get(event.seq) !== event.hash)) throw new NotRecorded("fork");
  if (own.seq && (first.seq > own.seq + 1 || (first.seq === own.seq + 1 && first.previous !== own.hash))) throw new NotRecorded("fork");
  /** @type {Place} */
  const trouble = ["meta", "trouble"];
  const isRevoked = (await queue.store.get("meta", "trouble"))?.kind === "REVOKED";
  const missing = events.filter(event => !kept.has(event.seq));
  const receipt = Math.max(own.receipt, ...events.map(receiptOf));
  const head = last.seq > own.seq ? { seq: last.seq, hash: last.hash, receipt, at_ms: Math.max(own.at_ms, last.at) } : { ...own, receipt };
  const isWritten = await queue.store.commit({
    expects: [{ table: "meta", key: "head", field: "hash", is: own.hash }],
    puts: [["meta", "head", head], ["meta", "sent", { seq: Math.max(queue.standing.sentSeq, first.seq - 1) }], ...missing.map(waitingAgain)],
    // What stood in the way is looked at anew, and a basket that an older state of the storage still holds is not sold twice.
    deletes: [...isRevoked ? [] : [trouble], ...events.filter(event => event.kind === "sale.made").map(soldBasket)],
  });
  if (!isWritten) throw new NotRecorded("busy");
  const mark = queue.marker.read();
  if (mark && mark.head <= head.seq) queue.marker.write({ ...mark, head: head.seq });
  await queue.open();
  return missing.length;
}

/** @param {ChainedEvent} event @returns {["events", number, Kept]} What the server said of it is asked again. */
function waitingAgain(event) {
  return ["events", event.seq, { ...wireOf(event), state: "WAITING", code: "", words: "", number: "", answered_ms: 0 }];
}

/** @param {ChainedEvent} event @returns {Place} A sale bears the id of the basket that it was. */
function soldBasket(event) {
  return ["baskets", event.id];
}

/** @param {string} text @returns {{ device: string, events: ChainedEvent[], seal: string } | null} */
function read(text) {
  try {
    const file = JSON.parse(text);
    return file?.format === FORMAT && Array.isArray(file.events) ? file : null;
  } catch {
    return null;
  }
}
