"""The simulator through HTTP: for anybody, from the address alone, storing nothing."""

from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.finance.loans.domain.offers import cost_of
from guyub.finance.loans.web.forms.simulator import Slot, query_of
from guyub.finance.loans.web.offer_fields import EXAMPLES, FORMS
from guyub.finance.loans.web.offer_words import percent_words

PAGE = "/simulasi-pinjaman/"
FLAT = {"jenis1": "pinjaman", "nama1": "Koperasi", "pokok1": "12.000.000", "suku1": "1", "kali1": "12"}
TITIL = {"jenis2": "titil", "nama2": "Bank titil", "diterima2": "900.000", "angsur2": "30.000", "kali2": "40"}
GOODS = {"jenis3": "cicilan", "harga3": "1.200.000", "angsur3": "130.000", "kali3": "12", "potong3": "1%"}


@pytest.fixture
def ask(client, db):
    """Ask for a page; give its context and text."""

    def ask(fields=(), **more):
        answer = client.get(PAGE, dict(fields) | more)
        assert answer.status_code == 200
        return answer.context, answer.content.decode()

    return ask


def errors(context):
    """List which field says what."""
    return {error["field"]: error["text"].partition(": ")[2] for error in context["errors"]}


def test_without_anything_typed_it_shows_examples_that_say_so(ask):
    context, page = ask()

    assert [column.figure for column in context["columns"]] == ["23,41%", "541,89%", "53,54%"]
    assert page.count(">Contoh</span>") == 6  # each in its column and in its form
    assert "Paling murah: Koperasi" in page
    assert "Tertulis 1% sebulan flat, sebenarnya 23,41% setahun dari sisa pinjaman." in page
    assert "Terdengar Rp\u00a030.000 sehari, 40 kali, sebenarnya 541,89% setahun" in page


def test_an_address_holds_the_offers_and_only_what_is_unchanged_is_an_example(ask):
    context, page = ask(FLAT | TITIL | GOODS)

    flat, titil, goods = (column.cost for column in context["columns"])
    assert (flat.nominal, flat.compounded) == (Decimal("0.214572"), Decimal("0.236984"))
    assert (titil.cost_rp, goods.in_hand_rp) == (300_000, 1_188_000)
    assert "Tertulis 1% sebulan flat, sebenarnya 21,46% setahun dari sisa pinjaman." in page
    assert ">Contoh</span>" not in page
    assert 'value="12.000.000"' in page
    assert "Paylater atau cicilan barang, 12 kali" in page  # without a name its kind


def test_the_ceiling_comes_from_the_dated_rules_and_holds_what_is_told_and_what_it_is_against(ask):
    call_command("load_network", without_regions=True)

    context, page = ask(FLAT | {"suku1": "1,5"} | TITIL)

    flat, titil = context["columns"]
    assert (flat.ceiling.value, flat.ceiling.note) == ("Sebenarnya di atas", "tertulis 18%")
    assert titil.ceiling.note == "22,58 kali batas"
    assert flat.is_over
    assert titil.is_over
    assert "24% setahun sejak 20\u00a0Jun\u00a02023: Permenkop UKM 8/2023 Ps 27" in page
    assert "keyakinan B: dua laporan" in page
    assert "tidak menyebut cara flat atau efektif" in page

    context, _ = ask(FLAT | {"suku1": "25", "per1": "tahun", "cara1": "sekali"} | TITIL)
    assert context["columns"][0].ceiling.value == "Tertulis di atas"  # 25 % once a year is 22.53 % nominal
    assert context["columns"][0].is_over
    context, _ = ask(FLAT | {"suku1": "3"})
    assert context["columns"][0].ceiling.value == "Di\u00a0atas"
    context, _ = ask(FLAT | {"suku1": "1"})
    assert context["columns"][0].ceiling.value == "Di\u00a0bawah"
    assert not context["columns"][0].is_over


def test_without_a_rule_in_force_no_ceiling_is_named(ask):
    context, page = ask(FLAT)

    assert context["ceiling"] is None
    assert "Permenkop" not in page


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("pokok1", "", "Isian ini belum ada. Tulis angkanya."),
        ("pokok1", "0", "Jumlah pinjaman harus lebih dari nol."),
        ("pokok1", "-5", "“-5” bukan jumlah rupiah."),
        ("pokok1", "banyak", "“banyak” bukan jumlah rupiah."),
        ("pokok1", "9" * 39, "Jumlah itu melampaui yang dapat dicatat."),
        ("pokok1", "11", "Jumlah ini kurang dari satu rupiah tiap angsuran."),
        ("suku1", "101", "Jasanya lebih dari 100% sebulan."),
        ("suku1", "satu", "“satu” bukan persen."),
        ("suku1", "-1", "“-1” bukan persen."),
        ("kali1", "0", "Banyaknya angsuran harus 1 sampai 1200."),
        ("kali1", "1201", "Banyaknya angsuran harus 1 sampai 1200."),
        ("kali1", "1,5", "“1,5” bukan bilangan bulat."),
        ("potong1", "100%", "Biaya menghabiskan pinjamannya."),
        ("potong1", "101%", "Biaya potongan: tidak boleh"),
        ("potong1", "x%", "“x%” bukan persen."),
        ("potong1", "12.000.000", "Biaya menghabiskan pinjamannya."),
        ("iuran1", "lima", "“lima” bukan jumlah rupiah."),
        ("diterima2", "0", "Jumlah pinjaman harus lebih dari nol."),
        ("disebut2", "800.000", "Yang diterima lebih banyak daripada yang disebut."),
        ("angsur2", "0", "Besar angsuran harus lebih dari nol."),
        ("angsur2", "22.499", "Semua angsuran kurang dari yang diterima."),
        ("angsur2", "99.000.000", "Yang dibayar lebih dari 100 kali yang diterima."),
        ("muka3", "1.200.000", "Uang muka sudah melunasi harganya."),
        ("harga3", "0", "Jumlah pinjaman harus lebih dari nol."),
        ("angsur3", "1", "Semua angsuran kurang dari yang diterima."),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field_and_stays(ask, field, typed, words):
    context, page = ask(FLAT | TITIL | GOODS | {field: typed})

    assert list(errors(context)) == [field]
    assert errors(context)[field].startswith(words)
    assert f'id="{field}-salah"' in page
    assert f'value="{typed}"' in page
    assert len(context["columns"]) == 2  # the others are counted


def test_several_fields_of_one_offer_speak_at_once(ask):
    context, _ = ask({"jenis1": "pinjaman", "nama1": "Bank", "pokok1": "a", "suku1": "b"})

    assert list(errors(context)) == ["pokok1", "suku1", "kali1"]
    assert context["columns"] == []


def test_places_that_are_still_empty_say_nothing(ask):
    context, page = ask(jenis1="pinjaman", jenis2="titil")

    assert context["errors"] == context["columns"] == []
    assert "Belum ada yang dihitung" in page


def test_what_is_typed_is_written_as_text(ask):
    _, page = ask(FLAT | {"nama1": "<script>alert(1)</script>", "pokok1": '"><u>'})

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert '"><u>' not in page


@pytest.mark.parametrize(
    "junk", [{"jenis1": "lain"}, {"jenis9": "titil"}, {"tambah": "lain"}, {"hapus": "9"}]
)
def test_words_that_mean_nothing_are_passed_over(ask, junk):
    context, _ = ask(junk)

    assert len(context["columns"]) == 3


def test_a_chosen_word_that_is_not_there_is_the_first(ask):
    context, _ = ask(FLAT | {"cara1": "lain", "tiap1": "abad"})

    assert context["columns"][0].told == "1% sebulan flat"


def test_one_more_and_one_less_lead_to_a_clean_address(client, db):
    more = client.get(PAGE, FLAT | TITIL | {"tambah": "cicilan", "lain": "x"})
    less = client.get(PAGE, FLAT | TITIL | {"hapus": "1"})

    assert more.status_code == less.status_code == 302
    assert parse_qs(urlsplit(more.url).query)["jenis3"] == ["cicilan"]
    assert "lain" not in more.url
    left = parse_qs(urlsplit(less.url).query)
    assert (left["jenis1"], left["diterima1"]) == (["titil"], ["900.000"])
    assert "jenis2" not in left
    assert client.get(less.url).context["columns"][0].cost.cost_rp == 300_000
    assert client.get(PAGE, {**FLAT, "hapus": "1"}).status_code == 200  # the last one stays


def test_at_most_four_stand_side_by_side(ask):
    four = query_of([EXAMPLES[0]] * 4)
    fields = {name: values[0] for name, values in parse_qs(four).items()}

    context, page = ask(fields, tambah="titil")
    assert len(context["columns"]) == 4
    assert "Paling banyak 4 penawaran sekaligus." in page
    assert 'name="tambah"' not in page
    _, page = ask(fields, jenis5="titil")
    assert "Paling banyak 4 penawaran sekaligus." in page
    _, page = ask(fields)
    assert "Sama murahnya" in page


@pytest.mark.parametrize(
    ("long", "short", "why"),
    [
        (
            {"pokok1": "1.000.000", "suku1": "1", "kali1": "36"},
            {"suku2": "2", "kali2": "6"},
            "berjalan lebih lama",
        ),
        (
            {"pokok1": "9.000.000", "suku1": "1", "kali1": "6"},
            {"suku2": "2", "kali2": "6"},
            "memberi lebih banyak",
        ),
    ],
)
def test_where_rate_and_rupiah_differ_both_are_said_with_the_reason(ask, long, short, why):
    _, page = ask(
        {"jenis1": "pinjaman", "nama1": "Panjang"}
        | long
        | {"jenis2": "pinjaman", "nama2": "Pendek", "pokok2": "1.000.000"}
        | short
    )

    assert "Suku paling rendah: Panjang. Rupiah paling sedikit: Pendek" in page
    assert f"Panjang {why}" in page


def test_one_offer_alone_and_one_that_costs_nothing(ask):
    context, page = ask(
        {"jenis1": "titil", "diterima1": "600", "angsur1": "100", "kali1": "6", "tiap1": "pasaran"}
    )

    assert context["title"] == "Rentenir atau bank titil: sebenarnya 0,00% setahun"
    assert "Tanpa biaya: yang dibayar sama dengan yang diterima." in page
    assert "6 pasaran (30 hari)" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"cara1": "sekali"}, "sekali, di akhir"),
        ({"kali1": "1"}, "sekali, di akhir"),
        ({"cara1": "menurun"}, "tiap bulan, terakhir Rp\u00a01.010.000"),
        ({}, "tiap bulan"),
        ({"cara1": "jasa_dulu"}, "tiap bulan, terakhir Rp\u00a012.120.000"),
    ],
)
def test_how_it_is_paid_back(ask, fields, words):
    context, _ = ask(FLAT | fields)

    assert context["columns"][0].facts[1].note == words


def test_a_schedule_shows_each_instalment_and_of_very_long_ones_the_beginning(ask):
    _, page = ask(FLAT | {"iuran1": "5.000"})
    assert '<th scope="col" class="num">Biaya</th>' in page
    assert page.count('<th scope="row">') == 12
    context, page = ask(FLAT | {"kali1": "1200"})
    assert page.count('<th scope="row">') == 360
    assert "Hanya 360 angsuran pertama" in page
    assert context["columns"][0].cost.number == 1200


def test_absurd_rates_are_told_as_such(ask):
    context, _ = ask({"jenis1": "titil", "diterima1": "1", "angsur1": "100", "kali1": "1"})

    assert [fact.value for fact in context["columns"][0].facts if fact.label == "Majemuk"] == [
        "lebih dari 1.000.000%"
    ]


def test_a_part_goes_to_htmx_and_the_page_to_everybody_else(client, db):
    part = client.get(PAGE, FLAT, headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert 'id="hasil"' in part.content.decode()
    assert "HX-Request" in part["Vary"]


def test_it_asks_the_database_for_the_one_rule_alone(client, db):
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE, FLAT | TITIL | GOODS)

    assert len([query for query in asked if "set_config" not in query["sql"]]) == 1
    assert client.post(PAGE).status_code == 405


def test_the_public_pages_lead_there(client, db):
    assert client.get("/").content.decode().count(f'href="{PAGE}"') == 2


def test_every_example_is_an_offer_told_in_the_fields_of_its_form():
    for position, (kind, typed) in enumerate(EXAMPLES, 1):
        slot = Slot(position, kind, dict(typed))
        slot.read()
        assert set(typed) <= {field.name for row in FORMS[kind] for field in row}
        assert cost_of(slot.offer).cost_rp > 0


@pytest.mark.parametrize(
    ("rate", "exact", "words"),
    [
        ("0.015", True, "1,5%"),
        ("0.24", True, "24%"),
        ("12.345", False, "1.234,50%"),
        ("0.00005", False, "0,01%"),
    ],
)
def test_rates_are_written_with_a_comma(rate, exact, words):
    assert percent_words(Decimal(rate), is_exact=exact) == words
