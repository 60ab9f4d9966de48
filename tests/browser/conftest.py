"""A real Chromium on the running demo. A test fails when its pages complained, were refused something or went out."""

import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import run
from tests.browser import examples
from tests.browser.goods_pages import GOODS_PAGES
from tests.running import Demo, wait_until

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
SIZES = {1280: {"width": 1280, "height": 800}, 360: {"width": 360, "height": 740}}
# What people in a role see: an example of each kind of page.
PAGES_OF = {
    "": ("/masuk/", "/undangan/"),
    "SEKRETARIS": (
        "/saya/",
        "/akun/",
        "/orang/",
        "/surat/",
        "/anggota/pendaftaran/",
        "/anggota/pendaftaran/baru/",
        "/anggota/",
        "/anggota/?keadaan=KELUAR",
        "/anggota/kartu/",
        "/anggota/kartu/?kartu=punya",
        "/buku-koperasi/",
        "/buku-koperasi/anggota/",
        "/buku-koperasi/daftar/pengurus/",
        "/buku-koperasi/karyawan/",
        "/buku-koperasi/karyawan/baru/",
        "/buku-koperasi/saran/",
        "/buku-koperasi/simpanan/",
        "/buku-koperasi/catatan/tamu/",
        "/buku-koperasi/catatan/tamu/tulis/",
        "/anggota/impor/",
        "/anggota/kelompok/",
        "/anggota/usaha/",
        "/anggota/usaha/?cari=tidak-ada",
        "/anggota/hubungi/",
        "/anggota/hubungi/tulis/wa/",
        "/anggota/hubungi/tulis/surat/",
        "/pinjaman/tunggakan/pengingat/",
        "/simpanan/tagihan-pesan/",
        "/permintaan-anggota/",
        "/anggota/keluar/",
        "/anggota/pasif/",
        "/kios/mulai/",
        "/undang/",
        "/privasi/",
        "/keputusan/",
        "/jejak/",
        "/peran/",
        "/lembaga/35.73.03.1003/",
        "/lembaga/35.73.03.1003/ubah/",
        "/lembaga/35.73.03.1003/dokumen/",
        "/lembaga/35.73.03.1003/pengurus/",
        "/lembaga/35.73.03.1003/gerai/",
    ),
    "KETUA": (
        "/persetujuan/",
        "/kunci/",
        "/parameter/",
        "/parameter/pinjaman.jasa_maksimal/",
        "/kebutuhan/35.73.03.1003/ajukan/",
        "/bantuan/35.73.03.1003/minta/",
        "/beranda/",
        "/jalur/35.73.03.1003/",
        "/jalur/35.73.03.1003/NIB/",
        "/perangkat/",
        "/perangkat/ikat/",
        "/perangkat/catatan/",
        "/jatah/perangkat/",
        "/gerai/penjualan/",
        "/gerai/penjualan/angka/",
        "/gerai/penjualan/a10af592-8fef-5e95-8576-1050ce9fb359/",
        "/gerai/kasir/ > Kasir depan (contoh)",  # what stands behind " > " is the link that leads to the page
    ),
    "BENDAHARA": (
        "/beranda/",
        "/simpanan/jasa/",
        "/simpanan/jasa/bukukan/",
        "/simpanan/jasa/2026-10/",
        "/simpanan/pajak-jasa/",
        "/simpanan/pajak-jasa/2026-10/",
        "/buku/35.73.03.1003/neraca/",
        "/buku/35.73.03.1003/hasil-usaha/?per_unit=1",
        "/buku/35.73.03.1003/neraca-saldo/",
        "/buku/35.73.03.1003/arus-kas/?banding=1",
        "/buku/35.73.03.1003/ekuitas/",
        "/buku/35.73.03.1003/buku-besar/",
        "/buku/35.73.03.1003/buku-besar/1.1.02/",
        "/buku/35.73.03.1003/kas/",
        "/buku/35.73.03.1003/jurnal/",
        "/buku/35.73.03.1003/jurnal/baru/",
        "/buku/35.73.03.1003/tutup/",
        "/kas/35.73.03.1003/",
        "/kas/35.73.03.1003/riwayat/",
        "/kas/35.73.03.1003/selisih/",
        "/kas/35.73.03.1003/bukti/",
        "/kas/35.73.03.1003/serah-terima/",
        "/bank/35.73.03.1003/",
        "/catat/35.73.03.1003/",
        "/catat/35.73.03.1003/?cari=listrik",
        "/catat/35.73.03.1003/baru/beban.listrik/",
        "/catat/35.73.03.1003/baru/barang.beli_tunai/",
        "/catat/35.73.03.1003/baru/bank.setor/",
        "/catat/35.73.03.1003/riwayat/",
        "/catat/35.73.03.1003/jenis/",
        "/catat/35.73.03.1003/rutin/",
        "/pinjaman/",
        "/pinjaman/?cari=tidak-ada",
        "/pinjaman/kelompok/",
        "/pinjaman/daftar-tagih/",
        "/pinjaman/daftar-tagih/baru/",
        "/pinjaman/laporan/",
        "/pinjaman/laporan/triwulan/",
        "/simpanan/",
        "/simpanan/?cari=siti",
        "/simpanan/berjangka/",
        "/simpanan/produk/",
        "/simpanan/produk/baru/",
        "/simpanan/produk/unit/",
        "/pinjaman/permohonan/",
        "/pinjaman/permohonan/?tahap=selesai",
        "/pinjaman/permohonan/baru/",
        "/pinjaman/permohonan/baru/?cari=siti",
        "/pinjaman/produk/",
        "/pinjaman/produk/baru/",
        "/simpanan/tagihan/",
        "/simpanan/daftar-tagih/",
        "/simpanan/daftar-tagih/baru/",
        "/pinjaman/tunggakan/",
        "/pinjaman/tunggakan/jeda/",
        "/pinjaman/tunggakan/jeda/?mulai=2026-11-25&bulan=3&bebas=1",
        "/pinjaman/tunggakan/premi/",
        "/klaim/35.73.03.1003/",
        "/klaim/35.73.03.1003/baru/",
        "/dana/35.73.03.1003/",
        "/dana/35.73.03.1003/mulai/",
        "/aset/35.73.03.1003/",
        "/aset/35.73.03.1003/baru/",
        "/aset/35.73.03.1003/daftarkan/",
        "/aset/35.73.03.1003/penyusutan/",
        "/aset/35.73.03.1003/sebaran/",
        "/aset/35.73.03.1003/pinjam-pakai/",
        "/saldo-awal/35.73.03.1003/",
        "/pinjaman/saldo-awal/",
        "/anggaran/35.73.03.1003/",
        "/anggaran/35.73.03.1003/?tahun=2027",
        "/pajak/35.73.03.1003/",
        "/gerai/qris/",
        "/gerai/qris/kode/",
        "/gerai/qris/gerbang/",
        "/gerai/qris/kabar/",
        "/gerai/bon/",
    ),
    "KASIR": (
        "/beranda/",
        "/simpanan/permintaan/",
        "/anggota/calon/",
        "/kas/35.73.03.1003/",
        "/kas/35.73.03.1003/giliran/",
        "/gerai/kasir/",
        "/gerai/kasir/pin/",
        "/gerai/penjualan/hari/",
    ),
    "PENDAMPING": (
        "/pembinaan/",
        "/pembinaan/laporan/",
        "/kunjungan/",
        "/kunjungan/35.73.03.1003/rencana/",
    ),
    "PETUGAS_DINAS": (
        "/kebutuhan/",
        "/bantuan/",
        "/impor/",
        "/lembaga/35.73.03.1003/laporan/",
        "/kota/",
        "/kota/?lapisan=segar",
        "/jatah/daftar-resmi/",
        "/kota/koperasi/35.73.03.1003/",
        "/kota/koperasi/35.73.03.1003/simpan-pinjam/",
        "/kota/kalender/",
        "/kota/kontak/",
        "/kota/laporan-gabungan/",
        "/kota/anggota/",
        "/buku/35.73.03.1003/neraca/?masa=2026-09",
        "/wilayah/",
        "/wilayah/35.73.03/",
    ),
    "PENGAWAS": (
        "/beranda/",
        "/jatah/janggal/",
        "/buku/35.73.03.1003/periksa/",
        "/pengawas/35.73.03.1003/",
        "/pengawas/35.73.03.1003/kejanggalan/?masa=2026-10",
        "/pengawas/35.73.03.1003/tanya/",
        "/pengawas/35.73.03.1003/bulan/2026/9/",
        "/pengawas/35.73.03.1003/sampel/2026/10/",
        "/pengawas/35.73.03.1003/laporan/",
        "/pengawas/35.73.03.1003/catatan/",
    ),
    "OPERATOR": ("/undang/", "/peran/"),
    "ANGGOTA": (
        "/saya/",
        "/orang/",
        "/saya/ringkasan/",
        "/saya/simpanan/",
        "/saya/simpanan/wajib/",
        "/saya/simpanan/ambil/",
        "/saya/pinjaman/permohonan/",
        "/saya/pinjaman/permohonan/baru/",
        "/saya/simpanan/rekening/",
        "/saya/pinjaman/",
        "/saya/pesanan/",
        "/saya/titipan/",
        "/saya/jatah/",
        "/saya/bon/",
        "/saya/data/",
        "/saya/permintaan/",
        "/saya/permintaan/koreksi/",
    ),
}
for goods_role, goods_pages in GOODS_PAGES.items():
    PAGES_OF[goods_role] = (*PAGES_OF.get(goods_role, ()), *goods_pages)
SPOKEN_FAILURES = {
    "/tidak-ada/": 404,
    "/periksa/1/0193a1b2-1234-7abc-8def-0123456789ab/": 404,  # a paper that nobody issued
    "/kartu/1/0193a1b2-1234-7abc-8def-0123456789ab/": 404,  # a card that nobody gave
    "/orang/": 403,  # a member may not open the list of people
}
WITHDRAWN = (
    "net::ERR_ABORTED"  # the page itself let go of it: a search overtaken by the next key, or by leaving
)
# A page whose reader comes from another one has the font at hand already and may not take it from the preload.
PRELOADED = "preloaded using link preload but not used"


@contextmanager
def runs(fill=None):
    """Run the demo on a port and in a folder of its own, filled beforehand or by itself."""
    place = Path(tempfile.mkdtemp(prefix="guyub-look-"))
    place.chmod(0o755)
    if fill:
        fill(place / "data")
    running = Demo(place / "data")
    running.address()
    wait_until(running.is_ready, "the demo never got ready")
    yield running
    assert running.stop() == 0
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="session")
def running():
    """The demo over the examples."""
    with runs(examples.fill) as running:
        yield running


@pytest.fixture(scope="session")
def year():
    """The demo as everybody gets it; where it answers."""
    with runs() as running:
        yield f"http://127.0.0.1:{running.port}"


@pytest.fixture(scope="session")
def demo(running):
    """Where it answers."""
    return f"http://127.0.0.1:{running.port}"


@pytest.fixture(scope="session")
def chromium():
    """One browser for all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=run.browser(), args=ARGUMENTS)
        yield browser
        browser.close()


def new_context(chromium, base_url, width, theme="light"):
    """Open a window of a width, in a theme, on an address."""
    return chromium.new_context(
        viewport=SIZES[width],
        color_scheme=theme,
        base_url=base_url,
        has_touch=width < 800,
        locale="id-ID",
    )


def watch(page, path, base_url, wrong, *, expects=(), is_failing_on_purpose=False):
    """Note what a page asks for elsewhere, and what it complains of; give what listens."""
    expected = {*expects, *([SPOKEN_FAILURES[path]] if path in SPOKEN_FAILURES else [])}
    listening = {
        "request": lambda request: request.url.startswith((base_url, "data:")) or wrong.append(request.url)
    }
    if not is_failing_on_purpose:
        listening |= {
            "pageerror": lambda error: wrong.append(f"{path}: {error}"),
            "requestfailed": lambda request: (
                request.failure != WITHDRAWN and wrong.append(f"{path}: {request.url} {request.failure}")
            ),
            "console": lambda line: (
                line.type in {"error", "warning"}
                and not any(str(words) in line.text for words in expected)
                and wrong.append(f"{path}: {line.text}")
            ),
        }
    for event, listener in listening.items():
        page.on(event, listener)
    return listening


def log_in(page, role):
    """Send what the button of a role on the demo's first page sends; that it sends it, `test_photos` sees."""
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.request.get("/masuk/").text())[1]
    form = {"csrfmiddlewaretoken": token, "role": role}
    assert page.request.post("/masuk/contoh/", form=form, max_redirects=0).status == 302


@pytest.fixture
def visit(chromium, demo):
    """Open a page at a width and in a theme; what goes wrong on any of them fails the test at its end."""
    contexts, wrong = [], []

    def visit(
        path="/", *, width=1280, theme="light", is_failing_on_purpose=False,
        role="", base_url=demo, expects=(),
    ):  # fmt: skip
        context = new_context(chromium, base_url, width, theme)
        contexts.append(context)
        page = context.new_page()
        watch(page, path, base_url, wrong, expects=expects, is_failing_on_purpose=is_failing_on_purpose)
        if role:
            log_in(page, role)
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture(scope="module")
def readers(chromium, demo):
    """People who only read: a page for each role and width, whose reader has logged in once; made when asked for."""
    pages = {}

    def reader(role, width):
        if (role, width) not in pages:
            pages[role, width] = page = new_context(chromium, demo, width).new_page()
            if role:
                log_in(page, role)
        return pages[role, width]

    yield reader
    for page in pages.values():
        page.context.close()


@pytest.fixture
def read(readers, demo):
    """Open an address for somebody who touches nothing; it is watched as `visit` watches."""
    watched, wrong = [], []

    def read(path, *, width=1280, role=""):
        page = readers(role, width)
        watched.append((page, watch(page, path, demo, wrong, expects=[PRELOADED])))
        start, _, link = path.partition(" > ")
        page.goto(start)
        if link:
            page.goto(page.locator("main").get_by_role("link", name=link).first.get_attribute("href"))
        return page

    yield read
    for page, listening in watched:
        for event, listener in listening.items():
            page.remove_listener(event, listener)
    assert not wrong
