"""Premiums that belong to an insurer: kept from what is paid out, paid on together."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.selectors.events import event_of_entry
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.finance.loans.domain.insurance import LONGEST_WHY, InsuranceRefusedError, checked_insurer
from guyub.finance.loans.models import LoanPremium, PremiumPayment
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.booking import CONTEXT
from guyub.finance.savings.services.till import check_place
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SOURCE = "loans.premium"
PREMIUM_EVENT = "pinjaman.premi.setor"
MOST_AT_ONCE = 500


def keep_premium(*, cooperative_id: int, loan_id: UUID, amount_rp: int, on: date) -> None:
    """Write down the premium of a loan that is paid out; nothing where it has none. Step of the paying out."""
    if amount_rp:
        LoanPremium.objects.create(
            cooperative_id=cooperative_id, loan_id=loan_id, amount_rp=amount_rp, collected_on=on
        )


def drop_premium(*, cooperative_id: int, loan_id: UUID) -> bool:
    """Take the premium of a paying out that is taken back off the list. Step.

    Returns:
        False where it was paid on already: the paying out stays.
    """
    rows = LoanPremium.objects.filter(cooperative_id=cooperative_id, loan_id=loan_id)
    if rows.filter(payment__isnull=False).exists():
        return False
    rows.delete()
    return True


def pay_premiums(
    *,
    actor: Actor,
    place: Cooperative,
    loan_ids: Collection[UUID],
    insurer: str,
    seen_rp: int,
    cash_place_id: UUID | None,
    on: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Pay premiums on to the insurer at once. Use-case of who keeps the loans and the treasury.

    Args:
        actor: Who pays.
        place: The own cooperative.
        loan_ids: Whose premiums, at most ``MOST_AT_ONCE``.
        insurer: To whom, as the insurer's receipt says it.
        seen_rp: What they sum to on the page, whole rupiah.
        cash_place_id: Safe or bank, or the drawer of the own shift.
        on: The day, not after today.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the payment.

    Raises:
        InsuranceRefusedError: ``insurer late none paid changed``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    whom = checked_insurer(insurer)
    if on > today:
        raise InsuranceRefusedError(wrong="late")

    def work() -> str:
        premiums = _waiting(place.id, loan_ids, seen_rp)
        payment = PremiumPayment(
            id=uuid7(), cooperative_id=place.id, insurer=whom, paid_on=on, amount_rp=seen_rp, recorded_at=now
        )
        payment.loans, payment.person_id = len(premiums), actor.person_id
        place_id = check_place(actor=actor, place=place, cash_place_id=cash_place_id)
        booked = book_event(
            place=place,
            typed=_typed(payment, place_id),
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("loans.premiums.paid", {"insurer": whom, "count": len(premiums)}, now),
            context=CONTEXT,
        )
        payment.entry_id = booked.posted.entry_id
        payment.save(force_insert=True)
        ids = [one.id for one in premiums]
        LoanPremium.objects.filter(cooperative_id=place.id, id__in=ids).update(payment=payment)
        return str(payment.id)

    loans = sorted(map(str, loan_ids))
    facts = {"loans": loans, "insurer": whom, "amount_rp": seen_rp, "cash_place": cash_place_id, "on": on}
    return UUID(once(actor, Action.KEEP_LOANS, "pay_premiums", facts, request_id, now, work))


def _waiting(cooperative_id: int, loan_ids: Collection[UUID], seen_rp: int) -> list[LoanPremium]:
    """Lock the premiums that are to be paid on; refuse where they are not what the page said."""
    rows = LoanPremium.objects.select_for_update().filter(
        cooperative_id=cooperative_id, loan_id__in=list(loan_ids)[:MOST_AT_ONCE]
    )
    premiums = list(rows.order_by("id"))
    if not premiums:
        raise InsuranceRefusedError(wrong="none")
    if any(one.payment_id for one in premiums):
        raise InsuranceRefusedError(wrong="paid")
    amount_rp = sum(one.amount_rp for one in premiums)
    if amount_rp != seen_rp:
        raise InsuranceRefusedError(wrong="changed", now_rp=amount_rp)
    return premiums


def _typed(payment: PremiumPayment, cash_place_id: UUID) -> EventTyped:
    return EventTyped(
        kind=PREMIUM_EVENT,
        happened_on=payment.paid_on,
        amounts={"jumlah": payment.amount_rp},
        cash_place_id=cash_place_id,
        who=payment.insurer,
        note=f"Premi {payment.loans} pinjaman",
        source_kind=SOURCE,
        source_id=payment.id,
    )


def take_premiums_back(
    *,
    actor: Actor,
    place: Cooperative,
    payment_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> str:
    """Take a payment of premiums back on its day; they wait again. Use-case of who keeps the loans.

    Returns:
        The number of the entry.

    Raises:
        InsuranceRefusedError: ``why gone undone day``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_WHY:
        raise InsuranceRefusedError(wrong="why")

    def work() -> str:
        rows = PremiumPayment.objects.select_for_update().filter(cooperative_id=place.id, id=payment_id)
        payment = rows.first()
        if payment is None:
            raise InsuranceRefusedError(wrong="gone")
        if payment.undone_on:
            raise InsuranceRefusedError(wrong="undone")
        if business_date(payment.recorded_at, Zone(place.zone)) != today:
            raise InsuranceRefusedError(wrong="day")
        event = event_of_entry(cooperative_id=place.id, entry_id=payment.entry_id)
        assert event is not None  # noqa: S101  it was booked as one
        back = take_back_event(
            place=place,
            event=event,
            reason=why,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("loans.premiums.taken_back", {"insurer": payment.insurer, "reason": why}, now),
            context=CONTEXT,
        )
        payment.undone_on = today
        payment.save(update_fields=["undone_on"])
        LoanPremium.objects.filter(cooperative_id=place.id, payment=payment).update(payment=None)
        return back.posted.name

    told: str = once(
        actor,
        Action.KEEP_LOANS,
        "take_premiums_back",
        {"payment": payment_id, "reason": why},
        request_id,
        now,
        work,
    )
    return told
