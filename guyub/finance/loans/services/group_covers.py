"""Covers at the counter: what was covered is given back, and what was written down so is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.selectors.events import event_of_entry
from guyub.books.treasury.selectors.tills import till_inquiry
from guyub.books.treasury.services.booking import take_back_event
from guyub.finance.loans.domain.group_covers import CoverRefusedError
from guyub.finance.loans.domain.group_meetings import FundCause
from guyub.finance.loans.models import GroupCoverPayment
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.group_cover_steps import give_back, held_cover
from guyub.finance.loans.services.group_fund_steps import CONTEXT, locked_fund, move_fund
from guyub.finance.savings.services.till import judge_till
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.treasury.domain.events import CashSide
    from guyub.finance.loans.selectors.group_covers import CoverRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

GIVEN, TAKEN = "loans.group_cover.given_back", "loans.group_cover.taken_back"


def give_cover_back(
    *,
    actor: Actor,
    place: Cooperative,
    cover_id: UUID,
    amount_rp: int,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Write down that a member gives back what was covered, between two meetings. Use-case.

    Args:
        actor: Who takes loans' money; neither the one nor the other.
        place: The own cooperative.
        cover_id: Which cover.
        amount_rp: Whole rupiah, at most what is open.
        cash_place_id: Where the money of the fund goes; not needed where a member covered: it goes from hand to hand.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        What is still open of the cover, whole rupiah.

    Raises:
        CoverRefusedError: ``gone own amount``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """

    def work() -> int:
        cover = _served(place, cover_id, actor)
        side: CashSide | None = None
        act = Act(GIVEN, _facts(cover, amount_rp), now)
        if cover.is_of_fund:
            (till,) = asked(
                till_inquiry(cooperative_id=place.id, cash_place_id=cash_place_id, person_id=actor.person_id)
            )
            judge_till(actor=actor, place=place, till=till)
            side = till.side
        give_back(
            place=place, cover=cover, amount_rp=amount_rp, cash_place_id=cash_place_id, side=side, on=today,
            today=today, actor=actor, request_id=request_id, now=now, act=act,
        )  # fmt: skip
        if not cover.is_of_fund:
            record(cooperative_id=place.id, actor=actor, act=GIVEN, facts=_facts(cover, amount_rp), now=now)
        return cover.open_rp - amount_rp

    facts = {"cover": cover_id, "amount_rp": amount_rp, "cash_place": cash_place_id}
    told: int = once(actor, Action.TAKE_LOANS, "give_cover_back", facts, request_id, now, work)
    return told


def take_cover_payment_back(
    *,
    actor: Actor,
    place: Cooperative,
    payment_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take back that a cover was given back: who wrote it down on the same day, later who keeps the loans. Use-case.

    Args, as of ``give_cover_back``, and:
        payment_id: Which.
        reason: Why; at most 60 letters count.

    Raises:
        CoverRefusedError: ``reason gone undone own past``.
        FundRefusedError: ``short``: the fund has paid it out again.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    why = " ".join(reason.split())[:60]
    if not why:
        raise CoverRefusedError(wrong="reason")

    def work() -> None:
        rows = GroupCoverPayment.objects.filter(cooperative_id=place.id)
        paid = rows.filter(id=payment_id, undoes__isnull=True).select_related("movement").first()
        if paid is None:
            raise CoverRefusedError(wrong="gone")
        cover = _served(place, paid.cover_id, actor)
        if rows.filter(undoes_id=paid.id).exists():
            raise CoverRefusedError(wrong="undone")
        given_on = business_date(paid.recorded_at, Zone(place.zone))
        is_own_of_today = given_on == today and paid.person_id == actor.person_id
        if not is_own_of_today and not can(actor, Action.KEEP_LOANS, place.id):
            raise CoverRefusedError(wrong="past")
        facts = _facts(cover, paid.amount_rp) | {"reason": why}
        movement_id = _fund_taken_back(
            place, cover, paid, why, today, actor, request_id, now, Act(TAKEN, facts, now)
        )
        if movement_id is None:
            record(cooperative_id=place.id, actor=actor, act=TAKEN, facts=facts, now=now)
        GroupCoverPayment.objects.create(
            cooperative_id=place.id,
            cover_id=paid.cover_id,
            amount_rp=-paid.amount_rp,
            on=today,
            movement_id=movement_id,
            undoes_id=paid.id,
            note=why,
            person_id=actor.person_id,
            recorded_at=now,
        )

    once(
        actor,
        Action.TAKE_LOANS,
        "take_cover_payment_back",
        {"payment": payment_id, "reason": why},
        request_id,
        now,
        work,
    )


def _fund_taken_back(
    place: Cooperative,
    cover: CoverRow,
    paid: GroupCoverPayment,
    why: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act,
) -> UUID | None:
    """Take the cash of a fund back that came with a payment; None: it went from hand to hand."""
    if paid.movement is None:
        return None
    fund = locked_fund(cooperative_id=place.id, group_id=cover.group_id)
    event = event_of_entry(cooperative_id=place.id, entry_id=paid.movement.entry_id)
    assert event is not None  # noqa: S101  it came as cash
    back = take_back_event(
        place=place, event=event, reason=why, today=today, actor=actor, request_id=request_id, now=now, act=act,
        context=CONTEXT,
    )  # fmt: skip
    return move_fund(
        fund=fund, amount_rp=-paid.amount_rp, cause=FundCause.BATAL, on=today, entry_id=back.posted.entry_id,
        actor=actor, now=now, member_id=cover.for_id, undoes_id=paid.movement.id, note=why,
    ).id  # fmt: skip


def _served(place: Cooperative, cover_id: UUID, actor: Actor) -> CoverRow:
    cover = held_cover(cooperative_id=place.id, cover_id=cover_id)
    if actor.person_id in {cover.for_person_id, cover.by_person_id}:
        raise CoverRefusedError(wrong="own")
    return cover


def _facts(cover: CoverRow, amount_rp: int) -> dict[str, str]:
    return {"number": cover.loan, "amount": rupiah(amount_rp)}
