"""Every state of the till as axe sees it, by day and by night, and what its printers get."""

import json
from pathlib import Path

import pytest

from tests.browser.test_accessibility import findings_in_both_themes
from tests.browser.till_page import opening, sell, serving
from tests.browser.till_shop import PIN

pytestmark = pytest.mark.browser
GOLDEN = Path(__file__).parents[1] / "golden/till_papers.json"
# Printers that keep what they were sent, one behind each way.
PORTS = """() => {
    globalThis.printed = {SERIAL: [], USB: []};
    const writer = {write: async bytes => { printed.SERIAL.push(...bytes) }, releaseLock: () => {}};
    const port = {open: async () => {}, close: async () => {}, writable: {getWriter: () => writer}};
    const endpoints = [{direction: "out", type: "bulk", endpointNumber: 2}];
    const usb = {
        open: async () => {}, close: async () => {}, claimInterface: async () => {}, releaseInterface: async () => {},
        configuration: {interfaces: [{interfaceNumber: 0, alternate: {endpoints}}]},
        transferOut: async (number, bytes) => { printed.USB.push(...bytes) },
    };
    Object.defineProperty(navigator, "serial", {value: {getPorts: async () => [port]}});
    Object.defineProperty(navigator, "usb", {value: {getDevices: async () => [usb]}});
}"""
PRINTS = """async receipts => {
    const [{printBytes, portsOf}, {receiptBytes}] = await Promise.all(
        ["printer", "receipt"].map(name => import(`/static/retail/js/${name}.js`)));
    const seen = {SERIAL: [], USB: [], RAWBT: []};
    const go = address => seen.RAWBT.push([...atob(address.split(",")[1])].map(one => one.charCodeAt(0)));
    for (const receipt of receipts) for (const way of Object.keys(seen)) {
        if (way !== "RAWBT") printed[way].length = 0;
        await printBytes(way, receiptBytes(receipt, 32), {...portsOf(), go});
        if (way !== "RAWBT") seen[way].push([...printed[way]]);
    }
    return seen;
}"""

PAPER = """columns => {
    const paper = document.getElementById("cetakan"), line = document.createRange();
    paper.textContent = "M".repeat(columns);
    line.selectNodeContents(paper);
    return line.getBoundingClientRect().width;
}"""


@pytest.fixture
def server():
    yield from serving()


@pytest.fixture
def till(chromium, server):
    yield from opening(chromium, server)


def test_every_way_of_printing_gives_the_same_bytes(till):
    page = till()
    page.evaluate(PORTS)
    page.click("#menu-kasir")
    page.click("text=Pencetak nota")
    page.click("text=Kabel seri")
    page.click("text=Simpan")
    sell(page, "gula pasir")
    page.click("text=Cetak")
    page.wait_for_function("() => printed.SERIAL.length")
    printed = bytes(page.evaluate("printed.SERIAL"))
    assert printed.startswith(b"\x1b@")
    assert b"\x1bp\x00" in printed
    assert b"Gula pasir 1 kg" in printed
    golden = json.loads(GOLDEN.read_text())["receipts"]
    for way, seen in page.evaluate(PRINTS, [one["receipt"] for one in golden]).items():
        assert [bytes(one).hex() for one in seen] == [one["bytes_32"] for one in golden], way
    # On paper by the browser: what a roll of 58 or 80 mm has room for.
    page.emulate_media(media="print")
    for columns, room_mm in ((32, 48), (48, 72)):
        width = page.evaluate(PAPER, columns)
        assert 0 < width <= room_mm * 96 / 25.4, (columns, width)


def looked_at_behind(page, *steps):
    """Open a question by the places that are pressed one after the other; give what axe finds, and close it."""
    for step in steps:
        page.click(step)
        page.wait_for_selector("dialog[open]")
    found = findings_in_both_themes(page)
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")
    return [f"{steps}: {one}" for one in found]


def test_nothing_is_found_by_axe_on_a_wide_screen(till):
    page = till()
    found = findings_in_both_themes(page)
    page.click(".good:has-text('Beras SPHP')")
    found += findings_in_both_themes(page)
    found += looked_at_behind(page, "[data-f=anggota]")
    page.keyboard.press("F9")
    page.wait_for_selector(".till__last")
    assert found + findings_in_both_themes(page) == []


def test_nothing_is_found_by_axe_behind_any_button(till, server):
    page = till(width=360, is_bound=False)
    page.wait_for_selector("#kode")
    found = findings_in_both_themes(page)
    page.fill("#kode", "SALAH-123")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Kode ini tidak dikenal")
    page.fill("#kode", "KODE-1234")
    page.keyboard.press("Enter")
    page.wait_for_selector("#pin")
    found += findings_in_both_themes(page)
    page.fill("#pin", PIN)
    page.keyboard.press("Enter")
    page.wait_for_selector("#awal")
    found += findings_in_both_themes(page)
    page.fill("#awal", "0")
    page.keyboard.press("Enter")
    page.wait_for_selector("#awal", state="detached")
    page.click(".good:has-text('Beras SPHP')")
    page.click("#ke-keranjang")
    found += findings_in_both_themes(page)
    for opener in ("anggota", "potong", "tahan", "l0"):
        found += looked_at_behind(page, f"[data-f={opener}]")
    for way in ("Lain", "QRIS"):
        page.click(f"#bayar label:has-text('{way}')")
        if way == "QRIS":
            page.click("#terima")
        page.wait_for_selector("dialog[open]")
        found += [f"{way}: {one}" for one in findings_in_both_themes(page)]
        page.keyboard.press("Escape")
    page.click("#bayar label:has-text('Tunai')")
    page.click("#terima")
    page.wait_for_selector(".till__last")
    found += findings_in_both_themes(page)
    page.click("#keranjang a[aria-label='Tutup keranjang']")
    found += looked_at_behind(page, "#jaringan")
    found += looked_at_behind(page, "#menu-kasir")
    for item in (
        "ditahan",
        "simpanan, angsuran",
        "Setor ke",
        "Ganti kasir",
        "Pencetak",
        "papan ketik",
        "Tutup kasir",
    ):
        found += looked_at_behind(page, "#menu-kasir", f".till__pick:has-text('{item}')")
    for act in ("Retur barang", "Salah cara bayar", "Batalkan"):
        nota = ("#menu-kasir", ".till__pick:has-text('cetak ulang')", ".till__pick:has-text('K1-0001')")
        found += looked_at_behind(page, *nota, f"dialog button:has-text('{act}')")
    server.is_revoked = True
    page.click("#jaringan")
    page.click("text=Coba kirim")
    page.wait_for_selector("#pemberitahuan:has-text('Gawai ini dicabut')")
    assert found + findings_in_both_themes(page) == []
