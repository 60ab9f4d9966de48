"""Giving the money of claims back, in one payment or several, and undoing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.claims import ClaimRefusedError, ClaimState, numbers_in_words
from guyub.books.treasury.models import Claim
from guyub.books.treasury.selectors.claims import REPAYMENT_KIND, is_asked_to_pay, standing
from guyub.books.treasury.services.booking import Booked, EventTyped, book_event, take_back_event
from guyub.books.treasury.services.claims import (
    SOURCE,
    claims_locked,
    keep_claims_once,
    reason_checked,
    rehearse,
    these_claims,
)
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.foundation.approvals.models import ApprovalRequest

PAID = "klaim.bayar"
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Repaid:
    """What came of paying: the event, or the request that waits for a second person."""

    event_id: UUID | None
    approval_id: UUID | None


def repay_claims(
    *,
    actor: Actor,
    place: Cooperative,
    claim_ids: Sequence[UUID],
    cash_place_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
) -> Repaid:
    """Give one person the money of one or several approved claims. Use-case.

    Nobody pays oneself: where they are the actor's own, a second person is asked, and that approval pays them.

    Args:
        actor: Who pays.
        place: The cooperative.
        claim_ids: Which; all of one person, at most 50.
        cash_place_id: Where the money comes from.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ClaimRefusedError: ``nothing gone people waiting``.
        EventRefusedError: ``place`` or ``short``.
        EntryRefusedError: The books refuse it.
    """
    ids = list(dict.fromkeys(claim_ids))[:MOST_AT_ONCE]

    def work() -> dict[str, str | None]:
        claims = _payable(place, ids, now)
        if any(is_asked_to_pay(claim, now) for claim in claims):
            raise ClaimRefusedError(wrong="waiting")

        def pay() -> Booked:
            return _pay(place, claims, cash_place_id, actor, request_id=request_id, today=today, now=now)

        if claims[0].person_id != actor.person_id:
            return {"event": str(pay().event_id), "approval": None}
        rehearse(pay)
        request = ask(
            actor=actor,
            kind=REPAYMENT_KIND,
            facts={
                "claims": [str(claim.id) for claim in claims],
                "numbers": numbers_in_words([str(claim) for claim in claims]),
                "cash_place": str(cash_place_id),
                "amount": rupiah(_sum_rp(claims)),
            },
            reason="",
            request_id=request_id,
            amount_rp=_sum_rp(claims),
            now=now,
        )
        these_claims(place, claims).update(repayment_id=request.id)
        return {"event": None, "approval": str(request.id)}

    done = act_once(
        actor=actor,
        action=Action.KEEP_TREASURY,
        request_id=request_id,
        use_case="treasury.repay_claims",
        facts={"claims": ids, "from": cash_place_id},
        now=now,
        work=work,
    )
    return Repaid(*(UUID(done[name]) if done[name] else None for name in ("event", "approval")))


def carry_out_repayment(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Pay the claims of who asked, as another person approved. Step of the last approval.

    Raises:
        ClaimRefusedError: ``gone``: one of them was paid or taken back meanwhile.
        EventRefusedError, EntryRefusedError: As ``repay_claims``; the request stays open.
    """
    place, facts = Cooperative.objects.get(id=request.cooperative_id), request.facts
    claims = _payable(place, [UUID(claim_id) for claim_id in facts["claims"]], now)
    today = business_date(now, Zone(place.zone))
    _pay(place, claims, UUID(facts["cash_place"]), actor, request_id=request.id, today=today, now=now)


def undo_repayment(
    *,
    actor: Actor,
    place: Cooperative,
    claim_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take back the payment that a claim was part of: all its claims are owed again. Use-case.

    Args:
        actor: Who takes it back.
        place: The cooperative.
        claim_id: One of the claims that were paid.
        reason: Why, at most 60 characters.
        today: The business date, on which the reversal stands.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ClaimRefusedError: ``reason``, or ``gone``: it is not paid.
        EntryRefusedError: The books refuse it.
    """
    why = reason_checked(reason)

    def work() -> None:
        one = Claim.objects.filter(cooperative_id=place.id, id=claim_id, paid__isnull=False).first()
        if one is None:
            raise ClaimRefusedError(wrong="gone")
        claims = list(claims_locked(place).filter(paid_id=one.paid_id))
        if not claims:
            raise ClaimRefusedError(wrong="gone")
        facts = {"numbers": numbers_in_words([str(claim) for claim in claims]), "reason": why}
        take_back_event(
            place=place,
            event=one.paid,
            reason=why,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("treasury.claims.payment_undone", facts, now),
        )
        these_claims(place, claims).update(paid_id=None, repayment_id=None)

    keep_claims_once(
        actor=actor,
        use_case="treasury.undo_repayment",
        claim_id=claim_id,
        reason=reason,
        request_id=request_id,
        now=now,
        work=work,
    )


def _payable(place: Cooperative, ids: Sequence[UUID], now: datetime) -> list[Claim]:
    if not ids:
        raise ClaimRefusedError(wrong="nothing")
    claims = list(claims_locked(place).filter(id__in=ids))
    if len(claims) != len(ids) or any(standing(claim, now) is not ClaimState.DISETUJUI for claim in claims):
        raise ClaimRefusedError(wrong="gone")
    if len({claim.person_id for claim in claims}) > 1:
        raise ClaimRefusedError(wrong="people")
    return sorted(claims, key=lambda claim: (claim.year, claim.number))


def _pay(
    place: Cooperative,
    claims: Sequence[Claim],
    cash_place_id: UUID,
    actor: Actor,
    *,
    request_id: UUID,
    today: date,
    now: datetime,
) -> Booked:
    """Pay claims of one person by one event; the person's name stands on the voucher, not in the journal."""
    amount_rp, numbers = _sum_rp(claims), numbers_in_words([str(claim) for claim in claims])
    typed = EventTyped(
        kind=PAID,
        happened_on=today,
        amounts={"jumlah": amount_rp},
        cash_place_id=cash_place_id,
        who=claims[0].person.name[:80],
        note=numbers,
        source_kind=SOURCE,
        source_id=claims[0].id,
    )
    act = Act("treasury.claims.paid", {"numbers": numbers, "amount": rupiah(amount_rp)}, now)
    done = book_event(
        place=place, typed=typed, today=today, actor=actor, request_id=request_id, now=now, act=act
    )
    these_claims(place, claims).update(paid_id=done.event_id)
    return done


def _sum_rp(claims: Sequence[Claim]) -> int:
    return sum(claim.amount_rp for claim in claims)
