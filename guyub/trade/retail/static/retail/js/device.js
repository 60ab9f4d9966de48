// What a till needs of the browser: line, mark outside the database, one writing tab, room that is not taken away.

const TIMEOUT_MS = 20_000;
const MARK = "guyub-kasir";
export const LEAST_MB = 500;

/**
 * The line to the server: the device's key, no session.
 * @param {typeof fetch} [call]
 * @returns {import("./queue-rules.js").Network}
 */
export function network(call = (...given) => fetch(...given)) {
  const send = async (/** @type {string} */ path, /** @type {RequestInit} */ init, /** @type {import("./queue-rules.js").Device | null} */ device) => {
    const headers = { "Content-Type": "application/json", ...device ? { Authorization: `Device ${device.device_id}:${device.key}` } : {} };
    const answer = await call(path, { ...init, headers, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(TIMEOUT_MS) });
    const told = await answer.json().catch(() => null);
    // A page of a provider between us and the server is no answer of ours.
    if (told === null && answer.status < 300) throw new TypeError("no answer");
    return { status: answer.status, told: told ?? {} };
  };
  return {
    post: (path, body, device) => send(path, { method: "POST", body: JSON.stringify(body) }, device),
    get: (path, device) => send(path, { method: "GET" }, device),
  };
}

/** The machine's clock; in a demonstration, the demonstration's: the server says in a cookie how far it differs. */
export const now = (cookies = document.cookie) => Date.now() + 1000 * Number(/(?:^|; )jam=(-?\d+)/.exec(cookies)?.[1] ?? 0);

/** @returns {import("./queue-rules.js").Marker} */
export function marker(storage = localStorage) {
  return {
    read: () => {
      try {
        return JSON.parse(storage.getItem(MARK) ?? "null");
      } catch {
        return null;
      }
    },
    write: mark => {
      try {
        storage.setItem(MARK, JSON.stringify(mark));
      } catch {
        // Without room for a mark there is none: the sale itself is kept.
      }
    },
  };
}

/**
 * Be the one tab that writes; `told` hears when this changes. `take` takes the till over from another tab.
 * @param {(isWriter: boolean) => void} told
 * @param {LockManager | undefined} [locks]
 */
export function oneWriter(told, locks = navigator.locks) {
  let isWriter = false;
  const set = (/** @type {boolean} */ is) => {
    if (is !== isWriter) told(isWriter = is);
  };
  // The lock is held until the page goes away, or another tab takes it.
  const hold = () => { set(true); return new Promise(() => {}); };
  const wait = () => { locks?.request("guyub-kasir", hold).catch(() => { set(false); wait(); }); };
  return {
    isWriter: () => isWriter,
    begin: async () => {
      if (!locks) return set(true);
      await new Promise(resolve => {
        locks.request("guyub-kasir", { ifAvailable: true }, lock => {
          resolve(null);
          return lock ? hold() : undefined;
        }).catch(() => { set(false); wait(); });
      });
      if (!isWriter) wait();
    },
    take: () => { locks?.request("guyub-kasir", { steal: true }, hold).catch(() => { set(false); wait(); }); },
  };
}

/**
 * How safe what is kept here is.
 * @returns {Promise<{ is_persisted: boolean, free_mb: number, used_mb: number }>}
 */
export async function storageFacts(storage = navigator.storage) {
  const [isPersisted, estimate] = await Promise.all([storage?.persisted?.() ?? false, storage?.estimate?.() ?? {}]).catch(() => [false, {}]);
  const { quota = 0, usage = 0 } = /** @type {StorageEstimate} */ (estimate);
  return { is_persisted: Boolean(isPersisted), free_mb: Math.max(0, Math.floor((quota - usage) / 1_000_000)), used_mb: Math.ceil(usage / 1_000_000) };
}

/** Ask that the browser does not throw away what is kept here. */
export async function keepStorage(storage = navigator.storage) {
  return await storage?.persist?.().catch(() => false) ?? false;
}

/**
 * When the queue sends: now, every minute, when the line or the page comes back.
 * @param {() => unknown} urgent @param {() => unknown} quiet
 */
export function beat(urgent, quiet, everyMs = 60_000) {
  addEventListener("online", urgent);
  addEventListener("focus", quiet);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) quiet(); });
  setInterval(quiet, everyMs);
  urgent();
}
