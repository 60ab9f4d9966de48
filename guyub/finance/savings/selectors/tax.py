"""The tax on jasa: what each month owes the state, and each member's jasa, tax and slip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, Max, OuterRef, Q, Subquery, Sum

from guyub.community.members.domain.register import member_number
from guyub.finance.savings.domain.tax import MonthDuty, duty_of, slip_number
from guyub.finance.savings.models import (
    AccountJasa,
    JasaRun,
    MemberTax,
    RunKind,
    SavingsAccount,
    TaxPayment,
    TaxSlip,
)
from guyub.foundation.kernel.rows import Row
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

PAY_DAY, REPORT_DAY = "pajak.setor_hari", "pajak.lapor_hari"
MOST_MONTHS = 24
_ACCOUNT, _JASA = SavingsAccount._meta.db_table, AccountJasa._meta.db_table
_TAX, _SLIP = MemberTax._meta.db_table, TaxSlip._meta.db_table
_MEMBER, _FILE = "members_member", "members_memberfile"  # models of another context, by their tables
# Each member's jasa of a month over all accounts, the tax that holds, and the slip that holds.
_MEMBERS = f"""
    WITH whole AS (
        SELECT a.member_id, sum(j.credited_rp)::bigint AS gross_rp
        FROM {_JASA} AS j JOIN {_ACCOUNT} AS a ON a.cooperative_id = j.cooperative_id AND a.id = j.account_id
        WHERE j.cooperative_id = %(place)s AND j.month = %(month)s GROUP BY a.member_id
    ), taxed AS (
        SELECT DISTINCT ON (t.member_id) t.member_id, t.tax_rp FROM {_TAX} AS t
        WHERE t.cooperative_id = %(place)s AND t.month = %(month)s ORDER BY t.member_id, t.no DESC
    ), last AS (
        SELECT DISTINCT ON (s.member_id) s.member_id, s.no, s.version, s.gross_rp, s.tax_rp, s.issued_at
        FROM {_SLIP} AS s
        WHERE s.cooperative_id = %(place)s AND s.month = %(month)s ORDER BY s.member_id, s.version DESC
    )
    SELECT w.member_id, m.number, f.name, w.gross_rp, coalesce(x.tax_rp, 0) AS tax_rp, l.no, l.version,
        l.gross_rp, l.tax_rp, l.issued_at, count(*) OVER () AS total
    FROM whole AS w
    JOIN {_MEMBER} AS m ON m.cooperative_id = %(place)s AND m.id = w.member_id
    LEFT JOIN {_FILE} AS f ON f.cooperative_id = m.cooperative_id AND f.id = m.file_id
    LEFT JOIN taxed AS x ON x.member_id = w.member_id
    LEFT JOIN last AS l ON l.member_id = w.member_id
    WHERE (w.gross_rp <> 0 OR l.no IS NOT NULL)
        AND (%(member)s::uuid IS NULL OR w.member_id = %(member)s)
        AND (%(number)s::int IS NULL OR m.number = %(number)s)
        AND (%(text)s = '' OR f.name ILIKE %(like)s)
        AND (NOT %(taxed)s OR coalesce(x.tax_rp, 0) > 0)
        AND (NOT %(issued)s OR l.no IS NOT NULL)
    ORDER BY m.number NULLS LAST, w.member_id OFFSET %(first)s LIMIT %(most)s
"""  # noqa: S608  table names of our own


@dataclass(frozen=True, slots=True)
class TaxMonth(Row):
    """One booked month: its jasa, members taxed at the booking, the rule of then, slips issued, the duty; rupiah."""

    month: date
    gross_rp: int
    taxed: int
    free_rp: int
    tax_ppm: int
    slips: int
    duty: MonthDuty


@dataclass(frozen=True, slots=True)
class TaxRow(Row):
    """One member's jasa and tax of a month as they hold now, and the slip; rupiah."""

    member_id: UUID
    number: str
    name: str
    gross_rp: int
    tax_rp: int
    slip: str
    version: int
    slip_gross_rp: int
    slip_tax_rp: int
    issued_at: datetime | None

    @property
    def is_current(self) -> bool:
        """The slip says what holds; False also where none was issued."""
        return bool(self.slip) and (self.slip_gross_rp, self.slip_tax_rp) == (
            max(self.gross_rp, 0),
            self.tax_rp,
        )


@dataclass(frozen=True, slots=True)
class PaymentRow(Row):
    """One payment to the state."""

    payment_id: UUID
    amount_rp: int
    paid_on: date
    ntpn: str
    entry_id: UUID
    voucher: str
    person: str
    is_undone: bool
    is_back: bool


def tax_months(*, cooperative_id: int, on: date, month: date | None = None) -> list[TaxMonth]:
    """List the last months whose jasa was booked, the newest first. Two queries.

    Args:
        cooperative_id: Whose.
        on: The business date: rules of the days are those of then.
        month: This one alone.
    """
    mine = JasaRun.objects.filter(cooperative_id=cooperative_id)
    if month:
        mine = mine.filter(month=month)
    booked = Q(kind=RunKind.BULAN.value)
    paid = TaxPayment.objects.filter(cooperative_id=cooperative_id, month=OuterRef("month")).order_by()
    slips = TaxSlip.objects.filter(
        cooperative_id=cooperative_id, month=OuterRef("month"), version=1
    ).order_by()
    rows = (
        mine.values("month")
        .annotate(
            booked=Count("id", filter=booked),
            gross=Sum("credited_rp"),
            tax=Sum("tax_rp"),
            taxed=Max("taxed", filter=booked),
            free=Max("free_rp", filter=booked),
            ppm=Max("tax_ppm", filter=booked),
        )
        .filter(booked=1)
        .annotate(
            paid=Subquery(paid.values("month").annotate(sum=Sum("amount_rp")).values("sum")),
            slips=Subquery(slips.values("month").annotate(count=Count("id")).values("count")),
        )
        .order_by("-month")
    )
    found = list(rows[:MOST_MONTHS])
    if not found:
        return []
    rule = values_of(PAY_DAY, REPORT_DAY, cooperative_id=cooperative_id, on=on)
    return [
        TaxMonth(
            row["month"],
            int(row["gross"]),
            row["taxed"],
            row["free"],
            row["ppm"],
            row["slips"] or 0,
            duty_of(
                month=row["month"],
                due_rp=int(row["tax"]),
                paid_rp=int(row["paid"] or 0),
                pay_day=int(rule[PAY_DAY]),
                report_day=int(rule[REPORT_DAY]),
            ),
        )
        for row in found
    ]


def duty_of_month(*, cooperative_id: int, month: date, on: date) -> MonthDuty:
    """Tell what one month owes the state, as it is counted now. Three queries."""
    runs = JasaRun.objects.filter(cooperative_id=cooperative_id, month=month)
    due_rp = int(runs.aggregate(sum=Sum("tax_rp"))["sum"] or 0)
    paid = TaxPayment.objects.filter(cooperative_id=cooperative_id, month=month)
    rule = values_of(PAY_DAY, REPORT_DAY, cooperative_id=cooperative_id, on=on)
    return duty_of(
        month=month,
        due_rp=due_rp,
        paid_rp=int(paid.aggregate(sum=Sum("amount_rp"))["sum"] or 0),
        pay_day=int(rule[PAY_DAY]),
        report_day=int(rule[REPORT_DAY]),
    )


def tax_rows(
    *,
    cooperative_id: int,
    month: date,
    text: str = "",
    member_id: UUID | None = None,
    is_taxed: bool = False,
    is_issued: bool = False,
    first: int = 0,
    most: int,
) -> tuple[list[TaxRow], int]:
    """List the members whose jasa came to an account in a month, by number. One query.

    Args:
        cooperative_id: Whose.
        month: Its first day.
        text: A part of a name, or a number; "" for everybody.
        member_id: This one alone.
        is_taxed: Those alone who pay.
        is_issued: Those alone who have a slip.
        first: How many rows come before those wanted.
        most: How many are wanted.

    Returns:
        The rows, and how many the question finds.
    """
    digits = text.upper().removeprefix("A-").lstrip("0")
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
    escaped = text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    given: dict[str, Any] = {
        "place": cooperative_id,
        "month": month,
        "member": member_id,
        "number": number,
        "text": "" if number is not None else text,
        "like": f"%{escaped}%",
        "taxed": is_taxed,
        "issued": is_issued,
        "first": first,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MEMBERS, given)
        found = cursor.fetchall()
    rows = [
        TaxRow(
            one[0],
            member_number(one[1]) if one[1] else "",
            one[2] or "",
            one[3],
            one[4],
            slip_number(one[5], month.year) if one[5] else "",
            one[6] or 0,
            one[7] or 0,
            one[8] or 0,
            one[9],
        )
        for one in found
    ]
    return rows, found[0][10] if found else 0


def payments_of(*, cooperative_id: int, month: date) -> list[PaymentRow]:
    """List the payments of a month's tax, and those taken back, in their order. One query."""
    rows = TaxPayment.objects.filter(cooperative_id=cooperative_id, month=month)
    rows = rows.select_related("event__entry", "person").order_by("recorded_at", "id")
    found = list(rows)
    undone = {row.undoes_id for row in found if row.undoes_id}
    return [
        PaymentRow(
            row.id,
            row.amount_rp,
            row.paid_on,
            row.ntpn,
            row.event.entry_id,
            str(row.event.entry),
            row.person.name if row.person else "",
            row.id in undone,
            row.undoes_id is not None,
        )
        for row in found
    ]
