// Tills of a shop under random faults, all in one process: the till's own program on phones whose pages die, whose clocks are turned,
// whose storage is lost, over a line that loses, doubles and delays. It speaks with the server in lines of JSON over its pipes and
// waits for each answer, so that a seed gives the same history every time.
import { createHash, createHmac } from "node:crypto";
import { readSync, writeSync } from "node:fs";

import { BasketRefused } from "../../guyub/trade/retail/static/retail/js/basket.js";
import { exported, imported } from "../../guyub/trade/retail/static/retail/js/outbox-file.js";
import { Queue } from "../../guyub/trade/retail/static/retail/js/queue.js";
import { DAY_MS, NotRecorded } from "../../guyub/trade/retail/static/retail/js/queue-rules.js";
import { ReturnRefused } from "../../guyub/trade/retail/static/retail/js/returns.js";
import { discounted } from "../../guyub/trade/retail/static/retail/js/sale.js";
import { Slice } from "../../guyub/trade/retail/static/retail/js/slice.js";
import { Stopped, Till } from "../../guyub/trade/retail/static/retail/js/till-state.js";
import { memoryMarker, memoryStore } from "../js/retail/till_world.js";

const [seed, wanted, many, startMs, hoards] = process.argv.slice(2).map(Number);
const HOUR_MS = 3_600_000, TRIES = 60;
const world = { ms: startMs, isCalm: false, sold: 0, late: [], files: [], phones: [], did: {} };

// Chance by a seed, and hashes without a thread of their own: nothing depends on who is faster.
let drawn = seed;
function chance() {
  drawn = (drawn + 0x6d2b79f5) | 0;
  let mixed = Math.imul(drawn ^ (drawn >>> 15), 1 | drawn);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const below = most => Math.floor(chance() * most);
const oneOf = list => list[below(list.length)];
const is = likely => !world.isCalm && chance() < likely;
const bytesOf = buffer => new Uint8Array(buffer).buffer;
Object.defineProperty(globalThis, "crypto", { value: {
  getRandomValues: bytes => bytes.map(() => below(256)),
  subtle: {
    digest: async (_, bytes) => bytesOf(createHash("sha256").update(bytes).digest()),
    importKey: async (_, key) => key,
    sign: async (_, key, bytes) => bytesOf(createHmac("sha256", key).update(bytes).digest()),
  },
} });

// The pipes.
let heard = Buffer.alloc(0);
function line() {
  const chunk = Buffer.alloc(1 << 16);
  for (;;) {
    const end = heard.indexOf(10);
    if (end >= 0) {
      const text = heard.toString("utf8", 0, end);
      heard = heard.subarray(end + 1);
      return text;
    }
    const size = readSync(0, chunk);
    if (!size) process.exit(3);
    heard = Buffer.concat([heard, chunk.subarray(0, size)]);
  }
}
function ask(message) {
  const bytes = Buffer.from(`${JSON.stringify({ ...message, now: world.ms, is_calm: world.isCalm })}\n`);
  for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at);
  return JSON.parse(line());
}
const ticks = async () => { for (let left = below(12); left; left--) await null; };

/** A page that went away in the middle of something. */
class Gone extends Error {}
process.on("unhandledRejection", error => { if (!(error instanceof Gone)) throw error; });

/** One opening of the till on a phone: it may die at any of its next steps, and does nothing afterwards. */
class Page {
  constructor(phone) {
    this.phone = phone;
    this.isAlive = true;
    this.steps = is(0.1) ? below(60) : Infinity;
    const clock = { now: () => world.ms + phone.offMs };
    const store = this.storeOf(phone.store);
    const marker = { read: () => phone.marker.read(), write: mark => { if (this.isAlive) phone.marker.write(mark); } };
    const network = { post: (path, body, device) => this.call({ path, body, device }), get: (path, device) => this.call({ path, device }) };
    this.queue = new Queue({ store, clock, network, marker, random: chance, version: "0.1.0", facts: async () => ({ is_persisted: true, free_mb: 900, used_mb: 1 }) });
    this.slice = new Slice(store);
    this.till = new Till({ store, queue: this.queue, slice: this.slice, now: clock.now });
  }

  async open() {
    await this.slice.open();
    await this.queue.open();
    await this.till.open();
  }

  /** Ask for prices, people and what may be lent, as the page does every five minutes. */
  async refresh() {
    const { queue, slice } = this;
    const isChanged = await slice.refresh(path => queue.network.get(path, queue.device), () => ({ written: queue.standing.head.seq, answered: queue.standing.sentSeq }));
    if (isChanged) await this.till.countCredit();
  }

  step() {
    if (this.isAlive && this.steps-- > 0) return;
    this.isAlive = false;
    throw new Gone("page");
  }

  storeOf(store) {
    const reading = how => async (...asked) => { await ticks(); this.step(); return store[how](...asked); };
    const commit = async change => {
      await ticks();
      this.step();
      const isKept = await store.commit(change);
      if (isKept) this.phone.note(change);
      this.step();
      return isKept;
    };
    return { get: reading("get"), range: reading("range"), all: reading("all"), commit, close() {} };
  }

  async call(message) {
    await ticks();
    this.step();
    while (world.late.length && is(0.3)) ask(world.late.splice(below(world.late.length), 1)[0]);
    if (this.phone.isOffline || is(0.06)) throw new TypeError("no signal");
    const told = structuredClone(message);
    if (message.body?.events && is(0.04)) {
      world.late.push(told);
      throw new TypeError("no signal");
    }
    const first = ask(told), answer = is(0.05) ? ask(told) : first;
    await ticks();
    this.step();
    if (answer.is_cut || is(0.08)) throw new TypeError("no signal");
    return answer;
  }
}

/** A phone: what lies in it stays when its page dies. `logs`: what was written on it, by device, whatever became of it since. */
class Phone {
  constructor(number) {
    Object.assign(this, { number, store: memoryStore(), marker: memoryMarker(), offMs: 0, isOffline: false, logs: new Map(), page: null, file: "" });
  }

  note({ puts = [] }) {
    const device = this.store.tables.meta.get("device")?.device_id;
    for (const [table, seq, event] of puts) {
      if (table !== "events") continue;
      const log = this.logs.get(device) ?? this.logs.set(device, []).get(device);
      if (log[seq - 1]) {
        if (log[seq - 1].hash !== event.hash) throw new Error(`event ${seq} was written twice`);
        continue;
      }
      if (seq !== log.length + 1) throw new Error(`event ${seq} after ${log.length}`);
      log.push({ seq, id: event.id, hash: event.hash, number: event.body.number ?? "" });
      if (event.kind === "sale.made") world.sold += 1;
    }
  }

  async reopen() {
    for (;;) {
      if (this.page) this.page.isAlive = false;
      this.page = new Page(this);
      try {
        return await this.page.open();
      } catch (error) {
        if (!(error instanceof Gone)) throw error;
      }
    }
  }

  /** Bind it as a new device, whatever the line does meanwhile. */
  async enrol() {
    const { code } = ask({ code: `HP ${this.number}` });
    await this.stubbornly(({ queue }) => queue.bind(code), ({ queue }) => queue.device && !queue.standing.evicted);
    ask({ setup: this.page.queue.device.device_id, cashier: this.number });
    await this.stubbornly(page => page.refresh(), ({ slice }) => slice.size > 0);
    this.cashier = this.page.slice.around.cashiers.find(one => one.name === `Kasir ${this.number}`);
  }

  async stubbornly(act, isDone) {
    for (let tries = 0; tries < TRIES && !isDone(this.page); tries++) {
      this.isOffline = false;
      await act(this.page).catch(error => {
        if (!(error instanceof Gone || error instanceof TypeError)) throw error;
      });
      if (!this.page.isAlive) await this.reopen();
    }
    if (!isDone(this.page)) throw new Error(`phone ${this.number} got nowhere`);
  }

  /** Bring its outbox to the office as a file, now or when the day ends, and begin anew. */
  async replace(file) {
    const { device_id: device } = this.store.tables.meta.get("device");
    this.page.isAlive = false;
    Object.values(this.store.tables).forEach(table => table.clear());
    if (chance() < 0.5) this.marker.mark = null;
    if (JSON.parse(file).events.length) world.files.push({ file, device });
    if (chance() < 0.5) handIn();
    await this.reopen();
    if (!world.isCalm) await this.enrol();
  }
}

function handIn() {
  for (const one of world.files.splice(0)) ask(one);
}

// What happens at a till.
async function sell({ till, slice, phone }, isAlone = true) {
  world.ms += 1000 + below(40_000);
  if (!till.shift) await till.openShift(phone.cashier, below(3) * 50_000);
  if (till.sale.lines.length > 3) till.clear();
  const products = [...slice.lines.keys()];
  for (let left = 1 + below(3); left; left--) till.add(slice.product(oneOf(products)), { times: 1 + below(3) });
  if (is(0.2)) till.buy(oneOf([null, ...slice.around.members]));
  if (is(0.05)) till.change(discounted(till.sale, 0, { amount_rp: 1 + below(500), reason: "kemasan sobek" }));
  const total = till.totalRp, how = below(10), { member } = till.sale;
  const tenders = member && till.creditLeft(member) >= total ? [{ kind: "CREDIT", amount_rp: total }] : how < 7 ? [{ kind: "CASH", amount_rp: total + 1000 }] : how < 8 ? [{ kind: "QRIS", amount_rp: total }]
    : how < 9 ? [{ kind: "TRANSFER", amount_rp: total }] : [{ kind: "QRIS", amount_rp: 1000 }, { kind: "CASH", amount_rp: total }];
  if (isAlone && is(0.04)) {
    // Reloaded in the middle of paying: the basket is there, and is sold once.
    await till.pay(tenders);
    await phone.reopen();
  }
  const event = await (isAlone ? phone.page.till : till).sell(tenders);
  const log = phone.logs.get(phone.store.tables.meta.get("device").device_id);
  if (log[event.seq - 1].hash !== event.hash) throw new Error(`sale ${event.seq} is not there`);
}

const acts = {
  async offline(phone) {
    phone.isOffline = true;
    for (let left = 10 + below(60); left; left--) await sell(phone.page);
    phone.isOffline = false;
    if (chance() < 0.8) await phone.page.queue.send({ isUrgent: true });
  },
  async online(phone) {
    for (let left = 1 + below(4); left; left--) {
      await sell(phone.page);
      if (chance() < 0.5) await phone.page.queue.sending;
    }
  },
  async sends({ page }) {
    await page.queue.send({ isUrgent: chance() < 0.5 });
    if (chance() < 0.7) await page.refresh();
  },
  reloads: phone => phone.reopen(),
  dies(phone) {
    phone.page.steps = below(40);
    return acts.online(phone);
  },
  async twoTabs(phone) {
    // Where the browser's lock fails, both tabs write.
    const first = phone.page, second = new Page(phone);
    if (!first.till.shift) await first.till.openShift(phone.cashier, 0);
    await second.open();
    const said = await Promise.allSettled([sell(first, false), sell(second, false), first.queue.send({ isUrgent: true }), second.queue.send({ isUrgent: true }), sell(second, false)]);
    const wrong = said.find(({ reason }) => reason && !isUsual(reason));
    second.isAlive = false;
    if (wrong) throw wrong.reason;
    await phone.reopen();
  },
  async turnsClock(phone) {
    phone.offMs = oneOf([0, 0, 3 * DAY_MS, -3 * DAY_MS, 20 * 60_000, -2 * HOUR_MS]);
  },
  async waits() {
    world.ms += below(3 * HOUR_MS);
    if (is(0.01)) world.ms += 15 * DAY_MS;
  },
  async losesStorage(phone) {
    const file = await exported(phone.page.queue);
    if (chance() < 0.5) ask({ revoke: phone.page.queue.device.device_id });
    await phone.replace(file);
  },
  async putBack(phone) {
    // The browser comes up with an older state of its storage; a file made just before brings the rest.
    const before = structuredClone(phone.store.tables);
    phone.isOffline = true;
    for (let left = 1 + below(5); left; left--) await sell(phone.page);
    phone.isOffline = false;
    if (chance() < 0.5) await phone.page.queue.send({ isUrgent: true });
    phone.file = await exported(phone.page.queue);
    phone.page.isAlive = false;
    Object.entries(before).forEach(([name, rows]) => { phone.store.tables[name] = rows; });
    await phone.reopen();
    if (chance() < 0.5) await phone.page.queue.send({ isUrgent: true });
    if (chance() < 0.5) await phone.reopen();
    await sell(phone.page);
  },
  async revoked(phone) {
    ask({ revoke: phone.page.queue.device.device_id });
    await acts.offline(phone);
  },
  async goesBack({ page: { till } }) {
    const sales = (await till.newest(30)).filter(event => event.kind === "sale.made");
    if (!sales.length || !till.shift) return;
    const { id, body } = oneOf(sales), agreedBy = chance() < 0.5 ? till.cashier.id : "";
    if (chance() < 0.5) await till.voidSale(id, "salah ketik", agreedBy);
    else await till.takeBack(id, new Map([[1, 1 + below(body.lines[0].base_qty)]]), "rusak", agreedBy);
  },
  async dropsCash({ page: { till } }) {
    if (till.shift) await till.drop(1000 * (1 + below(20)), "siang");
  },
  async closesShift({ page: { till } }) {
    if (till.shift) await till.closeShift(Math.max(0, (await till.shiftSums()).cash_rp + oneOf([0, 0, 500, -1000])), {});
  },
};
const OFTEN = { offline: 50, online: 16, sends: 8, reloads: 6, dies: 2, twoTabs: 4, turnsClock: 4, waits: 6, losesStorage: 1, putBack: 1, revoked: 0.6, goesBack: 8, dropsCash: 2, closesShift: 4 };
const drawnActs = Object.entries(OFTEN).flatMap(([name, often]) => Array(Math.round(often * 5)).fill(name));

function isUsual(error) {
  return error instanceof Gone || error instanceof NotRecorded || error instanceof Stopped || error instanceof ReturnRefused || error instanceof BasketRefused || error.message === "no signal";
}

/** What a person does where the till says what is wrong. */
async function mend(phone, wrong) {
  const { queue, till } = phone.page, { trouble } = queue.standing;
  if (trouble === "REVOKED") await phone.replace(await exported(queue));
  else if (phone.file && (trouble === "EVICTED" || trouble === "FORKED")) {
    await imported(queue, phone.file);
    phone.file = "";
    await till.comeBack();
  }
  else if (trouble && trouble !== "REFUSED") throw new Error(`${trouble}: ${queue.standing.words}`);
  if (wrong === "clock" && chance() < 0.7) phone.offMs = 0;
  if (wrong === "clock" || wrong === "alone") {
    phone.isOffline = false;
    await queue.send({ isUrgent: true });
  }
  if (wrong === "most" || wrong === "unpriced") till.clear();
}

async function attempt(phone, act) {
  let wrong = "";
  try {
    await act(phone);
  } catch (error) {
    if (!isUsual(error)) throw error;
    wrong = error.wrong ?? error.message;
    world.did[wrong] = (world.did[wrong] ?? 0) + 1;
  }
  if (!phone.page.isAlive) await phone.reopen();
  const { trouble } = phone.page.queue.standing;
  if ((wrong || trouble) && act !== mend) await attempt(phone, () => mend(phone, wrong));
}

/** Sell without a line until the till lets nothing more wait, then send all of it. */
async function hoard(phone) {
  for (let isFull = false; !isFull;) {
    phone.isOffline = true;
    await attempt(phone, async () => {
      while (!isFull) await sell(phone.page).catch(error => { if (!(isFull = error.wrong === "full")) throw error; });
    });
  }
  while (phone.page.queue.standing.waiting) {
    world.ms += 60_000;
    phone.isOffline = false;
    await attempt(phone, ({ page }) => page.queue.send({ isUrgent: true }));
  }
}

/** The storm is over: everybody sends until nothing waits, and what cannot be sent comes as a file. */
async function drain() {
  world.isCalm = true;
  for (const one of world.late.splice(0)) ask(one);
  for (const phone of world.phones) {
    Object.assign(phone, { offMs: 0, isOffline: false });
    for (let tries = 0; tries < 10; tries++) {
      world.ms += 10 * 60_000;
      await phone.reopen();
      if (!phone.page.queue.device) break;
      await phone.page.queue.send({ isUrgent: true });
      const { trouble, waiting } = phone.page.queue.standing;
      if (trouble) await mend(phone, "");
      else if (!waiting) break;
    }
    const { trouble, waiting } = phone.page.queue.standing;
    if (trouble || waiting) throw new Error(`phone ${phone.number}: ${waiting} wait, ${trouble}`);
  }
  handIn();
}

for (let number = 1; number <= many; number++) {
  const phone = new Phone(number);
  world.phones.push(phone);
  await phone.reopen();
  await phone.enrol();
}
for (const phone of world.phones.slice(0, hoards)) await hoard(phone);
const happens = name => {
  world.did[name] = (world.did[name] ?? 0) + 1;
  return attempt(oneOf(world.phones), acts[name]);
};
while (world.sold < wanted) await happens(oneOf(drawnActs));
for (const name of Object.keys(acts)) if (!world.did[name]) await happens(name);
await drain();
for (const { logs, store: { tables } } of world.phones) {
  const own = tables.meta.get("device")?.device_id;
  for (const [device, log] of logs) {
    const kept = seq => (device === own && tables.events.get(seq)) || { state: "", number: "" };
    ask({ written: log.map(({ seq, id, hash, number }) => [seq, id, hash, number, kept(seq).state, kept(seq).number]), device });
  }
}
ask({ done: world.did });
