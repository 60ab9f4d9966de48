"""A cashier's day at the drawer, on a phone: opening, a drop, closing with a difference; a treasurer's voucher."""

import re

import pytest

from tests.browser.test_mentoring import fits

pytestmark = pytest.mark.browser
CASH = "/kas/35.73.03.1003"
LARGE = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000)


def counts(page, amount_rp):
    """Type an amount as the fewest notes and coins; give what the page adds up."""
    for value_rp in (*LARGE, 500, 200, 100):
        pieces, amount_rp = divmod(amount_rp, value_rp)
        field = page.locator(f"input[data-value='{value_rp}']").first
        field.fill(str(pieces) if pieces else "")
    return page.locator("[data-total]").inner_text().replace("\xa0", " ")


def lies_in_the_drawer(visit):
    """Ask the treasurer what the books say of the drawer."""
    treasurer = visit(f"{CASH}/", role="BENDAHARA")
    shown = treasurer.locator("li", has_text="Laci gerai sembako").locator(".num").inner_text()
    return int(re.sub(r"\D", "", shown))


def test_a_cashier_opens_drops_and_closes_with_a_difference(visit):
    lies_rp = lies_in_the_drawer(visit)
    cashier = visit(f"{CASH}/", role="KASIR", width=360)
    dotted = f"{lies_rp:,}".replace(",", ".")
    assert dotted not in cashier.locator("main").inner_text()  # a cashier counts blind
    cashier.get_by_role("link", name="Mulai giliran").click()
    cashier.get_by_role("link", name="Hitung dan mulai di Laci gerai sembako").click()
    fits(cashier)

    assert counts(cashier, lies_rp) == f"Rp {dotted}"
    cashier.get_by_role("button", name="Mulai giliran").click()
    cashier.get_by_role("heading", name="Laci gerai sembako Anda pegang").wait_for()
    fits(cashier)

    drop = cashier.locator("form", has=cashier.get_by_role("button", name="Setor", exact=True))
    drop.get_by_label("Jumlah").fill("100000")
    drop.get_by_label("Diterima oleh").fill("Bendahara (contoh)")
    drop.get_by_role("button", name="Setor", exact=True).click()
    cashier.get_by_text("Bendahara (contoh)").wait_for()

    cashier.get_by_role("link", name="Hitung dan tutup").click()
    counts(cashier, lies_rp - 100_000 - 3_500)
    cashier.get_by_role("button", name="Simpan hitungan").click()
    cashier.get_by_label("Sebab").fill("salah kembalian")
    assert "−Rp 3.500" in cashier.locator("main").inner_text().replace("\xa0", " ")
    fits(cashier)
    cashier.get_by_role("button", name="Tutup giliran").click()

    cashier.get_by_role("heading", name="Anda belum memegang laci").wait_for()
    cashier.goto(f"{CASH}/riwayat/")
    assert "salah kembalian" in cashier.locator("main").inner_text()
    fits(cashier)


def test_a_voucher_is_printed(visit):
    treasurer = visit(f"{CASH}/bukti/", role="BENDAHARA", width=360)
    fits(treasurer)
    treasurer.locator("tbody a").first.click()
    treasurer.get_by_text(re.compile("rupiah$")).first.wait_for()
    fits(treasurer)
    paper = treasurer.get_by_role("link", name="Cetak bukti").get_attribute("href")
    assert treasurer.request.get(f"{treasurer.url}{paper}").body().startswith(b"%PDF")
