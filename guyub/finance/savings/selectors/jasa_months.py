"""Jasa as the pages show it: booked months, a month by product and by account, one account's month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Sum

from guyub.community.members.domain.register import member_number
from guyub.finance.savings.domain.jasa import MonthJasa, month_jasa
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.terms import DayCount, JasaMethod, Terms
from guyub.finance.savings.models import (
    AccountJasa,
    JasaRun,
    RunKind,
    SavingsAccount,
    SavingsMovement,
    SavingsProduct,
    TermPeriod,
)
from guyub.finance.savings.selectors.products import terms_by_product
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

MOST_MONTHS, MOST_RUNS = 24, 60
_ACCOUNT, _JASA = SavingsAccount._meta.db_table, AccountJasa._meta.db_table
_PRODUCT = SavingsProduct._meta.db_table
_MEMBER, _FILE = "members_member", "members_memberfile"  # models of another context, by their tables
# What holds of each account for a month: the row with the highest number, and what all its rows brought.
_HELD = f"""
    SELECT DISTINCT ON (j.account_id) j.account_id, j.no, j.jasa_rp, j.accrued_rp,
        sum(j.credited_rp) OVER (PARTITION BY j.account_id)::bigint AS credited_rp
    FROM {_JASA} AS j WHERE j.cooperative_id = %(place)s AND j.month = %(month)s
    ORDER BY j.account_id, j.no DESC
"""  # noqa: S608  table names of our own
_PRODUCTS = f"""
    WITH held AS ({_HELD})
    SELECT p.name, count(*), sum(h.jasa_rp)::bigint, sum(h.credited_rp)::bigint, sum(h.accrued_rp)::bigint
    FROM held AS h JOIN {_ACCOUNT} AS a ON a.cooperative_id = %(place)s AND a.id = h.account_id
    JOIN {_PRODUCT} AS p ON p.cooperative_id = a.cooperative_id AND p.id = a.product_id
    GROUP BY p.id, p.name ORDER BY p.name, p.id
"""  # noqa: S608  table names of our own
_ROWS = f"""
    WITH held AS ({_HELD})
    SELECT h.account_id, m.number, f.name, p.name, a.serial, p.kind, h.jasa_rp, h.credited_rp, h.accrued_rp, h.no,
        count(*) OVER () AS total
    FROM held AS h JOIN {_ACCOUNT} AS a ON a.cooperative_id = %(place)s AND a.id = h.account_id
    JOIN {_PRODUCT} AS p ON p.cooperative_id = a.cooperative_id AND p.id = a.product_id
    JOIN {_MEMBER} AS m ON m.cooperative_id = a.cooperative_id AND m.id = a.member_id
    LEFT JOIN {_FILE} AS f ON f.cooperative_id = m.cooperative_id AND f.id = m.file_id
    WHERE (%(number)s::int IS NULL OR m.number = %(number)s) AND (%(text)s = '' OR f.name ILIKE %(like)s)
        AND (NOT %(again)s OR h.no > 1)
    ORDER BY m.number NULLS LAST, p.name, a.serial, h.account_id OFFSET %(first)s LIMIT %(most)s
"""  # noqa: S608  table names of our own


@dataclass(frozen=True, slots=True)
class MonthRow(Row):
    """One booked month: its run, and what was counted anew since; rupiah."""

    month: date
    on: date
    accounts: int
    jasa_rp: int
    credited_rp: int
    tax_rp: int
    corrections: int
    person: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class RunRow(Row):
    """One run over a month; a correction's sums are differences."""

    kind: RunKind
    on: date
    accounts: int
    jasa_rp: int
    credited_rp: int
    tax_rp: int
    borne_rp: int
    free_rp: int
    tax_ppm: int
    entry_id: UUID | None
    entry: str
    reason: str
    person: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ProductSum(Row):
    """One product's month: accounts, earned, brought to accounts, still owed; rupiah."""

    name: str
    accounts: int
    jasa_rp: int
    credited_rp: int
    accrued_rp: int


@dataclass(frozen=True, slots=True)
class AccountRow(Row):
    """What holds of one account for a month; rupiah. ``no`` above 1: it was counted anew."""

    account_id: UUID
    number: str
    name: str
    product: str
    jasa_rp: int
    credited_rp: int
    accrued_rp: int
    no: int


@dataclass(frozen=True, slots=True)
class VersionRow(Row):
    """One counting of one account's month; rupiah."""

    no: int
    jasa_rp: int
    credited_rp: int
    accrued_rp: int
    reason: str
    on: date
    person: str


@dataclass(frozen=True, slots=True)
class AccountMonth(Row):
    """One account's month: whose, what was counted (None: the account was closed meanwhile), every counting."""

    number: str
    name: str
    product: str
    told: MonthJasa
    versions: tuple[VersionRow, ...]

    @property
    def is_as_booked(self) -> bool:
        """Counted from the movements as they stand now, it is what was booked last."""
        return self.told.jasa_rp == self.versions[-1].jasa_rp


def jasa_months(*, cooperative_id: int) -> list[MonthRow]:
    """List the last months that were booked, the newest first. Two queries."""
    mine = JasaRun.objects.filter(cooperative_id=cooperative_id)
    booked = mine.filter(kind=RunKind.BULAN.value).select_related("person").order_by("-month", "-no")
    runs = list(booked[:MOST_MONTHS])
    since: dict[date, list[JasaRun]] = {run.month: [] for run in runs}
    for other in mine.filter(month__in=list(since)).exclude(kind=RunKind.BULAN.value):
        since[other.month].append(other)
    return [
        MonthRow(
            run.month,
            run.on,
            run.accounts,
            run.jasa_rp + sum(one.jasa_rp for one in since[run.month]),
            run.credited_rp + sum(one.credited_rp for one in since[run.month]),
            run.tax_rp + sum(one.tax_rp for one in since[run.month]),
            sum(one.kind == RunKind.KOREKSI for one in since[run.month]),
            run.person.name if run.person else "",
            run.recorded_at,
        )
        for run in runs
    ]


def runs_of(*, cooperative_id: int, month: date) -> list[RunRow]:
    """List the runs over a month, the booking first, then the latest others. One query."""
    rows = JasaRun.objects.filter(cooperative_id=cooperative_id, month=month)
    found = [_run(row) for row in rows.select_related("entry", "person").order_by("-no")[:MOST_RUNS]]
    if not any(run.kind is RunKind.BULAN for run in found):
        booked = rows.filter(kind=RunKind.BULAN.value).select_related("entry", "person")
        found += [_run(row) for row in booked]
    return sorted(found, key=lambda run: run.kind is not RunKind.BULAN)


def product_sums(*, cooperative_id: int, month: date) -> list[ProductSum]:
    """Give what holds of a month by product. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_PRODUCTS, {"place": cooperative_id, "month": month})
        return [ProductSum(*row) for row in cursor.fetchall()]


def account_rows(
    *,
    cooperative_id: int,
    month: date,
    text: str = "",
    is_again: bool = False,
    first: int = 0,
    most: int,
) -> tuple[list[AccountRow], int]:
    """List what holds of each account for a month, by the member's number. One query.

    Args:
        cooperative_id: Whose.
        month: Its first day.
        text: A part of a name, or a number; "" for everybody.
        is_again: Those alone that were counted anew.
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
        "number": number,
        "text": "" if number is not None else text,
        "like": f"%{escaped}%",
        "again": is_again,
        "first": first,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, given)
        found = cursor.fetchall()
    rows = [
        AccountRow(
            one[0],
            member_number(one[1]) if one[1] else "",
            one[2] or "",
            f"{one[3]} {one[4]}" if one[5] == SavingsKind.BERJANGKA else one[3],
            *one[6:10],
        )
        for one in found
    ]
    return rows, found[0][10] if found else 0


def account_month(*, cooperative_id: int, account_id: UUID, month: date) -> AccountMonth | None:
    """Count one account's month from its movements as they stand, beside every counting that was booked.

    Returns:
        None where nothing was counted of it.
    """
    kept = AccountJasa.objects.filter(cooperative_id=cooperative_id, account_id=account_id, month=month)
    rows = list(
        kept.select_related("run__person", "account__product", "account__member__file").order_by("no")
    )
    if not rows:
        return None
    account = rows[0].account
    moves = SavingsMovement.objects.filter(cooperative_id=cooperative_id, account_id=account_id)
    before = moves.filter(value_on__lt=month).aggregate(sum=Sum("amount_rp"))["sum"] or 0
    inside = list(
        moves.filter(value_on__range=(month, month_end(month))).values_list("value_on", "amount_rp")
    )
    if account.opening_rp and account.opened_on < month:
        before += account.opening_rp
    elif account.opening_rp and account.opened_on <= month_end(month):
        inside.append((account.opened_on, account.opening_rp))
    terms = (
        _period_terms(TermPeriod.objects.filter(cooperative_id=cooperative_id, account_id=account_id))
        if account.kind == SavingsKind.BERJANGKA
        else terms_by_product(cooperative_id=cooperative_id).get(account.product_id, [])
    )
    told = month_jasa(
        month=month, opening_rp=before, moves=inside, terms=terms, carried=int(rows[-1].carried_in)
    )
    serial = f" {account.serial}" if account.kind == SavingsKind.BERJANGKA else ""
    return AccountMonth(
        member_number(account.member.number) if account.member.number else "",
        account.member.file.name if account.member.file else "",
        f"{account.product.name}{serial}",
        told,
        tuple(_version(row) for row in rows),
    )


def _period_terms(periods: Iterable[TermPeriod]) -> list[Terms]:
    """Write the periods of a deposit as terms of each day: the agreed rate inside, nothing between them."""
    found = []
    for one in sorted(periods, key=lambda period: period.no):
        how = {"method": JasaMethod.HARIAN, "day_count": DayCount(one.day_count)}
        found.append(Terms(from_on=one.from_on, tiers=((0, one.ppm),), **how))  # type: ignore[arg-type]  # a mapping
        found.append(Terms(from_on=one.until_on, tiers=(), **how))  # type: ignore[arg-type]  # a mapping
    return sorted(found, key=lambda terms: terms.from_on)


def _version(row: AccountJasa) -> VersionRow:
    reason = {RunKind.BULAN: "dibukukan untuk semua", RunKind.TUTUP: "rekening berakhir"}
    return VersionRow(
        row.no,
        row.jasa_rp,
        row.credited_rp,
        row.accrued_rp,
        row.run.reason or reason.get(RunKind(row.run.kind), "dihitung ulang"),
        row.run.on,
        row.run.person.name if row.run.person else "",
    )


def _run(row: JasaRun) -> RunRow:
    return RunRow(
        RunKind(row.kind),
        row.on,
        row.accounts,
        row.jasa_rp,
        row.credited_rp,
        row.tax_rp,
        row.borne_rp,
        row.free_rp,
        row.tax_ppm,
        row.entry_id,
        str(row.entry) if row.entry else "",
        row.reason,
        row.person.name if row.person else "",
        row.recorded_at,
    )
