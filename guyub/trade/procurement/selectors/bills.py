"""Bills as a list and one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.procurement.domain.accounts import BILLS, RECEIPTS, paper_name
from guyub.trade.procurement.domain.debts import CREDIT_WORDS, Age, CreditKind, age_of
from guyub.trade.procurement.models import Bill, BillLine, Settlement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.inventory.selectors.bought import Good

BILL_KIND = "procurement.bill"  # of the request for a second person
MOST_LISTED = 200
_FIELDS = (
    *("id", "year", "no", "partner_id", "partner__name", "paper_no", "billed_on", "due_on", "total_rp"),
    *("settled_rp", "extra_rp", "discount_rp", "differences", "file_id", "person__name", "approval_id"),
    *("undone_on", "undone_why", "entry_id", "unit__name", "opening_id", "note"),
)


@dataclass(frozen=True, slots=True)
class BillRow(Row):
    """One bill; rupiah whole."""

    bill_id: UUID
    name: str
    partner_id: UUID
    partner: str
    paper_no: str
    billed_on: date
    due_on: date
    total_rp: int
    settled_rp: int
    extra_rp: int
    discount_rp: int
    differences: str
    file_id: UUID | None
    person: str | None
    approval_id: UUID | None
    undone_on: date | None
    undone_why: str
    entry_id: UUID
    unit: str | None
    opening_id: UUID | None
    note: str

    @property
    def open_rp(self) -> int:
        """What is not paid."""
        return 0 if self.undone_on else self.total_rp - self.settled_rp

    def age(self, today: date) -> Age:
        """How it stands to its day."""
        return age_of(self.due_on, today=today)


@dataclass(frozen=True, slots=True)
class BillLineRow(Row):
    """One line of a bill, beside what came."""

    title: str
    good: Good
    receipt_line_id: UUID
    receipt_id: UUID
    receipt: str
    qty: int
    amount_rp: int
    share_rp: int
    taken_rp: int

    @property
    def words(self) -> str:
        """What is billed."""
        return self.good.words(self.qty)

    @property
    def changed_rp(self) -> int:
        """By how much the goods cost otherwise than they were taken in for."""
        return self.share_rp - self.taken_rp


@dataclass(frozen=True, slots=True)
class SettledRow(Row):
    """What settled a part of a bill: a payment, or a credit."""

    on: date
    amount_rp: int
    words: str
    payment_id: UUID | None


@dataclass(frozen=True, slots=True)
class BillPage(Row):
    """One bill with its lines and what was paid of it."""

    bill: BillRow
    lines: tuple[BillLineRow, ...]
    settled: tuple[SettledRow, ...]


def bills_inquiry(
    *, cooperative_id: int, partner_id: UUID | None = None, most: int = MOST_LISTED
) -> Inquiry[list[BillRow]]:
    """Ask for bills, the newest first."""
    rows = Bill.objects.filter(cooperative_id=cooperative_id)
    if partner_id:
        rows = rows.filter(partner_id=partner_id)
    told = rows.order_by("-billed_on", "-id").values_list(*_FIELDS)
    return Inquiry.of(told[:most], read=lambda found: [row_of(row) for row in found])


def bill_page(*, cooperative_id: int, bill_id: UUID) -> BillPage | None:
    """Read one bill; None for another cooperative's or none. Two trips."""
    mine = {"cooperative_id": cooperative_id}
    lines = BillLine.objects.filter(**mine, bill_id=bill_id).order_by("line_no")
    settled = Settlement.objects.filter(**mine, bill_id=bill_id, undone_on__isnull=True)
    found, line_rows, settled_rows = asked(
        Inquiry.of(Bill.objects.filter(**mine, id=bill_id).values_list(*_FIELDS), read=list),
        Inquiry.of(lines.values_list(*_LINE), read=list),
        Inquiry.of(
            settled.order_by("settled_on", "id").values_list(
                "settled_on", "amount_rp", "payment_id", "credit__kind", "credit__paper_no"
            ),
            read=list,
        ),
    )
    if not found:
        return None
    goods = goods_of(cooperative_id=cooperative_id, product_ids={row[0] for row in line_rows})
    return BillPage(
        row_of(found[0]),
        tuple(_line(row, goods) for row in line_rows),
        tuple(
            SettledRow(on, rp, _words(kind, paper), payment_id)
            for on, rp, payment_id, kind, paper in settled_rows
        ),
    )


def bill_file(*, cooperative_id: int, bill_id: UUID) -> StoredFile | None:
    """Give the photo of a bill; None where there is none. One query."""
    mine = Bill.objects.filter(cooperative_id=cooperative_id, id=bill_id)
    return StoredFile.objects.filter(cooperative_id=cooperative_id, id__in=mine.values("file_id")).first()


def waiting_file(*, actor: Actor, approval_id: UUID, now: datetime) -> StoredFile | None:
    """Give the photo of a bill that waits for a second person; None where there is none. Three queries."""
    row = one_request(actor=actor, request_id=approval_id, now=now)
    if row is None or row.kind != BILL_KIND or not row.facts["file"]:
        return None
    return StoredFile.objects.filter(cooperative_id=actor.cooperative_id, id=row.facts["file"]).first()


def row_of(row: Sequence[Any]) -> BillRow:
    """Read a bill as ``bill_fields`` gives it."""
    id_, year, no, *rest = row
    return BillRow(id_, paper_name(BILLS, year, no), *rest)


def bill_fields() -> tuple[str, ...]:
    """Name the columns of which ``row_of`` makes a bill."""
    return _FIELDS


_LINE = (
    *(
        "receipt_line__product_id",
        "receipt_line__product__name",
        "receipt_line_id",
        "receipt_line__receipt_id",
    ),
    *("receipt_line__receipt__year", "receipt_line__receipt__no", "qty", "amount_rp", "share_rp", "taken_rp"),
)


def _line(row: Sequence[Any], goods: Mapping[UUID, Good]) -> BillLineRow:
    product_id, title, line_id, receipt_id, year, no, *rest = row
    return BillLineRow(title, goods[product_id], line_id, receipt_id, paper_name(RECEIPTS, year, no), *rest)


def _words(kind: str | None, paper: str | None) -> str:
    if kind is None:
        return "Dibayar"
    return f"{CREDIT_WORDS[CreditKind(kind)]} {paper or ''}".strip()
