// A keyboard scanner types faster than any hand: digits less than 50 ms apart, then Enter. What it typed goes to the till, wherever
// the cursor stands. And the camera, where the browser reads barcodes by itself.

export const BURST_MS = 50;
const LEAST = 6;
const LONGEST = 80;
const SEEN_AGAIN_MS = 1500;

/**
 * Tell a scanner from a hand.
 * @param {(code: string) => void} told
 * @returns {(key: string, atMs: number) => { isStart: boolean, isCode: boolean }} To be called with every key; `isStart`: nothing came just before it.
 */
export function burst(told) {
  let typed = "", lastMs = 0;
  return (key, atMs) => {
    const isFast = typed !== "" && atMs - lastMs < BURST_MS;
    lastMs = atMs;
    if (key === "Enter" || key === "Tab") {
      const code = typed;
      typed = "";
      // Every code has a number in it: words are a hand's, or those of a program that types.
      const isCode = isFast && code.length >= LEAST && /\d/.test(code);
      if (isCode) told(code);
      return { isStart: true, isCode };
    }
    if (key.length !== 1) return { isStart: false, isCode: false };
    typed = isFast && typed.length < LONGEST ? typed + key : key;
    return { isStart: !isFast, isCode: false };
  };
}

/**
 * Listen for a scanner on a whole page. What it typed into a field is taken out of it again.
 * @param {Document} page
 * @param {(code: string) => void} told
 */
export function listen(page, told) {
  /** @type {{ field: HTMLInputElement, before: string } | null} */
  let field = null;
  const press = burst(code => {
    if (field) {
      field.field.value = field.before;
      field.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    told(code);
  });
  page.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    const { isStart, isCode } = press(event.key, event.timeStamp);
    if (isCode) {
      event.preventDefault();
      event.stopPropagation();
    }
    // The first digit comes before anybody knows that it is a scanner's: what stood in the field before it is remembered.
    if (isStart) field = target instanceof HTMLInputElement && !isCode ? { field: target, before: target.value } : null;
  }, true);
}

/**
 * Whether a camera's same code is meant again: not while it still stands before the lens.
 * @param {() => number} now
 */
export function onceAtATime(now) {
  let last = "", seenMs = 0;
  return (/** @type {string} */ code) => {
    const isAgain = code === last && now() - seenMs < SEEN_AGAIN_MS;
    last = code;
    seenMs = now();
    return !isAgain;
  };
}

/** @returns {boolean} Whether this browser reads barcodes by itself. */
export function hasCamera() {
  return "BarcodeDetector" in globalThis && Boolean(navigator.mediaDevices?.getUserMedia);
}

/**
 * Read codes before the lens until told to stop.
 * @param {HTMLVideoElement} video
 * @param {(code: string) => void} told
 * @returns {Promise<() => void>}
 */
export async function watchCamera(video, told) {
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  const detector = new Detector({ formats: ["ean_13", "ean_8", "upc_a", "itf", "qr_code"] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  await video.play();
  const isNew = onceAtATime(() => performance.now());
  let isOn = true;
  const look = async () => {
    if (!isOn) return;
    const codes = await detector.detect(video).catch(() => []);
    for (const { rawValue } of codes) if (isOn && isNew(rawValue)) told(rawValue);
    if (isOn) setTimeout(look, 120);
  };
  look();
  return () => {
    isOn = false;
    stream.getTracks().forEach(track => track.stop());
  };
}
