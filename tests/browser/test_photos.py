"""The photo of a receipt on an old phone and a weak line: smaller, in pieces, over a cut, and without script."""

import re

import pytest

from tests.browser.test_books import BOOKS, record
from tests.browser.test_mentoring import fits
from tests.pictures import photo, seen, told_photo

pytestmark = pytest.mark.browser
NEW = f"{BOOKS}/jurnal/baru/"
FIELD = "Foto atau PDF bukti"
LARGE_PDF = b"%PDF-1.7 " + bytes(range(256)) * 3000


def brought(name="nota.jpg", content=None, kind="image/jpeg"):
    return {"name": name, "mimeType": kind, "buffer": content or told_photo(3000, 2000)}


def paper_of(page):
    address = page.get_by_role("link", name="Buka bukti").get_attribute("href")
    return page.request.get(address).body()


def pieces_seen(page):
    """Note each piece as it is sent: where it begins, how large it is."""
    seen_pieces = []
    page.on(
        "request",
        lambda request: "dari=" in request.url and seen_pieces.append(int(request.url.rpartition("=")[2])),
    )
    return seen_pieces


def test_a_photo_is_sent_small_before_the_form_and_kept_upright_and_bare(visit):
    treasurer = visit(NEW, role="BENDAHARA", width=360)
    sizes = []
    treasurer.on(
        "request", lambda sent: sent.method == "POST" and sizes.append(len(sent.post_data_buffer or b""))
    )
    treasurer.get_by_label(FIELD).set_input_files(brought())

    treasurer.get_by_text("nota.jpg sudah terkirim.").wait_for()
    fits(treasurer)
    record(treasurer, memo="Bensin antar barang", rupiah="40.000")
    treasurer.get_by_role("heading", name="Bensin antar barang").wait_for()

    kept = paper_of(treasurer)
    assert seen(kept).size == (1067, 1600)
    assert b"Ponsel" not in kept
    assert max(sizes) < 262_144 + 1


def test_a_line_that_is_cut_in_the_middle_goes_on_where_it_was(visit):
    treasurer = visit(NEW, role="BENDAHARA", width=360, is_failing_on_purpose=True)
    sent, cuts = pieces_seen(treasurer), []

    def cut(route):
        if len(cuts) < 2 and "dari=262144" in route.request.url:
            cuts.append(route.request.url)
            return route.abort("internetdisconnected")
        return route.continue_()

    treasurer.route(re.compile(r"/kiriman/.+dari="), cut)
    treasurer.get_by_label(FIELD).set_input_files(brought("nota.pdf", LARGE_PDF, "application/pdf"))
    treasurer.get_by_text("Menunggu sinyal.").wait_for()
    # Pressed while the line is down: the form waits for the photo, then goes by itself.
    record(treasurer, memo="Beli alat tulis", rupiah="60.000")

    treasurer.get_by_role("heading", name="Beli alat tulis").wait_for()
    assert paper_of(treasurer) == LARGE_PDF
    assert sent == [0, 262144, 262144, 262144, 524288]


def test_after_a_reload_the_same_photo_goes_on(visit):
    treasurer = visit(NEW, role="BENDAHARA", is_failing_on_purpose=True)
    sent = pieces_seen(treasurer)
    paper = brought("nota.pdf", LARGE_PDF[::-1].replace(b"\xff", b"%PDF-1.7 \xff", 1)[8:], "application/pdf")
    paper["buffer"] = b"%PDF-1.4 " + paper["buffer"]
    treasurer.route(re.compile("dari=262144"), lambda route: route.abort("internetdisconnected"))
    treasurer.get_by_label(FIELD).set_input_files(paper)
    treasurer.get_by_text("Menunggu sinyal.").wait_for()

    treasurer.unroute_all()
    treasurer.reload()
    treasurer.get_by_text("nota.pdf belum selesai terkirim.").wait_for()
    before = len(sent)
    treasurer.get_by_label(FIELD).set_input_files(paper)
    treasurer.get_by_text("nota.pdf sudah terkirim.").wait_for()
    assert sent[before:][0] == 262144

    treasurer.reload()
    treasurer.get_by_text("nota.pdf sudah terkirim.").wait_for()
    record(treasurer, memo="Beli kertas", rupiah="50.000")
    treasurer.get_by_role("heading", name="Beli kertas").wait_for()
    assert paper_of(treasurer) == paper["buffer"]


def test_what_is_no_photo_is_said_at_once(visit):
    treasurer = visit(NEW, role="BENDAHARA", width=360, is_failing_on_purpose=True)
    treasurer.get_by_label(FIELD).set_input_files(
        brought("nota.heic", b"\0\0\0 ftypheic" + bytes(99), "image/heic")
    )

    treasurer.get_by_text("Jenis berkas ini tidak dikenal.").wait_for()


def test_without_script_the_large_photo_goes_with_the_form_and_is_made_small_there(chromium, demo):
    context = chromium.new_context(base_url=demo, java_script_enabled=False)
    page = context.new_page()
    page.goto("/masuk/")
    page.locator("button[name=role][value=BENDAHARA]").click()
    page.goto(NEW)
    large = photo(3000, 2000, noise=True, quality=95)
    record(page, memo="Tanpa skrip", rupiah="30.000", document=brought(content=large))
    page.get_by_role("heading", name="Tanpa skrip").wait_for()

    assert len(large) > 2_000_000
    assert seen(paper_of(page)).size == (1600, 1067)
    context.close()
