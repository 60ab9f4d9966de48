"""The end of a day of the loan book: arrears, classes, what is set aside, jasa that fell due; all loans at once."""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.db import OperationalError, connection

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.holding import hold_accounts
from guyub.books.ledger.services.posting import Act, post_entry
from guyub.finance.loans.domain.accounts import INTEREST, PROVISION, PROVISION_COST, RECEIVABLE
from guyub.finance.loans.domain.day_end import scheme_of
from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.models import LoanBookDay
from guyub.finance.loans.selectors.book_days import last_counted
from guyub.finance.loans.services.book_day_sql import KEEP, SUMS, TELL, count_book
from guyub.finance.savings.services.sql_ids import head_of
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.requests import run_once
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from decimal import Decimal
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative

CONTEXT, SOURCE, COUNTED = "loans", "loans.book", "loans.book.counted"
MONTHS = {
    "kurang_lancar": "kolektibilitas.kurang_lancar_bulan",
    "diragukan": "kolektibilitas.diragukan_bulan",
    "macet": "kolektibilitas.macet_bulan",
}
RATES = {
    Kolektibilitas.LANCAR: "penyisihan.lancar",
    Kolektibilitas.KURANG_LANCAR: "penyisihan.kurang_lancar",
    Kolektibilitas.DIRAGUKAN: "penyisihan.diragukan",
    Kolektibilitas.MACET: "penyisihan.macet",
}
# Whoever serves a loan may hold it while waiting for the journal, which this holds. So this waits but a moment, lets go
# of everything and begins again: the member at the counter goes first.
TRIES, _PATIENCE, _ENDLESS = 5, "SET LOCAL lock_timeout = '400ms'", "SET LOCAL lock_timeout = 0"
_WAITED = "55P03"  # lock_not_available


class LoanBookRefusedError(DomainError):
    """The loan book is not counted for a day; ``wrong`` says why.

    ``running`` (the day is not over; fact ``on``), ``before`` (a later day was counted already; fact ``last``),
    ``busy`` (payments keep coming in between).
    """

    code: ClassVar[str] = "loans.book.refused"


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: the day, loans that run, loans that changed, the number of the entry or an empty text."""

    on: date
    loans: int
    changed: int
    entry: str


class _Sum(NamedTuple):
    """What the loans of one unit and class come to, as ``SUMS`` gives it."""

    unit_id: UUID | None
    kolektibilitas: str
    loans: int
    overdue: int
    changed: int
    jasa_changed: int
    provision_changed: int
    left_rp: int
    overdue_rp: int
    provision_rp: int
    jasa_rp: int
    jasa_moved_rp: int
    added_rp: int
    released_rp: int


def count_loan_book(*, place: Cooperative, on: date, request_id: UUID, now: datetime) -> Counted:
    """Count the loan book at the end of a day, and book what is different. Use-case of the system.

    One transaction: killed at any moment it leaves nothing, and is simply run again. Nobody pays in or out meanwhile.
    A day that was counted already is left as it is. Days in between that nobody counted make no difference to this one.
    Where the month is closed in the books, the entry stands on the first open day.

    Args:
        place: Whose loans.
        on: The day; it is over.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        LoanBookRefusedError: See there.
        EntryRefusedError: The books refuse it.

    Source: docs/algorithms/loan_day_end.md.
    """
    for _ in range(TRIES):
        try:
            with scope(place.id, durable=True):
                told: Mapping[str, Any] = run_once(
                    cooperative_id=place.id,
                    request_id=request_id,
                    use_case="loans.count_book",
                    facts={"on": on},
                    now=now,
                    work=lambda: _counted(place, on, request_id, now),
                )
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != _WAITED:
                raise
        else:
            return Counted(on, told["loans"], told["changed"], told["entry"])
    raise LoanBookRefusedError(wrong="busy")


def _counted(place: Cooperative, on: date, request_id: UUID, now: datetime) -> dict[str, Any]:
    hold_accounts(cooperative_id=place.id, codes=())
    today = business_date(now, Zone(place.zone))
    if on >= today:
        raise LoanBookRefusedError(wrong="running", on=on)
    last = last_counted(cooperative_id=place.id)
    if last is not None and last >= on:
        if last > on:
            raise LoanBookRefusedError(wrong="before", last=last)
        row = LoanBookDay.objects.select_related("entry").get(cooperative_id=place.id, on=on)
        return _told(row, str(row.entry) if row.entry else "")
    rule = values_of(*MONTHS.values(), *RATES.values(), cooperative_id=place.id, on=on)
    scheme = scheme_of(
        substandard_months=rule[MONTHS["kurang_lancar"]],
        doubtful_months=rule[MONTHS["diragukan"]],
        lost_months=rule[MONTHS["macet"]],
        rates={one: Fraction(rule[key]) for one, key in RATES.items()},
    )
    count_book(cooperative_id=place.id, on=on, scheme=scheme)
    given: dict[str, Any] = {"place": place.id, "on": on, "head": head_of(time.time_ns())}
    with connection.cursor() as cursor:
        cursor.execute(SUMS, given)
        sums = [_Sum(*row) for row in cursor.fetchall()]
        cursor.execute(_PATIENCE)
        cursor.execute(KEEP, given)
        cursor.execute(_ENDLESS)
        cursor.execute(TELL, given)
    entry_id, entry = _booked(place, on, sums, today, request_id, now)
    return _told(_kept(place, on, sums, rule, entry_id, now), entry)


def _booked(
    place: Cooperative, on: date, sums: Sequence[_Sum], today: date, request_id: UUID, now: datetime
) -> tuple[UUID | None, str]:
    """Post the entry with the line of the trail, or that line alone where the books do not move."""
    facts = {
        "day": day(on),
        "loans": sum(one.loans for one in sums),
        "changed": sum(one.changed for one in sums),
    }
    lines = _lines(sums)
    if not lines:
        record(cooperative_id=place.id, act=COUNTED, facts=facts, now=now)
        return None, ""
    draft = EntryDraft(
        occurred_on=on, memo=_memo(on, sums), lines=lines, request_id=request_id, source_kind=SOURCE
    )
    posted = post_entry(
        place=place,
        context=CONTEXT,
        draft=draft,
        today=today,
        is_late=True,
        act=Act(COUNTED, facts, now),
    )
    return posted.entry_id, posted.name


def _lines(sums: Sequence[_Sum]) -> list[LineDraft]:
    by_unit: dict[UUID | None, tuple[int, int]] = {}
    for one in sums:
        jasa_rp, provision_rp = by_unit.get(one.unit_id, (0, 0))
        by_unit[one.unit_id] = (
            jasa_rp + one.jasa_moved_rp,
            provision_rp + one.added_rp - one.released_rp,
        )
    lines = [
        LineDraft(account, rp, unit_id=unit_id)
        for unit_id, (jasa_rp, provision_rp) in by_unit.items()
        for account, rp in (
            (RECEIVABLE, jasa_rp),
            (INTEREST, -jasa_rp),
            (PROVISION_COST, provision_rp),
            (PROVISION, -provision_rp),
        )
    ]
    return [line for line in lines if line.amount_rp]


def _memo(on: date, sums: Sequence[_Sum]) -> str:
    """Write what the journal says: ``Jasa pinjaman jatuh tempo 27 Nov 2026: 14 pinjaman. Penyisihan: 3 pinjaman``."""
    jasa = sum(one.jasa_changed for one in sums)
    provision = sum(one.provision_changed for one in sums)
    said = [f"Jasa pinjaman jatuh tempo {day(on)}: {jasa} pinjaman"] if jasa else []
    if provision:
        said.append(f"Penyisihan pinjaman{'' if jasa else f' {day(on)}'}: {provision} pinjaman")
    return ". ".join(said)


def _kept(
    place: Cooperative,
    on: date,
    sums: Sequence[_Sum],
    rule: Mapping[str, Decimal],
    entry_id: UUID | None,
    now: datetime,
) -> LoanBookDay:
    def total(name: str, of: Sequence[_Sum] = sums) -> int:
        return sum(getattr(one, name) for one in of)

    columns = ("left_rp", "overdue_rp", "provision_rp", "jasa_rp")
    classes = {
        kind.value: {
            name: total(name, [one for one in sums if one.kolektibilitas == kind.value])
            for name in ("loans", *columns)
        }
        for kind in RATES
    }
    figures = {
        name: total(name)
        for name in ("loans", "changed", "overdue", *columns, "jasa_moved_rp", "added_rp", "released_rp")
    }
    return LoanBookDay.objects.create(
        id=uuid7(),
        cooperative_id=place.id,
        on=on,
        **figures,
        classes=classes,
        rule={key: format(value.normalize(), "f") for key, value in rule.items()},
        entry_id=entry_id,
        recorded_at=now,
    )


def _told(row: LoanBookDay, entry: str) -> dict[str, Any]:
    return {"loans": row.loans, "changed": row.changed, "entry": entry}
