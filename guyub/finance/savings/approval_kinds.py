"""What savings asks of a second person."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from guyub.finance.savings.services.collection_returns import COLLECTION_KIND, carry_out_collection
from guyub.finance.savings.services.deposit_payouts import carry_out_payout, payout_refused
from guyub.finance.savings.services.gate import CAPITAL_KIND, carry_out_capital
from guyub.finance.savings.services.offering import TERMS_KIND, carry_out_terms
from guyub.finance.savings.services.tax_paying import TAX_KIND, carry_out_tax
from guyub.finance.savings.services.waivers import WAIVER_KIND, carry_out_waiver
from guyub.finance.savings.services.withdrawals import (
    PAYOUT_KIND,
    WITHDRAWAL_KIND,
    carry_out_withdrawal,
    withdrawal_refused,
)
from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action


def _waiver_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Anggota", facts["name"]),
        ("Bulan", facts["months_words"]),
        ("Jumlah", facts["amount"]),
        ("Sebab", facts["why"]),
    )


def _withdrawal_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Anggota", facts["name"]),
        ("Simpanan", facts["product"]),
        ("Jumlah", facts["amount"]),
        ("Sebab perlu orang kedua", facts["why"]),
    )


def _payout_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    told = (
        ("Anggota", facts["name"]),
        ("Bilyet", f"{facts['number']}, {facts['product']}"),
        ("Jumlah sebelum jasa terakhir", facts["amount"]),
    )
    return (*told, ("Diambil sebelum jatuh tempo", facts["why"])) if facts["why"] else told


def collection_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """Tell of the cash of a list that came back, of any kind."""
    return (
        ("Kolektor", facts["collector"]),
        ("Diberikan anggota", facts["given"]),
        ("Uang dihitung", facts["counted"]),
        ("Sebab", facts["why"]),
    )


def _terms_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    told = (
        ("Produk", facts["name"]),
        ("Jasa setahun", facts["rate"]),
        ("Dihitung dari", facts["how"]),
        ("Masuk rekening", facts["every"]),
        ("Saldo yang harus tinggal", facts["minimum"]),
        ("Setoran paling kecil", facts["least"]),
        ("Bila diambil sebelum waktunya", facts["early"]),
        ("Mulai berlaku", facts["begins"]),
        ("Keputusan", f"{facts['number']}, {facts['title']}"),
    )
    recounted = facts["recounted"]
    return (*told, ("Jasa dihitung ulang", recounted)) if recounted else told


def _capital_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Modal tetap unit", facts["amount"]),
        ("Sejak", facts["begins"]),
        ("Keputusan", f"{facts['number']}, {facts['title']}"),
    )


def _tax_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Pajak jasa bulan", facts["month_words"]),
        ("Jumlah", facts["amount"]),
        ("NTPN", facts["ntpn"]),
    )


KINDS = (
    Kind(
        code=WITHDRAWAL_KIND,
        title="Pengambilan simpanan",
        ask=Action.TAKE_SAVINGS,
        approve=Action.APPROVE_SAVINGS,
        sentence="{name} mengambil {amount} dari {product}",
        carry_out=carry_out_withdrawal,
        when_rejected=withdrawal_refused,
        lasts=timedelta(hours=24),
        details=_withdrawal_details,
        view=Action.VIEW_SAVINGS,
    ),
    Kind(
        code=PAYOUT_KIND,
        title="Pencairan simpanan berjangka",
        ask=Action.TAKE_SAVINGS,
        approve=Action.APPROVE_SAVINGS,
        sentence="{name} mencairkan bilyet {number}, {amount}",
        carry_out=carry_out_payout,
        when_rejected=payout_refused,
        lasts=timedelta(hours=24),
        details=_payout_details,
        view=Action.VIEW_SAVINGS,
    ),
    Kind(
        code=WAIVER_KIND,
        title="Keringanan simpanan wajib",
        ask=Action.KEEP_SAVINGS,
        approve=Action.APPROVE_SAVINGS,
        sentence="{name} tidak perlu membayar simpanan wajib {months_words}",
        carry_out=carry_out_waiver,
        lasts=timedelta(days=30),
        details=_waiver_details,
        view=Action.VIEW_SAVINGS,
    ),
    Kind(
        code=COLLECTION_KIND,
        title="Selisih daftar tagih",
        ask=Action.TAKE_SAVINGS,
        approve=Action.APPROVE_SAVINGS,
        sentence="daftar tagih {number} dibukukan dengan selisih {difference}",
        carry_out=carry_out_collection,
        details=collection_details,
        view=Action.VIEW_SAVINGS,
    ),
    Kind(
        code=TERMS_KIND,
        title="Ketentuan simpanan",
        ask=Action.KEEP_SAVINGS,
        approve=Action.APPROVE_SAVINGS,
        sentence="{name}: jasa {rate} mulai {begins}",
        carry_out=carry_out_terms,
        lasts=timedelta(days=30),
        details=_terms_details,
        view=Action.VIEW_SAVINGS,
    ),
    Kind(
        code=CAPITAL_KIND,
        title="Modal unit simpan pinjam",
        ask=Action.KEEP_SAVINGS,
        approve=Action.APPROVE_SAVINGS,
        sentence="modal tetap unit simpan pinjam {amount} sejak {begins}",
        carry_out=carry_out_capital,
        lasts=timedelta(days=30),
        details=_capital_details,
        view=Action.VIEW_SAVINGS,
    ),
    Kind(
        code=TAX_KIND,
        title="Pembayaran pajak jasa",
        ask=Action.KEEP_SAVINGS,
        approve=Action.APPROVE_SAVINGS,
        sentence="pajak jasa simpanan {month_words} dibayar, {amount}",
        carry_out=carry_out_tax,
        details=_tax_details,
        view=Action.VIEW_SAVINGS,
    ),
)
