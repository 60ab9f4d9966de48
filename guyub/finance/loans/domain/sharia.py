"""Contracts without interest: murabahah (sold with a margin that is told) and qardh (lent for nothing).

Both are laid out and served by the same rules as other loans. What differs is here: the margin is an amount, fixed
once; time never adds to it; being late costs at most a ta'zir, which is given away; settling early may earn a discount
that nobody promised.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.course import plan_of
from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.schedules import laid_out
from guyub.finance.loans.domain.servicing import (
    Component,
    PayoffInterest,
    Penalty,
    PenaltyOf,
    PenaltyPer,
    Servicing,
)
from guyub.finance.loans.domain.terms import MONTHLY, Every, Fee, Method, Terms, check, refused
from guyub.foundation.kernel.money import Rounding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.finance.loans.domain.terms import TermsRefusedError


class Akad(StrEnum):
    """What kind of contract it is."""

    PINJAMAN = "pinjaman"
    MURABAHAH = "murabahah"
    QARDH = "qardh"


class Purpose(StrEnum):
    """What a component of an instalment is to the cooperative."""

    PRINCIPAL = "pokok"
    INTEREST = "jasa pinjaman"
    MARGIN = "margin murabahah"
    FEE = "biaya administrasi"
    PENALTY = "denda"
    SOCIAL_FUND = "dana sosial"  # never income


_EARNED = {
    Akad.PINJAMAN: Purpose.INTEREST,
    Akad.MURABAHAH: Purpose.MARGIN,
    Akad.QARDH: Purpose.SOCIAL_FUND,
}


def purpose_of(akad: Akad, component: Component) -> Purpose:
    """Tell where a part of a payment belongs in the books.

    A ta'zir is for the social fund; so is what a qardh should never have earned.
    """
    if component is Component.PRINCIPAL:
        return Purpose.PRINCIPAL
    if component is Component.FEE:
        return Purpose.FEE
    if component is Component.INTEREST:
        return _EARNED[akad]
    return Purpose.PENALTY if akad is Akad.PINJAMAN else Purpose.SOCIAL_FUND


@dataclass(frozen=True, slots=True, kw_only=True)
class Murabahah:
    """A sale with a margin that is told; amounts in rupiah.

    Args:
        cost_rp: What the goods cost the cooperative.
        margin_rp: What it adds, told and fixed.
        down_payment_rp: What the member pays at once; it lowers what is owed, not the margin.
        instalments: How many.
        every: How long a period is.
        sold_on: The day of the sale.
        first_due_on: The first due date; None: one period later.
        instalment_to: Instalments are rounded to a multiple of this.
        mode: How.
    """

    cost_rp: int
    margin_rp: int
    instalments: int
    sold_on: date
    down_payment_rp: int = 0
    every: Every = MONTHLY
    first_due_on: date | None = None
    instalment_to: int = 1
    mode: Rounding = Rounding.NEAREST

    @property
    def price_rp(self) -> int:
        """What the goods cost the member."""
        return self.cost_rp + self.margin_rp

    @property
    def owed_rp(self) -> int:
        """What of the cost is owed after the down payment."""
        return self.cost_rp - self.down_payment_rp

    def terms(self) -> Terms:
        """Give the contract to lay out: flat, with a rate that makes exactly the margin.

        Raises:
            TermsRefusedError: ``cost`` (none), ``margin`` (below 0), ``down_payment`` (below 0, or nothing is left to
                owe), ``too_large`` (the price); else as ``terms.check``.
        """
        self._check()
        terms = Terms(
            method=Method.FLAT,
            principal=self.owed_rp,
            annual_rate=Fraction(0),
            instalments=self.instalments,
            every=self.every,
            disbursed_on=self.sold_on,
            first_due_on=self.first_due_on,
            instalment_to=self.instalment_to,
            mode=self.mode,
            is_margin=True,
        )
        check(terms)
        rate = Fraction(self.margin_rp, self.owed_rp * self.instalments) * self.every.a_year
        return replace(terms, annual_rate=rate)

    def _check(self) -> None:
        if self.cost_rp <= 0:
            raise refused("cost_rp", "cost", "Harga beli harus lebih dari nol. Tulis harganya.")
        if self.margin_rp < 0:
            raise refused(
                "margin_rp", "margin", "Margin tidak boleh kurang dari nol. Tulis 0 bila tanpa margin."
            )
        if not 0 <= self.down_payment_rp < self.cost_rp:
            raise refused(
                "down_payment_rp",
                "down_payment",
                "Uang muka paling kecil nol dan harus kurang dari harga beli. Periksa jumlahnya.",
            )
        if self.price_rp > MOST:
            raise refused(
                "margin_rp", "too_large", "Harga jualnya melampaui yang dapat dicatat. Periksa nolnya."
            )

    def longer(self, *, from_on: date, extend: int, before: Sequence[Change] = ()) -> Change:
        """Let what is left be paid over more instalments, for the same price.

        Args:
            from_on: From which due date on.
            extend: How many more.
            before: The changes that were agreed before, in their order.

        Raises:
            TermsRefusedError: ``change``: there is nothing left to spread, nothing is added, or a change before begins
                later; ``akad``: a change before altered the price; else as ``terms`` and ``course.plan_of``.
        """
        terms = self.terms()
        check_changes(Akad.MURABAHAH, terms, before)
        if any(change.from_on > from_on for change in before):
            raise refused(
                "from", "change", "Ada perubahan yang mulai sesudah tanggal itu. Periksa tanggalnya."
            )
        plan = plan_of(terms, before)
        at = bisect_left(plan.calendar.dues, from_on)
        if at >= plan.number or extend <= 0:
            raise refused("extend", "change", "Tidak ada angsuran untuk diperpanjang. Periksa isiannya.")
        # A period bears the margin by its rate: what is left of all rates goes over the periods that are left.
        left = terms.annual_rate * self.instalments
        ends = [one.first for one in plan.segments[1:]] + [plan.number]
        for one, end in zip(plan.segments, ends, strict=True):
            left -= one.rate * (min(end, at) - one.first)
        return Change(from_on=from_on, annual_rate=left / (plan.number + extend - at), extend=extend)


def murabahah_servicing(*, tazir_rp: int = 0, grace_days: int = 0) -> Servicing:
    """Serve a murabahah: nothing follows time; settling early owes the price; a ta'zir once for each late instalment.

    A discount on settling early is given on the day, by whoever may, as a waiver before the payoff.

    Args:
        tazir_rp: What a member who can pay and does not gives to the social fund; 0: none.
        grace_days: Days after the due date without it.

    Source: DSN-MUI fatwas 4/2000 (murabahah), 17/2000 (ta'zir), 23/2002 (discount); told from memory of the rule, the
        texts were not read: docs/regulations.md.
    """
    # Of the instalment: one whose margin alone is open is late too.
    tazir = Penalty(amount=tazir_rp, of=PenaltyOf.INSTALMENT, per=PenaltyPer.ONCE, grace_days=grace_days)
    return Servicing(payoff_interest=PayoffInterest.FULL_CONTRACT, penalty=tazir if tazir_rp else None)


def qardh_terms(
    *, lent_rp: int, instalments: int, lent_on: date, every: Every = MONTHLY, administration_rp: int = 0
) -> Terms:
    """Give a loan for nothing: the principal alone comes back; a fee is what handing it out really cost.

    Raises:
        TermsRefusedError: As ``terms.check``.

    Source: DSN-MUI fatwa 19/2001, likewise not read.
    """
    fees = (Fee(name="administrasi", amount=administration_rp),) if administration_rp else ()
    terms = Terms(
        method=Method.DECLINING,
        principal=lent_rp,
        annual_rate=Fraction(0),
        instalments=instalments,
        every=every,
        disbursed_on=lent_on,
        fees=fees,
    )
    check(terms)
    return terms


def check_akad(akad: Akad, terms: Terms, servicing: Servicing) -> None:
    """Refuse what a contract without interest may not hold.

    Raises:
        TermsRefusedError: ``akad``: interest on a qardh; a margin that is not flat, follows time, or is lowered by a
            promise for settling early; a fee in per cent; a penalty that grows with the debt or with time.
    """
    if akad is Akad.PINJAMAN:
        return
    if akad is Akad.QARDH and terms.annual_rate:
        raise _against("rate", "Qardh tidak berjasa: yang kembali hanya pokoknya. Isi suku 0.")
    if akad is Akad.MURABAHAH:
        _check_margin(terms, servicing)
    if any(fee.rate is not None for fee in terms.fees):
        raise _against("fees", "Biaya akad syariah adalah biaya nyata dalam rupiah, tidak dalam persen.")
    penalty = servicing.penalty
    if penalty and (penalty.rate or penalty.per is PenaltyPer.DAY):
        raise _against("penalty", "Ta'zir adalah jumlah tetap, sekali, untuk dana sosial. Tulis jumlahnya.")


def _check_margin(terms: Terms, servicing: Servicing) -> None:
    if terms.method is not Method.FLAT:
        raise _against("method", "Margin murabahah tetap sejak akad. Pilih cara flat.")
    if servicing.recalculate_interest:
        raise _against("recalculate_interest", "Margin murabahah tetap sejak akad, tidak mengikuti waktu.")
    if servicing.payoff_interest is not PayoffInterest.FULL_CONTRACT or servicing.payoff_rebate:
        raise _against(
            "payoff_interest",
            "Melunasi murabahah lebih awal membayar sisa harganya. Potongan tidak dijanjikan dalam akad.",
        )


def check_changes(akad: Akad, terms: Terms, changes: Sequence[Change]) -> None:
    """Refuse reschedules that make a contract without interest cost more or less.

    Raises:
        TermsRefusedError: ``akad``: a rate on a qardh, another price of a murabahah (``Murabahah.longer`` gives a
            change that keeps it); else as ``course.plan_of``.
    """
    if akad is Akad.QARDH and any(change.annual_rate for change in changes):
        raise _against("rate", "Qardh tidak berjasa, juga sesudah dijadwal ulang. Isi suku 0.")
    if akad is Akad.MURABAHAH and _interest(terms, changes) != _interest(terms, ()):
        raise _against(
            "change", "Harga murabahah tidak berubah bila dijadwal ulang. Bagi lagi sisa marginnya."
        )


def _interest(terms: Terms, changes: Sequence[Change]) -> int:
    return sum(row.accrued for row in laid_out(plan_of(terms, changes)))


def _against(name: str, message: str) -> TermsRefusedError:
    return refused(name, "akad", message)
