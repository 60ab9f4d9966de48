// An official number beside a button that copies it without blanks, as forms of OSS and banks want it.
const SAID_MS = 3000;

/** @param {HTMLElement} part */
export function copyNumber(part) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--sm btn--quiet no-print";
  button.textContent = "Salin";
  button.setAttribute("aria-label", `Salin nomor ${part.textContent}`);
  part.after(" ", button);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(part.dataset.number ?? "");
    button.textContent = "Tersalin";
    setTimeout(() => (button.textContent = "Salin"), SAID_MS);
  });
}
