"""The invented year of savings: bills of simpanan wajib and what was paid of them, and jasa month by month."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from uuid import uuid5

from guyub.books.ledger.services.holding import hold_accounts
from guyub.finance.savings.domain.dues import due_day, months_between
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import BillPart, DuesBill, DuesRun, RunKind, SavingsMovement
from guyub.finance.savings.services.jasa import POSTED
from guyub.finance.savings.services.jasa_run import Run, run_month
from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.parameters.services.values import Change, set_value
from guyub.journeys.services.examples import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.community.members.models import Member
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

DUE_DAY = 10


def tell_bills(
    place: Cooperative, members: Sequence[Member], *, since: date, today: date, due_rp: int, now: datetime
) -> None:
    """Bill simpanan wajib month by month, and give each payment that was told to its months. Step.

    Args:
        place: Whose, in its scope; nothing was billed yet.
        members: All of them, with their payments told already.
        since: The first month.
        today: The business date.
        due_rp: The simpanan wajib of a month, set as the cooperative's own rule from then on.
        now: The moment, aware.
    """
    change = Change(
        key="simpanan.wajib",
        value=str(due_rp),
        valid_from=since,
        legal_basis="keputusan rapat anggota (contoh)",
        source="rapat anggota (contoh)",
    )
    set_value(change, cooperative=place, set_by="contoh", today=since, now=now)
    paid: dict[object, list[SavingsMovement]] = defaultdict(list)
    rows = SavingsMovement.objects.filter(cooperative=place, account__kind=SavingsKind.WAJIB.value)
    for moved in rows.select_related("account").order_by("account_id", "no"):
        paid[moved.account.member_id].append(moved)
    bills, parts = [], []
    for member in members:
        if member.number is None:
            continue
        begun = max(since, (member.joined_on or since).replace(day=1))
        mine = _billed(place, member, months_between(begun, today.replace(day=1)), due_rp)
        parts += _given(place, mine, paid.get(member.id, []), due_rp)
        bills += mine
    DuesBill.objects.bulk_create(bills, batch_size=1_000)
    BillPart.objects.bulk_create(parts, batch_size=1_000)
    for month in months_between(since, today.replace(day=1)):
        count = sum(1 for bill in bills if bill.month == month and not bill.is_in_advance)
        DuesRun.objects.create(cooperative=place, month=month, amount_rp=due_rp, bills=count, recorded_at=now)


def tell_jasa(place: Cooperative, actor: Actor, *, since: date, today: date, now: datetime) -> None:
    """Book the jasa of every month that is over, as the treasurer would have. Step: the products have terms.

    Args:
        place: Whose, in its scope; no month was booked yet.
        actor: The treasurer.
        since: The first month.
        today: The business date.
        now: The moment, aware.
    """
    hold_accounts(cooperative_id=place.id, codes=())
    month = since.replace(day=1)
    while month_end(month) < today:
        run_month(
            run=Run(place=place, month=month, kind=RunKind.BULAN, on=month_end(month), remark="(contoh)"),
            today=today,
            actor=actor,
            request_id=uuid5(SPACE, f"jasa/{place.code}/{month}"),
            now=now,
            part=0,
            act=POSTED,
        )
        month = add_months(month, 1)


def _billed(place: Cooperative, member: Member, months: Sequence[date], due_rp: int) -> list[DuesBill]:
    return [
        DuesBill(
            id=uuid5(SPACE, f"bill/{member.id}/{month}"),
            cooperative=place,
            member=member,
            month=month,
            amount_rp=due_rp,
            due_on=due_day(month, DUE_DAY),
        )
        for month in months
    ]


def _given(
    place: Cooperative, bills: list[DuesBill], paid: Sequence[SavingsMovement], due_rp: int
) -> list[BillPart]:
    """Give payments to the months in their turn; what is more pays the months that follow, in advance."""
    parts, at = [], 0
    for moved in paid:
        rest_rp = moved.amount_rp
        while rest_rp > 0:
            if at == len(bills):
                ahead = _billed(place, moved.account.member, [add_months(bills[-1].month, 1)], due_rp)
                ahead[0].is_in_advance = True
                bills += ahead
            bill = bills[at]
            part_rp = min(rest_rp, bill.amount_rp - bill.paid_rp)
            bill.paid_rp += part_rp
            rest_rp -= part_rp
            parts.append(BillPart(cooperative=place, bill=bill, movement=moved, amount_rp=part_rp))
            at += bill.paid_rp == bill.amount_rp
    return parts
