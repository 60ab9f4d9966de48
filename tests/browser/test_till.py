"""The till in Chromium, before a server in memory: by keyboard, by thumb, for scanners, in two tabs, on a slow phone.

What closes the browser or kills the server is seen before the real one: ``test_till_server.py``.
"""

import hashlib
import hmac
import json

import pytest

from guyub.foundation.kernel.canonical import canonical_bytes
from tests.browser.till_page import CONNECTED, opening, sell, serving
from tests.browser.till_shop import PIN

pytestmark = pytest.mark.browser
# What a scanner does: keys closer together than any hand's, into whatever has the cursor.
BURST = """code => {
    const field = document.activeElement;
    let at = performance.now();
    for (const key of [...code, "Enter"]) {
        const pressed = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true});
        Object.defineProperty(pressed, "timeStamp", {value: at += 8});
        if (field.dispatchEvent(pressed) && key.length === 1) document.execCommand("insertText", false, key);
    }
}"""


@pytest.fixture
def server():
    yield from serving()


@pytest.fixture
def till(chromium, server):
    yield from opening(chromium, server)


def test_a_reload_in_the_middle_of_paying_keeps_the_basket(till, server):
    page = till()
    page.click(".good:has-text('Gula pasir')")
    page.click("#bayar label:has-text('QRIS')")
    page.click("#terima")
    page.wait_for_selector(".till__qr")
    page.reload()
    page.wait_for_selector(".good")
    assert "17.500" in page.inner_text("#terima")
    page.click("#terima")
    page.click("text=Uang sudah masuk")
    page.wait_for_selector(".till__last")
    [sale] = [event for event in server.events if event["kind"] == "sale.made"]
    assert sale["body"]["tenders"] == [{"kind": "QRIS", "amount_rp": 17_500}]


def test_a_second_tab_only_looks_until_it_takes_over(till):
    page = till()
    other = page.context.new_page()
    other.goto("/kasir/")
    other.wait_for_selector("text=Kasir terbuka di tab lain")
    other.click(".good:has-text('Gula pasir')")
    assert other.is_disabled("#terima")
    other.click("text=Pindahkan ke sini")
    page.wait_for_selector("text=Kasir terbuka di tab lain")
    other.wait_for_function(
        "() => !document.getElementById('terima').disabled || !document.querySelector('.qty')"
    )


def test_a_scanner_is_heard_wherever_the_cursor_stands(till, server):
    page = till()
    page.focus("#tunai")
    page.evaluate(BURST, "2100123012503")
    page.wait_for_selector("text=1,25 kg")
    assert page.input_value("#tunai") == ""
    assert "40.000" in page.inner_text("#terima")
    # Half a code, letters, a wrong last digit, a weight of nothing, one that never ends: said, and nothing comes of it.
    for rubbish in ("21001230", "QRY-7!?#", "8990000000019", "2100123000005", "9" * 200):
        page.evaluate(BURST, rubbish)
        page.wait_for_selector(".toast")
        page.evaluate("document.querySelectorAll('.toast').forEach(one => one.remove())")
        assert page.input_value("#tunai") == "", rubbish
    # So slow that it might be a hand: digits in the field for cash are no money.
    page.keyboard.type("8990000000019\n", delay=60)
    page.wait_for_selector("text=Uang diterima jauh di atas total")
    page.fill("#tunai", "")
    page.keyboard.press("F9")
    page.wait_for_selector(".till__last:has-text('40.000')")
    page.wait_for_selector(CONNECTED)
    [sale] = [event for event in server.events if event["kind"] == "sale.made"]
    assert [(line["base_qty"], line["net_rp"]) for line in sale["body"]["lines"]] == [(1250, 40_000)]


def test_a_whole_day_by_thumb(till, server):
    page = till(width=360)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.tap(".good:has-text('Beras SPHP')")
    page.tap(".good:has-text('Telur')")
    page.tap("#ke-keranjang")
    page.tap("[data-f=anggota]")
    page.fill("#cari-anggota", "siti")
    page.tap(".till__pick:has-text('Siti')")
    page.tap("#bayar label:has-text('Bon')")
    page.tap("#terima")
    page.wait_for_selector(".till__last")
    page.tap("#keranjang a[aria-label='Tutup keranjang']")
    page.tap("#menu-kasir")
    page.tap("text=Nota, cetak ulang, retur")
    page.tap(".till__pick:has-text('K1-0001')")
    page.tap("text=Retur barang")
    page.fill("#retur-1", "1")
    page.fill("#sebab", "pecah di jalan")
    page.tap("text=Terima retur")
    page.fill("#pin", PIN)
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast:has-text('27.000 (Bon)')")
    page.tap("#menu-kasir")
    page.tap(".till__pick:has-text('Tutup kasir')")
    page.fill("#lembar-100000", "1")
    page.locator("dialog .btn--big").tap()
    page.wait_for_selector("text=Uang di laci cocok.")
    page.wait_for_selector(CONNECTED)
    kinds = [event["kind"] for event in server.events]
    assert kinds == ["shift.opened", "sale.made", "sale.returned", "shift.closed"]
    assert server.events[-1]["body"]["difference_rp"] == 0


def test_the_first_load_is_light_and_a_new_version_waits_for_the_basket(till, server):
    page = till()
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_timeout(300)
    # Page, files and worker's copy together, with the goods of a small shop.
    assert server.sent_bytes < 200_000
    page.reload()
    page.wait_for_selector(".good")
    server.version = "2"
    page.context.set_offline(True)
    sell(page, "gula pasir")
    page.click(".good:has-text('Telur')")
    page.context.set_offline(False)
    page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.update()).then(() => null)")
    page.wait_for_timeout(500)
    assert page.get_attribute("body", "data-version") == "1"
    page.keyboard.press("F9")
    page.wait_for_selector("body[data-version='2']")
    page.wait_for_selector(CONNECTED)
    assert [event["kind"] for event in server.events] == ["shift.opened", "sale.made", "sale.made"]
    assert set(server.applied.values()) == {1}


def test_the_outbox_is_saved_to_a_file_and_brought_back(till, server, tmp_path):
    page = till()
    page.wait_for_selector(CONNECTED)
    page.context.set_offline(True)
    sell(page, "gula pasir")
    page.click("#jaringan")
    with page.expect_download() as saving:
        page.click("text=Simpan ke berkas")
    saved = tmp_path / "nota.json"
    saving.value.save_as(saved)
    file = json.loads(saved.read_text())
    assert [event["kind"] for event in file["events"]] == ["shift.opened", "sale.made"]
    assert "kunci-contoh" not in saved.read_text()
    hashed = hashlib.sha256(b"kunci-contoh").digest()
    facts = {"device": file["device"], "events": file["events"], "format": "guyub-outbox-1"}
    assert file["seal"] == hmac.new(hashed, canonical_bytes(facts), hashlib.sha256).hexdigest()
    page.set_input_files("input[type=file]", saved)
    page.wait_for_selector("text=0 catatan kembali dari berkas.")


def test_what_the_browser_threw_away_is_said(till):
    page = till()
    sell(page, "gula pasir")
    page.wait_for_selector(CONNECTED)
    page.context.set_offline(True)
    sell(page, "telur")
    page.context.set_offline(False)
    page.goto("/kasir/manifest.json")
    page.evaluate(
        "new Promise(done => { indexedDB.deleteDatabase('guyub-kasir').onsuccess = () => done(null) })"
    )
    page.goto("/kasir/")
    page.wait_for_selector("text=1 catatan belum terkirim, terakhir nomor urut 3")


def test_a_revoked_device_stops_and_keeps_its_outbox(till, server):
    page = till()
    page.wait_for_selector(CONNECTED)
    server.is_revoked = True
    sell(page, "gula pasir")
    page.wait_for_selector("#pemberitahuan:has-text('Gawai ini dicabut')")
    page.wait_for_selector(".good", state="detached")
    page.click("#jaringan")
    page.wait_for_selector("dialog:has-text('1 catatan menunggu')")
    assert [event["kind"] for event in server.events] == ["shift.opened"]


def tab_to(page, words):
    """Go with the tabulator to what bears these words, or this id."""
    for _ in range(40):
        page.keyboard.press("Tab")
        found = page.evaluate("(one => `${one.id} ${one.innerText}`)(document.activeElement)")
        if words in found:
            return
    raise AssertionError(words)


def test_a_day_by_keyboard_alone(till, server):
    page = till(is_bound=False)
    keys = page.keyboard
    page.wait_for_selector("#kode:focus")
    keys.type("KODE-1234", delay=55)
    keys.press("Enter")
    page.wait_for_selector("#pin")
    tab_to(page, "pin")
    keys.type(PIN, delay=55)
    keys.press("Enter")
    page.wait_for_selector("#awal")
    keys.type("100000", delay=55)
    keys.press("Enter")
    page.wait_for_selector("#awal", state="detached")
    keys.press("/")
    keys.type("gula", delay=55)
    keys.press("Enter")
    keys.press("F3")
    keys.type("siti", delay=55)
    keys.press("Enter")
    keys.press("F4")
    keys.press("Enter")
    keys.press("F2")
    keys.type("telur", delay=55)
    keys.press("Enter")
    keys.press("F8")
    keys.type("50000", delay=55)
    keys.press("Enter")
    page.wait_for_selector(".till__last:has-text('23.000')")
    keys.press("F6")
    page.wait_for_selector("dialog[open]")
    keys.press("Tab")
    keys.press("Enter")
    page.wait_for_selector(".till__buyer:has-text('Siti')")
    keys.press("F9")
    page.wait_for_selector(".till__last:has-text('17.500')")
    keys.press("F10")
    tab_to(page, "Tutup kasir")
    keys.press("Enter")
    page.wait_for_selector("#lembar-100000")
    keys.type("1", delay=55)
    tab_to(page, "Tutup kasir")
    keys.press("Enter")
    page.wait_for_selector("text=Uang di laci kurang")
    page.wait_for_selector(CONNECTED)
    told = [event["body"] for event in server.events]
    assert [body.get("total_rp") for body in told] == [None, 27_000, 17_500, None]
    assert told[-1]["difference_rp"] == -44_500


def test_twenty_thousand_goods_open_warm_on_a_slow_phone(till, server):
    server.products = server.products + [
        server.products[number % 20]
        | {"id": f"0193a1b2-0000-7000-9000-{number:012d}", "name": f"Barang {number}"}
        for number in range(20_000)
    ]
    page = till()
    assert server.sent_bytes < 3_000_000
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.reload()
    page.wait_for_selector("body[data-ready]")
    opened_ms = page.evaluate("performance.getEntriesByName('kasir-siap')[0].startTime")
    added_ms = page.evaluate(
        """() => Math.min(...Array.from({length: 5}, () => {
            const began = performance.now();
            document.querySelector('.good').click();
            return performance.now() - began;
        }))"""
    )
    slow.send("HeapProfiler.collectGarbage")
    heap = page.evaluate("performance.memory.usedJSHeapSize")
    # The promise is 2 s, 50 ms and 60 MB; the room above it, and the best of five, is for a machine that does other
    # work too.
    assert (opened_ms < 4000, added_ms < 100, heap < 60_000_000) == (True, True, True), (
        opened_ms,
        added_ms,
        heap,
    )
