"""The sheet of a group's meeting: what each member owes that day, brings, and who covers what is short.

Source: docs/algorithms/tanggung_renteng.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import allocate_rp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

MOST_ON_SHEET = 40  # members: more fit neither into one evening nor on a page below 100 kB
MOST_RP = 1_000_000_000  # of one field
LONGEST_REASON = 120
DAYS_BACK, DAYS_AHEAD = 7, 14  # when a sheet may be made, counted from its meeting


class MeetingState(StrEnum):
    """Where a sheet stands."""

    DICATAT = "DICATAT"  # written at the meeting, nothing of it in the books
    DIBUKUKAN = "DIBUKUKAN"
    BATAL = "BATAL"


MEETING_WORDS: Mapping[MeetingState, str] = {
    MeetingState.DICATAT: "Belum dibukukan",
    MeetingState.DIBUKUKAN: "Sudah dibukukan",
    MeetingState.BATAL: "Batal",
}


class CoverHow(StrEnum):
    """How what is short of a loan is covered."""

    DANA = "DANA"  # from the fund of the group
    RATA = "RATA"  # evenly by those who are there and owe nothing that day
    KETIK = "KETIK"  # as typed, member by member


class FundCause(StrEnum):
    """Why the fund of a group moves."""

    SETOR = "SETOR"
    KEMBALI = "KEMBALI"
    TANGGUNG = "TANGGUNG"
    GANTI = "GANTI"
    BATAL = "BATAL"


CAUSE_WORDS: Mapping[FundCause, str] = {
    FundCause.SETOR: "Setoran",
    FundCause.KEMBALI: "Dikembalikan",
    FundCause.TANGGUNG: "Talangan",
    FundCause.GANTI: "Talangan diganti",
    FundCause.BATAL: "Pembatalan",
}


class MeetingRefusedError(DomainError):
    """A sheet is not made, written, booked or called off; ``wrong`` says why.

    Of the sheet: ``group`` (no open group of joint liability here), ``empty`` (nobody sits in it), ``many`` (more than
    a sheet holds; fact ``most``), ``open`` (another sheet of the group is not booked yet; fact ``number``), ``again``
    (there is one of that day; fact ``number``), ``day`` (too long ago or too far ahead), ``gone`` (no such sheet),
    ``state`` (booked or called off already), ``early`` (its day is not there yet), ``changed`` (written anew since the
    page was opened), ``own`` (nobody books a sheet with the own name on it), ``void`` (called off without a reason, or
    one too long). Of one member, fact ``name``: ``amount`` (below nothing, or more than a sheet takes), ``absent`` (who
    is not there covers nobody), ``cover`` (more than is short, or one covers the own loan; fact
    ``short_rp``), ``nobody`` (nobody is there to share it), ``payer`` (not on the sheet), ``back`` (more than is left
    of a cover; fact ``open_rp``), ``paid`` (something was paid since the sheet was written; fact ``due_rp``), ``owed``
    (more than is owed in all), ``left`` (does not sit in the group any more). Of the money: ``fund`` (the fund holds
    less; fact ``fund_rp``), ``count`` (another sum; facts ``counted_rp`` and ``sheet_rp``), ``place`` (none chosen).
    """

    code: ClassVar[str] = "loans.meeting.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanOnSheet:
    """One loan on a sheet, whole rupiah.

    Args:
        due_rp: What is due or overdue of it on the day of the meeting.
        paid_rp: What the borrower brings.
        covers: By whom what is short is covered: the member, None for the fund, and how much.
    """

    due_rp: int
    paid_rp: int = 0
    covers: tuple[tuple[UUID | None, int], ...] = ()

    @property
    def covered_rp(self) -> int:
        """What others pay for it."""
        return sum(rp for _, rp in self.covers)

    @property
    def short_rp(self) -> int:
        """What is due and not brought, before anybody covers it."""
        return max(0, self.due_rp - self.paid_rp)

    @property
    def open_rp(self) -> int:
        """What stays unpaid of what is due."""
        return self.short_rp - self.covered_rp


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSums:
    """What a sheet comes to, whole rupiah: by what it is for, and what must lie on the table."""

    due_rp: int
    paid_rp: int
    covered_rp: int
    from_fund_rp: int
    to_fund_rp: int
    back_to_fund_rp: int
    open_rp: int

    @property
    def cash_rp(self) -> int:
        """The notes and coins: all but what the fund covers, and but what members hand to each other."""
        return self.paid_rp + self.covered_rp - self.from_fund_rp + self.to_fund_rp + self.back_to_fund_rp


def sums_of(loans: Sequence[LoanOnSheet], *, to_fund_rp: int, back_to_fund_rp: int) -> SheetSums:
    """Add a sheet up.

    Args:
        loans: Every loan on it.
        to_fund_rp: What members pay into the fund.
        back_to_fund_rp: What they give back to it for earlier covers.
    """
    return SheetSums(
        due_rp=sum(one.due_rp for one in loans),
        paid_rp=sum(one.paid_rp for one in loans),
        covered_rp=sum(one.covered_rp for one in loans),
        from_fund_rp=sum(rp for one in loans for by, rp in one.covers if by is None),
        to_fund_rp=to_fund_rp,
        back_to_fund_rp=back_to_fund_rp,
        open_rp=sum(one.open_rp for one in loans),
    )


def shared_evenly(short_rp: int, payers: Sequence[UUID]) -> tuple[tuple[UUID, int], ...]:
    """Share what is short among those who cover it, to the rupiah; who would get nothing of it is left out.

    Args:
        short_rp: Whole rupiah above zero.
        payers: At least one, in the order of the sheet: the earlier one pays the odd rupiah.
    """
    shares = allocate_rp(short_rp, [1] * len(payers))
    return tuple((payer, rp) for payer, rp in zip(payers, shares, strict=True) if rp)


def meeting_name(year: int, no: int) -> str:
    """Write the number of a sheet: ``PK-2026-0007``."""
    return f"PK-{year}-{no:04d}"


def may_be_made(on: date, today: date) -> bool:
    """Tell whether a sheet of a day may be made today: a week after its meeting, two weeks before it."""
    return -DAYS_BACK <= (on - today).days <= DAYS_AHEAD
