"""Contracts without interest: murabahah (sold with a margin that is told) and qardh (lent for nothing).

Both are laid out and served by the same rules as other loans. What differs is here: the margin is an amount, fixed
once; time never adds to it; being late costs at most a ta'zir, which is given away; settling early may earn a discount
that nobody promised.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.course import Change
from guyub.finance.loans.domain.servicing import Component, PayoffInterest, Penalty, PenaltyPer, Servicing
from guyub.finance.loans.domain.terms import MONTHLY, Every, Fee, Method, Terms, refused
from guyub.foundation.kernel.money import Rounding

if TYPE_CHECKING:
    from datetime import date


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
    SOCIAL_FUND = "dana sosial"  # a ta'zir; never income


def purpose_of(akad: Akad, component: Component) -> Purpose:
    """Tell where a part of a payment belongs in the books."""
    if component is Component.PRINCIPAL:
        return Purpose.PRINCIPAL
    if component is Component.FEE:
        return Purpose.FEE
    if component is Component.INTEREST:
        return Purpose.INTEREST if akad is Akad.PINJAMAN else Purpose.MARGIN
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
            TermsRefusedError: ``margin`` (below 0, or a down payment that leaves nothing to owe).
        """
        if self.margin_rp < 0 or self.down_payment_rp < 0 or self.owed_rp <= 0:
            raise refused(
                "margin_rp",
                "margin",
                "Margin dan uang muka tidak boleh kurang dari nol, dan uang muka kurang dari harga beli.",
            )
        return Terms(
            method=Method.FLAT,
            principal=self.owed_rp,
            annual_rate=self._rate(self.instalments, self.instalments),
            instalments=self.instalments,
            every=self.every,
            disbursed_on=self.sold_on,
            first_due_on=self.first_due_on,
            instalment_to=self.instalment_to,
            mode=self.mode,
        )

    def _rate(self, left: int, over: int) -> Fraction:
        """Give the rate a year at which the margin of the instalments left is spread over so many."""
        return Fraction(self.margin_rp * left, self.instalments) * self.every.a_year / (self.owed_rp * over)

    def longer(self, *, from_on: date, paid_instalments: int, extend: int) -> Change:
        """Let what is left be paid over more instalments, for the same margin.

        Args:
            from_on: From which due date on.
            paid_instalments: How many fall due before it.
            extend: How many more.

        Raises:
            TermsRefusedError: ``change``: there is nothing left to spread, or nothing is added.
        """
        left = self.instalments - paid_instalments
        if left <= 0 or extend <= 0:
            raise refused("extend", "change", "Tidak ada sisa angsuran untuk diperpanjang.")
        return Change(from_on=from_on, annual_rate=self._rate(left, left + extend), extend=extend)


def murabahah_servicing(*, tazir_rp: int = 0, grace_days: int = 0) -> Servicing:
    """Serve a murabahah: nothing follows time; settling early owes the price; a ta'zir once for each late instalment.

    A discount on settling early is given on the day, by whoever may, as a waiver before the payoff.

    Args:
        tazir_rp: What a member who can pay and does not gives to the social fund; 0: none.
        grace_days: Days after the due date without it.

    Source: DSN-MUI fatwas 4/2000 (murabahah), 17/2000 (ta'zir), 23/2002 (discount); told from memory of the rule, the
        texts were not read: docs/regulations.md.
    """
    penalty = Penalty(amount=tazir_rp, per=PenaltyPer.ONCE, grace_days=grace_days) if tazir_rp else None
    return Servicing(payoff_interest=PayoffInterest.FULL_CONTRACT, penalty=penalty)


def qardh_terms(
    *, lent_rp: int, instalments: int, lent_on: date, every: Every = MONTHLY, administration_rp: int = 0
) -> Terms:
    """Give a loan for nothing: the principal alone comes back; a fee is what handing it out really cost.

    Raises:
        TermsRefusedError: As ``terms.check``.

    Source: DSN-MUI fatwa 19/2001, likewise not read.
    """
    fees = (Fee(name="administrasi", amount=administration_rp),) if administration_rp else ()
    return Terms(
        method=Method.DECLINING,
        principal=lent_rp,
        annual_rate=Fraction(0),
        instalments=instalments,
        every=every,
        disbursed_on=lent_on,
        fees=fees,
    )


def check_akad(akad: Akad, terms: Terms, servicing: Servicing) -> None:
    """Refuse what a contract without interest may not hold.

    Raises:
        TermsRefusedError: ``akad``: interest on a qardh; a margin that is not flat, or follows time; a fee in per cent;
            a penalty that grows with the debt or with time.
    """
    if akad is Akad.PINJAMAN:
        return
    if akad is Akad.QARDH and terms.annual_rate:
        raise refused("rate", "akad", "Qardh tidak berjasa: yang kembali hanya pokoknya. Isi suku 0.")
    if servicing.recalculate_interest or (akad is Akad.MURABAHAH and terms.method is not Method.FLAT):
        raise refused(
            "method", "akad", "Margin murabahah tetap sejak akad, tidak mengikuti waktu. Pilih cara flat."
        )
    if any(fee.rate is not None for fee in terms.fees):
        raise refused(
            "fees", "akad", "Biaya akad syariah adalah biaya nyata dalam rupiah, tidak dalam persen."
        )
    penalty = servicing.penalty
    if penalty and (penalty.rate or penalty.per is PenaltyPer.DAY):
        raise refused(
            "penalty", "akad", "Ta'zir adalah jumlah tetap, sekali, untuk dana sosial. Tulis jumlahnya."
        )
