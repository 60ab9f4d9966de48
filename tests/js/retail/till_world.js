// A store, a clock, a line and a server in memory, each of which can fail as the real ones do.
import { GENESIS, sealed } from "../../../guyub/trade/retail/static/retail/js/chain.js";
import { Queue } from "../../../guyub/trade/retail/static/retail/js/queue.js";
import { isAsExpected } from "../../../guyub/trade/retail/static/retail/js/store.js";

export const START_MS = Date.UTC(2026, 10, 27, 3, 0, 0);
export const DEVICE = { device_id: "0193a1b2-0000-7000-8000-000000000001", key: "rahasia", series: "K1", cooperative: { id: "c", name: "KKMP Contoh" }, outlet: { id: "o", name: "Gerai Contoh" } };

/** A database in memory: whole changes only. `crash` is told before and after each one. */
export function memoryStore(crash = () => {}) {
  const tables = { meta: new Map(), events: new Map(), baskets: new Map(), pages: new Map() };
  return {
    tables,
    async get(table, key) { return structuredClone(tables[table].get(key)); },
    async all(table) { return structuredClone([...tables[table].values()]); },
    async range(table, from, to, most = Infinity) {
      const rows = tables[table], found = [];
      // A few numbers are looked up one by one; a wide range looks through what is there.
      if (to - from <= rows.size) for (let key = from; key <= to && found.length < most; key++) found.push(...rows.has(key) ? [rows.get(key)] : []);
      else found.push(...[...rows.keys()].filter(key => key >= from && key <= to).sort((one, other) => one - other).slice(0, most).map(key => rows.get(key)));
      return structuredClone(found);
    },
    async commit(change) {
      const { expects = [], puts = [], deletes = [] } = structuredClone(change);
      crash("before", change);
      if (!expects.every(one => isAsExpected(one, tables[one.table].get(one.key)))) return false;
      for (const [table, key, row] of puts) tables[table].set(key, row);
      for (const [table, key] of deletes) tables[table].delete(key);
      crash("after", change);
      return true;
    },
    close() {},
  };
}

/** A server that keeps what comes, in order, once; `applied` counts what reached the books. */
export function memoryServer({ clock, answers = {} } = {}) {
  const kept = [];
  const applied = new Map();
  const server = {
    kept, applied, batches: 0, isRevoked: false,
    head: () => ({ seq: kept.length, hash: kept.at(-1)?.hash ?? GENESIS }),
    async post(path, body) {
      if (path === "/api/v1/devices/bind") return body.code === "KODE" ? { status: 200, told: DEVICE } : { status: 409, told: { code: "devices.code.refused", words: "Kode ini tidak dikenal." } };
      if (server.isRevoked) return { status: 401, told: { code: "devices.device.revoked", words: "Gawai ini dicabut." } };
      server.batches += 1;
      const { events } = structuredClone(body);
      if (events.length > 50) return { status: 413, told: {} };
      const told = { server_time: new Date(clock.trueNow()).toISOString(), answers: [] };
      for (const event of events) {
        if (event.seq > kept.length + 1) return { status: 200, told: { ...told, head: server.head(), gap_from: kept.length + 1 } };
        const before = kept[event.seq - 1];
        if (before) {
          told.answers.push(before.hash === event.hash ? { seq: event.seq, answer: "DUPLICATE", first: before.answer, number: before.number } : { seq: event.seq, answer: "CONFLICT", code: "devices.event.fork" });
          continue;
        }
        const again = await sealed(DEVICE.device_id, event);
        if (again.hash !== event.hash || event.previous !== server.head().hash) return { status: 422, told: { words: "Rantai putus." } };
        const answer = { answer: "ACCEPTED", code: "", words: "", number: `J-${event.seq}`, ...answers[event.seq] };
        kept.push({ ...event, ...answer });
        if (answer.answer === "ACCEPTED") applied.set(event.id, (applied.get(event.id) ?? 0) + 1);
        told.answers.push({ seq: event.seq, ...answer });
      }
      return { status: 200, told: { ...told, head: server.head() } };
    },
  };
  return server;
}

/** A line: `cut` says of each call whether it dies on the way there, on the way back, or not at all. */
export function lineTo(server, cut = () => "") {
  let calls = 0;
  const through = async call => {
    const how = cut(++calls);
    if (how === "there") throw new TypeError("no signal");
    const answer = structuredClone(await call());
    if (how === "back") throw new TypeError("no signal");
    return answer;
  };
  return { post: (path, body, device) => through(() => server.post(path, body, device)), get: (path, device) => through(() => server.get(path, device)) };
}

/** A clock that a person may have set wrong, beside the true one. */
export function wrongClock(offMs = 0) {
  const clock = { offMs, ms: START_MS, now: () => clock.ms + clock.offMs, trueNow: () => clock.ms };
  return clock;
}

export function memoryMarker() {
  const marker = { mark: null, read: () => marker.mark, write: mark => { marker.mark = mark; } };
  return marker;
}

/** A bound till with everything around it. */
export async function boundTill({ cut, answers, offMs = 0, crash, mayWrite } = {}) {
  const clock = wrongClock(offMs);
  const server = memoryServer({ clock, answers });
  const store = memoryStore(crash);
  const marker = memoryMarker();
  let isQuiet = true;
  const network = lineTo(server, number => (isQuiet ? "" : cut?.(number) ?? ""));
  const make = () => new Queue({ store, clock, network, marker, random: () => 0.5, version: "1", mayWrite });
  const queue = make();
  await queue.open();
  await queue.bind("KODE");
  await queue.send();
  isQuiet = false;
  return { queue, clock, server, store, marker, network, make };
}

export const sell = (queue, total = 1000, options = {}) => queue.record("sale.made", { total_rp: total, lines: [] }, { printsNumber: true, ...options });
