"""The till in Chromium: without a network, over a closed browser, by keyboard, by thumb; each sale arrives once."""

import hashlib
import hmac
import json
import shutil

import pytest

from guyub.foundation.kernel.canonical import canonical_bytes
from tests.browser.conftest import ARGUMENTS, SIZES
from tests.browser.test_accessibility import findings_in_both_themes
from tests.browser.till_server import TillServer
from tests.browser.till_shop import PIN

pytestmark = pytest.mark.browser
CONNECTED = "#jaringan-kata:text-is('Tersambung')"


@pytest.fixture
def server():
    running = TillServer().start()
    yield running
    running.stop()


@pytest.fixture
def till(chromium, server, tmp_path):
    """Open the till on a device; a device keeps what it holds when its browser is closed."""
    contexts, wrong = [], []

    def opened(width=1280, *, on_disk=False, again=False):
        looks = {
            "viewport": SIZES[width],
            "has_touch": width < 800,
            "locale": "id-ID",
            "base_url": f"http://127.0.0.1:{server.port}",
        }
        if on_disk:
            context = chromium.browser_type.launch_persistent_context(
                str(tmp_path / "device"), executable_path=chromium_path(), args=[*ARGUMENTS], **looks
            )
        else:
            context = chromium.new_context(**looks)
        contexts.append(context)
        page = context.pages[0] if on_disk else context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
        page.goto("/kasir/")
        if not again:
            bind(page)
        page.wait_for_selector(".good")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


def chromium_path():
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))


def bind(page):
    page.fill("#kode", "KODE-1234")
    page.keyboard.press("Enter")
    page.click("label:has-text('Rina')")
    page.fill("#pin", PIN)
    page.keyboard.press("Enter")
    page.fill("#awal", "100000")
    page.keyboard.press("Enter")
    page.wait_for_selector("#awal", state="detached")


def sell(page, *names):
    """Sell for the exact amount."""
    for name in names:
        page.fill("#brg", name)
        page.press("#brg", "Enter")
    page.keyboard.press("F9")
    page.wait_for_selector(".till__last")


def waiting(page):
    return page.inner_text("#jaringan-kata")


def test_each_sale_arrives_once_over_no_network_and_a_closed_browser(till, server):
    page = till(on_disk=True)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    sell(page, "gula pasir", "3x telur")
    page.wait_for_selector(CONNECTED)
    page.context.set_offline(True)
    sell(page, "minyakita")
    page.reload()
    page.wait_for_selector(".good")
    assert "1 nota menunggu" in waiting(page)
    sell(page, "kopi bubuk")
    server.stop()
    page.context.close()

    page = till(on_disk=True, again=True)
    assert "2 nota menunggu" in waiting(page)
    sell(page, "garam")
    server.start(server.port)
    page.click("#jaringan")
    page.click("text=Coba kirim")
    page.wait_for_selector(CONNECTED)
    sales = [event for event in server.events if event["kind"] == "sale.made"]
    assert [sale["body"]["total_rp"] for sale in sales] == [98_500, 15_700, 14_000, 3000]
    assert [sale["body"]["number"] for sale in sales] == ["K1-0001", "K1-0002", "K1-0003", "K1-0004"]
    assert set(server.applied.values()) == {1}


def test_lost_answers_and_a_server_that_dies_in_a_batch_double_nothing(till, server):
    page = till()
    page.wait_for_selector(CONNECTED)
    server.loses_answers, server.dies_after = 2, 3
    for name in ("gula pasir", "telur", "minyakita", "garam"):
        sell(page, name)
    server.dies_after = None
    for _ in range(5):
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_timeout(150)
    page.wait_for_selector(CONNECTED)
    assert len(server.events) == 5
    assert set(server.applied.values()) == {1}


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
    other.wait_for_function("!document.getElementById('terima').disabled || !document.querySelector('.qty')")


def test_a_scanner_is_heard_wherever_the_cursor_stands(till):
    page = till()
    page.focus("#tunai")
    page.keyboard.type("2100123012503\n")
    page.wait_for_selector("text=1,25 kg")
    assert page.input_value("#tunai") == ""
    assert "40.000" in page.inner_text("#terima")


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
    kinds = [event["kind"] for event in server.events]
    assert kinds == ["shift.opened", "sale.made", "sale.returned", "shift.closed"]
    assert server.events[-1]["body"]["difference_rp"] == 0


def test_the_first_load_is_light_and_a_new_version_waits_for_the_basket(till, server):
    page = till()
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_timeout(300)
    # Page, files and worker's copy together, with the goods of a small shop.
    assert server.sent_bytes < 300_000
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


def test_a_receipt_goes_to_a_printer_on_a_cable(till):
    page = till()
    page.evaluate(
        "globalThis.printed = [];"
        " const port = {open: async () => {}, close: async () => {}, writable: {getWriter: () =>"
        " ({write: async bytes => { printed.push(...bytes) }, releaseLock: () => {}})}};"
        " Object.defineProperty(navigator, 'serial', {value: {getPorts: async () => [port]}})"
    )
    page.click("#menu-kasir")
    page.click("text=Pencetak nota")
    page.click("text=Kabel seri")
    page.click("text=Simpan")
    sell(page, "gula pasir")
    page.click("text=Cetak")
    page.wait_for_timeout(300)
    printed = bytes(page.evaluate("printed"))
    assert printed.startswith(b"\x1b@")
    assert b"\x1bp\x00" in printed
    assert b"Gula pasir 1 kg" in printed


def test_a_day_by_keyboard_alone(till, server):
    page = till()
    keys = page.keyboard
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
    page.wait_for_selector(CONNECTED)
    assert [event["body"].get("total_rp") for event in server.events] == [None, 27_000, 17_500]


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_found_by_axe(till, width):
    page = till(width=width)
    found = findings_in_both_themes(page)
    page.click(".good:has-text('Beras SPHP')")
    if width < 800:
        page.click("#ke-keranjang")
    found += findings_in_both_themes(page)
    for opener in (
        "[data-f=anggota]",
        "[data-f=potong]",
        "[data-f=tahan]",
        "[data-f=l0]",
        "#jaringan",
        "#menu-kasir",
    ):
        page.click(opener)
        page.wait_for_selector("dialog[open]")
        found += findings_in_both_themes(page)
        page.keyboard.press("Escape")
    assert not found


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
        "() => { const began = performance.now(); document.querySelector('.good').click();"
        " return performance.now() - began }"
    )
    slow.send("HeapProfiler.collectGarbage")
    heap = page.evaluate("performance.memory.usedJSHeapSize")
    # The promise is 2 s, 50 ms and 60 MB; the room above it is for a machine that does other work too.
    assert (opened_ms < 4000, added_ms < 100, heap < 60_000_000) == (True, True, True), (
        opened_ms,
        added_ms,
        heap,
    )
