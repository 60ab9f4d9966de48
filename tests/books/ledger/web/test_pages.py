"""The pages of the books through HTTP."""

import io
import json
import re
import zipfile

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.ledger.models import Account, JournalEntry, JournalHead
from guyub.books.ledger.web import statement_files
from guyub.community.cooperatives.models import Officer
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.photos import small_copy
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.pictures import photo
from tests.world import NOW, new_id

BUKU = "/buku/35.73.03.1003"
STATEMENTS = ("neraca", "hasil-usaha", "neraca-saldo", "arus-kas", "ekuitas")
PNG = photo(kind="PNG")


@pytest.fixture
def treasurer(world, client):
    cache.clear()
    world.entry_id = world.books()
    client.force_login(world.person(Role.BENDAHARA))
    return client


def typed(*lines, **more):
    accounts, debit, credit = zip(
        *(lines or (("6.1.02", "200.000", ""), ("1.1.02", "", "200000"))), strict=True
    )
    return {
        "occurred_on": "2026-11-24",
        "memo": "Bayar air",
        "account": accounts,
        "debit": debit,
        "credit": credit,
        "request_id": str(new_id()),
    } | more


def entries(world):
    with scope(world.bumiayu.id):
        return list(JournalEntry.objects.filter(cooperative=world.bumiayu).order_by("chain_no"))


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).replace("\xa0", " ").split())


def test_books_that_are_not_open_are_begun_here(world, client):
    client.force_login(world.person(Role.BENDAHARA))
    for page in (*STATEMENTS, "jurnal", "buku-besar", "kas", "jurnal/baru"):
        answer = client.get(f"{BUKU}/{page}/")
        assert (answer.status_code, "Pembukuan belum dimulai" in words(answer)) == (200, True), page
    assert client.get("/buku/").url == f"{BUKU}/neraca/"
    assert client.get(f"{BUKU}/").url == f"{BUKU}/neraca/"

    refused = client.post(f"{BUKU}/mulai/", {"opened_on": "besok"})
    assert (refused.status_code, "Hari pertama pembukuan" in words(refused)) == (422, True)
    with scope(world.bumiayu.id):
        assert not JournalHead.objects.filter(cooperative=world.bumiayu).exists()
    assert client.post(f"{BUKU}/mulai/", {"opened_on": "2026-01-01"}).status_code == 302
    assert client.get(f"{BUKU}/neraca/").status_code == 200


def test_the_position_says_on_top_that_it_balances(treasurer):
    said = words(treasurer.get(f"{BUKU}/neraca/?masa=2026-11"))

    assert "Aset Rp 25.550.000, neraca seimbang" in said
    assert "Seimbang. Aset Rp 25.550.000 sama dengan kewajiban Rp 0 ditambah modal Rp 25.550.000." in said
    assert "Laporan posisi keuangan, November 2026" in said


def test_an_account_of_the_position_opens_its_last_lines(treasurer, world):
    page = treasurer.get(f"{BUKU}/neraca/?akun=1.1.02").content.decode()

    assert "Bayar listrik" in page
    assert f"{BUKU}/jurnal/{world.entry_id}/" in page
    assert "Bayar listrik" not in treasurer.get(f"{BUKU}/neraca/").content.decode()


def test_mentors_and_the_city_see_statements_and_no_journal(treasurer, world, client):
    for role in (Role.PENDAMPING, Role.PETUGAS_DINAS):
        client.force_login(world.person(role))
        page = client.get(f"{BUKU}/neraca/?akun=1.1.02").content.decode()
        assert "neraca seimbang" in page, role
        assert "Bayar listrik" not in page, role
        assert "/jurnal/" not in page, role
        assert "/buku-besar/" not in page, role
    assert client.get(f"{BUKU}/jurnal/").status_code == 403
    assert client.get("/buku/").url == "/kota/"


@pytest.mark.parametrize("name", STATEMENTS)
@pytest.mark.parametrize(
    "query",
    [
        "masa=2025",
        "masa=2026-10&banding=1",
        "masa=tanggal&dari=2026-11-02&sampai=2026-11-12",
        "per_unit=1",
        "cara=tidak-langsung&banding=1",
        "tahu=2026-11-20",
        "masa=9999&dari=x&sampai=0001-01-01&unit=x&tahu=2999-01-01&bentuk=x&kertas=a0&akun=%27",
        "masa=2026-13&unit=0193a1b2-1234-7abc-8def-0123456789ab",
        "masa=tanggal&dari=2027-01-01&sampai=2025-01-01",
    ],
)
def test_every_question_is_answered(name, query, treasurer):
    assert treasurer.get(f"{BUKU}/{name}/?{query}").status_code == 200


def test_an_unknown_statement_is_not_there(treasurer):
    assert treasurer.get(f"{BUKU}/laba/").status_code == 404
    assert treasurer.get(f"{BUKU}/buku-besar/1.1.99/").status_code == 404


@pytest.mark.parametrize("name", [*STATEMENTS, "kas", "buku-besar/1.1.02", "jurnal"])
def test_each_goes_out_as_pdf_sheet_csv_and_json(name, treasurer):
    def ask(shape, more=""):
        return treasurer.get(f"{BUKU}/{name}/?masa=2026-11&bentuk={shape}{more}")

    upright = ask("pdf")
    assert upright.content.startswith(b"%PDF")
    assert upright["Content-Disposition"].startswith("inline")
    assert ask("pdf", "&kertas=f4").content != upright.content
    sheet = ask("xlsx")
    assert "KKMP Bumiayu" in read_table(sheet.content)[0][0]
    assert ask("csv").content.startswith(b"\xef\xbb\xbf")
    facts = json.loads(ask("json").content)
    assert not re.search(rb"\d\.\d+[,}\]]", re.sub(rb'"[^"]*"', b"", ask("json").content))
    assert facts


@pytest.fixture
def printed(monkeypatch):
    """What is set on paper, instead of the paper."""
    payloads = []

    def keep(*, payload, **more):
        payloads.append(payload | more)
        return b"%PDF"

    monkeypatch.setattr(statement_files, "render_pdf", keep)
    return payloads


def test_paper_bears_letterhead_period_what_agrees_anchor_and_signatures(treasurer, world, printed):
    with scope(world.bumiayu.id):
        for post, name in (("KETUA", "Bambang Sutrisno"), ("SEKRETARIS", "Siti Aminah")):
            Officer.objects.create(
                cooperative=world.bumiayu,
                name=name,
                post=post,
                term_from="2025-06-01",
                term_to="2030-05-31",
                appointed_by="RAT",
                recorded_at=NOW,
            )
    treasurer.get(f"{BUKU}/neraca/?masa=2026-11&bentuk=pdf&kertas=f4")
    treasurer.get(f"{BUKU}/neraca-saldo/?masa=2025&bentuk=pdf")
    treasurer.get(f"{BUKU}/jurnal/?bentuk=pdf")
    month, year, journal = printed

    assert (month["who"], month["where"], month["period"]) == (
        "KKMP Bumiayu", "Kedungkandang, Kota Malang", "November 2026",
    )  # fmt: skip
    assert month["ties"][0]["said"].startswith("Seimbang. Aset Rp\xa025.550.000 sama dengan")
    seal = bytes(entries(world)[-1].hash).hex()[:32]
    assert month["anchor"] == journal["anchor"]
    assert month["anchor"].replace(" ", "") == f"Segel35.73.03.1003:4:{seal}"
    assert [(one["role"], one["name"]) for one in month["signers"]] == [
        ("Ketua", "Bambang Sutrisno"), ("Bendahara", ""),
    ]  # fmt: skip
    assert [one["name"] for one in year["signers"]] == ["Bambang Sutrisno", "Siti Aminah", ""]
    assert [(one["paper"], one["flipped"]) for one in printed] == [("f4", False), ("a4", True), ("a4", False)]
    assert all("Bendahara KKMP Bumiayu" in one["printed"] and one["is_example"] for one in printed)


def test_the_sheet_of_a_statement_goes_on_adding_up(treasurer):
    content = treasurer.get(f"{BUKU}/neraca/?bentuk=xlsx").content

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    formulas = dict(re.findall(r"<f>([^<]*)</f><v>(\d+)</v>", page))
    assert "25550000" in formulas.values()
    assert any(formula.startswith("SUM(") for formula in formulas)


def test_json_holds_what_agrees_and_the_anchor(treasurer, world):
    facts = json.loads(treasurer.get(f"{BUKU}/neraca/?bentuk=json").content)

    assert facts["ties"][0] == {
        "name": "neraca", "left_rp": 25_550_000, "right_rp": 25_550_000, "holds": True,
    }  # fmt: skip
    assert facts["anchor"] == {"chain_no": 4, "hash": bytes(entries(world)[-1].hash).hex()}


def test_an_entry_is_typed_with_its_paper(treasurer, world):
    paper = io.BytesIO(PNG)
    paper.name = "nota.png"

    answer = treasurer.post(f"{BUKU}/jurnal/baru/", typed(document=paper))

    entry = entries(world)[-1]
    assert answer.url == f"{BUKU}/jurnal/{entry.id}/"
    assert (entry.memo, entry.total_rp) == ("Bayar air", 200_000)
    shown = treasurer.get(answer.url)
    assert "Buka bukti" in words(shown)
    assert b"".join(treasurer.get(f"{answer.url}bukti/")) == small_copy(PNG)


@pytest.mark.parametrize(
    ("_case", "what", "said"),
    [
        ("uneven", typed(("6.1.02", "5", ""), ("1.1.02", "", "4")), "Debit Rp 5 belum sama dengan kredit Rp 4."),
        ("a fraction", typed(("6.1.02", "1,5", ""), ("1.1.02", "", "1,5")), "“1,5” bukan jumlah rupiah."),
        ("negative", typed(("6.1.02", "-5", ""), ("1.1.02", "", "-5")), "“-5” bukan jumlah rupiah."),
        ("zero", typed(("6.1.02", "0", ""), ("1.1.02", "", "0")), "rupiah bulat di atas nol"),
        ("both sides", typed(("6.1.02", "5", "5"), ("1.1.02", "", "5")), "rupiah bulat di atas nol"),
        ("too much", typed(("6.1.02", "9" * 20, ""), ("1.1.02", "", "9" * 20)), "rupiah bulat di atas nol"),
        ("no account", typed(("", "5", ""), ("1.1.02", "", "5")), "tidak ada di bagan akun"),
        ("another context's", typed(("1.1.02", "5", ""), ("3.1.01 Simpanan pokok", "", "5")), "terisi sendiri"),
        ("no day", typed(occurred_on="besok"), "Tulis tanggal kejadiannya"),
        ("tomorrow", typed(occurred_on="2099-01-01"), "Tanggal itu belum tiba."),
        ("no unit", typed(unit=["x", ""]), "Unit usaha itu bukan milik koperasi ini."),
        ("no paper", typed(document=io.BytesIO(b"")), "Pilih berkas lain"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why_keeps_what_was_typed_and_posts_nothing(_case, what, said, treasurer, world):
    what = dict(what)
    if "document" in what:
        what["document"] = io.BytesIO(b"\0\1")
        what["document"].name, said = "nota.png", "Jenis berkas ini tidak dikenal."
    answer = treasurer.post(f"{BUKU}/jurnal/baru/", what)

    assert answer.status_code == 422
    assert said in words(answer)
    assert 'value="Bayar air"' in answer.content.decode()
    assert f'value="{what["debit"][0]}"' in answer.content.decode()
    assert len(entries(world)) == 4


def test_more_lines_come_without_scripts_and_keep_what_was_typed(treasurer, world):
    answer = treasurer.post(f"{BUKU}/jurnal/baru/", typed() | {"add": "1"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count('name="account"') == 5
    assert 'value="200.000"' in page
    assert len(entries(world)) == 4


def test_what_is_above_the_threshold_waits_and_shows_as_waiting(treasurer, world):
    paper = io.BytesIO(PNG)
    paper.name = "nota.png"
    large = typed(("1.1.02", "6000000", ""), ("1.1.03", "", "6000000"), document=paper)
    answer = treasurer.post(f"{BUKU}/jurnal/baru/", large)

    with scope(world.bumiayu.id):
        request = ApprovalRequest.objects.get(cooperative=world.bumiayu)
    assert answer.url == f"/persetujuan/{request.id}/"
    assert len(entries(world)) == 4
    assert "Menunggu orang kedua" in words(treasurer.get(f"{BUKU}/jurnal/"))
    treasurer.force_login(world.person(Role.KETUA))
    asked = words(treasurer.get(f"/persetujuan/{request.id}/"))
    assert "Jurnal “Bayar air”" in asked
    assert "1.1.02 Kas bendahara debit Rp 6.000.000 1.1.03 Bank kredit Rp 6.000.000" in asked
    assert f"{BUKU}/jurnal/menunggu/{request.id}/bukti/" in treasurer.get(f"{BUKU}/jurnal/").content.decode()
    assert b"".join(treasurer.get(f"{BUKU}/jurnal/menunggu/{request.id}/bukti/")) == small_copy(PNG)
    assert treasurer.get(f"{BUKU}/jurnal/menunggu/{world.entry_id}/bukti/").status_code == 404


def test_an_entry_is_taken_back_from_its_page(treasurer, world):
    here = f"{BUKU}/jurnal/{world.entry_id}/"
    refused = treasurer.post(f"{here}balik/", {"reason": ""})
    assert (refused.status_code, "Tulis alasannya" in words(refused)) == (422, True)

    answer = treasurer.post(f"{here}balik/", {"reason": "dobel"})
    back = entries(world)[-1]
    assert answer.url == f"{BUKU}/jurnal/{back.id}/"
    assert "Sudah dibalik oleh JU-2026-0005" in words(treasurer.get(here))
    assert "Membalik JU-2026-0004" in words(treasurer.get(answer.url))
    again = treasurer.post(f"{here}balik/", {"reason": "lagi"})
    assert (again.status_code, "sudah dibalik" in words(again)) == (422, True)
    assert treasurer.get(f"{here}perbaiki/").status_code == 404
    assert len(entries(world)) == 5


def test_an_entry_is_put_right_beginning_as_it_was(treasurer, world):
    here = f"{BUKU}/jurnal/{world.entry_id}/perbaiki/"
    page = treasurer.get(here).content.decode()
    assert 'value="Bayar listrik"' in page
    assert 'value="200.000"' in page
    assert 'value="6.1.02 Listrik dan air"' in page

    refused = treasurer.post(here, typed(("6.1.02", "7", ""), ("1.1.02", "", "6"), reason="angka"))
    assert (refused.status_code, len(entries(world))) == (422, 4)
    treasurer.post(here, typed(("6.1.02", "250000", ""), ("1.1.02", "", "250000"), reason="angka"))
    wrong, back, right = entries(world)[-3:]
    assert (back.reverses_id, right.corrects_id, right.total_rp) == (wrong.id, wrong.id, 250_000)


@pytest.mark.parametrize(
    ("query", "count"),
    [("cari=listrik", 1), ("cari=JU-2026-0002", 1), ("jumlah=750.000", 1), ("akun=1.1.03", 2), ("cari=tidak", 0)],
)  # fmt: skip
def test_the_journal_is_searched(query, count, treasurer):
    assert treasurer.get(f"{BUKU}/jurnal/?{query}").content.decode().count("<tbody>") == count


def test_an_own_account_is_added_closed_and_opened_again(treasurer, world):
    def account():
        with scope(world.bumiayu.id):
            return Account.objects.filter(cooperative=world.bumiayu, code="1.1.03.01").first()

    here = f"{BUKU}/buku-besar/"
    refused = treasurer.post(here, {"account": "1.1.3", "name": "Bank BRI"})
    assert (refused.status_code, "dua angka" in words(refused), account()) == (422, True, None)
    assert 'value="Bank BRI"' in refused.content.decode()
    treasurer.post(here, {"account": "1.1.03.01", "name": "Bank BRI"})
    assert "Bank BRI" in words(treasurer.get(here))
    treasurer.post(f"{here}{account().id}/tutup/")
    assert account().closed_on is not None
    treasurer.post(f"{here}{account().id}/buka/")
    assert account().closed_on is None


def test_a_second_press_posts_once(treasurer, world):
    what = typed()

    first, second = (treasurer.post(f"{BUKU}/jurnal/baru/", what) for _ in range(2))
    assert first.url == second.url
    other = treasurer.post(f"{BUKU}/jurnal/baru/", what | {"memo": "Lain"})
    assert (other.status_code, "sudah pernah dikirim" in words(other)) == (422, True)
    assert len(entries(world)) == 5


@pytest.mark.parametrize(
    "address",
    [
        "neraca/?akun=1.1.02&per_unit=1",
        "neraca/?tahu=2026-11-20&banding=1",
        "ekuitas/?per_unit=1",
        "neraca/?bentuk=pdf",
        "buku-besar/1.1.02/?bentuk=xlsx",
        "kas/?buku=bank&halaman=2026-11-12.3.1",
        "jurnal/",
        "jurnal/?cari=listrik&bentuk=csv",
        "jurnal/baru/",
    ],
)
def test_the_fullest_answers_ask_at_most_twelve_times(address, treasurer):
    treasurer.post(f"{BUKU}/jurnal/baru/", typed(("1.1.02", "6000000", ""), ("1.1.03", "", "6000000")))

    with CaptureQueriesContext(connection) as captured:
        assert treasurer.get(f"{BUKU}/{address}").status_code == 200

    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len([sql for sql in asked if "set_config" not in sql]) <= 12, "\n".join(asked)


def test_only_the_treasurer_posts(world, client):
    load_national(now=NOW)
    world.books()
    client.force_login(world.person(Role.KETUA))

    assert client.post(f"{BUKU}/jurnal/baru/", typed()).status_code == 403
    assert client.post(f"{BUKU}/buku-besar/", {"account": "1.1.03.01", "name": "x"}).status_code == 403
    assert len(entries(world)) == 4
