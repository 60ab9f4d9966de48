"""A member's own pages: savings, data, requests, a copy to take along; and the sheet for who has no phone."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.community.members.models import OwnRequest, PassiveCase
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.services.moving import MoveTyped, pay_in, pay_out
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import AuditEntry, ConsentEvent, Person
from guyub.foundation.identity.services.vault import keep_secret, unmask
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.world import NOW, new_id

NIK, PIN = "3573034105900001", "471902"
MOST_QUERIES = 12
PAGES = (
    "ringkasan",
    "simpanan",
    "data",
    "permintaan",
    "permintaan/koreksi",
    "permintaan/sanggah/wajib.1-1",
    "lembar",
)


def text_of(answer):
    """Give a page as one reads it, with plain blanks."""
    return answer.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


@pytest.fixture
def member(world, client):
    """Siti, signed in: 100,000 pokok, 20,000 wajib, 150,000 in and 50,000 out of sukarela; a NIK and a PIN."""
    cache.clear()
    load_national(now=NOW)
    member, brankas = world.member(address="Jalan Melati 1"), world.cash()["BRANKAS"]
    with scope(world.bumiayu.id):
        keep_secret(person=member.person, kind=SecretKind.NIK, value=NIK, now=NOW)
        for kind, amount_rp, step in (
            (SavingsKind.POKOK, 100_000, pay_in),
            (SavingsKind.WAJIB, 20_000, pay_in),
            (SavingsKind.SUKARELA, 150_000, pay_in),
            (SavingsKind.SUKARELA, 50_000, pay_out),
        ):
            typed = MoveTyped(
                member_id=member.id, kind=kind, amount_rp=amount_rp, cash_place_id=brankas, on=NOW.date()
            )
            step(
                place=world.bumiayu,
                typed=typed,
                today=NOW.date(),
                actor=world.actor(Role.BENDAHARA),
                request_id=new_id(),
                now=NOW,
            )
    Person.objects.filter(id=member.person_id).update(pin=make_password(PIN))
    client.force_login(member.person)
    return member


def test_a_member_arrives_at_the_own_home(client, member):
    assert client.get("/beranda/").url == "/saya/ringkasan/"


def test_the_home_shows_savings_of_each_kind_and_what_moved_them(client, member):
    page = text_of(client.get("/saya/ringkasan/"))

    assert "Siti Aminah · A-0001 · anggota sejak 5 Nov 2026" in page
    assert "Bu Siti" in page
    for amount in ("220.000", "100.000", "20.000"):
        assert amount in page
    assert (
        'aria-label="Simpanan pokok Rp 100.000, Simpanan wajib Rp 20.000, Simpanan sukarela Rp 100.000"'
        in page
    )
    assert page.count("<tr>") == 5


def test_who_is_written_down_nowhere_is_told_so(client, world):
    load_national(now=NOW)
    client.force_login(world.person(Role.ANGGOTA))

    assert "belum tercatat di buku anggota" in text_of(client.get("/saya/ringkasan/"))
    assert client.get("/saya/lembar/").url == "/saya/ringkasan/"
    for page in ("simpanan", "data", "permintaan", "permintaan/koreksi"):
        assert client.get(f"/saya/{page}/").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_few_questions_and_small(client, member, page):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(f"/saya/{page}/")

    assert answer.status_code == 200
    questions = [one["sql"] for one in asked if one["sql"].startswith(("SELECT", "WITH"))]
    assert len([sql for sql in questions if "set_config" not in sql]) <= MOST_QUERIES, questions
    assert len(answer.content) < 100_000
    assert NIK.encode() not in answer.content


def test_the_own_numbers_are_shown_once_after_the_pin(client, member, world):
    assert "•••• 0001" in text_of(client.get("/saya/data/"))
    request_id = new_id()

    wrong = client.post("/saya/data/nomor/", {"proof": "000000", "request_id": new_id()})
    shown = client.post("/saya/data/nomor/", {"proof": PIN, "request_id": request_id})
    again = client.post("/saya/data/nomor/", {"proof": PIN, "request_id": request_id})

    assert (wrong.status_code, NIK in text_of(wrong)) == (422, False)
    assert (shown.status_code, NIK in text_of(shown)) == (200, True)
    assert "no-store" in shown["Cache-Control"]
    assert (again.status_code, NIK in text_of(again)) == (422, False)
    with scope(world.bumiayu.id):
        assert AuditEntry.objects.filter(cooperative=world.bumiayu, act="identity.own.shown").count() == 1


def test_a_password_proves_it_too(client, member):
    Person.objects.filter(id=member.person_id).update(password=make_password("sandi panjang 42"))
    client.force_login(Person.objects.get(id=member.person_id))

    assert NIK in text_of(client.post("/saya/data/nomor/", {"proof": "sandi panjang 42"}))


def test_who_looked_stands_on_the_own_page_and_on_nobody_elses(client, member, world):
    other = world.member("Budi Santoso")
    unmask(
        actor=world.actor(Role.SEKRETARIS),
        person_id=member.person_id,
        kind=SecretKind.NIK,
        reason="dicocokkan dengan KTP",
        request_id=new_id(),
        now=NOW,
    )

    assert "(Sekretaris) membuka NIK milik Siti Aminah: dicocokkan dengan KTP" in text_of(
        client.get("/saya/data/")
    )
    client.force_login(other.person)
    assert "dicocokkan dengan KTP" not in text_of(client.get("/saya/data/"))


def test_a_consent_is_given_and_withdrawn_but_not_what_a_law_asks(client, member, world):
    for purpose, given in (("MESSAGES", "1"), ("MESSAGES", "0")):
        assert (
            client.post("/saya/data/persetujuan/", {"purpose": purpose, "is_given": given}).status_code == 302
        )
    refused = client.post("/saya/data/persetujuan/", {"purpose": "MEMBER_REGISTER", "is_given": "0"})
    unknown = client.post("/saya/data/persetujuan/", {"purpose": "APA", "is_given": "1"})

    assert (refused.status_code, unknown.status_code) == (422, 422)
    assert "diwajibkan undang-undang" in text_of(refused)
    with scope(world.bumiayu.id):
        rows = ConsentEvent.objects.filter(cooperative=world.bumiayu).order_by("at", "id")
        assert [(row.purpose, row.is_given, row.version) for row in rows] == [
            ("MESSAGES", True, 1),
            ("MESSAGES", False, 1),
        ]


def test_a_copy_is_taken_along_after_the_pin_and_written_down(client, member, world):
    refused = client.post("/saya/data/salinan/", {"proof": "", "form": "JSON"})
    as_json = client.post("/saya/data/salinan/", {"proof": PIN, "form": "JSON"})
    as_pdf = client.post("/saya/data/salinan/", {"proof": PIN, "form": "PDF"})

    copy = json.loads(as_json.content)
    assert (refused.status_code, as_pdf["Content-Type"]) == (422, "application/pdf")
    assert copy["bagian"]["Nomor"] == [{"Jenis": "NIK", "Nomor": NIK}]
    assert [row["Saldo (rupiah)"] for row in copy["bagian"]["Simpanan"]] == [100_000, 20_000, 100_000]
    assert as_json["Content-Disposition"] == 'attachment; filename="salinan-data-saya.json"'
    assert "no-store" in as_json["Cache-Control"]
    with scope(world.bumiayu.id):
        rows = AuditEntry.objects.filter(cooperative=world.bumiayu, act="identity.own.copied")
        assert [row.facts for row in rows.order_by("position")] == [{"form": "JSON"}, {"form": "PDF"}]


def test_a_correction_comes_back_with_what_was_typed(client, member):
    answer = client.post(
        "/saya/permintaan/koreksi/", {"field": "born_on", "value": "kapan", "why": "beda dengan KTP"}
    )

    assert answer.status_code == 422
    assert "beda dengan KTP" in text_of(answer)
    assert '<option value="born_on" selected>' in text_of(answer)
    assert client.get("/saya/data/").content.decode().count("?isian=") == 9


def test_a_line_of_the_savings_book_is_disputed_and_answered(client, member, world):
    page = text_of(client.get("/saya/simpanan/"))
    assert "/saya/permintaan/sanggah/sukarela.1-2/" in page
    assert "/saya/permintaan/sanggah/saldo-wajib.1/" in page

    sent = client.post("/saya/permintaan/sanggah/sukarela.1-2/", {"text": "Saya tidak mengambil uang."})
    empty = client.post("/saya/permintaan/sanggah/saldo-wajib.1/", {"text": " "})

    assert (sent.url, empty.status_code) == ("/saya/permintaan/", 422)
    with scope(world.bumiayu.id):
        row = OwnRequest.objects.get(cooperative=world.bumiayu)
    assert row.about.replace("\u00a0", " ").endswith("simpanan sukarela −Rp 50.000, 25 Nov 2026")
    client.force_login(world.person(Role.SEKRETARIS))
    address = f"/permintaan-anggota/{row.id}/"
    assert "Saya tidak mengambil uang." in text_of(client.get(address))
    assert "Jawab 1 permintaan anggota" in text_of(client.get("/beranda/"))
    answered = client.post(address, {"outcome": "DITOLAK", "answer": "Kwitansi bertanda tangan Anda ada."})
    assert answered.url == "/permintaan-anggota/"
    client.force_login(member.person)
    assert "Kwitansi bertanda tangan Anda ada." in text_of(client.get("/saya/permintaan/"))


@pytest.mark.parametrize(
    "what",
    [
        "wajib.1-2",
        "wajib.2-1",
        "saldo-berjangka.1",
        "apa.1-1",
        "wajib.1-x",
        "wajib-1",
        "saldo-",
        "x",
        "wajib.1-" + "9" * 40,
    ],
)
def test_only_an_own_line_is_disputed(client, member, what):
    assert client.get(f"/saya/permintaan/sanggah/{what}/").status_code == 404


def test_who_reads_the_books_reads_requests_and_answers_none(client, member, world):
    client.post("/saya/permintaan/sanggah/saldo-wajib.1/", {"text": "Kurang."})
    with scope(world.bumiayu.id):
        row = OwnRequest.objects.get(cooperative=world.bumiayu)
    client.force_login(world.person(Role.BENDAHARA))

    page = client.get(f"/permintaan-anggota/{row.id}/")

    assert "Kata untuk anggota" not in text_of(page)
    assert (
        client.post(f"/permintaan-anggota/{row.id}/", {"outcome": "DITERIMA", "answer": "ya"}).status_code
        == 403
    )


def test_a_request_is_withdrawn(client, member, world):
    client.post("/saya/permintaan/sanggah/saldo-wajib.1/", {"text": "Kurang."})
    with scope(world.bumiayu.id):
        row = OwnRequest.objects.get(cooperative=world.bumiayu)

    assert client.post(f"/saya/permintaan/{row.id}/tarik/").status_code == 302
    assert client.post(f"/saya/permintaan/{row.id}/tarik/").status_code == 422


@pytest.mark.parametrize("paper", ["", "?kertas=f4"])
def test_the_sheet_is_printed_by_the_member_and_by_who_keeps_members(client, member, world, paper):
    own = client.get(f"/saya/lembar/{paper}")
    client.force_login(world.person(Role.SEKRETARIS))
    printed = client.get(f"/anggota/{member.id}/lembar/{paper}")

    for answer in (own, printed):
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == 'inline; filename="lembar-anggota-A-0001.pdf"'


def test_an_officer_who_is_no_member_has_no_such_pages(client, world):
    client.force_login(world.person(Role.KASIR))

    assert client.get("/saya/ringkasan/").status_code == 403


def test_a_member_appeals_against_a_notice_of_missed_dues(client, member, world):
    with scope(world.bumiayu.id):
        case = PassiveCase.objects.create(
            cooperative=world.bumiayu,
            member=member,
            state="DIBERITAHU",
            missed_months=6,
            noticed_on=date.today(),  # noqa: DTZ011  the page asks the real clock
            due_on=date.today() + timedelta(days=14),  # noqa: DTZ011
            noticed_by=world.person(Role.SEKRETARIS),
        )
    assert "Simpanan wajib 6 bulan belum masuk" in text_of(client.get("/saya/ringkasan/"))

    short = client.post(f"/saya/banding/{case.id}/", {"appeal": ""})
    sent = client.post(f"/saya/banding/{case.id}/", {"appeal": "Saya sudah bayar lewat RT."})

    assert (short.status_code, sent.url) == (422, "/saya/ringkasan/")
    assert "Banding Anda: Saya sudah bayar lewat RT." in text_of(client.get("/saya/ringkasan/"))


def test_nobody_appeals_for_another(client, member, world):
    with scope(world.bumiayu.id):
        case = PassiveCase.objects.create(
            cooperative=world.bumiayu,
            member=world.member("Budi Santoso"),
            state="DIBERITAHU",
            missed_months=6,
            noticed_on=NOW.date(),
            due_on=NOW.date() + timedelta(days=400),
            noticed_by=world.person(Role.SEKRETARIS),
        )

    assert client.post(f"/saya/banding/{case.id}/", {"appeal": "Bukan urusan saya."}).status_code == 422
    with scope(world.bumiayu.id):
        assert PassiveCase.objects.get(cooperative=world.bumiayu).appeal == ""
