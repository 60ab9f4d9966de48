"""What a product's terms are called: the same words for the page, the second person and the trail."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.offering import MONTHS_A_YEAR, rate_words
from guyub.finance.loans.domain.servicing import PayoffInterest, PenaltyOf, PenaltyPer
from guyub.finance.loans.domain.terms import MILLION, Every, FeeOf, FeeWhen, Method, Unit
from guyub.foundation.kernel.formats import number, rupiah
from guyub.foundation.kernel.money import Rounding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.finance.loans.domain.offering import Dearest, Offered
    from guyub.finance.loans.domain.servicing import Penalty
    from guyub.finance.loans.domain.terms import Fee

METHOD_WORDS: Mapping[Method, str] = {
    Method.FLAT: "Flat, dari pinjaman awal",
    Method.DECLINING: "Menurun, dari sisa",
    Method.ANNUITY: "Anuitas, angsuran sama",
    Method.INTEREST_ONLY: "Jasa saja, pokok di akhir",
    Method.BULLET: "Sekali bayar di akhir",
}
# After a rate: ``12% setahun flat``.
SHORT_METHODS: Mapping[Method, str] = {
    Method.FLAT: "flat",
    Method.DECLINING: "menurun",
    Method.ANNUITY: "anuitas",
    Method.INTEREST_ONLY: "dengan pokok di akhir",
    Method.BULLET: "dibayar sekali",
}
UNIT_WORDS: Mapping[Unit, str] = {
    Unit.MONTH: "bulan",
    Unit.WEEK: "minggu",
    Unit.PASARAN: "pasaran (5 hari)",
    Unit.DAY: "hari",
    Unit.YEAR: "tahun",
}
MODE_WORDS: Mapping[Rounding, str] = {
    Rounding.UP: "ke atas",
    Rounding.NEAREST: "terdekat",
    Rounding.HALF_EVEN: "terdekat, tengah ke yang genap",
    Rounding.DOWN: "ke bawah",
}
OF_WORDS: Mapping[PenaltyOf, str] = {
    PenaltyOf.PRINCIPAL: "pokok yang terlambat",
    PenaltyOf.INSTALMENT: "angsuran yang terlambat",
}
PER_WORDS: Mapping[PenaltyPer, str] = {
    PenaltyPer.ONCE: "sekali",
    PenaltyPer.DAY: "tiap hari",
}
PAYOFF_WORDS: Mapping[PayoffInterest, str] = {
    PayoffInterest.TO_DAY: "Jasa sampai hari itu",
    PayoffInterest.FULL_PERIOD: "Jasa satu masa angsuran penuh",
    PayoffInterest.RULE_78: "Jumlah angka (rule 78)",
    PayoffInterest.FULL_CONTRACT: "Seluruh jasa akad",
}
FEE_OF_WORDS: Mapping[FeeOf, str] = {
    FeeOf.LOAN: "pinjaman",
    FeeOf.INSTALMENT: "angsuran",
    FeeOf.BALANCE: "sisa pinjaman",
}


def year_words(ppm: int) -> str:
    """Write a rate a year with what it is a month, since people say either: ``12% setahun (1% sebulan)``."""
    return f"{rate_words(ppm)} setahun ({month_words(ppm)} sebulan)"


def month_words(ppm: int) -> str:
    """Write the twelfth of a rate a year, half up to a thousandth of a percent: 100,000 is ``0,833%``."""
    percent = (Decimal(ppm) / (10_000 * MONTHS_A_YEAR)).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return f"{format(percent.normalize(), 'f').replace('.', ',')}%"


def range_words(offered: Offered) -> str:
    """Write the range that the members' meeting approved: ``10,8% sampai 13,2% setahun``."""
    low, high = rate_words(offered.rate_from_ppm), rate_words(offered.rate_to_ppm)
    return f"{low} setahun" if low == high else f"{low} sampai {high} setahun"


def every_words(every: Every) -> str:
    """Say how often an instalment falls due: ``tiap bulan``, ``tiap 2 minggu``."""
    unit = UNIT_WORDS[every.unit]
    return f"tiap {unit}" if every.count == 1 else f"tiap {number(every.count)} {unit}"


def times_words(offered: Offered) -> str:
    """Say how many instalments: ``6 sampai 24 kali, tiap bulan``."""
    least, most = number(offered.least_instalments), number(offered.most_instalments)
    times = most if least == most else f"{least} sampai {most}"
    return f"{times} kali, {every_words(offered.every)}"


def amount_words(offered: Offered) -> str:
    """Say how much is lent: ``Rp 500.000 sampai Rp 5.000.000``."""
    if offered.least_rp == offered.most_rp:
        return rupiah(offered.most_rp)
    return f"{rupiah(offered.least_rp)} sampai {rupiah(offered.most_rp)}"


def fee_words(fee: Fee, *, is_premium: bool) -> str:
    """Say one fee: ``Provisi 1% dari pinjaman, dipotong saat cair``."""
    if fee.rate is None:
        much = rupiah(fee.amount)
    else:
        much = f"{rate_words(int(fee.rate * MILLION))} dari {FEE_OF_WORDS[fee.of]}"
    when = "dipotong saat cair" if fee.when is FeeWhen.DISBURSEMENT else "tiap angsuran"
    return f"{fee.name} {much}, {when}{', untuk asuransi' if is_premium else ''}"


def fees_words(offered: Offered) -> str:
    """Say all fees in one line."""
    told = [fee_words(fee, is_premium=fee.name in offered.premiums) for fee in offered.fees]
    return "; ".join(told) or "tanpa biaya"


def penalty_words(penalty: Penalty | None) -> str:
    """Say what being late costs."""
    if penalty is None:
        return "tanpa denda"
    of = OF_WORDS[penalty.of]
    told = [
        f"{rate_words(int(penalty.rate * MILLION))} dari {of}" if penalty.rate else rupiah(penalty.amount),
        PER_WORDS[penalty.per],
    ]
    if penalty.grace_days:
        told.append(f"sesudah lewat {number(penalty.grace_days)} hari")
    if penalty.cap is not None:
        most = rate_words(int(penalty.cap * MILLION))
        told.append(f"paling banyak {most}" if penalty.rate else f"paling banyak {most} dari {of}")
    return ", ".join(told)


def rounding_words(offered: Offered) -> str:
    """Say how instalments are rounded; the last one takes the rest."""
    if offered.instalment_to == 1:
        return "rupiah penuh"
    return f"{rupiah(offered.instalment_to)} {MODE_WORDS[offered.mode]}, sisanya di angsuran terakhir"


def above_words(above_rp: int | None) -> str:
    """Say from which amount on something is asked for."""
    if above_rp is None:
        return "tidak diminta"
    return f"di atas {rupiah(above_rp)}" if above_rp else "selalu"


def real_words(ppm: int) -> str:
    """Write what a loan really costs a year, half up to a hundredth of a percent: ``21,46% setahun``."""
    percent = (Decimal(ppm) / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{percent:f}% setahun".replace(".", ",")


def dearest_words(found: Dearest) -> str:
    """Say what the dearest loan costs: ``21,52% setahun (Rp 500.000, 15 kali)``."""
    return f"{real_words(found.ppm)} ({rupiah(found.amount_rp)}, {number(found.instalments)} kali)"


def offered_facts(offered: Offered, found: Dearest) -> list[tuple[str, str]]:
    """Say terms line by line: label and value.

    Args:
        offered: The terms.
        found: Their dearest loan.
    """
    told = [
        ("Cara menghitung", METHOD_WORDS[offered.method]),
        ("Jasa", year_words(offered.rate_ppm)),
        ("Rentang rapat", range_words(offered)),
        ("Sebenarnya tertinggi", dearest_words(found)),
        ("Pinjaman", amount_words(offered)),
        ("Angsuran", times_words(offered)),
        ("Biaya", fees_words(offered)),
        ("Denda", penalty_words(offered.servicing.penalty)),
        ("Lunas lebih awal", PAYOFF_WORDS[offered.servicing.payoff_interest]),
        ("Pembulatan", rounding_words(offered)),
        ("Penjamin", above_words(offered.guarantor_above_rp)),
        ("Agunan", above_words(offered.collateral_above_rp)),
    ]
    if offered.grace_principal:
        told.insert(6, ("Tanpa pokok", f"{number(offered.grace_principal)} angsuran pertama"))
    return told
