"""The desk of the pengawas through HTTP."""

import io
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.oversight.domain.words import Verdict
from guyub.books.oversight.models import MonthReview, ReviewNote
from guyub.books.oversight.selectors.questions import questions_of
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.oversight.desk import Desk
from tests.pictures import photo
from tests.world import new_id

AT = "/pengawas/35.73.03.1003"


@pytest.fixture
def desk(world):
    cache.clear()
    return Desk(world)


@pytest.fixture
def pengawas(desk, client):
    client.force_login(desk.world.person(Role.PENGAWAS))
    return client


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).replace("\xa0", " ").split())


def title(answer):
    return re.search(r"<h1>(.*?)</h1>", answer.content.decode())[1]


def asked(desk):
    with scope(desk.place.id):
        return questions_of(cooperative_id=desk.place.id)


def send(client, path, **fields):
    return client.post(f"{AT}/{path}", fields | {"request_id": str(new_id())})


def test_the_menu_leads_to_the_own_desk(pengawas):
    assert pengawas.get("/pengawas/").url == f"{AT}/"


def test_the_desk_says_what_waits_for_whom(pengawas, desk, client):
    assert title(pengawas.get(f"{AT}/")) == "Tidak ada yang menunggu pengawas"
    desk.close()
    assert title(pengawas.get(f"{AT}/")) == "10 bulan menunggu pengesahan Anda"
    question_id = desk.ask()
    client.force_login(desk.world.person(Role.BENDAHARA))
    assert title(client.get(f"{AT}/")) == "1 pertanyaan menunggu jawaban"
    assert "Kejanggalan" not in words(client.get(f"{AT}/"))
    assert send(client, f"tanya/{question_id}/", text="Ini.").status_code == 302
    assert title(client.get(f"{AT}/")) == "Tidak ada pertanyaan yang menunggu"
    client.force_login(desk.world.person(Role.PENGAWAS))
    assert title(client.get(f"{AT}/")) == "1 jawaban menunggu Anda baca"


def test_a_question_is_asked_from_an_entry_answered_with_a_photo_and_settled(pengawas, desk):
    entry_id = desk.entries["rice"]
    assert (
        f"{AT}/jurnal/{entry_id}/" in pengawas.get(f"/buku/35.73.03.1003/jurnal/{entry_id}/").content.decode()
    )
    refused = send(pengawas, f"jurnal/{entry_id}/", text="x" * 501)
    assert (refused.status_code, "x" * 501 in words(refused)) == (422, True)
    assert send(pengawas, f"jurnal/{entry_id}/", text="Mana notanya?").status_code == 302
    (question,) = asked(desk)
    at = f"tanya/{question.question_id}/"

    pengawas.force_login(desk.world.person(Role.BENDAHARA))
    assert send(pengawas, f"jurnal/{entry_id}/", text="Saya juga").status_code == 403
    assert send(pengawas, f"{at}selesai/", text="Sudah").status_code == 403
    paper = io.BytesIO(photo(kind="PNG"))
    paper.name = "nota.png"
    assert send(pengawas, at, text="Ini <b>notanya</b>.", document=paper).status_code == 302
    page = pengawas.get(f"{AT}/{at}").content.decode()
    assert "Ini &lt;b&gt;notanya&lt;/b&gt;." in page
    (reply,) = asked(desk)[0].replies
    sent = pengawas.get(f"{AT}/tanya/lampiran/{reply.reply_id}/")
    assert (sent.status_code, sent["Content-Type"]) == (200, "image/jpeg")
    assert pengawas.get(f"{AT}/tanya/lampiran/{new_id()}/").status_code == 404

    pengawas.force_login(desk.world.person(Role.PENGAWAS))
    assert send(pengawas, f"{at}selesai/", text="").url == f"{AT}/tanya/"
    assert asked(desk)[0].settled_by == desk.pengawas.name
    again = send(pengawas, f"{at}selesai/", text="Lagi")
    assert (again.status_code, "sudah selesai" in words(again)) == (422, True)
    assert pengawas.get(f"{AT}/tanya/{new_id()}/").status_code == 404
    assert pengawas.get(f"{AT}/jurnal/{new_id()}/").status_code == 404


def test_a_sample_is_worked_through_on_one_page(pengawas, desk):
    at = "sampel/2026/10/"
    assert title(pengawas.get(f"{AT}/{at}")) == "Sampel Oktober 2026 belum diambil"
    assert send(pengawas, at).status_code == 302
    page = pengawas.get(f"{AT}/{at}")
    assert title(page) == "3 jurnal Oktober 2026 belum diperiksa"
    assert "Benih " in words(page)
    first, second, third = desk.sampled()

    refused = send(pengawas, f"{at}{second}/", verdict="TANYA", text="")
    assert (refused.status_code, "Tulis apa yang ditanyakan" in words(refused)) == (422, True)
    assert f"{AT}/{at}{second}/" in refused.content.decode()
    assert send(pengawas, f"{at}{first}/", verdict="COCOK").url == f"{AT}/{at}"
    send(pengawas, f"{at}{second}/", verdict="TANYA", text="Dari mana?")
    send(pengawas, f"{at}{third}/", verdict="TANPA_BUKTI")
    page = pengawas.get(f"{AT}/{at}")
    assert title(page) == "Sampel Oktober 2026 selesai diperiksa"
    assert [one.text for one in asked(desk)] == ["Dari mana?"]
    assert "Tanpa bukti" in words(pengawas.get(f"{AT}/{at}?ke={third}"))
    assert send(pengawas, at).status_code == 422
    for wrong in ("sampel/2026/13/", "sampel/1999/1/", "bulan/2026/0/", "bulan/2026/12/"):
        assert pengawas.get(f"{AT}/{wrong}").status_code == 404, wrong


def test_a_month_is_signed_and_what_was_typed_stays_when_it_is_not(pengawas, desk):
    at = "bulan/2026/10/"
    assert title(pengawas.get(f"{AT}/{at}")) == "Oktober 2026 belum ditutup"
    desk.close()
    refused = send(pengawas, at, opinion="DENGAN_CATATAN", findings="Nota tulisan tangan.")
    assert (refused.status_code, "Nota tulisan tangan." in words(refused)) == (422, True)
    assert title(refused) == "Oktober 2026 menunggu dua pengawas"
    desk.draw()
    for one in desk.sampled():
        desk.judge(one)
    assert send(pengawas, at, opinion="DENGAN_CATATAN", findings="Nota tulisan tangan.").status_code == 302
    assert title(pengawas.get(f"{AT}/{at}")) == "Oktober 2026 menunggu satu pengawas lagi"
    assert "Sahkan bulan ini" not in words(pengawas.get(f"{AT}/{at}"))
    desk.sign(desk.other)
    page = pengawas.get(f"{AT}/{at}")
    assert title(page) == "Oktober 2026 disahkan 2 pengawas"
    assert "35.73.03.1003:" in words(page)
    pengawas.force_login(desk.world.person(Role.KETUA))
    assert send(pengawas, at, opinion="WAJAR").status_code == 403
    with scope(desk.place.id):
        assert MonthReview.objects.filter(cooperative=desk.place).count() == 2


def test_exceptions_lead_to_what_they_speak_of(pengawas, desk):
    desk.close("2026-03-31")
    page = pengawas.get(f"{AT}/kejanggalan/?masa=2026-03")
    assert "Maret 2026 baru ditutup" in words(page)
    assert "/buku/35.73.03.1003/tutup/" in page.content.decode()
    assert title(pengawas.get(f"{AT}/kejanggalan/?masa=2026-10")) == "Jurnal dan orang: 4 hal perlu dilihat"
    assert (
        f"/buku/35.73.03.1003/jurnal/{desk.entries['rice']}/"
        in pengawas.get(f"{AT}/kejanggalan/?masa=2026-10").content.decode()
    )


@pytest.mark.parametrize("paper", ["a4", "f4"])
def test_report_and_book_come_on_paper(pengawas, desk, paper):
    desk.worked_through()
    question_id = desk.ask(text="Mana #strong[notanya]?")
    assert question_id
    send(pengawas, "catatan/", text="Kunjungan ke gerai, kas cocok.")
    for path in (
        "laporan/?masa=2026-10&",
        "laporan/?masa=tanggal&dari=2026-07-01&sampai=2026-09-30&",
        "catatan/?",
    ):
        answer = pengawas.get(f"{AT}/{path}bentuk=pdf&kertas={paper}")
        assert answer.content.startswith(b"%PDF"), path
    assert title(pengawas.get(f"{AT}/laporan/?masa=2026-10")) == "0 dari 1 bulan disahkan pengawas"


def test_the_book_keeps_numbered_notes(pengawas, desk):
    for text in ("Satu.", "Dua."):
        assert send(pengawas, "catatan/", text=text).status_code == 302
    page = words(pengawas.get(f"{AT}/catatan/"))
    assert page.index("Nomor 2") < page.index("Nomor 1")
    assert send(pengawas, "catatan/", text=" ").status_code == 422
    pengawas.force_login(desk.world.person(Role.KETUA))
    assert send(pengawas, "catatan/", text="Saya").status_code == 403
    with scope(desk.place.id):
        assert ReviewNote.objects.filter(cooperative=desk.place).count() == 2


def test_a_cooperative_without_books_has_an_empty_desk(world, client):
    cache.clear()
    client.force_login(world.person(Role.PENGAWAS, world.arjosari))
    at = "/pengawas/35.73.01.1011"

    for path in ("", "tanya/", "laporan/", "catatan/"):
        assert client.get(f"{at}/{path}").status_code == 200, path
    assert client.get(f"{at}/bulan/2026/10/").status_code == 404
    assert client.get(f"{at}/sampel/2026/10/").status_code == 200
    assert client.post(f"{at}/sampel/2026/10/", {"request_id": str(new_id())}).status_code == 422


PAGES = (
    " tanya/ kejanggalan/ kejanggalan/?bagian=kas kejanggalan/?bagian=simpanan kejanggalan/?bagian=anggaran laporan/"
    " catatan/ bulan/2026/10/ sampel/2026/10/"
    " tanya/ kejanggalan/ kejanggalan/?bagian=kas kejanggalan/?bagian=simpanan"
    " kejanggalan/?bagian=anggaran laporan/ catatan/ bulan/2026/10/"
    " sampel/2026/10/"
)


@pytest.mark.parametrize("path", PAGES.split(" "))
def test_a_full_desk_asks_at_most_twelve_times(pengawas, desk, path):
    desk.worked_through()
    desk.judge(desk.sampled()[1], Verdict.TANYA, "Mana?")
    desk.ask()
    address = f"{AT}/{path}" + (f"?ke={desk.sampled()[0]}" if "sampel" in path else "")
    with CaptureQueriesContext(connection) as captured:
        assert pengawas.get(address).status_code == 200

    asked_sql = [one["sql"] for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len([sql for sql in asked_sql if "set_config" not in sql]) <= 12, "\n".join(asked_sql)
