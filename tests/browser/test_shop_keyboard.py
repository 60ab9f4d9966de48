"""The desk of the shop without a mouse: an order written, refused, put right, agreed to and sent by keys alone."""

import pytest

from tests.browser.test_shop_life import TIN, words_of

pytestmark = pytest.mark.browser
MOST_STOPS = 120
# The button inside a field of a date draws its own ring, which styles do not tell.
SHOWS = """() => {
  if (document.activeElement.type === 'date') return true;
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
}"""


def reaches(page, selector):
    """Press Tab until something has the focus; every stop on the way can be seen, and none holds one back."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate(SHOWS), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.evaluate("part => document.activeElement.matches(part)", selector):
            return
    raise AssertionError(selector)


def types(page, selector, text):
    reaches(page, selector)
    page.keyboard.type(text)


def press(page, label):
    """Go to a button by Tab, and press it."""
    page.get_by_role("button", name=label, exact=True).evaluate("part => part.dataset.wanted = 1")
    reaches(page, "[data-wanted]")
    page.keyboard.press("Enter")


def test_an_order_is_written_and_sent_by_keyboard_alone(visit):
    page = visit("/belanja/pesanan/baru/", role="PENGELOLA_GERAI", expects=[422])
    types(page, "#partner", "Toko Grosir")
    types(page, "#location", "Gudang gerai")
    types(page, "#barang-1", "Barang yang tidak ada")
    types(page, "#banyak-1", "24 kaleng")
    types(page, "#harga-1", "10500")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('[role=alert]')")
    assert "Barang yang tidak ada" in page.locator("[role=alert]").inner_text()

    reaches(page, "#barang-1")
    page.keyboard.press("Control+a")
    page.keyboard.type(TIN)
    press(page, "Tambah baris")
    page.wait_for_function("() => document.activeElement.id === 'barang-2'")
    assert page.locator("#barang-1").input_value() == TIN
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Tetapkan pesanan").wait_for()
    press(page, "Tetapkan")
    page.get_by_role("heading", name="Kirim ke pemasok").wait_for()
    press(page, "Sudah dikirim")
    page.get_by_role("link", name="Terima barang").wait_for()
    assert "Rp 252.000" in words_of(page)


@pytest.mark.parametrize("path", ["/belanja/datang/baru/", "/barang/baru/"])
def test_forms_are_left_at_their_end(visit, path):
    page = visit(path, role="PENGELOLA_GERAI")
    page.locator("main form").last.evaluate(
        "form => [...form.querySelectorAll('button')].filter(one => one.checkVisibility()).pop().dataset.wanted = 1"
    )
    reaches(page, "[data-wanted]")
