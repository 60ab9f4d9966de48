// Opening and closing dialogs, and short news. The browser keeps and returns the focus of a modal dialog.
const NEWS_MS = 5000;

/** @param {string} text */
export function tell(text) {
  const news = document.createElement("div");
  news.className = "toast";
  news.textContent = text;
  document.getElementById("kabar")?.append(news);
  setTimeout(() => news.remove(), NEWS_MS);
}

/** @param {Document} page */
export function dialogs(page) {
  page.addEventListener("click", event => {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-opens], [data-closes], [data-toast]");
    if (!(button instanceof HTMLElement)) return;
    if (button.dataset.opens) {
      const dialog = page.getElementById(button.dataset.opens);
      if (dialog instanceof HTMLDialogElement) dialog.showModal();
    } else if (button.dataset.toast) {
      tell(button.dataset.toast);
    } else {
      button.closest("dialog")?.close();
    }
  });
}
