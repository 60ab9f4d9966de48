// Light or dark, chosen by the person, kept in a cookie so that the server's first paint is right already.
const YEAR_S = 31536000;

/** @param {HTMLElement} button */
export function theme(button) {
  const sheet = /** @type {HTMLLinkElement} */ (document.getElementById("gelap"));
  button.addEventListener("click", () => {
    const isDark = matchMedia(sheet.media).matches;
    sheet.media = isDark ? "not all" : "screen";
    document.cookie = `tema=${isDark ? "terang" : "gelap"}; path=/; max-age=${YEAR_S}; samesite=lax`;
  });
}
