"""The fund of a group moves: steps of whoever pays in, gives back, covers, or takes one of these back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.finance.loans.domain.group_funds import FundRefusedError
from guyub.finance.loans.models import GroupFund, GroupFundMovement
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act
    from guyub.books.treasury.domain.events import CashSide
    from guyub.books.treasury.services.booking import Booked
    from guyub.finance.loans.domain.group_meetings import FundCause
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

CONTEXT, SOURCE = "loans", "loans.group_fund"
LONGEST_WHO = 80


def locked_fund(*, cooperative_id: int, group_id: UUID) -> GroupFund:
    """Hold the fund of a group until the transaction ends; make it where nobody paid in yet. Step.

    Its money belongs to the savings-and-loan unit where one works. Locked after loans and members, before the
    journal's head.
    """
    mine = GroupFund.objects.filter(cooperative_id=cooperative_id, group_id=group_id)
    found = mine.select_for_update().first()
    if found is not None:
        return found
    units = units_of(cooperative_id=cooperative_id)
    working = (one.id for one in units if one.kind == UnitKind.SIMPAN_PINJAM and one.closed_on is None)
    made = GroupFund(
        id=uuid7(), cooperative_id=cooperative_id, group_id=group_id, unit_id=next(working, None)
    )
    GroupFund.objects.bulk_create([made], ignore_conflicts=True)  # two who pay in first make it once
    return mine.select_for_update().get()


def move_fund(
    *,
    fund: GroupFund,
    amount_rp: int,
    cause: FundCause,
    on: date,
    entry_id: UUID,
    actor: Actor | None,
    now: datetime,
    member_id: UUID | None = None,
    meeting_id: UUID | None = None,
    undoes_id: UUID | None = None,
    note: str = "",
) -> GroupFundMovement:
    """Write down what an entry of the journal says of a fund, which is locked. Step.

    Args:
        fund: As ``locked_fund`` gave it; its balance follows.
        amount_rp: Whole rupiah, not zero; below zero: it leaves the fund.
        cause: Why.
        on: The day.
        entry_id: The entry whose line on 2.1.15 is this amount.
        actor: The person.
        now: The moment, aware.
        member_id: Who paid in, or for whom it left.
        meeting_id: At which meeting.
        undoes_id: Which movement it takes back.
        note: A few words, at most 120 letters; no name.

    Raises:
        FundRefusedError: ``short``: the fund holds less.
    """
    require_fund(fund, -amount_rp)
    fund.balance_rp += amount_rp
    fund.last_no += 1
    fund.save(update_fields=["balance_rp", "last_no"])
    return GroupFundMovement.objects.create(
        cooperative_id=fund.cooperative_id,
        fund=fund,
        no=fund.last_no,
        cause=cause.value,
        amount_rp=amount_rp,
        balance_rp=fund.balance_rp,
        on=on,
        member_id=member_id,
        meeting_id=meeting_id,
        entry_id=entry_id,
        undoes_id=undoes_id,
        note=note,
        person_id=actor.person_id if actor else None,
        recorded_at=now,
    )


def require_fund(fund: GroupFund, amount_rp: int) -> None:
    """Refuse what the fund does not hold.

    Raises:
        FundRefusedError: ``short``.
    """
    if fund.balance_rp < amount_rp:
        raise FundRefusedError(wrong="short", fund_rp=fund.balance_rp)


def cash_of_fund(
    *,
    place: Cooperative,
    fund: GroupFund,
    amount_rp: int,
    cash_place_id: UUID,
    side: CashSide | None,
    who: str,
    note: str,
    on: date,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    part: int = 0,
    act: Act | None = None,
) -> Booked:
    """Book cash that comes to a fund, or below zero leaves it, with its voucher. Step; ``move_fund`` follows.

    Raises:
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    typed = EventTyped(
        kind="renteng.dana.setor" if amount_rp > 0 else "renteng.dana.kembali",
        happened_on=on,
        amounts={"jumlah": abs(amount_rp)},
        cash_place_id=cash_place_id,
        who=who[:LONGEST_WHO],
        unit_id=fund.unit_id,
        note=note,
        source_kind=SOURCE,
        source_id=fund.id,
    )
    return book_event(
        place=place, typed=typed, today=today, actor=actor, request_id=request_id, now=now, part=part,
        act=act, context=CONTEXT, cash=side,
    )  # fmt: skip
