// The photo of a form: made smaller here, sent in pieces while the rest is typed, so that saving is a small step.
// Without script, or where something is missing, the plain file field does the same with more patience.
import { deliver, fitted, Refused } from "./delivery.js";

const LONGEST_SIDE = 1600;
const SEEN_SIDE = 96;
const GOOD_BYTES = 400000;
const QUALITIES = [0.8, 0.65, 0.5];
const ANSWER_MS = 60000;

/**
 * Make the smaller copy of a photo, upright; a document, or what this browser cannot read, stays as it is.
 * @param {File} file
 * @param {HTMLCanvasElement} seen Shows it small.
 * @returns {Promise<File>}
 */
async function smallCopy(file, seen) {
  seen.hidden = true;
  if (!file.type.startsWith("image/")) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  draw(picture, seen, SEEN_SIDE);
  seen.hidden = false;
  const whole = document.createElement("canvas");
  draw(picture, whole, LONGEST_SIDE);
  picture.close();
  /** @type {Blob | null} */
  let small = null;
  for (const quality of QUALITIES) {
    small = await new Promise(resolve => whole.toBlob(resolve, "image/jpeg", quality));
    if (small && small.size <= GOOD_BYTES) break;
  }
  const name = `${file.name.replace(/\.[^.]*$/, "") || "foto"}.jpg`;
  return small && small.size < file.size ? new File([small], name, { type: "image/jpeg" }) : file;
}

/**
 * @param {ImageBitmap} picture
 * @param {HTMLCanvasElement} canvas
 * @param {number} most
 */
function draw(picture, canvas, most) {
  const { width, height } = fitted(picture.width, picture.height, most);
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (!pen) throw new TypeError("no canvas");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, 0, 0, width, height);
}

/** @param {Blob} content */
async function sha256(content) {
  const digest = await crypto.subtle.digest("SHA-256", await content.arrayBuffer());
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Wait, or go on at once when the signal is back.
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
function patience(milliseconds) {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
  });
}

/**
 * @param {string} address
 * @param {string} token Of the form, against forged requests.
 * @param {BodyInit} body
 * @returns {Promise<import("./delivery.js").Answer>}
 */
async function call(address, token, body) {
  const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token }, signal: AbortSignal.timeout(ANSWER_MS) });
  const isTold = answer.headers.get("Content-Type")?.startsWith("application/json");
  return { status: isTold || answer.status !== 200 ? answer.status : 403, told: isTold ? await answer.json() : {}, waitMs: 1000 * Number(answer.headers.get("Retry-After")) };
}

/** @param {HTMLElement} part The component. */
export function photo(part) {
  const of = (/** @type {string} */ name) => /** @type {HTMLElement} */ (part.querySelector(`[data-part="${name}"]`));
  const input = /** @type {HTMLInputElement} */ (part.querySelector("input[type=file]"));
  const sent = /** @type {HTMLInputElement} */ (part.querySelector("input[type=hidden]"));
  const way = /** @type {HTMLProgressElement} */ (of("way"));
  const seen = /** @type {HTMLCanvasElement} */ (of("seen"));
  const form = input.form;
  const kept = `guyub-foto:${location.pathname}:${input.name}`;
  const isNeeded = input.required;
  /** @type {File | null} */
  let sending = null; // the file that is under way
  /** @type {HTMLElement | null} */
  let pressed = null; // the button that was pressed meanwhile

  const say = (/** @type {string} */ words) => {
    of("sent").hidden = false;
    if (of("said").textContent !== words) of("said").textContent = words;
  };
  const remember = (/** @type {object} */ facts) => sessionStorage.setItem(kept, JSON.stringify(facts));

  const stand = (/** @type {string} */ id, /** @type {string} */ name) => {
    sent.value = id;
    input.value = "";
    input.required = false;
    way.hidden = true;
    remember({ id, name });
    say(`${name} sudah terkirim.`);
  };

  /** @param {File} file */
  const send = async file => {
    const token = /** @type {HTMLInputElement | null} */ (form?.querySelector("input[name=csrfmiddlewaretoken]"))?.value ?? "";
    const hash = await sha256(file);
    const begin = new URLSearchParams({ name: file.name, size: String(file.size), sha256: hash });
    const here = part.dataset.address ?? "";
    const isMine = () => sending === file;
    remember({ name: file.name });
    way.value = 0;
    way.hidden = false;
    say("Foto sedang dikirim. Isian lain bisa diteruskan.");
    const id = await deliver(file.size, {
      begin: () => call(here, token, begin),
      piece: (id, from, to) => call(`${here}${id}/?dari=${from}`, token, file.slice(from, to, "application/octet-stream")),
      finish: id => call(`${here}${id}/selesai/`, token, ""),
      wait: patience,
      told: (received, isWaiting) => {
        if (!isMine()) throw new Refused("");
        way.value = Math.round(100 * received / file.size);
        say(isWaiting ? "Menunggu sinyal. Foto diteruskan dari yang sudah terkirim." : "Foto sedang dikirim. Isian lain bisa diteruskan.");
      },
    });
    if (isMine()) stand(id, file.name);
  };

  input.addEventListener("change", async () => {
    const [chosen] = input.files ?? [];
    sent.value = "";
    input.required = isNeeded;
    sessionStorage.removeItem(kept);
    way.hidden = true;
    of("sent").hidden = true;
    sending = chosen ?? null;
    if (!chosen) return;
    let file = chosen;
    try {
      file = await smallCopy(chosen, seen);
      const smaller = new DataTransfer(); // pressed before it is sent, the form takes the small copy along
      smaller.items.add(file);
      if (sending === chosen && file !== chosen) input.files = smaller.files;
    } catch {
      file = chosen; // a picture that this browser cannot read: the server may
    }
    if (sending !== chosen) return;
    if (!crypto.subtle) return say(`${file.name} dikirim bersama isian.`);
    sending = file;
    try {
      await send(file);
    } catch (refusal) {
      if (sending !== file) return;
      way.hidden = true;
      say(refusal instanceof Refused ? refusal.message : `${file.name} dikirim bersama isian.`);
    }
    sending = null;
    if (pressed) form?.requestSubmit(pressed);
  });

  form?.addEventListener("submit", event => {
    if (sending && !pressed) {
      event.preventDefault();
      pressed = event.submitter ?? form.querySelector("button");
      say("Menunggu foto selesai terkirim, lalu disimpan. Tekan sekali lagi untuk mengirim bersama isian.");
      return;
    }
    sessionStorage.removeItem(kept);
  });

  const before = JSON.parse(sessionStorage.getItem(kept) ?? "null");
  if (!before || sent.value) return;
  if (before.id) stand(before.id, before.name);
  else say(`${before.name} belum selesai terkirim. Pilih lagi foto itu: kirimannya diteruskan.`);
}
