// A row of tabs that is wider than the screen begins where the current one is seen; the row still scrolls by hand.

/**
 * How far a row is scrolled so that one of its tabs lies in the middle, as far as the row goes.
 * @param {{left: number, width: number}} row
 * @param {{left: number, width: number}} tab
 */
export function scrolledTo(row, tab) {
  return Math.max(0, tab.left - row.left - (row.width - tab.width) / 2);
}

/** @param {HTMLElement} row */
export function tabs(row) {
  const current = row.querySelector("[aria-current]");
  if (current) row.scrollLeft = scrolledTo(row.getBoundingClientRect(), current.getBoundingClientRect());
}
