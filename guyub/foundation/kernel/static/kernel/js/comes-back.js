// A page that waits while its server begins anew: it goes on once the server was away and answers again.
// What a till keeps in this browser belongs to what is gone, and is thrown away.
const LOOK_MS = 1000;

/**
 * @param {() => Promise<boolean>} answers Whether the server answers now.
 * @returns {() => Promise<boolean>} Whether it was away and is back; to be asked again and again.
 */
export function backAgain(answers) {
  let wasAway = false;
  return async () => {
    const isThere = await answers();
    wasAway ||= !isThere;
    return wasAway && isThere;
  };
}

async function forget() {
  const workers = await navigator.serviceWorker?.getRegistrations() ?? [];
  await Promise.all(workers.map(one => one.unregister()));
  for (const name of await caches.keys()) await caches.delete(name);
  for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
}

/** @param {HTMLElement} part */
export function comesBack(part) {
  const isBack = backAgain(() => fetch("/healthz", { cache: "no-store" }).then(answer => answer.ok, () => false));
  const look = async () => {
    if (await isBack()) location.assign(part.dataset.to ?? "/");
    else setTimeout(look, LOOK_MS);
  };
  forget().then(look, look);
}
