// Sending a file in pieces over a weak line. Knows neither page nor network: both are given, so that a test can cut them.
export const PIECE_BYTES = 262144;
const LONGEST_WAIT_MS = 30000;

/**
 * @typedef {{ id: string, received: number, whole: boolean }} Standing
 * @typedef {{ status: number, waitMs?: number, told: Partial<Standing> & { message?: string, wrong?: string } }} Answer
 */

/** What the server will not take, in its own words. */
export class Refused extends Error {}

/**
 * How long to wait before the next try: 1, 2, 4 … 30 seconds.
 * @param {number} tries How many have been in vain.
 */
export function waitMs(tries) {
  return Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.max(0, tries - 1));
}

/**
 * How large a picture becomes whose longest side may not exceed a limit.
 * @param {number} width
 * @param {number} height
 * @param {number} most
 */
export function fitted(width, height, most) {
  const longest = Math.max(width, height);
  if (longest <= most) return { width, height };
  return { width: Math.max(1, Math.round(width * most / longest)), height: Math.max(1, Math.round(height * most / longest)) };
}

/**
 * Send a file until the server has it whole, however often the line is cut.
 * @param {number} size
 * @param {{
 *   begin: () => Promise<Answer>,
 *   piece: (id: string, from: number, to: number) => Promise<Answer>,
 *   finish: (id: string) => Promise<Answer>,
 *   wait: (milliseconds: number) => Promise<void>,
 *   told: (received: number, isWaiting: boolean) => void,
 * }} line Calls throw where nothing answers.
 * @returns {Promise<string>} The id under which it lies there.
 */
export async function deliver(size, line) {
  let received = 0;

  /** @param {() => Promise<Answer>} call */
  const answered = async call => {
    for (let tries = 1; ; tries++) {
      /** @type {Answer | null} */
      let answer = null;
      try {
        answer = await call();
      } catch {
        // Nothing answered: the same again, after a while.
      }
      if (answer && answer.status < 500 && answer.status !== 429) return answer;
      line.told(received, true);
      await line.wait(answer?.waitMs || waitMs(tries));
    }
  };

  for (let beginnings = 0; beginnings < 2; beginnings++) {
    const begun = taken(await answered(line.begin));
    const id = begun.id ?? "";
    received = begun.received ?? 0;
    if (begun.whole) return id;
    while (received < size) {
      const from = received;
      const answer = await answered(() => line.piece(id, from, Math.min(size, from + PIECE_BYTES)));
      // A gap says where to go on; every other refusal is the end.
      received = answer.told.wrong === "gap" ? answer.told.received ?? 0 : taken(answer).received ?? size;
      line.told(received, false);
    }
    const finished = await answered(() => line.finish(id));
    if (finished.told.wrong !== "hash" && finished.told.wrong !== "gap") return taken(finished).id ?? id;
  }
  throw new Refused("Foto berubah di perjalanan. Pilih foto itu sekali lagi.");
}

/** @param {Answer} answer */
function taken(answer) {
  if (answer.status >= 300) throw new Refused(answer.told.message ?? "Kiriman ini belum diterima. Muat ulang halaman, lalu coba lagi.");
  return answer.told;
}
