"""What is owed to suppliers: by age, by supplier, as a statement, and what of it is due."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F, Sum

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.procurement.domain.accounts import BILLS, paper_name
from guyub.trade.procurement.domain.debts import AGE_WORDS, CREDIT_WORDS, SOON_DAYS, Age, CreditKind, age_of
from guyub.trade.procurement.models import Bill, Settlement, SupplierCredit, SupplierPayment
from guyub.trade.procurement.selectors.bills import bill_fields, row_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.procurement.selectors.bills import BillRow

MOST_OPEN = 1_000
MOST_STATED = 500


@dataclass(frozen=True, slots=True)
class Debtor(Row):
    """What is owed to one supplier: whole rupiah, by age, with the first day on which something is due."""

    partner_id: UUID
    partner: str
    open_rp: int
    by_age: Mapping[Age, int]
    first_due_on: date
    bills: int


@dataclass(frozen=True, slots=True)
class Debts(Row):
    """All that is owed: by supplier, by age, credits that no bill has used, what came without a bill."""

    debtors: tuple[Debtor, ...]
    by_age: Mapping[Age, int]
    credits_rp: int
    advances_rp: int

    @property
    def open_rp(self) -> int:
        """All bills that are not paid."""
        return sum(self.by_age.values())

    @property
    def late_rp(self) -> int:
        """What of them is late."""
        return sum(rp for age, rp in self.by_age.items() if age not in {Age.NANTI, Age.DEKAT})

    @property
    def ages(self) -> list[tuple[str, int]]:
        """Each age in words with its rupiah."""
        return [(AGE_WORDS[age], self.by_age.get(age, 0)) for age in Age]


@dataclass(frozen=True, slots=True)
class CreditRow(Row):
    """What a supplier owes back; whole rupiah."""

    credit_id: UUID
    kind: CreditKind
    given_on: date
    amount_rp: int
    used_rp: int
    paper_no: str
    reason: str
    unit_id: UUID | None

    @property
    def left_rp(self) -> int:
        """What no bill has used."""
        return self.amount_rp - self.used_rp

    @property
    def words(self) -> str:
        """What it is for."""
        return CREDIT_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class StatedLine(Row):
    """One line of a supplier's statement; what is owed grows above zero. ``left_rp`` is what is owed after it."""

    on: date
    words: str
    about: str
    about_id: UUID
    amount_rp: int
    left_rp: int


def open_bills_inquiry(*, cooperative_id: int, partner_id: UUID | None = None) -> Inquiry[list[BillRow]]:
    """Ask for bills that are not paid, the earliest due first."""
    rows = Bill.objects.filter(
        cooperative_id=cooperative_id, undone_on__isnull=True, settled_rp__lt=F("total_rp")
    )
    if partner_id is not None:
        rows = rows.filter(partner_id=partner_id)
    told = rows.order_by("due_on", "id").values_list(*bill_fields())
    return Inquiry.of(told[:MOST_OPEN], read=lambda found: [row_of(row) for row in found])


def open_bills(*, cooperative_id: int, partner_id: UUID | None = None) -> list[BillRow]:
    """List bills that are not paid, the earliest due first. One query."""
    (found,) = asked(open_bills_inquiry(cooperative_id=cooperative_id, partner_id=partner_id))
    return list(found)


def debts(*, cooperative_id: int, today: date) -> Debts:
    """Read what is owed to all suppliers. Two queries."""
    sums: dict[Age, int] = defaultdict(int)
    by_partner: dict[UUID, list[BillRow]] = defaultdict(list)
    for bill in open_bills(cooperative_id=cooperative_id):
        sums[bill.age(today)] += bill.open_rp
        by_partner[bill.partner_id].append(bill)
    credits_rp = advances_rp = 0
    rows = SupplierCredit.objects.filter(cooperative_id=cooperative_id, undone_on__isnull=True)
    for kind, left_rp in (
        rows.order_by()
        .values("kind")
        .annotate(left=Sum(F("amount_rp") - F("used_rp")))
        .values_list("kind", "left")
    ):
        if kind == CreditKind.MUKA.value:
            advances_rp += int(left_rp)
        else:
            credits_rp += int(left_rp)
    debtors = [_debtor(bills, today) for bills in by_partner.values()]
    debtors.sort(key=lambda one: (one.first_due_on, one.partner))
    return Debts(tuple(debtors), dict(sums), credits_rp, advances_rp)


def credits_inquiry(*, cooperative_id: int, partner_id: UUID) -> Inquiry[list[CreditRow]]:
    """Ask what a supplier owes back and no bill has used, the oldest first."""
    rows = SupplierCredit.objects.filter(
        cooperative_id=cooperative_id,
        partner_id=partner_id,
        undone_on__isnull=True,
        used_rp__lt=F("amount_rp"),
    )
    told = rows.order_by("given_on", "id").values_list(
        "id", "kind", "given_on", "amount_rp", "used_rp", "paper_no", "reason", "unit_id"
    )
    return Inquiry.of(
        told, read=lambda found: [CreditRow(row[0], CreditKind(row[1]), *row[2:]) for row in found]
    )


def statement_inquiry(*, cooperative_id: int, partner_id: UUID) -> Inquiry[list[StatedLine]]:
    """Ask for all that was owed to a supplier and how it was settled, by day, with what was owed after each.

    A payment that was taken back, and a bill, stand there no more.
    """
    partner = {"cooperative_id": cooperative_id, "partner_id": partner_id, "undone_on__isnull": True}
    given = SupplierCredit.objects.filter(**partner).exclude(kind=CreditKind.MUKA.value)
    used = Settlement.objects.filter(
        cooperative_id=cooperative_id,
        credit__kind=CreditKind.MUKA.value,
        credit__partner_id=partner_id,
        undone_on__isnull=True,
    )
    return Inquiry.of(
        Bill.objects.filter(**partner).values_list("id", "billed_on", "paper_no", "year", "no", "total_rp"),
        SupplierPayment.objects.filter(**partner).values_list("id", "paid_on", "amount_rp"),
        given.values_list("id", "given_on", "kind", "paper_no", "amount_rp"),
        used.values_list("bill_id", "settled_on", "amount_rp"),
        read=_stated,
    )


def statement_of(*, cooperative_id: int, partner_id: UUID) -> list[StatedLine]:
    """Give the statement of a supplier, as ``statement_inquiry``. One trip."""
    (lines,) = asked(statement_inquiry(cooperative_id=cooperative_id, partner_id=partner_id))
    return list(lines)


def debts_due_inquiry(cooperative_id: int, *, today: date) -> Inquiry[tuple[int, int, int]]:
    """Ask what is due by the end of these seven days: how many bills, their whole rupiah, how many of them late."""
    rows = Bill.objects.filter(
        cooperative_id=cooperative_id,
        undone_on__isnull=True,
        settled_rp__lt=F("total_rp"),
        due_on__lt=today + timedelta(days=SOON_DAYS),
    )

    def read(found: Sequence[tuple[date, int, int]]) -> tuple[int, int, int]:
        late = sum(age_of(due_on, today=today) is not Age.DEKAT for due_on, _, _ in found)
        return len(found), sum(total_rp - settled_rp for _, total_rp, settled_rp in found), late

    return Inquiry.of(rows.values_list("due_on", "total_rp", "settled_rp")[:MOST_OPEN], read=read)


def _stated(bills: Any, payments: Any, given: Any, used: Any) -> list[StatedLine]:
    moved: list[tuple[date, int, str, str, UUID, int]] = [
        (on, 0, f"Tagihan {paper} ({paper_name(BILLS, year, no)})", "bill", id_, rp)
        for id_, on, paper, year, no, rp in bills
    ]
    moved += [(on, 1, "Dibayar", "payment", id_, -rp) for id_, on, rp in payments]
    moved += [
        (on, 1, f"{CREDIT_WORDS[CreditKind(kind)]} {paper}".strip(), "credit", id_, -rp)
        for id_, on, kind, paper, rp in given
    ]
    moved += [(on, 1, "Uang muka dipakai", "bill", id_, -rp) for id_, on, rp in used]
    lines, left_rp = [], 0
    for on, _, words, about, id_, rp in sorted(moved, key=lambda one: (one[0], one[1], str(one[4]))):
        left_rp += rp
        lines.append(StatedLine(on, words, about, id_, rp, left_rp))
    return lines[-MOST_STATED:]


def _debtor(bills: Sequence[BillRow], today: date) -> Debtor:
    by_age: dict[Age, int] = defaultdict(int)
    for bill in bills:
        by_age[bill.age(today)] += bill.open_rp
    first = bills[0]
    return Debtor(
        first.partner_id, first.partner, sum(by_age.values()), dict(by_age), first.due_on, len(bills)
    )
