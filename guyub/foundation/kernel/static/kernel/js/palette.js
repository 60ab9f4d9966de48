// Ctrl K or "/" opens the palette; arrows walk through what was found, Enter goes there, Esc goes back.

/** @param {HTMLElement} part */
export function palette(part) {
  const dialog = /** @type {HTMLDialogElement} */ (part);
  const field = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));

  addEventListener("keydown", event => {
    const isTyping = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    const isAsked = (event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !isTyping);
    if (!isAsked || dialog.open || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    dialog.showModal();
    field.select();
  });

  dialog.addEventListener("keydown", event => {
    const links = /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll(".palette__found a")]);
    const place = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (event.key === "Enter" && place < 0) {
      event.preventDefault();
      links[0]?.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = place + (event.key === "ArrowDown" ? 1 : -1);
      (links[next] ?? field).focus();
    }
  });

  // What was found later takes the place of what one stood on: whoever goes on typing or presses Enter is not lost.
  dialog.addEventListener("htmx:afterSwap", () => {
    if (dialog.open && !dialog.contains(document.activeElement)) field.focus();
  });

  dialog.addEventListener("click", event => {
    if (event.target === dialog) dialog.close();
  });
}
