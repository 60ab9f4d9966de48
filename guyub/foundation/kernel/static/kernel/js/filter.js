// Narrows a list that stands on the page while one types; without script the form asks the server.

/** @param {HTMLElement} form */
export function filter(form) {
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input[type=search]"));
  const list = /** @type {HTMLElement} */ (document.getElementById(form.dataset.list ?? ""));
  const told = /** @type {HTMLElement} */ (document.getElementById(form.dataset.told ?? ""));

  const narrow = () => {
    const wanted = field.value.trim().toLowerCase();
    let shown = 0;
    for (const group of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-group]"))) {
      let here = 0;
      for (const row of /** @type {NodeListOf<HTMLElement>} */ (group.querySelectorAll("[data-name]"))) {
        row.hidden = !(row.dataset.name ?? "").includes(wanted);
        if (!row.hidden) here++;
      }
      group.hidden = here === 0;
      shown += here;
    }
    told.textContent = shown ? `${shown} koperasi` : `Tidak ada yang bernama “${field.value}”. Coba nama kelurahan lain.`;
  };
  field.addEventListener("input", narrow);
  form.addEventListener("submit", event => {
    event.preventDefault();
    narrow();
    list.scrollIntoView();
  });
}
