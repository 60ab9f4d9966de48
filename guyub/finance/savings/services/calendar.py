"""What the calendar does of itself for every cooperative: jasa of the month, bills, standing orders, holds that end.

Each cooperative (and each standing order) has transactions of its own. Every act has a request that the calendar makes:
run twice it is done once, run late it is done then, killed in the middle it goes on the next time. Whom the books
refuse is asked again the next day; the others do not wait.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from guyub.books.ledger.selectors.periods import periods_of
from guyub.finance.savings.models import DuesRun
from guyub.finance.savings.selectors.bills import members_with_orders
from guyub.finance.savings.selectors.jasa import first_month, last_month
from guyub.finance.savings.services.deposit_maturity import mature_deposits
from guyub.finance.savings.services.dues import make_bills
from guyub.finance.savings.services.jasa import post_jasa, request_of_job
from guyub.finance.savings.services.standing_orders import follow_standing_order
from guyub.finance.savings.services.withdrawals import let_go_expired
from guyub.foundation.kernel.dates import Zone, add_months, business_date, month_end
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

SPACE = UUID("0f0a3a52-6a0e-5f6e-8f0d-7b1c4a0f2d31")  # of requests that the calendar makes


def post_due_jasa(*, now: datetime) -> int:
    """Book the jasa of every month that is over and not booked, of every cooperative, in order. For a job.

    Returns:
        How many months were booked.
    """
    booked = 0
    for place, today in _places(now):
        try:
            while (month := _due_jasa(place.id)) is not None and month_end(month) < today:
                post_jasa(
                    actor=None,
                    place=place,
                    month=month,
                    today=today,
                    request_id=request_of_job(place.id, month),
                    now=now,
                )
                booked += 1
        except DomainError:
            continue  # the treasurer's page says why
    return booked


def make_due_bills(*, now: datetime) -> int:
    """Bill the simpanan wajib of every month that has begun and was not billed, of every cooperative. For a job.

    With a month's bills come those of who joined in the month before, after its bills were made.

    Returns:
        How many bills were made.
    """
    made = 0
    for place, today in _places(now):
        try:
            for month, is_again in _due_bills(place.id, today):
                name = f"bills/{place.id}/{month}{'/again' if is_again else ''}"
                made += make_bills(
                    actor=None, place=place, month=month, today=today, request_id=uuid5(SPACE, name), now=now
                )
        except DomainError:
            continue
    return made


def follow_standing_orders(*, now: datetime) -> int:
    """Take what is due from the accounts that members named, of every cooperative. For a job.

    Returns:
        For how many members something was paid now; who was tried today is tried again tomorrow.
    """
    paid = 0
    for place, today in _places(now):
        with scope(place.id):
            members = members_with_orders(cooperative_id=place.id, today=today)
        for member_id in members:
            request_id = uuid5(SPACE, f"standing/{place.id}/{member_id}/{today}")
            try:
                done = follow_standing_order(
                    place=place, member_id=member_id, today=today, request_id=request_id, now=now
                )
            except DomainError:
                continue
            paid += done is not None
    return paid


def let_go_all_expired(*, now: datetime) -> int:
    """Let go of what was held for withdrawals that nobody agreed to in time, of every cooperative. For a job."""
    return sum(let_go_expired(place=place, now=now) for place, _ in _places(now))


def mature_all_deposits(*, now: datetime) -> int:
    """End every period of simpanan berjangka whose day has come, of every cooperative. For a job.

    Returns:
        How many deposits.
    """
    ended = 0
    for place, today in _places(now):
        try:
            ended += mature_deposits(place=place, today=today, now=now)
        except DomainError:
            continue  # the books refuse it today; it counts from its day when they take it
    return ended


def _places(now: datetime) -> Iterator[tuple[Cooperative, date]]:
    for place in Cooperative.objects.filter(kind=CooperativeKind.KOPERASI).order_by("id"):
        yield place, business_date(now, Zone(place.zone))


def _due_jasa(cooperative_id: int) -> date | None:
    with scope(cooperative_id):
        last = last_month(cooperative_id=cooperative_id)
        return add_months(last, 1) if last else first_month(cooperative_id=cooperative_id)


def _due_bills(cooperative_id: int, today: date) -> list[tuple[date, bool]]:
    """Give the months to bill, by their first days, and whether one is asked for again."""
    running = today.replace(day=1)
    with scope(cooperative_id):
        if periods_of(cooperative_id=cooperative_id) is None:
            return []
        runs = DuesRun.objects.filter(cooperative_id=cooperative_id)
        last: date | None = runs.order_by("-month").values_list("month", flat=True).first()
    if last is None:
        return [(running, False)]
    found, month = list[tuple[date, bool]](), last
    while month < running:
        found.append((month, True))
        month = add_months(month, 1)
        found.append((month, False))
    return found
