"""What a running loan comes to at the end of a day: arrears, class, what is set aside, what of its jasa is receivable.

For one loan, for people and for tests; all loans of a cooperative are counted by the same rule in SQL
(services/book_day_sql.py), and a test holds the two together. Source: docs/algorithms/loan_day_end.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from guyub.finance.loans.domain.kolektibilitas import Collateral, Loan, classify, provision_rp, worst_of
from guyub.finance.loans.domain.kolektibilitas_schemes import (
    MONTH_DAYS,
    Kolektibilitas,
    Limit,
    Rhythm,
    scheme_in_force,
)
from guyub.finance.loans.domain.terms import A_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from guyub.finance.loans.domain.kolektibilitas_schemes import Doubtful, Scheme
    from guyub.finance.loans.domain.terms import Every

L, KL = Kolektibilitas.LANCAR, Kolektibilitas.KURANG_LANCAR
_MONTHS_A_YEAR, _HALF_YEARS_A_YEAR = 12, 2


class OpenLine(NamedTuple):
    """What of one instalment is not settled, in whole rupiah."""

    due_on: date
    principal_rp: int
    interest_rp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningLoan:
    """A loan as it is counted.

    Args:
        left_rp: The principal that is owed, in whole rupiah.
        ends_on: Its last due date.
        rhythm: How often it is paid back.
        lines: Its instalments that are not settled, in any order.
        counted_rp: What its collateral counts for, in whole rupiah.
    """

    left_rp: int
    ends_on: date
    rhythm: Rhythm
    lines: Sequence[OpenLine]
    counted_rp: int = 0


class DayEnd(NamedTuple):
    """What a loan comes to at the end of a day; rupiah. ``overdue_since`` is the oldest due date that is past."""

    kolektibilitas: Kolektibilitas
    overdue_since: date | None
    overdue_rp: int
    provision_rp: int
    jasa_rp: int


def rhythm_of(every: Every) -> Rhythm:
    """Tell how often a loan of such periods is paid back; own due dates in a contract count as its periods."""
    a_year = A_YEAR[every.unit]
    if a_year > _MONTHS_A_YEAR * every.count:
        return Rhythm.SHORT
    if a_year <= _HALF_YEARS_A_YEAR * every.count:
        return Rhythm.LONG
    return Rhythm.MONTHLY


def scheme_of(
    *,
    substandard_months: Decimal,
    doubtful_months: Decimal,
    lost_months: Decimal,
    rates: Mapping[Kolektibilitas, Fraction],
) -> Scheme:
    """Give the scheme of a cooperative, in days: that of cooperatives with the limits and rates that hold for it.

    The months are those of loans that are paid back monthly. What is paid back more often, and what is past its last
    day, is never judged more mildly than they say; loans that are paid back half-yearly keep the limits of the scheme.

    Args:
        substandard_months: In arrears for longer it is KL.
        doubtful_months: For longer it is D or M; never milder than KL says.
        lost_months: After being D for longer it is M.
        rates: What is set aside, by class; above 1 counts as 1, more than all is not set aside.
    """
    scheme = scheme_in_force(name="koperasi")
    doubtful_days = int(doubtful_months * MONTH_DAYS)
    good_days = min(int(substandard_months * MONTH_DAYS), doubtful_days)
    months = (Limit(L, good_days), Limit(KL, doubtful_days))

    def tightened(limits: Sequence[Limit]) -> tuple[Limit, ...]:
        most = {L: good_days, KL: doubtful_days}
        return tuple(
            Limit(one.kolektibilitas, min(one.to * MONTH_DAYS, most[one.kolektibilitas])) for one in limits
        )

    assert scheme.doubtful is not None  # noqa: S101  that of cooperatives has the rule
    long = tuple(Limit(one.kolektibilitas, one.to * MONTH_DAYS) for one in scheme.principal[Rhythm.LONG])
    return replace(
        scheme,
        unit_days=1,
        unit_word="hari",
        principal={
            Rhythm.MONTHLY: months,
            Rhythm.SHORT: tightened(scheme.principal[Rhythm.SHORT]),
            Rhythm.LONG: long,
        },
        interest={
            Rhythm.MONTHLY: months,
            Rhythm.SHORT: tightened(scheme.interest[Rhythm.SHORT]),
            Rhythm.LONG: months,
        },
        matured=tightened(scheme.matured),
        doubtful=replace(scheme.doubtful, longest=int(lost_months * MONTH_DAYS)),
        matrix={one: min(rate, Fraction(1)) for one, rate in rates.items()},
    )


def doubtful_of(scheme: Scheme) -> Doubtful:
    """Give the rule of collateral and time of a scheme that ``scheme_of`` made."""
    assert scheme.doubtful is not None  # noqa: S101  it has the rule
    return scheme.doubtful


def day_end(loan: RunningLoan, *, on: date, scheme: Scheme) -> DayEnd:
    """Count a loan at the end of a day.

    Due on that very day is owed and not late: arrears are of days before it, the jasa that is receivable is of days up
    to it. Only a loan of class L has receivable jasa; of others it is income when it comes (ADR 62). A loan past its
    last day is judged by that and by its instalments, and the worse holds: nobody gets better by the last day passing.

    Args:
        loan: As it stands.
        on: The day.
        scheme: Whose limits and rates hold.

    Returns:
        Whole rupiah; the provision is rounded once, half up.

    Source: docs/algorithms/loan_day_end.md.
    """
    late = [line for line in loan.lines if line.due_on < on and (line.principal_rp or line.interest_rp)]
    owed_jasa_rp = sum(line.interest_rp for line in loan.lines if line.due_on <= on)
    kolektibilitas = _class_of(loan, late, owed_jasa_rp, on, scheme)
    return DayEnd(
        kolektibilitas=kolektibilitas,
        overdue_since=min((line.due_on for line in late), default=None),
        overdue_rp=sum(line.principal_rp + line.interest_rp for line in late),
        provision_rp=provision_rp(
            kolektibilitas=kolektibilitas,
            outstanding_rp=loan.left_rp,
            counted_rp=Fraction(loan.counted_rp),
            rate=scheme.matrix[kolektibilitas],
        ),
        jasa_rp=owed_jasa_rp if kolektibilitas is L else 0,
    )


def _class_of(
    loan: RunningLoan, late: Sequence[OpenLine], owed_jasa_rp: int, on: date, scheme: Scheme
) -> Kolektibilitas:
    def judged(days: int, *, is_matured: bool) -> Loan:
        return Loan(
            loan_id="",
            outstanding_rp=loan.left_rp,
            overdue_days=Fraction(days),
            past_maturity=is_matured,
            collateral=(Collateral(loan.counted_rp),),
            rhythm=loan.rhythm,
            interest_overdue_days=Fraction(_days([one.due_on for one in late if one.interest_rp], on)),
            interest_rp=owed_jasa_rp,
        )

    asked = [judged(_days([one.due_on for one in late if one.principal_rp], on), is_matured=False)]
    if loan.ends_on < on and loan.left_rp:
        asked.append(judged((on - loan.ends_on).days, is_matured=True))
    return worst_of([classify(one, scheme=scheme) for one in asked]).kolektibilitas


def _days(dues: Sequence[date], on: date) -> int:
    return max(((on - due_on).days for due_on in dues), default=0)
