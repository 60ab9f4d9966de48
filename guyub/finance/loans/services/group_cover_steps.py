"""A cover is given back, or falls with the payment that it was: steps of the meeting and of the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.domain.group_covers import CoverRefusedError
from guyub.finance.loans.domain.group_meetings import FundCause
from guyub.finance.loans.domain.lifecycle import Way
from guyub.finance.loans.models import GroupCoverPayment, Loan
from guyub.finance.loans.selectors.group_covers import one_cover, standing_covers
from guyub.finance.loans.services.group_fund_steps import cash_of_fund, locked_fund, move_fund
from guyub.finance.loans.services.serving import ServingRefusedError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act
    from guyub.books.treasury.domain.events import CashSide
    from guyub.finance.loans.models import GroupCover, GroupFund, LoanEvent
    from guyub.finance.loans.selectors.group_covers import CoverRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def lock_loans(*, cooperative_id: int, loan_ids: Collection[UUID]) -> None:
    """Hold loans until the transaction ends, in one order, before anything else is held. Step."""
    rows = Loan.objects.select_for_update().filter(cooperative_id=cooperative_id, id__in=loan_ids)
    list(rows.order_by("id").values_list("id"))


def held_cover(*, cooperative_id: int, cover_id: UUID) -> CoverRow:
    """Give a cover while its loan is held, so that what came back of it stays what it is. Step.

    Raises:
        CoverRefusedError: ``gone``.
    """
    found = one_cover(cooperative_id=cooperative_id, cover_id=cover_id)
    if found is not None:
        lock_loans(cooperative_id=cooperative_id, loan_ids=[found.loan_id])
        found = one_cover(cooperative_id=cooperative_id, cover_id=cover_id)
    if found is None:
        raise CoverRefusedError(wrong="gone")
    return found


def give_back(
    *,
    place: Cooperative,
    cover: CoverRow,
    amount_rp: int,
    cash_place_id: UUID | None,
    side: CashSide | None,
    on: date,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    part: int = 0,
    act: Act | None = None,
    meeting_id: UUID | None = None,
    fund: GroupFund | None = None,
) -> GroupCoverPayment:
    """Give a part of a cover back: to the fund as cash in the books, to a member as a line with two witnesses. Step.

    Money that goes from one member to another before an officer is neither the cooperative's nor owed by it, so no
    entry says it (ADR 63).

    Args:
        place: Whose books.
        cover: Which, as ``held_cover`` gave it.
        amount_rp: Whole rupiah, at most what is open of it.
        cash_place_id: Where the fund's money goes; not looked at where a member covered.
        side: What that place is.
        on: The day.
        today: The business date.
        actor: The officer.
        request_id: Of the use-case.
        now: The moment, aware.
        part: Which entry of the use-case.
        act: The use-case's line of the trail, where there is an entry with which it travels.
        meeting_id: At which meeting; None: at the counter.
        fund: The fund of the group, where the caller holds it: it is the same one that moves.

    Raises:
        CoverRefusedError: ``amount``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    if not 0 < amount_rp <= cover.open_rp:
        raise CoverRefusedError(wrong="amount", open_rp=cover.open_rp)
    movement_id = None
    if cover.is_of_fund:
        assert cash_place_id is not None  # noqa: S101  the caller judged the place
        held = fund or locked_fund(cooperative_id=place.id, group_id=cover.group_id)
        booked = cash_of_fund(
            place=place, fund=held, amount_rp=amount_rp, cash_place_id=cash_place_id, side=side,
            who=cover.for_name, note=f"ganti talangan {cover.loan}", on=on, today=today, actor=actor,
            request_id=request_id, now=now, part=part, act=act,
        )  # fmt: skip
        movement_id = move_fund(
            fund=held, amount_rp=amount_rp, cause=FundCause.GANTI, on=on, entry_id=booked.posted.entry_id,
            actor=actor, now=now, member_id=cover.for_id, meeting_id=meeting_id, note=cover.loan,
        ).id  # fmt: skip
    return GroupCoverPayment.objects.create(
        cooperative_id=place.id,
        cover_id=cover.cover_id,
        amount_rp=amount_rp,
        on=on,
        meeting_id=meeting_id,
        movement_id=movement_id,
        person_id=actor.person_id,
        recorded_at=now,
    )


def hold_cover(*, cooperative_id: int, undone: LoanEvent) -> GroupCover | None:
    """Give the cover that a payment was, with the fund held that paid it, before that is taken back. Step.

    The loan is held, and the journal's head is not: whoever holds the fund finds it free.

    Raises:
        ServingRefusedError: ``covered``: something of it came back already.
    """
    if Way(undone.way) is not Way.TANGGUNG:
        return None
    rows = standing_covers(cooperative_id).filter(event_id=undone.id)
    cover = rows.select_related("movement").first()
    if cover is not None:
        if cover.back:
            raise ServingRefusedError(wrong="covered")
        if cover.movement_id is not None:
            locked_fund(cooperative_id=cooperative_id, group_id=cover.group_id)
    found: GroupCover | None = cover
    return found


def fund_has_back(
    *, cover: GroupCover | None, entry_id: UUID, today: date, actor: Actor, now: datetime
) -> None:
    """Let the fund have back what it paid for a cover whose payment is taken back. Step; after ``hold_cover``.

    Args:
        cover: As that gave it; nothing where it is none, or not of the fund.
        entry_id: The entry that took the money of the payment back.
        today: The business date.
        actor: Who takes it back.
        now: The moment, aware.
    """
    if cover is None or cover.movement is None:
        return
    move_fund(
        fund=locked_fund(cooperative_id=cover.cooperative_id, group_id=cover.group_id),
        amount_rp=-cover.movement.amount_rp,
        cause=FundCause.BATAL,
        on=today,
        entry_id=entry_id,
        actor=actor,
        now=now,
        undoes_id=cover.movement.id,
    )
