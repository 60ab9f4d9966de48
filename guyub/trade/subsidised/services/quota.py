"""A quota over the network: what is left for a buyer, and setting some of it aside for a sale that is being made.

Each use-case is a short transaction of its own: it holds the buyer's rows, counts over all cooperatives, decides and
writes (ADR 0080).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import IntegrityError, transaction

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.given import Given
from guyub.trade.subsidised.domain.limits import Outcome, decide
from guyub.trade.subsidised.domain.programmes import KnownBy, UseState
from guyub.trade.subsidised.domain.set_aside import RESERVED_FOR, is_firm, passed
from guyub.trade.subsidised.domain.spans import day_of
from guyub.trade.subsidised.domain.turns import with_turn
from guyub.trade.subsidised.selectors.given import given_inquiry
from guyub.trade.subsidised.selectors.judging import counts_outlet, history_of, request_of
from guyub.trade.subsidised.selectors.programmes import rationing_inquiry
from guyub.trade.subsidised.selectors.queues import handing_inquiry, turn_of
from guyub.trade.subsidised.selectors.quota import (
    buyers_inquiry,
    counted_inquiry,
    outlet_inquiry,
    outlet_key,
)
from guyub.trade.subsidised.services.holding import held_inquiry, use_row, write_uses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.subsidised.domain.limits import Decision, Request, Used
    from guyub.trade.subsidised.selectors.quota import Buyer, Counted

MOST_QTY = 10**9
SHORTEST_REASON = 3
_STANDS = """
    SELECT u.state, u.cooperative_id, u.device_id, u.consumer_id, u.programme_id, u.category, u.qty, u.expires_at,
        u.decision->>'decision', (u.decision->>'remaining')::bigint, u.decision->>'sentence'
    FROM subsidised_quotause u WHERE u.id = %(use)s::uuid
"""
_RELEASE = """
    UPDATE subsidised_quotause SET state = 'RELEASED', released_why = %(why)s
    WHERE id = %(use)s::uuid AND cooperative_id = %(place)s AND state = 'RESERVED' RETURNING id
"""
CANCELLED = "tidak jadi dijual"


class QuotaRefusedError(DomainError):
    """Nothing is set aside for a sale; ``wrong`` says why.

    ``blocked`` (a limit does not let it), ``reason`` (a limit warns, and nobody said why it goes on), both with the
    facts ``words`` and ``remaining``; ``buyer`` (not registered, or the consent was withdrawn), ``category`` (the buyer
    is not in it), ``programme`` (there is none), ``qty``, ``other`` (the same number came before with another sale),
    ``released`` (what was set aside under this number was given back). Of what a gone device holds: ``why``, ``device``
    (none, or not revoked), ``early`` (it may still sell some of it; fact ``until``, the day).
    """

    code: ClassVar[str] = "subsidised.quota.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A sale that a till wants to make.

    Args:
        use_id: Drawn by the till; the same for the same sale.
        programme: Of which good.
        category: As what the buyer buys.
        consumer_id: Who.
        qty: How much, in the good's smallest unit.
        reason: Why it goes on beyond a limit that warns; empty: nobody was asked.
    """

    use_id: UUID
    programme: str
    category: str
    consumer_id: UUID
    qty: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reserved(Row):
    """What was set aside: until when, and what was found."""

    decision: Outcome
    remaining: int | None
    sentence: str
    expires_at: datetime


def reserve(*, place: Cooperative, device_id: UUID, wish: Wish, now: datetime) -> Reserved:
    """Set something aside for a sale that is being made, for 15 minutes. Use-case of the device.

    The same number again gives the same answer. What a limit blocks is refused; beyond one that warns it takes a
    reason; so does a household whose turn it is not, by what its queue says. Five round trips,
    one more where the outlet's own sales count, and more while a queue hands out.

    Args:
        place: The device's cooperative.
        device_id: The device.
        wish: The sale.
        now: The moment, aware.

    Raises:
        QuotaRefusedError: See there.
    """
    if not 0 < wish.qty <= MOST_QTY:
        raise QuotaRefusedError(wrong="qty")
    try:
        with scope(place.id, durable=True, by_keys=True):
            return _reserved(place, device_id, wish, now)
    except IntegrityError as error:  # another buyer's sale was set aside under the same number at this moment
        raise QuotaRefusedError(wrong="other") from error


def _reserved(place: Cooperative, device_id: UUID, wish: Wish, now: datetime) -> Reserved:
    on = day_of(now)
    handing, rationing, buyers = asked(
        handing_inquiry(cooperative_id=place.id, today=on),
        rationing_inquiry(cooperative_id=place.id),
        buyers_inquiry(ids=[wish.consumer_id]),
    )
    buyer: Buyer | None = buyers[0] if buyers else None
    programme, rules = rationing.programme(wish.programme), rationing.limits
    if buyer is None or buyer.is_forgotten:
        raise QuotaRefusedError(wrong="buyer")
    if programme is None:
        raise QuotaRefusedError(wrong="programme")
    who = buyer.who(wish.programme, wish.category, on=on)
    is_outlets = counts_outlet(
        rules, programme=wish.programme, category=wish.category, region=place.code, on=on
    )
    (given,) = asked(given_inquiry(place.id)) if is_outlets else (Given(),)
    request = request_of(
        programme=wish.programme,
        unit=programme.unit,
        category=wish.category,
        who=who,
        place=place,
        given=given,
        qty=wish.qty,
        at=now,
        on=on,
    )
    stands, counted, outlet = held_and_counted(
        request=request,
        buyer=buyer,
        given=given,
        is_outlets=is_outlets,
        use_id=wish.use_id,
        now=now,
    )
    if stands is not None:
        return _as_before(stands, place, device_id, wish)
    if buyer.standing(wish.programme, wish.category, on=on) is None:
        raise QuotaRefusedError(wrong="category")
    limited = decide(rules=rules, history=history_of(counted, request, outlet), request=request)
    turn = turn_of(handing, programme=wish.programme, buyer=(buyer.nik, buyer.kk), today=on)
    decision = with_turn(limited, turn)
    reason = " ".join(wish.reason.split())[:200]
    _refuse(decision, reason)
    expires_at = now + RESERVED_FOR
    row = use_row(
        use_id=wish.use_id,
        request=request,
        who=who,
        consumer_id=buyer.consumer_id,
        device_id=device_id,
        state=UseState.RESERVED,
        known_by=KnownBy.NETWORK,
        decision=decision,
        over=passed(decision.findings),
        now=now,
        reason=reason,
        expires_at=expires_at.isoformat(),
        is_firm=is_firm(decision.findings),
    )
    write_uses([row])
    return Reserved(decision.decision, decision.remaining, decision.sentence, expires_at)


def release(*, place: Cooperative, use_id: UUID, why: str = CANCELLED) -> bool:
    """Give back what was set aside for a sale that is not made. Use-case of the device; again it changes nothing.

    Args:
        place: The device's cooperative.
        use_id: Under which number.
        why: Why, as people read it.

    Returns:
        Whether something was given back; what was sold stays used.
    """
    with transaction.atomic(durable=True):
        (rows,) = prepared((_RELEASE, {"use": use_id, "place": place.id, "why": why}))
    return bool(rows)


def held_and_counted(
    *,
    request: Request,
    buyer: Buyer,
    given: Given,
    is_outlets: bool,
    use_id: UUID,
    now: datetime,
) -> tuple[tuple[Any, ...] | None, Counted, list[Used] | None]:
    """Hold a buyer's rows; then read what stands under a number, and what counts. Step: one round trip.

    Returns:
        What stands there; what counts; all that the outlet sold, where a limit counts that.
    """
    who = buyer.who(request.programme, request.category, on=request.day)
    first = given.reaches_back(request.at, programmes=[request.programme])
    keys, of_outlet = who.held(), []
    if is_outlets:
        outlet = int(str(request.outlet))
        keys.add(outlet_key(outlet))
        of_outlet = [
            outlet_inquiry(
                programme=request.programme,
                outlet=outlet,
                first=first,
                last=request.day,
                given=given,
                now=now,
            )
        ]
    _, stands, counted, *outlets = asked(
        held_inquiry(keys),
        Inquiry([(_STANDS, {"use": use_id})], lambda rows: rows[0] if rows else None, is_kept=True),
        counted_inquiry(programmes=[request.programme], whose=[who], first=first, last=request.day, now=now),
        *of_outlet,
    )
    return stands, counted, outlets[0] if outlets else None


def _refuse(decision: Decision, reason: str) -> None:
    said = {"words": decision.sentence, "remaining": decision.remaining}
    if decision.decision is Outcome.BLOCK:
        raise QuotaRefusedError(wrong="blocked", **said)
    if decision.decision is Outcome.WARN and len(reason) < SHORTEST_REASON:
        raise QuotaRefusedError(wrong="reason", **said)


def _as_before(stands: Sequence[Any], place: Cooperative, device_id: UUID, wish: Wish) -> Reserved:
    """Answer a number that came before: the same sale gets the same answer."""
    state, cooperative_id, by, consumer_id, programme, category, qty, expires_at, decision, left, words = (
        stands
    )
    before = (cooperative_id, by, consumer_id, programme, category, qty)
    if before != (place.id, device_id, wish.consumer_id, wish.programme, wish.category, wish.qty):
        raise QuotaRefusedError(wrong="other")
    if state == UseState.RELEASED.value:
        raise QuotaRefusedError(wrong="released")
    if expires_at is None:
        raise QuotaRefusedError(wrong="other")
    return Reserved(Outcome(decision), left, words, expires_at)
