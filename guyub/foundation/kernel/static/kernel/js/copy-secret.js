// A number that is shown once: copied with a button, gone from the clipboard after half a minute, from the page after two.
const CLIPBOARD_MS = 30000;
const SHOWN_MS = 120000;

/** @param {HTMLElement} part */
export function copySecret(part) {
  const secret = part.dataset.secret ?? "";
  delete part.dataset.secret;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--sm";
  button.textContent = "Salin";
  part.after(" ", button);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(secret);
    button.textContent = "Tersalin, hilang 30 detik lagi";
    setTimeout(() => {
      navigator.clipboard.writeText("");
      button.textContent = "Salin";
    }, CLIPBOARD_MS);
  });
  setTimeout(() => {
    part.textContent = "sudah disembunyikan";
    button.remove();
  }, SHOWN_MS);
}
