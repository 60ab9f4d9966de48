"""Acts on simpanan wajib: bills of a month for all, and a payment at the counter."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from guyub.books.ledger.selectors.periods import periods_of
from guyub.books.ledger.services.posting import Act
from guyub.finance.savings.domain.dues import DuesRefusedError, due_day, month_words
from guyub.finance.savings.models import DuesBill, DuesRun
from guyub.finance.savings.selectors.bills import DUE_DAY, DUES
from guyub.finance.savings.services.acting import once
from guyub.finance.savings.services.dues_paying import DuesPaid, months_words, oldest_months, pay_months
from guyub.finance.savings.services.sql_ids import head_of, ids
from guyub.finance.savings.services.till import check_place
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.formats import MONTHS
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.kernel.services.requests import run_once
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

BILLED = "savings.dues.billed"


def _make(cooperative_id: int, given: dict[str, Any]) -> int:
    """Bill everybody who is a member in the month and has no bill for it."""
    member = DuesBill._meta.get_field("member").related_model._meta.db_table
    bill = DuesBill._meta.db_table
    sql = f"""
        INSERT INTO {bill} (id, cooperative_id, member_id, month, amount_rp, paid_rp, waived_rp, due_on, is_in_advance)
            SELECT {ids("row_number() OVER ()")}, m.cooperative_id, m.id, %(month)s, %(rp)s, 0, 0, %(due)s, false
            FROM {member} AS m
            WHERE m.cooperative_id = %(place)s AND m.number IS NOT NULL AND m.left_on IS NULL
                AND m.joined_on <= %(last)s
        ON CONFLICT (cooperative_id, member_id, month) DO NOTHING
    """  # noqa: S608  table names of our own
    with connection.cursor() as cursor:
        cursor.execute(sql, given | {"place": cooperative_id, "head": head_of(time.time_ns())})
        count: int = cursor.rowcount
    return count


def make_bills(
    *, actor: Actor | None, place: Cooperative, month: date, today: date, request_id: UUID, now: datetime
) -> int:
    """Bill the simpanan wajib of a month to every member, active or passive. Use-case of treasurer and job.

    The month of joining counts. Who has a bill for the month, such as one paid in advance, keeps it: run again it bills
    only who joined since.

    Args:
        actor: The treasurer; None: the monthly job.
        place: Whose members.
        month: Its first day: begun, and not before the books.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many bills were made.

    Raises:
        DuesRefusedError: ``future``, ``before``.

    Source: docs/algorithms/dues.md.
    """

    def work() -> int:
        periods = periods_of(cooperative_id=place.id)
        if month > today:
            raise DuesRefusedError(wrong="future")
        if periods is None or month < periods.opened_on.replace(day=1):
            raise DuesRefusedError(wrong="before", month=month_words(month))
        rule = values_of(DUES, DUE_DAY, cooperative_id=place.id, on=month)
        given: dict[str, Any] = {
            "month": month,
            "rp": int(rule[DUES]),
            "due": due_day(month, int(rule[DUE_DAY])),
            "last": month_end(month),
        }
        count = _make(place.id, given)
        DuesRun.objects.create(
            cooperative_id=place.id,
            month=month,
            amount_rp=given["rp"],
            bills=count,
            person_id=actor.person_id if actor else None,
            recorded_at=now,
        )
        words = f"{MONTHS[month.month - 1]} {month.year}"
        facts = {"month": words, "bills": count}
        record(cooperative_id=place.id, actor=actor, act="savings.dues.billed", facts=facts, now=now)
        write_news(cooperative_id=place.id, topic=BILLED, payload={"month": month.isoformat()}, now=now)
        return count

    facts = {"month": month}
    if actor is None:
        with scope(place.id, durable=True):
            count: int = run_once(
                cooperative_id=place.id,
                request_id=request_id,
                use_case="savings.make_bills",
                facts=facts,
                now=now,
                work=work,
            )
            return count
    told: int = once(actor, Action.KEEP_SAVINGS, "make_bills", facts, request_id, now, work)
    return told


def take_dues(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    months: Sequence[date] | None,
    amount_rp: int,
    cash_place_id: UUID | None,
    on: date,
    who: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> DuesPaid:
    """Take simpanan wajib of one or several months at the counter, or as a transfer to the bank. Use-case.

    Args:
        actor: Who takes it; not the member.
        place: The own cooperative.
        member_id: Whose months.
        months: Their first days; None: the oldest ones that the amount reaches, then those in advance.
        amount_rp: Whole rupiah.
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        on: The day in the books.
        who: Who paid.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        StandingRefusedError, DuesRefusedError, EventRefusedError, EntryRefusedError: As ``pay_months``.
    """

    def work() -> dict[str, Any]:
        till_id = check_place(actor=actor, place=place, cash_place_id=cash_place_id)
        chosen = sorted(set(months or ()))
        if months is None:
            chosen = oldest_months(place=place, member_id=member_id, amount_rp=amount_rp, today=today)
        paid = pay_months(
            place=place,
            member_id=member_id,
            months=chosen,
            amount_rp=amount_rp,
            cash_place_id=till_id,
            on=on,
            who=who,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("savings.dues.paid", {"months": months_words(chosen)}, now),
        )
        return _told(paid)

    facts = {
        "member": member_id,
        "months": sorted(set(months or ())),
        "amount_rp": amount_rp,
        "cash_place": cash_place_id,
        "on": on,
    }
    return _paid_of(once(actor, Action.TAKE_SAVINGS, "take_dues", facts, request_id, now, work))


def _told(paid: DuesPaid) -> dict[str, Any]:
    return {
        "movement": str(paid.movement_id),
        "event": str(paid.event_id),
        "voucher": paid.voucher,
        "months": [[month.isoformat(), rp] for month, rp in paid.months],
    }


def _paid_of(done: Mapping[str, Any]) -> DuesPaid:
    parts = tuple((date.fromisoformat(month), rp) for month, rp in done["months"])
    return DuesPaid(UUID(done["movement"]), UUID(done["event"]), done["voucher"], parts)
