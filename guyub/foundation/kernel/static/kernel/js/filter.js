// Narrows a list that stands on the page while one types; without script the form asks the server.

/** @param {HTMLElement} form data-list and data-told name parts of the page, data-what says what is listed. */
export function filter(form) {
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input[type=search]"));
  const list = /** @type {HTMLElement} */ (document.getElementById(form.dataset.list ?? ""));
  const told = /** @type {HTMLElement} */ (document.getElementById(form.dataset.told ?? ""));
  const what = form.dataset.what ?? "koperasi";
  const none = form.dataset.none ?? "Coba nama kelurahan lain.";

  const narrow = () => {
    const wanted = field.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    for (const group of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-group]"))) {
      let here = 0;
      for (const row of /** @type {NodeListOf<HTMLElement>} */ (group.querySelectorAll("[data-name]"))) {
        row.hidden = !wanted.every(word => (row.dataset.name ?? "").includes(word));
        if (!row.hidden) here++;
      }
      group.hidden = here === 0;
      shown += here;
    }
    told.textContent = shown ? `${shown} ${what}` : `Tidak ada yang bernama “${field.value}”. ${none}`;
  };
  field.addEventListener("input", narrow);
  form.addEventListener("submit", event => {
    event.preventDefault();
    narrow();
    list.scrollIntoView();
  });
}
