"""Jasa of savings: the month for all, months counted anew, and the jasa of an account that ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid5

from guyub.books.ledger.selectors.periods import periods_of
from guyub.books.ledger.services.holding import hold_accounts
from guyub.finance.savings.domain.kinds import STAYING
from guyub.finance.savings.models import JasaRun, RunKind, SavingsAccount
from guyub.finance.savings.selectors.jasa import first_month, last_month
from guyub.finance.savings.services.jasa_run import NOTHING, Done, Run, run_month
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.requests import run_once
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

POSTED, RECOUNTED, ENDED = "savings.jasa.posted", "savings.jasa.recounted", "savings.jasa.ended"
PARTS = 100  # entries of jasa stand behind those of the use-case that calls
SPACE = UUID("5b0c6f2e-6f0f-5f0e-9f3b-2d6f7c1a8e10")  # of requests that the calendar makes


class JasaRefusedError(DomainError):
    """A month of jasa is not booked; ``wrong`` says why.

    ``running`` (the month is not over), ``order`` (an earlier one comes first; fact ``month``), ``done`` (booked
    already), ``nothing`` (no product pays jasa by then), ``unopened`` (no books).
    """

    code: ClassVar[str] = "savings.jasa.refused"


def post_jasa(
    *,
    actor: Actor | None,
    place: Cooperative,
    month: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> str:
    """Count and book the jasa of a month, and its tax, for all accounts at once. Use-case of treasurer and job.

    One transaction: killed at any moment it leaves nothing, and is simply run again. Nobody pays in or out meanwhile.
    Where the month is closed in the books, the entry stands on the first open day.

    Args:
        actor: The treasurer; None: the monthly job.
        place: Whose accounts.
        month: Its first day.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The number of the entry; empty where nothing was earned.

    Raises:
        JasaRefusedError: See there.
        EntryRefusedError: The books refuse it.

    Source: docs/algorithms/jasa.md.
    """

    def work() -> str:
        hold_accounts(cooperative_id=place.id, codes=())
        _refuse(place, month, today)
        run = Run(place=place, month=month, kind=RunKind.BULAN, on=_day_of(place, month))
        done = run_month(
            run=run, today=today, actor=actor, request_id=request_id, now=now, part=0, act=POSTED
        )
        return done.entry

    facts = {"month": month}
    if actor is None:
        with scope(place.id, durable=True):
            answer: str = run_once(
                cooperative_id=place.id,
                request_id=request_id,
                use_case="savings.post_jasa",
                facts=facts,
                now=now,
                work=work,
            )
            return answer
    told: str = act_once(
        actor=actor,
        action=Action.KEEP_SAVINGS,
        request_id=request_id,
        use_case="savings.post_jasa",
        facts=facts,
        now=now,
        work=work,
    )
    return told


def recount(
    *,
    place: Cooperative,
    since: date,
    accounts: Sequence[UUID] | None,
    reason: str,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int = PARTS,
) -> list[Done]:
    """Count the booked months from a day on anew and book what is different, today. Step of whoever changed the past.

    Jasa of each month counts from the first day of the next one, whenever it was booked: counted anew in any order,
    the accounts end the same.

    Args:
        place: Whose accounts.
        since: The first day that is different.
        accounts: These alone; None: all.
        reason: A few words for the register; no name.
        today: The business date, on which differences stand in the books.
        actor: Who changed the past.
        request_id: Of the use-case.
        now: The moment, aware.
        part: The first entry of the use-case that is free.

    Raises:
        EntryRefusedError: The books refuse it.
    """
    last = last_month(cooperative_id=place.id)
    month, found = since.replace(day=1), list[Done]()
    if last is None or month > last:
        return found
    hold_accounts(cooperative_id=place.id, codes=())
    while month <= last:
        run = Run(
            place=place, month=month, kind=RunKind.KOREKSI, on=today, accounts=accounts, reason=reason[:120]
        )
        at = part + len(found)
        done = run_month(
            run=run, today=today, actor=actor, request_id=request_id, now=now, part=at, act=RECOUNTED
        )
        if done is not NOTHING:
            found.append(done)
        month = add_months(month, 1)
    return found


def end_jasa(
    *,
    place: Cooperative,
    account_id: UUID,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    is_emptied: bool,
    part: int = PARTS,
    value_on: date | None = None,
) -> list[Done]:
    """Bring everything that an account earned to it, up to the day before today. Step, before it is paid out.

    Args:
        place: Whose account.
        account_id: Which.
        today: The business date; the account counts as empty from it on where it is ``is_emptied``.
        actor: Who ends it.
        request_id: Of the use-case.
        now: The moment, aware.
        is_emptied: It is paid out whole; False: a deposit's period ends.
        part: The first entry of the use-case that is free.
        value_on: From when it counts: the day on which a period ended, where that is told late; None: today.

    Raises:
        EntryRefusedError: The books refuse it.
    """
    hold_accounts(cooperative_id=place.id, codes=())
    account = SavingsAccount.objects.get(cooperative_id=place.id, id=account_id)
    last = last_month(cooperative_id=place.id)
    month = max(add_months(last, 1) if last else account.opened_on, account.opened_on).replace(day=1)
    running, found = today.replace(day=1), list[Done]()
    month = min(month, running)
    while month <= running:
        is_running = month == running
        run = Run(
            place=place,
            month=month,
            kind=RunKind.TUTUP,
            on=today,
            accounts=[account_id],
            empty_on=today if is_running and is_emptied else None,
            is_credited=is_running,
            value_on=value_on,
        )
        at = part + len(found)
        done = run_month(
            run=run, today=today, actor=actor, request_id=request_id, now=now, part=at, act=ENDED
        )
        if done is not NOTHING:
            found.append(done)
        month = add_months(month, 1)
    return found


def end_all_jasa(
    *, place: Cooperative, member_id: UUID, today: date, actor: Actor | None, request_id: UUID, now: datetime
) -> None:
    """Bring the jasa of all savings of a member to them, before they are paid out whole. Step; as ``end_jasa``."""
    rows = SavingsAccount.objects.filter(
        cooperative_id=place.id, member_id=member_id, closed_on__isnull=True, balance_rp__gt=0
    ).exclude(kind__in=[kind.value for kind in STAYING])
    for at, account_id in enumerate(rows.order_by("id").values_list("id", flat=True)):
        end_jasa(
            place=place,
            account_id=account_id,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            is_emptied=True,
            part=PARTS * (at + 1),
        )


def request_of_job(place_id: int, month: date) -> UUID:
    """Give the request of the monthly job: the same, however often it is run."""
    return uuid5(SPACE, f"jasa/{place_id}/{month}")


def _refuse(place: Cooperative, month: date, today: date) -> None:
    if month_end(month) >= today:
        raise JasaRefusedError(wrong="running")
    if JasaRun.objects.filter(cooperative_id=place.id, kind=RunKind.BULAN.value, month=month).exists():
        raise JasaRefusedError(wrong="done")
    last = last_month(cooperative_id=place.id)
    due = add_months(last, 1) if last else first_month(cooperative_id=place.id)
    if due is None or month < due:
        raise JasaRefusedError(wrong="nothing")
    if month > due:
        raise JasaRefusedError(wrong="order", month=due)


def _day_of(place: Cooperative, month: date) -> date:
    """The month's last day, or the first day that the books still take."""
    periods = periods_of(cooperative_id=place.id)
    if periods is None:
        raise JasaRefusedError(wrong="unopened")
    return max(month_end(month), periods.closed_through + timedelta(days=1))
