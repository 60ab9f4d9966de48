from fractions import Fraction

import pytest

from guyub.finance.loans.domain.agreement_words import (
    EARLY,
    HOW,
    PARTS,
    UNITS,
    clauses_of,
    early_words,
    every_words,
    fee_words,
    interest_words,
    order_words,
    penalty_words,
    share_words,
)
from guyub.finance.loans.domain.contracts import Contract
from guyub.finance.loans.domain.servicing import (
    Across,
    Component,
    PayoffInterest,
    Penalty,
    PenaltyOf,
    PenaltyPer,
    Servicing,
)
from guyub.finance.loans.domain.terms import Every, Fee, FeeOf, FeeWhen, Method, Terms, Unit

FLAT = Terms(method=Method.FLAT, annual_rate=Fraction(12, 100), principal=1_200_000, instalments=12)
LAST = (Component.FEE, Component.INTEREST, Component.PRINCIPAL, Component.PENALTY)


def plain(words):
    return words.replace("\u00a0", " ")


def test_every_choice_has_words():
    assert set(HOW) == set(Method)
    assert set(UNITS) == set(Unit)
    assert set(PARTS) == set(Component)
    assert set(EARLY) == set(PayoffInterest)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(12, 100), "12%"),
        (Fraction(3, 200), "1,5%"),
        (Fraction(1, 3), "33,3333%"),
        (Fraction(1), "100%"),
        (Fraction(0), "0%"),
    ],
)
def test_a_share_in_percent(share, said):
    assert share_words(share) == said


def test_how_often():
    assert every_words(Every()) == "tiap bulan"
    assert every_words(Every(Unit.WEEK, 2)) == "tiap 2 minggu"


def test_the_rate_says_how_it_is_counted():
    assert interest_words(Contract(FLAT, Servicing())) == "12% setahun, dihitung dari pinjaman awal (flat)"
    free = Terms(method=Method.FLAT, annual_rate=Fraction(0), principal=1, instalments=1)
    assert interest_words(Contract(free, Servicing())) == "tanpa jasa"


@pytest.mark.parametrize(
    ("fee", "is_premium", "said"),
    [
        (Fee(name="Provisi", rate=Fraction(1, 100)), False, "Provisi 1% dari pinjaman, dipotong saat cair"),
        (
            Fee(name="Asuransi", amount=5_000),
            True,
            "Asuransi Rp 5.000, dipotong saat cair, diteruskan ke asuransi",
        ),
        (
            Fee(name="Kas", rate=Fraction(1, 200), when=FeeWhen.EACH, of=FeeOf.BALANCE),
            False,
            "Kas 0,5% dari sisa pinjaman, tiap angsuran",
        ),
    ],
)
def test_a_fee(fee, is_premium, said):
    assert plain(fee_words(fee, is_premium=is_premium)) == said


@pytest.mark.parametrize(
    ("penalty", "said"),
    [
        (None, "Tidak ada denda."),
        (Penalty(amount=5_000), "Denda Rp 5.000, sekali tiap angsuran."),
        (
            Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY, grace_days=3, cap=Fraction(1, 10)),
            "Denda 0,1% dari pokok yang terlambat, sehari, sesudah lewat 3 hari, paling banyak 10% dari pokoknya.",
        ),
        (
            Penalty(rate=Fraction(1, 100), of=PenaltyOf.INSTALMENT, cap=Fraction(1, 20)),
            "Denda 1% dari angsuran yang terlambat, sekali tiap angsuran, paling banyak 5% dari angsurannya.",
        ),
    ],
)
def test_what_being_late_costs(penalty, said):
    assert plain(penalty_words(penalty)) == said


def test_what_a_payment_pays_first():
    assert order_words(Servicing(allocation=LAST)) == (
        "Uang yang dibayar dipakai untuk angsuran yang paling lama dulu; "
        "di dalamnya untuk biaya, jasa, pokok, lalu denda."
    )
    across = Servicing(allocation=LAST, across=Across.COMPONENT)
    assert order_words(across).endswith("masing-masing untuk semua angsuran yang terbuka.")


def test_what_settling_early_costs():
    to_day = early_words(Servicing())
    assert "hanya dihitung sampai hari pelunasan" in to_day
    assert to_day.endswith("Angsuran juga boleh dibayar lebih awal.")
    rebate = Servicing(payoff_interest=PayoffInterest.FULL_CONTRACT, payoff_rebate=Fraction(1, 2))
    assert "dikurangi potongan 50% dari jasa masa sesudahnya." in early_words(rebate)
    assert "potongan" not in early_words(Servicing(payoff_rebate=Fraction(1, 2)))
    follows = early_words(Servicing(recalculate_interest=True))
    assert follows.endswith("Pokok yang dibayar lebih awal mengurangi jasa sejak hari itu.")


def test_the_points_of_a_contract():
    contract = Contract(FLAT, Servicing(allocation=LAST))
    short = [one.title for one in clauses_of(contract, has_guarantors=False, has_things=False)]
    assert short == ["Urutan pembayaran", "Bila terlambat", "Lunas lebih awal", "Hak peminjam", "Perubahan"]
    whole = [one.title for one in clauses_of(contract, has_guarantors=True, has_things=True)]
    assert whole[3:5] == ["Penjamin", "Agunan"]
    joint = clauses_of(contract, has_guarantors=False, has_things=False, group="Melati")[3]
    assert joint.title == "Tanggung renteng"
    assert joint.text.startswith("Kelompok Melati ikut menanggung pinjaman ini. Yang kurang dari angsuran")
