"""LPG at the till in Chromium: by thumb at 360 px, by keyboard at 1280, with a network and without."""

import json
import re

import pytest

from tests.browser.test_accessibility import findings_in_both_themes
from tests.browser.till_page import CONNECTED, opening, serving
from tests.browser.till_rations import BLOCKED, BUDI, NOBODY, RACK, SITI, TUTIK, WARNED, opened

pytestmark = pytest.mark.browser
READY = "#jatah .alert:has-text('Boleh')"
# All that the browser keeps for this page: database, storage, caches.
KEPT = """async () => {
    const found = [localStorage, sessionStorage].map(one => JSON.stringify({...one}));
    found.push(document.cookie, location.href);
    const answered = asked => new Promise(done => { asked.onsuccess = () => done(asked.result); });
    for (const {name} of await indexedDB.databases()) {
        const database = await answered(indexedDB.open(name));
        for (const table of database.objectStoreNames) {
            found.push(JSON.stringify(await answered(database.transaction(table).objectStore(table).getAll())));
        }
        database.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) found.push(request.url, await (await cache.match(request)).text());
    }
    return found.join(" | ");
}"""


@pytest.fixture
def server():
    yield from serving()


@pytest.fixture
def till(chromium, server):
    yield from opening(chromium, server)


def counter(page, nik):
    """Open the counter of LPG and type a number."""
    if page.is_hidden("#jatah"):
        page.click("#kelompok label:has-text('LPG 3 kg')")
    page.fill("#nik", nik)


def sales(server):
    return [event["body"] for event in server.events if event["kind"] == "sale.made"]


def no_nik_in(page):
    kept = page.evaluate(KEPT)
    assert len(kept) > 1000
    for nik in (SITI, BUDI, TUTIK, NOBODY):
        assert nik not in kept
        assert " ".join(re.findall("....", nik)) not in kept


def test_no_nik_on_the_device(till, server):
    """Through the whole counter by thumb, with a network and without, at most eight taps a sale."""
    page, found = till(width=360), []
    page.wait_for_selector(CONNECTED)
    page.evaluate("globalThis.taps = 0; document.addEventListener('pointerdown', () => { taps += 1; }, true)")
    counter(page, SITI)
    page.wait_for_selector(READY)
    assert page.inner_text("#jatah .facts").count("Sisa jatah") == 1
    found += findings_in_both_themes(page)
    page.evaluate("globalThis.taps = 0")
    page.click("#jatah [data-f=jual]")
    page.wait_for_selector("#keranjang:visible")
    found += findings_in_both_themes(page)
    page.click("#terima")
    page.wait_for_selector(".till__last")
    assert page.evaluate("taps") <= 8
    page.wait_for_function("document.getElementById('nik').value === ''")
    (sale,) = sales(server)
    ration = sale["rations"][0]
    assert (
        ration["known_by"],
        ration["consumer_id"],
        ration["last4"],
        ration["empties"],
        ration["stays"],
    ) == (
        *("NETWORK", "c-0042", "0042"),
        *(1, ""),
    )
    assert (sale["member_name"], list(server.desk.reserved)) == ("Siti Aminah (contoh)", [ration["use_id"]])

    # Somebody whom nobody knows is registered first.
    page.click("#keranjang a[aria-label='Tutup keranjang']")
    counter(page, NOBODY)
    page.click("#jatah [data-f=daftar]")
    found += findings_in_both_themes(page)
    page.fill("#daftar-nama", "Wulan (contoh)")
    page.fill("#daftar-kk", "3573012345670001")
    for paper in page.query_selector_all("input[name=surat]"):
        paper.check()
    page.check("#daftar-setuju")
    page.click("dialog button:has-text('Daftarkan')")
    page.wait_for_selector(READY)

    # Without a network: what was set aside, then one that nobody can say anything of, then no more.
    page.context.set_offline(True)
    for nik in (SITI, BUDI):
        counter(page, nik)
        page.wait_for_selector(READY, timeout=15_000)
        page.click("#jatah [data-f=jual]")
        page.click("#terima")
        page.wait_for_selector(".till__last")
        page.click("#keranjang a[aria-label='Tutup keranjang']")
    counter(page, BUDI)
    page.wait_for_selector("#jatah .alert--bad:has-text('Belum bisa dijual')")
    found += findings_in_both_themes(page)
    no_nik_in(page)
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector(CONNECTED)
    _, lent, unknown = (sale["rations"][0] for sale in sales(server))
    assert (lent["known_by"], lent["consumer_id"], lent["box"]) == ("SLICE", "c-0042", None)
    assert (unknown["known_by"], unknown["consumer_id"], opened(unknown["box"])) == ("UNKNOWN", None, BUDI)
    assert SITI not in json.dumps(server.events)
    no_nik_in(page)
    assert found == []


def test_lpg_by_keyboard_with_a_reason_a_deposit_and_a_refusal(till, server):
    page = till()
    page.wait_for_selector(CONNECTED)
    page.keyboard.press("F1")
    page.keyboard.type("3573010000000000")
    page.wait_for_selector("#nik-salah:has-text('Tanggal lahir')")
    page.fill("#nik", "")
    page.keyboard.type(TUTIK)
    page.wait_for_selector(f"#jatah .alert--bad:has-text('{BLOCKED}')")
    found = findings_in_both_themes(page)
    assert page.is_hidden("#jatah [data-f=jual]")

    page.fill("#nik", BUDI)
    page.wait_for_selector(f"#jatah .alert:has-text('{WARNED}')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast:has-text('Tulis alasannya')")
    page.fill("#jatah-alasan", "hajatan")
    page.click("#jatah label:has-text('Dititip')")
    found += findings_in_both_themes(page)
    page.focus("#nik")
    page.keyboard.press("Enter")
    page.wait_for_selector("#terima:has-text('168.000')")
    page.fill("#tunai", "200000")
    assert page.inner_text("#kembali") == "Kembali Rp\u00a032.000"
    page.keyboard.press("Enter")
    page.wait_for_selector(".till__last")
    (sale,) = sales(server)
    assert (sale["tenders"], sale["change_rp"], sale["total_rp"]) == (
        [{"kind": "CASH", "amount_rp": 18_000}],
        *(32_000, 18_000),
    )
    ration = sale["rations"][0]
    assert (ration["stays"], ration["deposit_rp"], ration["empties"], ration["reason"]) == (
        *("DEPOSIT", 150_000),
        *(0, "hajatan"),
    )

    # On bon it is not sold; taken out again, what was set aside goes back.
    page.fill("#nik", SITI)
    page.wait_for_selector(READY)
    page.focus("#nik")
    page.keyboard.press("Enter")
    page.click("#bayar label:has-text('Bon')")
    page.click("#terima")
    page.wait_for_selector(".toast:has-text('tidak bisa bon')")
    page.click("[data-f=kosong]")
    page.wait_for_function("document.querySelector('#baris .till__empty') !== null")
    assert server.desk.released == [list(server.desk.reserved)[-1]]

    # A scanned cylinder leads to the counter; voided, the deposit goes back too.
    page.keyboard.press("Escape")
    page.click(".good:has-text('LPG 3 kg')")
    page.wait_for_selector("#nik:visible")
    page.click("#menu-kasir")
    page.click(".till__pick:has-text('cetak ulang')")
    page.click(".till__pick:has-text('K1-0001')")
    paper = page.inner_text(".till__sheet")
    for said in ("NIK pembeli", "0007", "HET Rp 18.000 per tabung", "Jaminan wadah", "150.000", "135"):
        assert said in paper.replace("\u00a0", " ")
    page.click("dialog button:has-text('Batalkan')")
    assert "jaminan" in page.inner_text("dialog[open]")
    assert found == []


def test_who_goes_without_is_counted_with_one_press_and_what_the_site_knows_is_said(till, server):
    page = till(width=360)
    page.wait_for_selector(CONNECTED)
    counter(page, SITI)
    page.click("#jatah [data-f=jual]")
    page.click("#terima")
    page.wait_for_selector(".till__last")
    page.click("#keranjang a[aria-label='Tutup keranjang']")
    counter(page, "")
    server.rack = RACK | {"full": 0}
    page.wait_for_selector(CONNECTED)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector("#jatah .chip:text-is('Resmi')")
    assert "menurut daftar pukul" in page.inner_text("#jatah")
    found = findings_in_both_themes(page)
    page.click("#jatah [data-f=tidak-kebagian]")  # nobody was asked
    page.wait_for_selector(".toast:has-text('Tercatat: 1')")
    counter(page, TUTIK)
    page.wait_for_selector("#jatah .alert--bad")
    page.focus("#nik")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.f") == "tidak-kebagian":
            break
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('nik').value === ''")
    found += findings_in_both_themes(page)
    page.wait_for_selector(CONNECTED)
    noted = [event["body"] for event in server.events if event["kind"] == "unmet.noted"]
    assert [(one["category"], one["qty"], one["reason"]) for one in noted] == [
        ("", 1, "EMPTY"),
        ("RT", 1, "EMPTY"),
    ]
    no_nik_in(page)
    assert TUTIK[-4:] not in json.dumps(noted)
    assert found == []
