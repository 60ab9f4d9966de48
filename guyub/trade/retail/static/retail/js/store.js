// Where a till keeps what it must not lose: IndexedDB, written in whole transactions with strict durability.

/**
 * @typedef {"meta" | "events" | "baskets" | "pages"} Table
 * @typedef {string | number} Key
 * @typedef {{ table: Table, key: Key, field: string, is: unknown }} Expectation A field of a row as it was read; `null` where there was no row.
 * @typedef {{ expects?: Expectation[], puts?: [Table, Key, any][], deletes?: [Table, Key][] }} Change
 * @typedef {{
 *   get: (table: Table, key: Key) => Promise<any>,
 *   range: (table: Table, from: Key, to: Key, most?: number) => Promise<any[]>,
 *   all: (table: Table) => Promise<any[]>,
 *   commit: (change: Change) => Promise<boolean>,
 *   close: () => void,
 * }} Store A change is there whole or not at all; false: something is no longer as expected, and nothing was written.
 */

const NAME = "guyub-kasir";
const VERSION = 1;
/** @type {Table[]} */
export const TABLES = ["meta", "events", "baskets", "pages"];

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Say whether rows still are as they were read.
 * @param {Expectation} expectation
 * @param {any} row
 */
export function isAsExpected({ field, is }, row) {
  return (row === undefined || row === null ? null : row[field] ?? null) === is;
}

/**
 * Open the till's database, making it where there is none.
 * @param {IDBFactory} [factory]
 * @param {string} [name]
 * @returns {Promise<Store>}
 */
export async function openStore(factory = indexedDB, name = NAME) {
  const asked = factory.open(name, VERSION);
  asked.onupgradeneeded = () => TABLES.forEach(table => asked.result.createObjectStore(table));
  const database = await answered(asked);
  // Another tab with a newer version waits for nobody.
  database.onversionchange = () => database.close();
  const reading = (/** @type {Table} */ table) => database.transaction(table, "readonly").objectStore(table);
  return {
    get: (table, key) => answered(reading(table).get(key)),
    range: (table, from, to, most) => answered(reading(table).getAll(IDBKeyRange.bound(from, to), most)),
    all: table => answered(reading(table).getAll()),
    commit: change => committed(database, change),
    close: () => database.close(),
  };
}

/**
 * @param {IDBDatabase} database
 * @param {Change} change
 * @returns {Promise<boolean>}
 */
function committed(database, { expects = [], puts = [], deletes = [] }) {
  const touched = [...expects.map(one => one.table), ...puts.map(([table]) => table), ...deletes.map(([table]) => table)];
  if (!touched.length) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    const writing = database.transaction([...new Set(touched)], "readwrite", { durability: "strict" });
    let isRefused = false, open = expects.length;
    const write = () => {
      for (const [table, key, row] of puts) writing.objectStore(table).put(row, key);
      for (const [table, key] of deletes) writing.objectStore(table).delete(key);
    };
    writing.oncomplete = () => resolve(true);
    writing.onabort = () => (isRefused ? resolve(false) : reject(writing.error ?? new Error("aborted")));
    for (const expectation of expects) {
      const read = writing.objectStore(expectation.table).get(expectation.key);
      read.onsuccess = () => {
        if (isRefused) return;
        if (!isAsExpected(expectation, read.result)) {
          isRefused = true;
          writing.abort();
        } else if (--open === 0) write();
      };
    }
    if (!open) write();
  });
}
