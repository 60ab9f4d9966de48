"""How old arrears are: loans in buckets of days, and what part of the portfolio is at risk.

Source: docs/algorithms/ageing.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.loans.domain.amounts import amount_fault
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Sequence


class AgeingRefusedError(DomainError):
    """Loans are not put into buckets. Facts: ``field``, ``wrong`` and the sentence ``message``.

    ``buckets`` (not from day 0 without gaps to an open end, or two of one name), ``again`` (two loans of one id),
    ``negative`` (an amount or days below zero), ``large`` (more than the books can hold).
    """

    code: ClassVar[str] = "loans.ageing.refused"


@dataclass(frozen=True, slots=True)
class Bucket:
    """Days overdue from one to another, both inside; ``to_day`` None: without end."""

    name: str
    from_day: int
    to_day: int | None


# Practice of lenders, no law: a cooperative may cut otherwise.
BUCKETS = (
    Bucket("Lancar", 0, 0),
    Bucket("1–30 hari", 1, 30),
    Bucket("31–60 hari", 31, 60),
    Bucket("61–90 hari", 61, 90),
    Bucket("91–120 hari", 91, 120),
    Bucket("121–180 hari", 121, 180),
    Bucket("Lebih dari 180 hari", 181, None),
)
RISK_DAYS = (1, 30, 90)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgedLoan:
    """A loan as it is aged.

    Args:
        loan_id: Which.
        outstanding_rp: What is left of the principal.
        days_overdue: How long the oldest unpaid instalment is overdue; 0: nothing is.
        arrears_rp: What is overdue, principal and jasa.
    """

    loan_id: str
    outstanding_rp: int
    days_overdue: int
    arrears_rp: int


@dataclass(frozen=True, slots=True)
class AgeingRow:
    """What the loans of one bucket come to."""

    bucket: Bucket
    count: int
    outstanding_rp: int
    arrears_rp: int


@dataclass(frozen=True, slots=True)
class Ageing:
    """One row for each bucket, also where it is empty; ``at_risk`` by days (PAR 1, 30, 90), exact."""

    rows: tuple[AgeingRow, ...]
    at_risk: dict[int, Fraction]


def age_loans(loans: Sequence[AgedLoan], *, buckets: Sequence[Bucket] = BUCKETS) -> Ageing:
    """Put each loan into the bucket of its days and add up; every loan is in one bucket.

    Args:
        loans: In any order.
        buckets: From day 0 to an open end, rising without gaps.

    Raises:
        AgeingRefusedError: In this order: the buckets, then loan by loan as they stand.
    """
    _refuse_buckets(buckets)
    _refuse_loans(loans)
    rows = []
    for bucket in buckets:
        inside = [one for one in loans if _holds(bucket, one.days_overdue)]
        rows.append(
            AgeingRow(
                bucket,
                len(inside),
                sum(one.outstanding_rp for one in inside),
                sum(one.arrears_rp for one in inside),
            )
        )
    at_risk = {days: portfolio_at_risk(loans, days=days) for days in RISK_DAYS}
    assert sum(row.count for row in rows) == len(loans)  # noqa: S101  our own mistake, not the caller's
    return Ageing(tuple(rows), at_risk)


def portfolio_at_risk(loans: Sequence[AgedLoan], *, days: int) -> Fraction:
    """Give what part of all outstanding stands in loans overdue for more than so many days.

    The whole outstanding of such a loan counts, not its arrears alone.

    Returns:
        From 0 to 1, exact; 0 when nothing is outstanding.

    Raises:
        AgeingRefusedError: ``negative``, ``again``, ``large``.
    """
    if days < 0:
        raise _refused("days", "negative", "Batas hari tidak boleh kurang dari nol.")
    _refuse_loans(loans)
    total_rp = sum(one.outstanding_rp for one in loans)
    risky_rp = sum(one.outstanding_rp for one in loans if one.days_overdue > days)
    return Fraction(risky_rp, total_rp) if total_rp else Fraction(0)


def _holds(bucket: Bucket, days: int) -> bool:
    return bucket.from_day <= days and (bucket.to_day is None or days <= bucket.to_day)


def _refuse_buckets(buckets: Sequence[Bucket]) -> None:
    if not buckets or len({one.name for one in buckets}) != len(buckets):
        raise _refused("buckets", "buckets", "Beri sekurangnya satu kelompok umur, tanpa nama yang kembar.")
    start: int | None = 0
    for at, bucket in enumerate(buckets):
        ends_before = bucket.to_day is not None and bucket.to_day < bucket.from_day
        if bucket.from_day != start or ends_before:
            message = "Urutkan kelompok umur dari hari 0, bersambung tanpa celah."
            raise _refused(f"buckets[{at}]", "buckets", message)
        start = None if bucket.to_day is None else bucket.to_day + 1
    if start is not None:
        raise _refused("buckets", "buckets", "Kelompok umur yang terakhir harus tanpa batas akhir.")


def _refuse_loans(loans: Sequence[AgedLoan]) -> None:
    seen: set[str] = set()
    for at, loan in enumerate(loans):
        field = f"loans[{at}]"
        if loan.loan_id in seen:
            message = "Nomor pinjaman ini sudah ada di atas. Beri nomor yang berbeda."
            raise _refused(f"{field}.id", "again", message)
        seen.add(loan.loan_id)
        for name, amount_rp in (("outstanding", loan.outstanding_rp), ("arrears", loan.arrears_rp)):
            fault = amount_fault(amount_rp)
            if fault:
                raise _refused(f"{field}.{name}", *fault)
        if loan.days_overdue < 0:
            raise _refused(f"{field}.days_overdue", "negative", "Hari tunggakan tidak boleh kurang dari nol.")


def _refused(field: str, wrong: str, message: str) -> AgeingRefusedError:
    return AgeingRefusedError(field=field, wrong=wrong, message=message)
