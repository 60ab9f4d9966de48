"""The till and its real server: no network, a closed browser, a server killed in a batch; each sale arrives once."""

import os
import re
import signal
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest

import run
from guyub.config.embedded_postgres import EmbeddedPostgres
from tests.browser.conftest import ARGUMENTS, SIZES
from tests.browser.newcomers import FOUNDERS, KOTALAMA, OUTLET, bring
from tests.browser.test_shop_life import PASSWORD
from tests.running import processes_of, wait_until
from tests.trade.inventory.opening_tables import row, table

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
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


@pytest.fixture
def device(chromium, demo, tmp_path):
    """Open the browser of one device: what lies in it stays when the browser is closed."""
    contexts = []

    def opened(*, is_offline=False):
        context = chromium.browser_type.launch_persistent_context(
            str(tmp_path / "device"),
            executable_path=run.browser(),
            args=ARGUMENTS,
            viewport=SIZES[1280],
            locale="id-ID",
            base_url=demo,
        )
        contexts.append(context)
        context.set_offline(is_offline)
        return context.pages[0]

    yield opened
    for context in contexts:
        context.close()


def comes_back(page, count):
    """Let the line come back, and wait until the server has answered so many sales."""
    page.context.set_offline(False)
    for _ in range(60):
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_timeout(200)
        if len([state for _, state, _ in page.evaluate(SALES) if state != "WAITING"]) == count:
            return
    raise AssertionError(page.evaluate(SALES))


@contextmanager
def stopped_in_a_batch(folder):
    """Hold what every sale writes last: the server stands in the middle of a batch. Give what waits for that."""
    with psycopg.connect(EmbeddedPostgres(folder / "postgres").found().url("guyub_app")) as holder:
        holder.execute("LOCK TABLE retail_saletender IN EXCLUSIVE MODE")
        yield lambda: wait_until(lambda: holder.execute(WAITING).fetchone()[0], "no batch came")


def kill_the_server(running):
    """Kill its processes in the middle of what they do; they come back by themselves."""
    for pid in processes_of(running.folder, "guyub web"):
        os.kill(pid, signal.SIGKILL)


def given_code(page):
    """Let the manager give a code for a new device."""
    page.goto("/perangkat/ikat/")
    page.fill("#name", "HP kasir uji (contoh)")
    page.click("button:has-text('Tampilkan kode')")
    return page.inner_text("code").strip()


def sets_pin(page):
    """Let somebody who sells choose the till's own PIN."""
    page.goto("/gerai/kasir/pin/")
    page.fill("#pin", PIN)
    page.click("button:has-text('Simpan')")
    page.wait_for_selector("text=sudah diganti")


def set_up(page):
    """Let the manager say where it sells from, and into which drawer."""
    page.goto("/gerai/kasir/")
    page.click("a:has-text('HP kasir uji')")
    page.click("button:has-text('Simpan')")
    page.wait_for_url("**/gerai/kasir/")
    assert "Siap" in page.inner_text("li:has-text('HP kasir uji')")


def sell(page, times=1):
    """Sell one of the first good on the shelf, for the exact amount, so many times."""
    for _ in range(times):
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


def test_each_sale_arrives_once_over_no_network_a_closed_browser_and_a_killed_server(running, device, visit):
    manager = visit("/beranda/", role="PENGELOLA_GERAI")
    code = given_code(manager)
    sets_pin(visit("/beranda/", role="KASIR"))

    page = device()
    page.goto(f"/kasir/#ikat={code}")
    assert page.input_value("#kode") == code
    page.press("#kode", "Enter")
    page.wait_for_selector("#kode", state="detached")
    set_up(manager)
    page.reload()
    open_till(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    sell(page)
    comes_back(page, 1)

    page.context.set_offline(True)
    sell(page)
    page.context.close()
    page = device(is_offline=True)
    page.goto("/kasir/")
    page.wait_for_selector(".good")
    sell(page)
    assert [state for _, state, _ in page.evaluate(SALES)] == ["ACCEPTED", "WAITING", "WAITING"]
    comes_back(page, 3)

    page.context.set_offline(True)
    sell(page, 4)
    with stopped_in_a_batch(running.folder) as batch_waits:
        page.context.set_offline(False)
        page.evaluate("dispatchEvent(new Event('online'))")
        batch_waits()
        kill_the_server(running)
    assert [state for _, state, _ in page.evaluate(SALES)][3:] == ["WAITING"] * 4
    sell(page)
    wait_until(running.is_ready, "the server never came back")
    comes_back(page, 8)

    sales = page.evaluate(SALES)
    assert [state for _, state, _ in sales] == ["ACCEPTED"] * 8
    assert [number.partition("-")[2] for number, _, _ in sales] == [f"{at:04}" for at in range(1, 9)]
    names = [name for _, _, name in sales]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"PJ-\d{4}-\d{4,}", name) for name in names)


class Founders:
    """Who makes an empty shop sell, each on a phone; ``screens``: every address where one of them does something."""

    def __init__(self, visit):
        self.visit, self.screens = visit, set()

    def enters(self, role):
        phone = self.visit("/masuk/", width=360)
        phone.get_by_label("Nama masuk").fill(FOUNDERS[role][0])
        phone.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
        phone.get_by_role("button", name="Masuk", exact=True).click()
        phone.wait_for_url(re.compile("/beranda/"))
        phone.on("domcontentloaded", lambda page: self.screens.add(urlsplit(page.url).path))
        return phone


def brings_what_lies_there(manager, treasurer):
    """Open the shelf, and let the list of goods that the shopkeeper has become goods, prices and stock."""
    manager.goto("/stok/tempat/")
    manager.get_by_label("Nama").fill("Rak depan")
    manager.locator("#outlet").select_option(label=OUTLET)
    manager.get_by_role("button", name="Buka tempat").click()
    manager.get_by_role("heading", name="1 tempat barang").wait_for()
    manager.goto("/barang/saldo-awal/")
    cells = {"satuan": "bks", "stok": "20", "harga_beli": "2.500", "harga_jual": "3.000"}
    goods = [row(f"{name} (contoh)", **cells) for name in ("Mie goreng", "Kopi bubuk", "Teh celup")]
    listed = {"name": "daftar.csv", "mimeType": "text/csv", "buffer": table(*goods)}
    manager.locator("input[type=file]").set_input_files(listed)
    manager.get_by_role("button", name="Unggah dan periksa").click()
    manager.wait_for_url(re.compile("/barang/saldo-awal/[0-9a-f-]{36}/"))
    manager.locator("#location").select_option(label="Rak depan")
    manager.get_by_role("button", name="Simpan dan periksa lagi").click()
    manager.get_by_text("3 barang siap dimasukkan").wait_for()
    treasurer.goto(manager.url)
    treasurer.get_by_role("button", name="Masukkan 3 barang").click()
    treasurer.get_by_text("3 barang masuk").wait_for()


def test_from_an_empty_shop_to_a_sale_of_three_goods_in_under_ten_screens(running, visit):
    bring(running.folder, KOTALAMA)
    founders = Founders(visit)
    manager, treasurer = founders.enters("PENGELOLA_GERAI"), founders.enters("BENDAHARA")
    brings_what_lies_there(manager, treasurer)
    treasurer.goto(f"/kas/{KOTALAMA}/")
    treasurer.locator("#kind").select_option("LACI")
    treasurer.locator("#name").fill("Laci depan")
    treasurer.get_by_role("button", name="Buka tempat uang").click()
    treasurer.get_by_text("Laci depan").first.wait_for()
    sets_pin(manager)
    code = given_code(manager)
    till = visit(f"/kasir/#ikat={code}", width=360)
    till.press("#kode", "Enter")
    till.wait_for_selector("#kode", state="detached")
    set_up(manager)
    till.reload()
    founders.screens.add("/kasir/")
    open_till(till)
    for name in ("Mie goreng", "Kopi bubuk", "Teh celup"):
        till.tap(f".good:has-text('{name}')")
    till.tap("#ke-keranjang")
    till.tap("#terima")
    till.wait_for_selector(".till__last:has-text('9.000')")
    comes_back(till, 1)

    assert [state for _, state, _ in till.evaluate(SALES)] == ["ACCEPTED"]
    assert len(founders.screens) < 10, founders.screens
