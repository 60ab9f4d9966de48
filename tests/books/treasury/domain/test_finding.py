"""Any word that people say finds a kind; every kind of the list has a heading and words."""

from dataclasses import replace

import pytest

from guyub.books.treasury.domain.events import GROUP_WORDS, EventRefusedError, total_of
from guyub.books.treasury.domain.finding import found, grouped, said_of
from guyub.books.treasury.selectors.kinds import kinds

LISTED = [kind for kind in kinds().values() if not kind.is_hidden]
USED = {kind.group for kind in LISTED}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("pln", "beban.listrik"),
        ("TOKEN listrik", "beban.listrik"),
        ("beras bulog", "barang.beli_tunai"),
        ("kulak", "barang.beli_tunai"),
        ("nyetor", "bank.setor"),
        ("balekno", "barang.retur"),
        ("honor pengawas", "organisasi.honor_pengawas"),
        ("kur", "modal.pinjam_himbara"),
        ("titip", "titip.masuk"),
        ("umkm", "pajak.final_bayar"),
        ("wifi", "beban.internet"),
        ("panjar kasbon", "muka.beri"),
        ("komisi", "masuk.komisi"),
        ("gaji", "beban.gaji"),
    ],
)
def test_a_word_that_people_say_finds_it(asked, code):
    assert code in [kind.code for kind in found(LISTED, asked)]


def test_what_bears_the_word_in_its_title_comes_first():
    first, *_ = found(LISTED, "gaji")

    assert first.code == "beban.gaji"
    assert found(LISTED, "") == LISTED
    assert found(LISTED, "kapal terbang") == []
    assert found(LISTED, "gaji kapal") == []


def test_the_list_is_long_enough_and_each_stands_under_a_heading():
    assert len(LISTED) >= 44
    assert {kind.group for kind in kinds().values()} <= set(GROUP_WORDS)
    assert len({kind.title for kind in LISTED}) == len(LISTED)
    assert all(len(said_of(kind).split()) >= 5 for kind in LISTED)
    ranks = [kind.rank for kind in LISTED if kind.rank]
    assert sorted(ranks) == list(range(1, len(ranks) + 1))


def test_headings_keep_their_order_and_strange_ones_come_last():
    strange = replace(LISTED[0], group="LAINNYA", code="lain.lain")

    headings = [heading for heading, _ in grouped([strange, *reversed(LISTED)])]

    assert headings == [*(GROUP_WORDS[group] for group in GROUP_WORDS if group in USED), "Lainnya"]
    assert sum(len(members) for _, members in grouped(LISTED)) == len(LISTED)


@pytest.mark.parametrize(
    ("code", "amounts", "total_rp"),
    [
        ("beban.listrik", {"jumlah": 150_000}, 150_000),
        ("organisasi.honor_pengawas", {"jumlah": 1_000_000, "pajak": 50_000}, 1_000_000),
        ("bank.angsur_himbara", {"pokok": 4_000_000, "bunga": 250_000}, 4_250_000),
        ("modal.pinjam_himbara", {"jumlah": 50_000_000, "biaya": 500_000}, 50_000_000),
        ("modal.deposito_cair", {"pokok": 10_000_000, "bunga": 40_000}, 10_040_000),
    ],
)
def test_the_total_is_known_before_posting(code, amounts, total_rp):
    assert total_of(kinds()[code], amounts) == total_rp


def test_no_total_without_amounts():
    with pytest.raises(EventRefusedError) as refused:
        total_of(kinds()["beban.listrik"], {})

    assert refused.value.facts == {"wrong": "amount"}
