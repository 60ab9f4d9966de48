"""Pages of loans in trouble: the list, a visit, a letter, other terms, a pause, premiums, a death."""

import html
import re
from datetime import date

import pytest

from guyub.finance.loans.models import LoanPause, LoanRestructure, LoanWriteOff
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.services.test_insurance import INSURED
from tests.finance.loans.services.test_reminding import PHONE, reachable
from tests.finance.loans.trouble_book import BY_DAY, TroubleBook, whole
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
LIST = "/pinjaman/tunggakan/"


@pytest.fixture
def book(world, monkeypatch):
    doors = ("guyub.foundation.identity.web.doors", "guyub.finance.savings.web.frame")
    views = ("trouble", "pauses", "relief", "bereavement")
    for module in (*doors, *(f"guyub.finance.loans.web.views.{name}" for name in views)):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    return TroubleBook(world)


def by(book, client, role):
    client.force_login(book.world.person(role))
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).replace(
        "\u00a0", " "
    )


def posts(client, address, **fields):
    return client.post(address, {"request_id": new_id(), **fields})


def test_the_list_shows_who_is_late_and_how_old_the_book_is(book, client):
    loan = book.lends()
    shown = text_of(by(book, client, Role.BENDAHARA).get(LIST))
    assert "1 pinjaman menunggak" in shown
    assert "Siti Aminah PJ-2026-0001" in shown
    assert "297 hari" in shown
    assert "Rp 1.120.000" in shown
    assert "Belum diingatkan" in shown
    assert "Portofolio berisiko 100%" in shown
    assert "Tidak ada yang cocok" in text_of(client.get(f"{LIST}?umur=1"))
    table = client.get(f"{LIST}tabel/?bentuk=csv").content.decode()
    assert loan.name in table
    collector = text_of(by(book, client, Role.KOLEKTOR).get(LIST))
    assert "Siti Aminah" in collector
    assert "Portofolio berisiko" not in collector


def test_an_empty_list_says_so(book, client):
    assert "Tidak ada tunggakan" in text_of(by(book, client, Role.BENDAHARA).get(LIST))


def test_a_collector_writes_a_visit_on_a_phone(book, client):
    loan = book.lends()
    address = f"{LIST}{loan.id}/"
    collector = by(book, client, Role.KOLEKTOR)
    form = collector.get(f"{address}kunjungan/")
    assert 'name="promise_on"' in form.content.decode()
    fields = {"on": "2026-11-24", "found": "SULIT", "note": "panen gagal", "promise_on": "2026-12-05"}
    refused = posts(collector, f"{address}kunjungan/", **fields)
    assert refused.status_code == 422
    assert "Janji ditulis dengan tanggal dan jumlahnya" in text_of(refused)
    assert "panen gagal" in refused.content.decode()

    saved = posts(collector, f"{address}kunjungan/", **fields, promise_rp="100.000")

    assert saved.url == address
    shown = text_of(collector.get(address))
    assert "Bertemu; sedang sulit membayar" in shown
    assert "Berjanji Rp 100.000 sampai 5 Des 2026 Menunggu" in shown
    assert "Jalan keluar" not in shown


def test_a_letter_is_issued_and_handed_over(book, client):
    loan = book.lends(servicing=BY_DAY)
    treasurer = by(book, client, Role.BENDAHARA)
    issued = posts(treasurer, f"{LIST}{loan.id}/surat/")
    letter = treasurer.get(issued.url)
    assert letter["Content-Type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF")
    assert "Surat peringatan 1 Nomor" in text_of(treasurer.get(f"{LIST}{loan.id}/"))
    again = posts(treasurer, f"{LIST}{loan.id}/surat/")
    assert "Surat berikutnya paling cepat 9 Desember 2026" in text_of(again)
    assert treasurer.get(f"{LIST}surat/{new_id()}/").status_code == 404


def test_reminders_are_opened_sent_and_marked(book, client):
    loan = book.lends()
    reachable(book, book.siti)
    secretary = by(book, client, Role.SEKRETARIS)
    shown = secretary.get(f"{LIST}pengingat/")
    assert "1 peminjam menunggu pengingat" in text_of(shown)
    assert "menunggak sejak 1 Februari 2026" in text_of(shown)
    opened = posts(secretary, f"{LIST}pengingat/", reason="Mengingatkan angsuran")
    assert f"https://wa.me/{PHONE[1:]}?text=Yth.%20Ibu" in opened.content.decode()
    assert posts(secretary, f"{LIST}pengingat/terkirim/", sent=str(loan.id), tap="1").status_code == 204
    marked = posts(secretary, f"{LIST}pengingat/terkirim/", sent=str(loan.id))
    assert marked.url == f"{LIST}pengingat/?"
    assert "Tidak ada yang perlu diingatkan" in text_of(secretary.get(f"{LIST}pengingat/"))
    soon = text_of(secretary.get(f"{LIST}pengingat/?siapa=segera"))
    assert "Tidak ada yang perlu diingatkan" in soon
    assert "paling sedikit" in text_of(posts(secretary, f"{LIST}pengingat/", reason="x")).lower()


def test_other_terms_are_looked_at_then_asked_for(book, client):
    loan = book.lends(servicing=BY_DAY)
    for month in range(2, 12):
        book.pays(loan, 112_000, date(2026, month, 1))
    address = f"{LIST}{loan.id}/restrukturisasi/"
    treasurer = by(book, client, Role.BENDAHARA)
    assert "Sebelum dan sesudah" not in treasurer.get(address).content.decode().replace("Lihat sebelum", "")
    query = "?mulai=2026-12-01&jeda=1&panjang=2&suku=6"
    shown = text_of(treasurer.get(address + query))
    assert "Seluruh sisa Rp 224.000" in shown
    assert "Jasa setahun menurut perjanjian 12% 6%" in shown
    assert "di atas batas 24%" in text_of(treasurer.get(f"{address}?mulai=2026-12-01&panjang=6"))
    assert "Tulis ulang sukunya" in text_of(treasurer.get(f"{address}?mulai=2026-12-01&suku=abc"))
    assert "Belum ada yang diubah" in text_of(treasurer.get(f"{address}?mulai=2026-12-01"))
    fields = {"mulai": "2026-12-01", "jeda": "1", "panjang": "2", "suku": "6"}

    asked = posts(treasurer, address, **fields, reason="sakit")

    assert asked.url == f"{LIST}{loan.id}/"
    with scope(book.place.id):
        row = LoanRestructure.objects.get(cooperative=book.place)
    sheet = treasurer.get(f"{address}{row.id}/")
    assert sheet.content.startswith(b"%PDF")
    assert treasurer.get(f"{address}{new_id()}/").status_code == 404
    book.decides(row.approval_id)
    assert "berlaku" in text_of(treasurer.get(f"{LIST}{loan.id}/"))
    back = f"{address}{row.id}/batal/"
    assert posts(treasurer, back, reason="").status_code == 422
    assert posts(treasurer, back, reason="salah pinjaman").url == f"{LIST}{loan.id}/"
    shown = text_of(treasurer.get(f"{LIST}{loan.id}/"))
    assert "dibatalkan" in shown
    assert "Batalkan perubahan" not in shown
    assert "Perubahan ini tidak berlaku lagi" in text_of(posts(treasurer, back, reason="lagi"))
    chair = by(book, client, Role.KETUA)
    assert "1 angsuran tanpa pokok, diperpanjang 2 angsuran" in text_of(
        chair.get(f"/persetujuan/{row.approval_id}/")
    )


def test_a_waiver_is_shown_and_taken_back(book, client):
    loan = book.lends(servicing=BY_DAY)
    book.decides(book.asks_waiver(loan, 5_000))
    page, waived = f"{LIST}{loan.id}/", book.events(loan)[-1]
    treasurer = by(book, client, Role.BENDAHARA)
    assert "Keringanan Rp 5.000" in text_of(treasurer.get(page))
    back = f"{page}keringanan/{waived.id}/batal/"

    assert posts(treasurer, back, reason="").status_code == 422
    assert posts(treasurer, back, reason="salah pinjaman").url == page

    assert "Dibatalkan" in text_of(treasurer.get(page))
    assert posts(treasurer, back, reason="lagi").status_code == 422


def test_penalties_are_forgiven_and_a_loan_is_written_off_by_two(book, client):
    loan = book.lends(servicing=BY_DAY)
    treasurer, address = by(book, client, Role.BENDAHARA), f"{LIST}{loan.id}/"
    assert "Denda, terbuka" in text_of(treasurer.get(f"{address}keringanan/"))
    fields = {"component": "penalty", "amount": "10.000", "reason": "sakit"}
    assert posts(treasurer, f"{address}keringanan/", **fields).url == address
    over = posts(treasurer, f"{address}keringanan/", **fields | {"amount": "99.000.000"})
    assert "Tulis paling banyak sejumlah itu" in text_of(over)
    assert "Pilih denda, jasa, atau biaya" in text_of(
        posts(treasurer, f"{address}keringanan/", **fields | {"component": "x"})
    )

    assert "Pinjaman ini belum macet" in text_of(treasurer.get(f"{address}hapus-buku/"))
    fields = {"decision": str(book.decision.id), "reason": "pergi"}
    assert posts(treasurer, f"{address}hapus-buku/", **fields).url == address
    assert posts(treasurer, f"{address}hapus-buku/", reason="pergi").status_code == 422
    with scope(book.place.id):
        asked = ApprovalRequest.objects.get(cooperative=book.place, kind="loans.write_off")
    book.decides(asked.id)
    assert "Dihapus buku 25 Nov 2026 menurut keputusan 01/RAT/2026" in text_of(treasurer.get(address))
    assert posts(treasurer, f"{address}hapus-buku/batal/", reason="").status_code == 422
    assert posts(treasurer, f"{address}hapus-buku/batal/", reason="keliru").url == address
    with scope(book.place.id):
        assert LoanWriteOff.objects.get(cooperative=book.place).undone_on == NOW.date()
    whole(book)


def test_a_pause_is_tried_then_asked_for(book, client):
    loan = book.lends()
    address, treasurer = f"{LIST}jeda/", by(book, client, Role.BENDAHARA)
    shown = text_of(treasurer.get(f"{address}?mulai=2026-11-25&bulan=2&bebas=1"))
    assert "Jatuh tempo selama jeda Rp 0 sebelumnya Rp 224.000" in shown
    assert "di atas batas 24%" in text_of(treasurer.get(f"{address}?mulai=2026-11-25&bulan=6"))
    assert "Pilih dari daftar" in text_of(treasurer.get(f"{address}?bulan=99"))
    fields = {"mulai": "2026-11-25", "bulan": "2", "bebas": "1", "reason": "banjir"}
    assert "Pilih keputusan rapat" in text_of(posts(treasurer, address, **fields))

    asked = posts(treasurer, address, **fields, decision=str(book.decision.id))

    assert "menunggu orang kedua" in text_of(treasurer.get(asked.url))
    with scope(book.place.id):
        pause = LoanPause.objects.get(cooperative=book.place)
    book.decides(pause.approval_id)
    assert loan.name in text_of(treasurer.get(asked.url))
    back = f"{asked.url}batal/"
    assert posts(treasurer, back, reason="", loan=str(loan.id)).status_code == 422
    assert "tidak ada di sini" in text_of(posts(treasurer, back, reason="keliru", loan="x"))
    assert posts(treasurer, back, reason="salah RT", loan=str(loan.id)).url == asked.url
    shown = text_of(treasurer.get(asked.url))
    assert "Dikeluarkan" in shown
    assert "Keluarkan dari jeda" not in shown
    assert book.now(loan).ends_on == date(2027, 1, 1)
    assert treasurer.get(f"{address}{new_id()}/").status_code == 404
    cashier = by(book, client, Role.KASIR)
    assert "Hitung tanpa menyimpan" not in text_of(cashier.get(address))
    assert posts(cashier, address, **fields).status_code == 422


def test_premiums_are_paid_on_and_taken_back(book, client):
    loan = book.lends(INSURED, premiums=("Premi",))
    address, treasurer = f"{LIST}premi/", by(book, client, Role.BENDAHARA)
    assert "Menunggu disetor 1 pinjaman, Rp 6.000" in text_of(treasurer.get(address))
    fields = {
        "loan": str(loan.id),
        "insurer": "Asuransi Contoh",
        "on": "2026-11-25",
        "cash_place": str(book.bank),
    }
    assert "tidak sama dengan yang ditulis" in text_of(posts(treasurer, address, **fields, amount="5.000"))
    assert posts(treasurer, address, **fields, amount="6.000").url == address
    shown = treasurer.get(address)
    assert "Sudah disetor Asuransi Contoh" in text_of(shown)
    back = re.search(rf'action="({address}[^"]+/batal/)"', shown.content.decode())[1]
    assert posts(treasurer, back, reason="").status_code == 422
    assert posts(treasurer, back, reason="salah rekening").url == address
    whole(book)
    cashier = by(book, client, Role.KASIR)
    assert "Bukukan setoran" not in text_of(cashier.get(address))
    assert posts(cashier, address, **fields, amount="6.000").status_code == 422


def test_a_death_is_noted_claimed_and_settled(book, client):
    loan = book.lends(INSURED, premiums=("Premi",))
    address, treasurer = f"{LIST}duka/{book.siti.id}/", by(book, client, Role.BENDAHARA)
    assert "Bila Siti Aminah meninggal dunia" in text_of(treasurer.get(address))
    fields = {"died_on": "2026-11-20", "told_by": "Ketua RT"}
    assert posts(treasurer, address, died_on="besok", told_by="x").status_code == 422
    assert posts(treasurer, address, **fields).url == address
    shown = text_of(treasurer.get(address))
    assert "Almarhum/ah Siti Aminah" in shown
    assert "Ketua RT" in shown
    owed_rp = book.state(loan).payoff.total
    claim = {"insurer": "Asuransi Contoh", "amount": str(owed_rp)}
    assert posts(treasurer, f"{LIST}{loan.id}/klaim/", **claim | {"amount": "0"}).status_code == 422
    assert posts(treasurer, f"{LIST}{loan.id}/klaim/", **claim).url == address
    answer = re.search(rf'action="({LIST}klaim/[^"]+)"', treasurer.get(address).content.decode())[1]
    assert posts(treasurer, answer, said="tolak", why="").status_code == 422
    assert posts(treasurer, answer, amount=str(owed_rp), cash_place=str(book.bank)).url == address
    assert book.now(loan).state == "LUNAS"
    assert posts(treasurer, f"{address}batal/", reason="").status_code == 422
    assert posts(treasurer, f"{LIST}klaim/{new_id()}/", said="tolak", why="x").status_code == 404
    assert treasurer.get(f"{LIST}duka/{new_id()}/").status_code == 404
    cashier = by(book, client, Role.KASIR)
    assert posts(cashier, address, **fields).status_code == 422
    whole(book)


def test_a_note_of_death_that_was_a_mistake_goes(book, client):
    book.lends()
    address, treasurer = f"{LIST}duka/{book.siti.id}/", by(book, client, Role.BENDAHARA)
    posts(treasurer, address, died_on="2026-11-20", told_by="Ketua RT")
    assert posts(treasurer, f"{address}batal/", reason="orang lain").url == address
    assert "Bila Siti Aminah" in text_of(treasurer.get(address))


def test_nobody_manages_the_own_loan(book, client, world):
    loan = book.lends()
    book.owns(world.person(Role.BENDAHARA))
    shown = text_of(by(book, client, Role.BENDAHARA).get(f"{LIST}{loan.id}/"))
    assert "Ini pinjaman Anda sendiri" in shown
    assert "Jalan keluar" not in shown
    assert by(book, client, Role.BENDAHARA).get(f"{LIST}{new_id()}/").status_code == 404


def test_a_written_off_loan_is_forgiven_by_the_members_meeting(book, client, settings, tmp_path):
    settings.FILES_FOLDER = tmp_path
    loan = book.lends()
    treasurer, address = by(book, client, Role.BENDAHARA), f"{LIST}{loan.id}/"
    assert "belum dihapus buku" in text_of(treasurer.get(f"{address}hapus-tagih/"))
    book.decides(book.asks_write_off(loan))
    decision = book.meets()
    assert "Hapus tagih (contoh)" in text_of(treasurer.get(f"{address}hapus-tagih/"))
    fields = {"reason": "pindah tanpa alamat"}
    refused = posts(treasurer, f"{address}hapus-tagih/", **fields, decision=str(book.decision.id))
    assert (refused.status_code, "belum punya berkas" in text_of(refused)) == (422, True)

    assert posts(treasurer, f"{address}hapus-tagih/", **fields, decision=str(decision)).url == address

    with scope(book.place.id):
        asked = ApprovalRequest.objects.get(cooperative=book.place, kind="loans.forgive")
    book.decides(asked.id)
    shown = text_of(treasurer.get(address))
    assert "Dihapus tagih 25 Nov 2026" in shown
    assert "sisa pokok Rp 1.200.000 tidak ditagih lagi" in shown
    assert "Batalkan hapus buku" not in shown
    assert "Yang masih harus dibayar" not in shown
    page = text_of(treasurer.get(f"/pinjaman/{loan.id}/"))
    assert "Hapus tagih" in page
    assert "Terima angsuran" not in page
    assert "Lewat" not in page
    paid = posts(treasurer, f"/pinjaman/{loan.id}/bayar/", amount="1.000", money=str(book.bank))
    assert "sudah dihapus tagih oleh rapat anggota" in text_of(paid)
    assert posts(treasurer, f"{address}hapus-tagih/batal/", reason="").status_code == 422
    assert posts(treasurer, f"{address}hapus-tagih/batal/", reason="keliru").url == address
    assert book.now(loan).state == "HAPUS_BUKU"
    whole(book)
