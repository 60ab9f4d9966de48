// A number that a form asks for: copied and shown for half a minute, then gone from the page and from the clipboard.
const SHOWN_MS = 30000;

/** @param {HTMLElement} part */
export function copyNik(part) {
  const form = /** @type {HTMLFormElement} */ (part);
  const said = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
  form.addEventListener("submit", async event => {
    event.preventDefault();
    button.disabled = true;
    const answer = await ask(form);
    if (!answer.nik) {
      said.textContent = answer.said ?? "Belum bisa ditampilkan. Coba lagi sebentar lagi.";
      button.disabled = false;
      return;
    }
    const isCopied = await copied(answer.nik);
    said.textContent = `${answer.nik} ${isCopied ? "tersalin, hilang 30 detik lagi" : "hilang 30 detik lagi"}`;
    setTimeout(() => {
      said.textContent = "";
      button.disabled = false;
      if (isCopied) emptied();
    }, SHOWN_MS);
  });
}

/**
 * Each press asks under an id of its own: a number is shown once for each.
 * @param {HTMLFormElement} form
 * @returns {Promise<{nik?: string, said?: string}>}
 */
async function ask(form) {
  const body = new FormData(form);
  body.set("request_id", pressId());
  try {
    const response = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body });
    return await response.json();
  } catch {
    return {};
  }
}

function pressId() {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** @param {string} number */
async function copied(number) {
  try {
    await navigator.clipboard.writeText(number);
    return true;
  } catch {
    return false; // no clipboard here, or not allowed: it is read from the page
  }
}

/** Empty the clipboard; a page that nobody looks at may not, and does it when somebody comes back. */
function emptied() {
  const empty = () => navigator.clipboard.writeText("").catch(() => {});
  if (document.hasFocus()) empty();
  else addEventListener("focus", empty, { once: true });
}
