// A list of links that staff open one after the other: a tap ticks the line and tells the server at once, since an old
// phone may have thrown the page away when they come back from the other app. Without script the ticks are sent together.

/** @param {HTMLElement} part */
export function sentMarks(part) {
  const form = /** @type {HTMLFormElement} */ (part);
  form.addEventListener("click", event => {
    const link = /** @type {HTMLElement} */ (event.target).closest("[data-marks]");
    const tick = link && /** @type {HTMLInputElement | null} */ (form.querySelector(`#${link.getAttribute("data-marks")}`));
    if (!tick) return;
    tick.checked = true;
    const body = new URLSearchParams({ sent: tick.value, tap: "1" });
    const token = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=csrfmiddlewaretoken]"));
    if (token) body.set("csrfmiddlewaretoken", token.value);
    // A tick that the server does not know of is taken off again: what stays ticked is kept.
    fetch(form.action, { method: "POST", body, keepalive: true })
      .then(answer => { tick.checked = answer.ok; })
      .catch(() => { tick.checked = false; });
  });
}
