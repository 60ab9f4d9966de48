// The outbox as a file: saved where nothing else is left, and brought back into the till that it came from.
import { brokenAt, GENESIS } from "./chain.js";
import { blank, NotRecorded, receiptOf } from "./queue-rules.js";

/**
 * @typedef {import("./queue.js").Queue} Queue
 * @typedef {import("./queue-rules.js").Kept} Kept
 */

/**
 * Everything that is kept, as the text of a file; the device's key is not in it.
 * @param {Queue} queue
 */
export async function exported(queue) {
  const { head, sentSeq } = queue.standing;
  const events = await queue.range(1, head.seq);
  return JSON.stringify({
    format: "guyub-outbox-1", device_id: queue.device?.device_id ?? "", series: queue.device?.series ?? "", app_version: queue.version,
    saved_at: new Date(queue.clock.now()).toISOString(), sent_seq: sentSeq, head: { seq: head.seq, hash: head.hash }, events,
  });
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
  if (file.device_id !== queue.device.device_id) throw new NotRecorded("other");
  const first = file.events[0], last = file.events.at(-1);
  if (!first || !last || await brokenAt(file.events, first.seq === 1 ? GENESIS : undefined) !== null) throw new NotRecorded("file");
  const own = await queue.store.get("meta", "head") ?? blank().head;
  const kept = new Map((await queue.range(first.seq, last.seq)).map(event => [event.seq, event]));
  if (file.events.some((/** @type {Kept} */ event) => kept.has(event.seq) && kept.get(event.seq)?.hash !== event.hash)) throw new NotRecorded("fork");
  if (own.seq && (first.seq > own.seq + 1 || (first.seq === own.seq + 1 && first.prev !== own.hash))) throw new NotRecorded("fork");
  const missing = file.events.filter((/** @type {Kept} */ event) => !kept.has(event.seq));
  const receipt = Math.max(own.receipt, ...file.events.map((/** @type {Kept} */ event) => receiptOf(event)));
  const head = last.seq > own.seq ? { seq: last.seq, hash: last.hash, receipt, at_ms: Math.max(own.at_ms, Date.parse(last.at)) } : { ...own, receipt };
  const isWritten = await queue.store.commit({
    expects: [{ table: "meta", key: "head", field: "hash", is: own.hash }],
    puts: [["meta", "head", head], ["meta", "sent", { seq: Math.max(queue.standing.sentSeq, first.seq - 1) }], ...missing.map((/** @type {Kept} */ event) => /** @type {["events", number, Kept]} */ (["events", event.seq, event]))],
    deletes: queue.standing.trouble === "FORKED" || queue.standing.trouble === "LOST" ? [["meta", "trouble"]] : [],
  });
  if (!isWritten) throw new NotRecorded("busy");
  const mark = queue.marker.read();
  if (mark && mark.head <= head.seq) queue.marker.write({ ...mark, head: head.seq });
  await queue.open();
  return missing.length;
}

/** @param {string} text */
function read(text) {
  try {
    const file = JSON.parse(text);
    return file?.format === "guyub-outbox-1" && Array.isArray(file.events) ? file : null;
  } catch {
    return null;
  }
}
