"""What a loan's contract says, in the words of the paper that borrower and cooperative sign.

Plain Indonesian for people who sign one contract in their life: what it costs, what happens early and late, which
rights the borrower has. Nothing is promised here that the rules do not keep.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from guyub.finance.loans.domain.servicing import Across, Component, PayoffInterest, PenaltyOf, PenaltyPer
from guyub.finance.loans.domain.terms import MILLION, FeeOf, FeeWhen, Method, Unit
from guyub.foundation.kernel.formats import number, rupiah
from guyub.foundation.kernel.money import round_rp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.domain.servicing import Penalty, Servicing
    from guyub.finance.loans.domain.terms import Every, Fee

HOW: Mapping[Method, str] = {
    Method.FLAT: "dihitung dari pinjaman awal (flat)",
    Method.DECLINING: "dihitung dari sisa pinjaman, pokoknya sama besar (menurun)",
    Method.ANNUITY: "dihitung dari sisa pinjaman, angsurannya sama besar (anuitas)",
    Method.INTEREST_ONLY: "dihitung dari sisa pinjaman; pokoknya dibayar pada angsuran terakhir",
    Method.BULLET: "dibayar sekali bersama pokoknya di akhir",
}
UNITS: Mapping[Unit, str] = {
    Unit.DAY: "hari",
    Unit.PASARAN: "pasaran (5 hari)",
    Unit.WEEK: "minggu",
    Unit.MONTH: "bulan",
    Unit.YEAR: "tahun",
}
PARTS: Mapping[Component, str] = {
    Component.PENALTY: "denda",
    Component.FEE: "biaya",
    Component.INTEREST: "jasa",
    Component.PRINCIPAL: "pokok",
}
_FEE_OF: Mapping[FeeOf, str] = {
    FeeOf.LOAN: "pinjaman",
    FeeOf.INSTALMENT: "angsuran",
    FeeOf.BALANCE: "sisa pinjaman",
}
_PENALTY_OF: Mapping[PenaltyOf, str] = {
    PenaltyOf.PRINCIPAL: "pokok yang terlambat",
    PenaltyOf.INSTALMENT: "angsuran yang terlambat",
}
EARLY: Mapping[PayoffInterest, str] = {
    PayoffInterest.TO_DAY: "jasanya hanya dihitung sampai hari pelunasan",
    PayoffInterest.FULL_PERIOD: "jasa masa angsuran yang sedang berjalan dihitung penuh, sesudahnya tidak ada lagi",
    PayoffInterest.RULE_78: "jasa yang sudah menjadi hak koperasi dihitung dengan jumlah angka (rule 78)",
    PayoffInterest.FULL_CONTRACT: "jasa seluruh akad tetap dibayar",
}


class Clause(NamedTuple):
    """One point of a contract."""

    title: str
    text: str


def share_words(share: Fraction) -> str:
    """Write a fraction as percent, to four digits: ``1,5%``."""
    percent = Decimal(round_rp(share * MILLION)).scaleb(-4).normalize()
    return f"{format(percent, 'f').replace('.', ',')}%"


def every_words(every: Every) -> str:
    """Say how often an instalment falls due: ``tiap bulan``, ``tiap 2 minggu``."""
    return f"tiap {UNITS[every.unit]}" if every.count == 1 else f"tiap {every.count} {UNITS[every.unit]}"


def interest_words(contract: Contract) -> str:
    """Say the rate and how it is counted: ``12% setahun, dihitung dari pinjaman awal (flat)``."""
    terms = contract.terms
    if not terms.annual_rate:
        return "tanpa jasa"
    return f"{share_words(terms.annual_rate)} setahun, {HOW[terms.method]}"


def fee_words(fee: Fee, *, is_premium: bool) -> str:
    """Say one fee: ``Provisi 1% dari pinjaman, dipotong saat cair``."""
    much = rupiah(fee.amount) if fee.rate is None else f"{share_words(fee.rate)} dari {_FEE_OF[fee.of]}"
    when = "dipotong saat cair" if fee.when is FeeWhen.DISBURSEMENT else "tiap angsuran"
    return f"{fee.name} {much}, {when}{', diteruskan ke asuransi' if is_premium else ''}"


def penalty_words(penalty: Penalty | None) -> str:
    """Say what being late costs."""
    if penalty is None:
        return "Tidak ada denda."
    of = _PENALTY_OF[penalty.of]
    much = f"{share_words(penalty.rate)} dari {of}" if penalty.rate else rupiah(penalty.amount)
    per = "sehari" if penalty.per is PenaltyPer.DAY else "sekali tiap angsuran"
    after = f", sesudah lewat {number(penalty.grace_days)} hari" if penalty.grace_days else ""
    most = f", paling banyak {share_words(penalty.cap)} dari {of.split()[0]}nya" if penalty.cap else ""
    return f"Denda {much}, {per}{after}{most}."


def order_words(servicing: Servicing) -> str:
    """Say what a payment pays first."""
    *first, last = (PARTS[one] for one in servicing.allocation)
    order = f"{', '.join(first)}, lalu {last}"
    if servicing.across is Across.COMPONENT:
        return f"Uang yang dibayar dipakai untuk {order}, masing-masing untuk semua angsuran yang terbuka."
    return f"Uang yang dibayar dipakai untuk angsuran yang paling lama dulu; di dalamnya untuk {order}."


def early_words(servicing: Servicing) -> str:
    """Say what settling early costs, and what paying more early does."""
    rebate = servicing.payoff_rebate
    less = f", dikurangi potongan {share_words(rebate)} dari jasa masa sesudahnya" if rebate else ""
    is_less = servicing.payoff_interest is PayoffInterest.FULL_CONTRACT
    text = f"Pinjaman boleh dilunasi kapan saja: {EARLY[servicing.payoff_interest]}{less if is_less else ''}."
    if servicing.recalculate_interest:
        return f"{text} Pokok yang dibayar lebih awal mengurangi jasa sejak hari itu."
    return f"{text} Angsuran juga boleh dibayar lebih awal."


def clauses_of(
    contract: Contract, *, has_guarantors: bool, has_things: bool, group: str = ""
) -> list[Clause]:
    """Give the points of a contract below its figures.

    Args:
        contract: What was agreed.
        has_guarantors: Somebody stands surety.
        has_things: Something is in keeping.
        group: The group of joint liability that answers for it; "": none does.
    """
    serving = contract.servicing
    told = [
        Clause("Urutan pembayaran", order_words(serving)),
        Clause("Bila terlambat", f"{penalty_words(serving.penalty)} {_LATE}"),
        Clause("Lunas lebih awal", early_words(serving)),
    ]
    if group:
        told.append(Clause("Tanggung renteng", f"Kelompok {group} ikut menanggung pinjaman ini. {_JOINT}"))
    if has_guarantors:
        told.append(Clause("Penjamin", _SURETY))
    if has_things:
        told.append(Clause("Agunan", _THINGS))
    return [*told, Clause("Hak peminjam", _RIGHTS), Clause("Perubahan", _CHANGES)]


_LATE = (
    "Beri tahu koperasi sebelum jatuh tempo bila uangnya belum ada: jadwal dapat ditata lagi bersama. Koperasi "
    "mengingatkan dengan sopan, tidak mempermalukan, dan tidak bercerita kepada orang lain."
)
_JOINT = (
    "Yang kurang dari angsuran ditalangi anggota kelompok atau dana kelompok di pertemuannya, dan menjadi utang "
    "peminjam kepada yang menalangi. Peminjam tetap di kelompok sampai pinjaman lunas."
)
_SURETY = (
    "Simpanan penjamin yang ditahan baru dipakai bila ada tunggakan, dan bendahara bersama seorang pengurus atau "
    "pengawas lain memutuskannya. Yang dibayar penjamin menjadi utang peminjam kepadanya. Tahanannya lepas pada hari "
    "pinjaman lunas."
)
_THINGS = (
    "Koperasi menyimpan agunan dengan baik dan mengembalikannya dengan tanda terima sesudah pinjaman lunas. Selama "
    "itu barangnya tetap boleh dipakai, tetapi tidak dijual atau dijaminkan lagi."
)
_RIGHTS = (
    "Peminjam mendapat salinan akad, kuitansi tiap pembayaran, dan boleh meminta catatan pinjamannya kapan saja. "
    "Keberatan disampaikan kepada pengurus; bila belum puas, kepada pengawas dan rapat anggota. Data pribadi dipakai "
    "untuk pinjaman ini saja dan boleh dilihat serta diperbaiki (UU 27/2022)."
)
_CHANGES = "Akad hanya berubah dengan persetujuan tertulis kedua pihak. Keduanya membaca dan mengerti isinya."
