"""What the treasury tells a cooperative's people in the morning: what lies where, and what waits.

Each is an inquiry of its own; the home asks those that its person may see, all together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, Count, F, Func, OuterRef, Q, Subquery, Sum

from guyub.books.ledger.domain.chart import Register
from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.selectors.standing import standing_inquiry
from guyub.books.treasury.domain.events import memo_of
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.domain.shifts import ShiftState
from guyub.books.treasury.models import (
    BankLine,
    BankReconciliation,
    CashPlace,
    CashShift,
    Claim,
    Fund,
    RecurringEvent,
)
from guyub.books.treasury.selectors.banks import unmatched
from guyub.books.treasury.selectors.claims import OWED, open_at
from guyub.books.treasury.selectors.kinds import kinds
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, count_of, counted, joined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

MOST_DUE = 20


@dataclass(frozen=True, slots=True)
class Lying(Row):
    """What lies in all open places of one kind, in rupiah; ``count`` of them."""

    amount_rp: int
    count: int


@dataclass(frozen=True, slots=True)
class BanksNow(Row):
    """The bank's statements beside the books, over all open bank accounts.

    Args:
        open_lines: Lines of the bank that no entry tells of yet.
        compared_on: The day up to which a kept sheet of every account ties; None: one was never compared.
    """

    open_lines: int
    compared_on: date | None


@dataclass(frozen=True, slots=True)
class OpenShift(Row):
    """A shift that runs: whose, at which drawer, since when, and what was counted then, in rupiah.

    What should lie there now is told to nobody before the count.
    """

    person_id: UUID
    person: str
    drawer: str
    opened_at: datetime
    opening_rp: int


@dataclass(frozen=True, slots=True)
class DueEvent(Row):
    """An event that comes again and should be recorded by now."""

    what: str
    due_on: date


@dataclass(frozen=True, slots=True)
class OpenClaims(Row):
    """Approved claims that wait for the money, and what one person has open: counts and whole rupiah."""

    to_pay: int
    to_pay_rp: int
    own: int
    own_rp: int


@dataclass(frozen=True, slots=True)
class FundNow(Row):
    """A fund with what it holds, in rupiah."""

    name: str
    amount_rp: int


def lying_inquiry(cooperative_id: int) -> Inquiry[dict[CashKind, Lying]]:
    """Ask what lies in drawers, safes and banks; a kind of which there is no open place is not in the answer."""
    places = CashPlace.objects.filter(cooperative_id=cooperative_id, closed_on__isnull=True)

    def read(rows: Sequence[tuple[str, int]]) -> dict[CashKind, Lying]:
        amounts: dict[CashKind, list[int]] = {}
        for kind, amount_rp in rows:
            amounts.setdefault(CashKind(kind), []).append(amount_rp)
        return {kind: Lying(sum(held), len(held)) for kind, held in amounts.items()}

    return Inquiry.of(places.values_list("kind", _held("account_code")), read=read)


def banks_inquiry(cooperative_id: int) -> Inquiry[BanksNow]:
    """Ask how far the bank accounts were compared with the bank's own statements."""
    sheets = BankReconciliation.objects.filter(cooperative_id=cooperative_id, bank_id=OuterRef("id"))
    banks = CashPlace.objects.filter(
        cooperative_id=cooperative_id, kind=CashKind.BANK, closed_on__isnull=True
    )
    lines = BankLine.objects.filter(unmatched(cooperative_id), cooperative_id=cooperative_id)

    def read(days: Sequence[tuple[date | None]], counts: Sequence[tuple[int]]) -> BanksNow:
        known = [day for (day,) in days if day]
        return BanksNow(counted(counts), min(known) if known and len(known) == len(days) else None)

    last = Subquery(sheets.order_by("-through").values("through")[:1])
    return Inquiry.of(banks.annotate(last=last).values_list("last"), count_of(lines), read=read)


def shifts_inquiry(cooperative_id: int) -> Inquiry[list[OpenShift]]:
    """Ask for the shifts that run, the longest first."""
    running = CashShift.objects.filter(cooperative_id=cooperative_id, state=ShiftState.BUKA)
    told = running.order_by("opened_at", "id").values_list(
        "person_id", "person__name", "drawer__name", "opened_at", "opening__total_rp"
    )
    return Inquiry.of(told, read=lambda rows: [OpenShift(*row) for row in rows])


def due_inquiry(cooperative_id: int, *, today: date) -> Inquiry[list[DueEvent]]:
    """Ask what comes again and is due, the longest due first."""
    due = RecurringEvent.objects.filter(
        cooperative_id=cooperative_id, ended_on__isnull=True, next_on__lte=today
    )
    told = due.order_by("next_on", "id").values_list("kind", "choice", "next_on")[:MOST_DUE]
    return Inquiry.of(
        told,
        read=lambda rows: [DueEvent(memo_of(kinds()[kind], choice=choice), on) for kind, choice, on in rows],
    )


def claims_inquiry(cooperative_id: int, *, person_id: UUID, now: datetime) -> Inquiry[OpenClaims]:
    """Ask how many claims wait for the money, and which of them one person has open."""
    mine = Q(person_id=person_id)
    told = (
        Claim.objects.filter(open_at(now), cooperative_id=cooperative_id)
        .values("cooperative_id")
        .annotate(
            to_pay=Count("id", filter=OWED),
            to_pay_rp=Sum("amount_rp", filter=OWED, default=0),
            own=Count("id", filter=mine),
            own_rp=Sum("amount_rp", filter=mine, default=0),
        )
    )
    sums = told.values_list("to_pay", "to_pay_rp", "own", "own_rp")
    return Inquiry.of(
        sums, read=lambda rows: OpenClaims(*map(int, rows[0])) if rows else OpenClaims(0, 0, 0, 0)
    )


def funds_inquiry(cooperative_id: int) -> Inquiry[list[FundNow]]:
    """Ask what each fund holds, in the order of their accounts."""
    funds = Fund.objects.filter(cooperative_id=cooperative_id).order_by("account_code", "id")
    return Inquiry.of(
        funds.values_list("name", _held("account_code")),
        read=lambda rows: [FundNow(name, -debit_rp) for name, debit_rp in rows],
    )


def undetailed_inquiry(cooperative_id: int) -> Inquiry[int]:
    """Ask how many totals of the opening position were not told piece by piece yet."""
    codes = [code for code, account in chart().accounts.items() if account.register is Register.RINCI]
    return joined(standing_inquiry(cooperative_id, codes=codes), read=len)


def _held(code: str) -> Func:
    """What stands on the account that a column names: rupiah, debit above zero."""
    return Func(
        F("cooperative_id"), F(code), function="ledger_balance", arity=2, output_field=BigIntegerField()
    )
