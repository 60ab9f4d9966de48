"""The till against its real server: bound, set up, sold at with and without a network; each sale arrives once."""

import re

import pytest

from tests.browser.conftest import new_context

pytestmark = pytest.mark.browser
PIN = "270817"
# What the outbox of the device holds of its sales: number, answer, the cooperative's own number.
SALES = """() => new Promise(done => {
    indexedDB.open("guyub-kasir").onsuccess = asked => {
        const read = asked.target.result.transaction("events").objectStore("events").getAll();
        read.onsuccess = () => done(read.result.filter(one => one.kind === "sale.made")
            .map(one => [one.body.number, one.state, one.number]));
    };
})"""


def arrived(page, count):
    """Wait until the server has answered so many sales."""
    for _ in range(100):
        if len([state for _, state, _ in page.evaluate(SALES) if state != "WAITING"]) == count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate(SALES))


def given_code(page):
    """Let the manager give a code for a new device."""
    page.goto("/perangkat/ikat/")
    page.fill("#name", "HP kasir uji (contoh)")
    page.click("button:has-text('Tampilkan kode')")
    return page.inner_text("code").strip()


def set_up(page):
    """Let the manager say where it sells from, and into which drawer."""
    page.goto("/gerai/kasir/")
    page.click("a:has-text('HP kasir uji')")
    page.click("button:has-text('Simpan')")
    page.wait_for_url("**/gerai/kasir/")
    assert "Siap" in page.inner_text("li:has-text('HP kasir uji')")


def sell(page):
    """Sell one of the first good on the shelf, for the exact amount."""
    before = len(page.evaluate(SALES))
    page.click(".good >> nth=0")
    page.keyboard.press("F9")
    page.wait_for_selector(".till__last")
    assert len(page.evaluate(SALES)) == before + 1


def open_till(page):
    """Open the till as its only cashier, with an empty drawer."""
    page.fill("#pin", PIN)
    page.keyboard.press("Enter")
    page.fill("#awal", "0")
    page.keyboard.press("Enter")
    page.wait_for_selector("#awal", state="detached")


def test_a_till_is_bound_sells_without_a_network_and_each_sale_arrives_once(chromium, demo, visit):
    manager = visit("/beranda/", role="PENGELOLA_GERAI")
    code = given_code(manager)
    cashier = visit("/gerai/kasir/pin/", role="KASIR")
    cashier.fill("#pin", PIN)
    cashier.click("button:has-text('Simpan')")
    cashier.wait_for_selector("text=sudah diganti")

    context = new_context(chromium, demo, 1280)
    page = context.new_page()
    page.goto(f"/kasir/#ikat={code}")
    assert page.input_value("#kode") == code
    page.press("#kode", "Enter")
    page.wait_for_selector("#kode", state="detached")
    set_up(manager)
    page.reload()
    open_till(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    sell(page)
    arrived(page, 1)

    context.set_offline(True)
    sell(page)
    page.reload()
    page.wait_for_selector(".good")
    sell(page)
    assert [state for _, state, _ in page.evaluate(SALES)] == ["ACCEPTED", "WAITING", "WAITING"]

    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    arrived(page, 3)
    sales = page.evaluate(SALES)
    context.close()
    assert [state for _, state, _ in sales] == ["ACCEPTED"] * 3
    assert [number.partition("-")[2] for number, _, _ in sales] == ["0001", "0002", "0003"]
    names = [name for _, _, name in sales]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"PJ-\d{4}-\d{4,}", name) for name in names)
