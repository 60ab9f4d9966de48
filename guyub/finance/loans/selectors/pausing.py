"""Which loans a pause would mean, and what it would change: the dry run."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.community.members.selectors.register import neighbourhoods
from guyub.finance.loans.domain.events import EventRefusedError
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.domain.outcomes import NOTHING, outcome_of
from guyub.finance.loans.domain.pausing import MOST_LOANS, PauseRefusedError, Sums, pause_of, sums_of
from guyub.finance.loans.domain.restructuring import (
    RestructureRefusedError,
    changed_by,
    check_caps,
    sheet_of,
)
from guyub.finance.loans.domain.terms import MILLION, TermsRefusedError
from guyub.finance.loans.models import Loan, LoanProduct
from guyub.finance.loans.selectors.histories import histories_of
from guyub.foundation.kernel.rows import Row
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from guyub.finance.loans.domain.plans import Change
    from guyub.finance.loans.domain.restructuring import Sheet
    from guyub.finance.loans.selectors.histories import History

LONGEST_WHY = 200
CEILINGS = ("pinjaman.jasa_maksimal", "pinjaman.efektif_maksimal")


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseAim(Row):
    """Whom a pause means: all running loans, or those of one RT (``003/001``) or one product where these are named."""

    rt: str = ""
    product_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PauseRow(Row):
    """One loan in the dry run: it rests for some instalments, or ``why`` says why it is left out."""

    loan_id: UUID
    name: str
    borrower: str
    changes: list[Change]
    before: Sheet
    after: Sheet
    why: str

    @property
    def rests(self) -> int:
        """How many instalments rest."""
        return self.changes[0].pause if self.changes and not self.why else 0


@dataclass(frozen=True, slots=True)
class DryRun(Row):
    """What a pause would do: loan by loan, and the sums of those that rest."""

    rows: list[PauseRow]
    before: Sums
    after: Sums

    @property
    def resting(self) -> list[PauseRow]:
        """Those that rest."""
        return [row for row in self.rows if not row.why]

    @property
    def left_out(self) -> list[PauseRow]:
        """Those that are left out, each with its reason."""
        return [row for row in self.rows if row.why]


def pause_aim_words(*, cooperative_id: int, aim: PauseAim) -> str:
    """Say whom a pause means: ``RT 003/001, Pinjaman usaha``. One query for what is named.

    Raises:
        PauseRefusedError: ``aim``.
    """
    said = []
    if aim.rt:
        if aim.rt not in neighbourhoods(cooperative_id=cooperative_id):
            raise PauseRefusedError(wrong="aim")
        said.append(f"RT {aim.rt}")
    if aim.product_id:
        rows = LoanProduct.objects.filter(cooperative_id=cooperative_id, id=aim.product_id)
        name = rows.values_list("name", flat=True).first()
        if name is None:
            raise PauseRefusedError(wrong="aim")
        said.append(name)
    return ", ".join(said) or "semua pinjaman yang berjalan"


def meant_by(*, cooperative_id: int, aim: PauseAim) -> list[UUID]:
    """List the running loans that an aim means, by id. One query.

    Raises:
        PauseRefusedError: ``many``.
    """
    rows = Loan.objects.filter(cooperative_id=cooperative_id, state=LoanState.BERJALAN.value)
    if aim.rt:
        rt, _, rw = aim.rt.partition("/")
        rows = rows.filter(member__file__rt=rt, member__file__rw=rw)
    if aim.product_id:
        rows = rows.filter(product_id=aim.product_id)
    found = list(rows.order_by("id").values_list("id", flat=True)[: MOST_LOANS + 1])
    if len(found) > MOST_LOANS:
        raise PauseRefusedError(wrong="many", count=rows.count())
    return found


def ceilings_on(*, cooperative_id: int, on: date) -> tuple[Fraction, Fraction]:
    """Give the ceilings of a day: of the rate a year, and of what a loan really costs a year. One query."""
    highest = values_of(*CEILINGS, cooperative_id=cooperative_id, on=on)
    return Fraction(highest[CEILINGS[0]]), Fraction(highest[CEILINGS[1]])


def dry_run(
    *,
    cooperative_id: int,
    loan_ids: Sequence[UUID],
    from_on: date,
    months: int,
    is_free: bool,
    today: date,
) -> DryRun:
    """Try a pause on some loans without writing anything. Five queries, however many loans.

    Args:
        cooperative_id: Whose.
        loan_ids: Which.
        from_on: The first day.
        months: How many.
        is_free: No jasa while they rest.
        today: The business date.
    """
    ceilings = ceilings_on(cooperative_id=cooperative_id, on=today)
    rows = [
        tried_pause(history, from_on=from_on, months=months, is_free=is_free, ceilings=ceilings, today=today)
        for history in histories_of(cooperative_id=cooperative_id, loan_ids=loan_ids)
    ]
    resting = [row for row in rows if not row.why]
    return DryRun(
        rows,
        sums_of([row.before for row in resting], from_on=from_on, months=months),
        sums_of([row.after for row in resting], from_on=from_on, months=months),
    )


def tried_pause(
    history: History,
    *,
    from_on: date,
    months: int,
    is_free: bool,
    ceilings: tuple[Fraction, Fraction],
    today: date,
) -> PauseRow:
    """Try a pause on one loan.

    Left out, each with its reason: one with nothing due in that time; one where earlier payments would count otherwise
    (it is paid ahead, and gets terms of its own); one that would cost more than the ceilings allow.
    """
    loan, events = history.loan, history.events
    before = sheet_of(history.contract, events, today)
    dues = [line.due_on for line in history.state_on(today).lines]
    rate = Fraction(before.rate_ppm, MILLION)
    terms = history.contract.terms
    every = None if terms.due_dates else terms.every
    changes = pause_of(dues=dues, every=every, from_on=from_on, months=months, rate=rate, is_free=is_free)
    after, why = before, ""
    if not changes:
        why = "Tidak ada angsuran yang jatuh tempo dalam masa jeda"
    else:
        asked = [
            *events,
            *(changed_by(one, on=today, place=len(events) + at) for at, one in enumerate(changes)),
        ]
        try:
            outcome = outcome_of(history.contract, asked, booked=history.booked, today=today)
            after = sheet_of(history.contract, asked, today)
            check_caps(before, after, highest=ceilings[0], highest_nominal=ceilings[1])
            if outcome.moved != NOTHING:
                why = "Sudah membayar di muka; atur sendiri lewat restrukturisasi"
        except (TermsRefusedError, EventRefusedError) as refused:
            why = str(refused.facts["message"])[:LONGEST_WHY]
        except RestructureRefusedError as refused:
            why = f"Biayanya menjadi {refused.facts['rate']} setahun, di atas batas {refused.facts['cap']}"
    return PauseRow(loan.id, loan.name, history.borrower.name, changes, before, after, why)


def products_lent(*, cooperative_id: int) -> list[tuple[UUID, str]]:
    """List the products of running loans, by name. One query."""
    rows = Loan.objects.filter(cooperative_id=cooperative_id, state=LoanState.BERJALAN.value)
    return list(rows.values_list("product_id", "product__name").distinct().order_by("product__name"))
