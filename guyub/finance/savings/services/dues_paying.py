"""Paying simpanan wajib: one or several months at once, in part, in advance; and taking such a payment back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F

from guyub.community.members.services.register import locked_member
from guyub.finance.savings.domain.dues import DuesRefusedError, MonthDue, month_words, reached, spread
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import BillPart, DuesBill
from guyub.finance.savings.selectors.bills import AHEAD, begun_on, dues_of, last_ahead, month_of_rule
from guyub.finance.savings.services.accounts import standard_account
from guyub.finance.savings.services.moving import MoveTyped, pay_in
from guyub.finance.savings.services.shifting import Side, shift
from guyub.foundation.kernel.formats import SHORT_MONTHS
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act
    from guyub.community.members.models import Member
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True, slots=True)
class DuesPaid:
    """What a payment did: its movement, the event with the voucher (None without cash), which months got how much."""

    movement_id: UUID
    event_id: UUID | None
    voucher: str
    months: tuple[tuple[date, int], ...]


def pay_months(
    *,
    place: Cooperative,
    member_id: UUID,
    months: Sequence[date],
    amount_rp: int,
    cash_place_id: UUID,
    on: date,
    who: str,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int = 0,
    act: Act | None = None,
) -> DuesPaid:
    """Take simpanan wajib of some months in one payment, under one voucher. Step.

    The member's row is locked first: of fifty who pay the same month, one does. Months that are not billed yet are
    billed now, at what the rule asks for them today.

    Args:
        place: Whose books.
        member_id: Who pays for the own months.
        months: Their first days, in any order.
        amount_rp: Whole rupiah: at most what they miss; the oldest month first, the last one partly.
        cash_place_id: Where the money lies; the caller has checked it.
        on: The day in the books.
        who: Who paid, on the voucher alone.
        today: The business date.
        actor: Who takes it.
        request_id: Of the use-case.
        now: The moment, aware.
        part: Which entry of the use-case.
        act: The use-case's line of the trail.

    Raises:
        StandingRefusedError: ``gone``.
        DuesRefusedError: ``member own none paid above amount ahead before``.
        EventRefusedError, EntryRefusedError: The books refuse it.

    Source: docs/algorithms/dues.md.
    """
    member = _payer(place, member_id, actor)
    shares = spread(amount_rp, _billed(member, months, today))
    typed = MoveTyped(
        member_id=member_id,
        kind=SavingsKind.WAJIB,
        amount_rp=amount_rp,
        cash_place_id=cash_place_id,
        on=on,
        who=who,
        note=months_words([one.month for one, _ in shares]),
    )
    moved = pay_in(
        place=place, typed=typed, today=today, actor=actor, request_id=request_id, now=now, part=part, act=act
    )
    _keep(member, shares, moved.movement_id)
    booked = moved.booked
    return DuesPaid(moved.movement_id, booked.event_id, booked.posted.name, _told(shares))


def oldest_months(*, place: Cooperative, member_id: UUID, amount_rp: int, today: date) -> list[date]:
    """Tell which months an amount reaches, the oldest first, then those in advance. Step: the member's row is locked.

    Raises:
        StandingRefusedError: ``gone``.
        DuesRefusedError: ``amount``.
    """
    locked_member(cooperative_id=place.id, member_id=member_id)
    if amount_rp <= 0:
        raise DuesRefusedError(wrong="amount")
    ahead = int(value_of(AHEAD, cooperative_id=place.id, on=today))
    months = dues_of(cooperative_id=place.id, member_id=member_id, today=today, ahead=ahead)
    return [one.month for one in reached(amount_rp, months)]


def shift_months(
    *,
    place: Cooperative,
    member_id: UUID,
    giver: Side,
    months: Sequence[date],
    amount_rp: int,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int = 0,
    act: Act | None = None,
) -> DuesPaid:
    """Pay simpanan wajib of some months from an account of the member, without money. Step.

    Everything else as ``pay_months``; what must stay in the account is the caller's to look after.

    Raises:
        DuesRefusedError: As ``pay_months``.
        SavingsRefusedError: ``short``.
        EntryRefusedError: The books refuse it.
    """
    member = _payer(place, member_id, actor)
    shares = spread(amount_rp, _billed(member, months, today))
    account_id = standard_account(
        cooperative_id=place.id, member_id=member_id, kind=SavingsKind.WAJIB, on=today
    )
    posted, _, taken = shift(
        place=place,
        member_id=member_id,
        giver=giver,
        taker=Side(account_id=account_id, kind=SavingsKind.WAJIB),
        amount_rp=amount_rp,
        on=today,
        memo=f"Simpanan wajib {months_words([one.month for one, _ in shares])}",
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        part=part,
        act=act,
    )
    _keep(member, shares, taken.movement_id)
    return DuesPaid(taken.movement_id, None, posted.name, _told(shares))


def reopen_months(*, cooperative_id: int, movement_id: UUID, back_id: UUID) -> None:
    """Give the months that a movement paid back their debt, after it was taken back. Step.

    Args:
        cooperative_id: Whose.
        movement_id: The movement that is taken back.
        back_id: The movement that takes it back.
    """
    parts = BillPart.objects.filter(cooperative_id=cooperative_id, movement_id=movement_id)
    for one in parts.select_related("bill"):
        _move(cooperative_id, one.bill_id, back_id, -one.amount_rp)


def months_words(months: Sequence[date]) -> str:
    """Name months in a few words: ``Okt–Des 2026``, ``Okt 2026, Jan 2027``; they are in order."""
    runs: list[list[date]] = []
    for month in months:
        follows = (
            runs and (month.year * 12 + month.month) - (runs[-1][-1].year * 12 + runs[-1][-1].month) == 1
        )
        if follows and runs[-1][-1].year == month.year:
            runs[-1].append(month)
        else:
            runs.append([month])
    said = [
        f"{SHORT_MONTHS[run[0].month - 1]}{f'–{SHORT_MONTHS[run[-1].month - 1]}' if len(run) > 1 else ''} {run[0].year}"
        for run in runs
    ]
    return ", ".join(said)


def _payer(place: Cooperative, member_id: UUID, actor: Actor | None) -> Member:
    member = locked_member(cooperative_id=place.id, member_id=member_id)
    if member.number is None or member.left_on is not None:
        raise DuesRefusedError(wrong="member")
    if actor is not None and actor.person_id == member.person_id:
        raise DuesRefusedError(wrong="own")
    return member


def _billed(member: Member, months: Sequence[date], today: date) -> list[MonthDue]:
    """Give the months as they stand; those without a bill as the rule asks for them today."""
    wanted = sorted(set(months))
    place_id = member.cooperative_id
    rows = DuesBill.objects.filter(cooperative_id=place_id, member_id=member.id, month__in=wanted)
    held = {
        row.month: MonthDue(row.month, row.amount_rp, row.paid_rp, row.waived_rp, row.due_on) for row in rows
    }
    fresh = [month for month in wanted if month not in held]
    if fresh:
        first = max(
            begun_on(cooperative_id=place_id, today=today), (member.joined_on or today).replace(day=1)
        )
        last = last_ahead(cooperative_id=place_id, today=today)
        if fresh[0] < first:
            raise DuesRefusedError(wrong="before", month=month_words(fresh[0]))
        if fresh[-1] > last:
            raise DuesRefusedError(wrong="ahead", last=month_words(last))
    for month in fresh:
        held[month] = month_of_rule(cooperative_id=place_id, month=month)
    return [held[month] for month in wanted]


def _keep(member: Member, shares: Sequence[tuple[MonthDue, int]], movement_id: UUID) -> None:
    place_id = member.cooperative_id
    fresh = [
        DuesBill(
            id=uuid7(),
            cooperative_id=place_id,
            member_id=member.id,
            month=one.month,
            amount_rp=one.amount_rp,
            due_on=one.due_on,
            is_in_advance=True,
        )
        for one, _ in shares
        if not one.is_billed
    ]
    DuesBill.objects.bulk_create(fresh)
    wanted = [one.month for one, _ in shares]
    rows = DuesBill.objects.filter(cooperative_id=place_id, member_id=member.id, month__in=wanted)
    ids = dict(rows.values_list("month", "id"))
    for one, part_rp in shares:
        _move(place_id, ids[one.month], movement_id, part_rp)


def _move(cooperative_id: int, bill_id: UUID, movement_id: UUID, amount_rp: int) -> None:
    BillPart.objects.create(
        cooperative_id=cooperative_id, bill_id=bill_id, movement_id=movement_id, amount_rp=amount_rp
    )
    rows = DuesBill.objects.filter(cooperative_id=cooperative_id, id=bill_id)
    rows.update(paid_rp=F("paid_rp") + amount_rp)


def _told(shares: Sequence[tuple[MonthDue, int]]) -> tuple[tuple[date, int], ...]:
    return tuple((one.month, part_rp) for one, part_rp in shares)
