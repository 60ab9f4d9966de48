"""A loan before and after other terms: what is left to be paid, when it ends, what it costs a year.

Source: docs/algorithms/loan_arrears.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.finance.loans.domain.arrears import overdue_of, owed_of
from guyub.finance.loans.domain.course import plan_of
from guyub.finance.loans.domain.events import Event, Kind, in_order
from guyub.finance.loans.domain.schedules import Schedule, laid_out, schedule_of
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import MILLION, FeeWhen, Terms
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import round_rp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.domain.lines import Line
    from guyub.finance.loans.domain.plans import Change
    from guyub.finance.loans.domain.states import State

MOST_MONTHS = 24  # that a pause or an extension gives at once
LONGEST_REASON = 200


class RestructureRefusedError(DomainError):
    """A loan does not get other terms, or nothing of it is forgiven; ``wrong`` says why.

    ``gone`` (no such loan here), ``own`` (nobody asks for the own loan), ``state`` (it is not running), ``reason``
    (none, or longer than 200), ``nothing`` (neither rate, nor extension, nor pause), ``many`` (more than 24 at once),
    ``from`` (before the first instalment that is open; fact ``first``), ``rate`` (what was typed is none),
    ``cap_nominal`` and ``cap_effective`` (the new rate is above what is allowed; facts ``rate`` and ``cap``),
    ``changed`` (something happened to the loan since the sheet was made), ``component`` (what is forgiven is neither
    penalty nor jasa nor fee), ``amount`` (not above zero), ``over`` (more than is open; fact ``most_rp``), ``undone``
    (it does not hold, or was taken back already), ``paid`` (a payment or a waiver since does not fit the terms of
    before), ``newer`` (a later change stands on it).
    """

    code: ClassVar[str] = "loans.restructure.refused"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """What is still to be paid of one instalment, in whole rupiah."""

    no: int
    due_on: date
    principal_rp: int
    interest_rp: int
    fee_rp: int
    penalty_rp: int

    @property
    def total_rp(self) -> int:
        """All of it."""
        return self.principal_rp + self.interest_rp + self.other_rp

    @property
    def other_rp(self) -> int:
        """Fee and penalty."""
        return self.fee_rp + self.penalty_rp


@dataclass(frozen=True, slots=True)
class Sheet:
    """A loan as it stands on a day under some terms; whole rupiah, rates in millionths a year.

    ``nominal_ppm`` is what its instalments really cost a year, the rate of a period times the periods; fees that were
    kept count, premiums of an insurer do not. None: nothing can be said (fees ate the loan).
    """

    lines: tuple[SheetLine, ...]
    rate_ppm: int
    nominal_ppm: int | None
    overdue_rp: int

    @property
    def instalments(self) -> int:
        """How many are still to be paid."""
        return len(self.lines)

    @property
    def last_due_on(self) -> date | None:
        """When the last one is due."""
        return self.lines[-1].due_on if self.lines else None

    @property
    def principal_rp(self) -> int:
        """What is left of the principal."""
        return sum(line.principal_rp for line in self.lines)

    @property
    def interest_rp(self) -> int:
        """The jasa that is still to be paid."""
        return sum(line.interest_rp for line in self.lines)

    @property
    def other_rp(self) -> int:
        """Fees and penalties that are still to be paid."""
        return sum(line.other_rp for line in self.lines)

    @property
    def total_rp(self) -> int:
        """All that is still to be paid."""
        return sum(line.total_rp for line in self.lines)

    def due_between(self, first: date, end: date) -> int:
        """Add up principal and jasa that fall due from one day to before another."""
        return sum(line.principal_rp + line.interest_rp for line in self.lines if first <= line.due_on < end)

    def next_after(self, day: date) -> SheetLine | None:
        """Give the first instalment that is due on or after a day."""
        return next((line for line in self.lines if line.due_on >= day), None)


def sheet_of(contract: Contract, events: Sequence[Event], day: date) -> Sheet:
    """Show what is left of a loan at the end of a day.

    Raises:
        TermsRefusedError, EventRefusedError: The events do not fit the loan.
    """
    state = state_of(contract.terms, contract.servicing, events, day)
    terms = contract.terms
    assert terms.starts_on is not None  # noqa: S101  state_of refused it
    counted = in_order(events, starts_on=terms.starts_on, as_of=day)
    changes = [event.change for event in counted if event.change is not None]
    rates = [one.annual_rate for one in changes if one.annual_rate is not None]
    return Sheet(
        lines=tuple(_line(line) for line in state.lines if line.outstanding),
        rate_ppm=round_rp((rates[-1] if rates else terms.annual_rate) * MILLION),
        nominal_ppm=_nominal_ppm(contract, changes),
        overdue_rp=overdue_of(state.lines, day).amount_rp,
    )


def changed_by(change: Change, *, on: date, place: int) -> Event:
    """Make the event of a change, to be looked at before it is."""
    return Event(on=on, kind=Kind.RESCHEDULE, change=change, place=place)


def first_open(lines: Sequence[Line]) -> date | None:
    """Give the due date of the first instalment with principal or jasa open: earlier ones are history."""
    return next((line.due_on for line in lines if owed_of(line)), None)


def first_untouched(lines: Sequence[Line]) -> date | None:
    """Give the due date of the first instalment of which nothing was paid: from there nothing paid counts anew."""
    return next((line.due_on for line in lines if owed_of(line) and not any(line.paid.values())), None)


def open_beside(state: State, component: Component) -> int:
    """Give what may be forgiven of a component on a day: what settling the loan that day would cost of it."""
    return {
        Component.PENALTY: state.payoff.penalty,
        Component.FEE: state.payoff.fee,
        Component.INTEREST: state.payoff.interest,
    }[component]


def open_due(lines: Sequence[Line], component: Component, day: date) -> int:
    """Add up what is open of a component over the instalments that are due by a day."""
    return sum(max(0, line.open(component)) for line in lines if line.due_on <= day)


def rests_between(dues: Sequence[date], first: date, end: date) -> int:
    """Count the instalments that fall due from one day to before another: so many rest in a pause."""
    return sum(1 for due_on in dues if first <= due_on < end)


def check_change_asked(change: Change, *, lines: Sequence[Line]) -> None:
    """Refuse a change that is none, too long, or of instalments that are history.

    Raises:
        RestructureRefusedError: ``nothing many from``.
    """
    if change.annual_rate is None and not change.extend and not change.pause:
        raise RestructureRefusedError(wrong="nothing")
    if not 0 <= change.extend <= MOST_MONTHS or not 0 <= change.pause <= MOST_MONTHS:
        raise RestructureRefusedError(wrong="many", most=MOST_MONTHS)
    first = first_open(lines)
    if first is None or change.from_on < first:
        raise RestructureRefusedError(wrong="from", first=first)


def check_caps(before: Sheet, after: Sheet, *, highest: Fraction, highest_nominal: Fraction) -> None:
    """Refuse terms dearer than is allowed; what was dear before and gets no dearer may stay.

    Args:
        before: The loan as it is.
        after: The loan as it would be.
        highest: The ceiling of the rate a year, as a fraction.
        highest_nominal: The ceiling of what it really costs a year.

    Raises:
        RestructureRefusedError: ``cap_nominal cap_effective``.
    """
    if after.rate_ppm > max(before.rate_ppm, round_rp(highest * MILLION)):
        raise RestructureRefusedError(
            wrong="cap_nominal",
            rate=percent_words(after.rate_ppm),
            cap=percent_words(round_rp(highest * MILLION)),
        )
    ceiling_ppm = round_rp(highest_nominal * MILLION)
    if (after.nominal_ppm or 0) > max(before.nominal_ppm or 0, ceiling_ppm):
        raise RestructureRefusedError(
            wrong="cap_effective", rate=percent_words(after.nominal_ppm or 0), cap=percent_words(ceiling_ppm)
        )


def percent_words(ppm: int) -> str:
    """Write a rate in millionths as a percentage of at most two decimals: ``21,46%``."""
    hundredths = (ppm + 50) // 100
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",") + "%"


def sheet_written(sheet: Sheet) -> dict[str, Any]:
    """Write a sheet as plain JSON."""
    return {
        "rate_ppm": sheet.rate_ppm,
        "nominal_ppm": sheet.nominal_ppm,
        "overdue_rp": sheet.overdue_rp,
        "lines": [
            [
                line.no,
                line.due_on.isoformat(),
                line.principal_rp,
                line.interest_rp,
                line.fee_rp,
                line.penalty_rp,
            ]
            for line in sheet.lines
        ],
    }


def sheet_read(kept: Mapping[str, Any]) -> Sheet:
    """Read what ``sheet_written`` wrote."""
    lines = tuple(SheetLine(no, date.fromisoformat(due), *amounts) for no, due, *amounts in kept["lines"])
    return Sheet(lines, kept["rate_ppm"], kept["nominal_ppm"], kept["overdue_rp"])


def _line(line: Line) -> SheetLine:
    return SheetLine(
        line.no,
        line.due_on,
        line.open(Component.PRINCIPAL),
        line.open(Component.INTEREST),
        line.open(Component.FEE),
        line.open(Component.PENALTY),
    )


def _nominal_ppm(contract: Contract, changes: Sequence[Change]) -> int | None:
    terms = contract.terms
    kept = schedule_of(_without_premiums(contract)).fee
    if kept >= terms.lent:
        return None
    rates = Schedule(terms, tuple(laid_out(plan_of(terms, changes))), kept).rates()
    return None if rates is None else round_rp(rates[0] * MILLION)


def _without_premiums(contract: Contract) -> Terms:
    fees = tuple(
        fee
        for fee in contract.terms.fees
        if fee.when is not FeeWhen.DISBURSEMENT or fee.name not in contract.premiums
    )
    return replace(contract.terms, fees=fees)
