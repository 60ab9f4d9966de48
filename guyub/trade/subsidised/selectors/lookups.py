"""What an outlet is told of a buyer: yes or no, what is left, a given name and four digits; no number of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.limits import decide
from guyub.trade.subsidised.domain.programmes import Registers
from guyub.trade.subsidised.domain.spans import day_of
from guyub.trade.subsidised.domain.turns import with_turn
from guyub.trade.subsidised.selectors.consumers import nik_indexes
from guyub.trade.subsidised.selectors.given import given_inquiry
from guyub.trade.subsidised.selectors.judging import counts_outlet, history_of, request_of
from guyub.trade.subsidised.selectors.programmes import rationing_inquiry
from guyub.trade.subsidised.selectors.queues import handing_inquiry, turn_of
from guyub.trade.subsidised.selectors.quota import (
    buyers_inquiry,
    counted_inquiry,
    last_inquiry,
    outlet_inquiry,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.subsidised.domain.given import Given
    from guyub.trade.subsidised.domain.limits import Decision, Request, Used
    from guyub.trade.subsidised.domain.programmes import BuyerCategory, Programme
    from guyub.trade.subsidised.domain.turns import Turn
    from guyub.trade.subsidised.selectors.programmes import Rationing
    from guyub.trade.subsidised.selectors.quota import Buyer, Counted

_MEMBER = """
    SELECT m.number FROM identity_vaultentry v
    JOIN members_memberfile f ON f.cooperative_id = %(place)s AND f.person_id = v.person_id
    JOIN members_member m ON m.cooperative_id = %(place)s AND m.file_id = f.id
    WHERE v.blind_index = %(nik)s::bytea AND v.kind = 'NIK' AND m.number IS NOT NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryAnswer(Row):
    """What a buyer may take as one kind of buyer, for the usual quantity.

    Args:
        code: Of the category.
        title: As people read it.
        usual_qty: What one sale begins with.
        decision: What a sale of that may do.
        remaining: What is left before it; None: no limit.
        most: What it may take before it is blocked; None: nothing blocks it.
        sentence: Said to the cashier.
        basis: The law or letter behind the limit that speaks, or behind the category.
        confidence: How sure that is.
    """

    code: str
    title: str
    usual_qty: int
    decision: str
    remaining: int | None
    most: int | None
    sentence: str
    basis: str
    confidence: str


@dataclass(frozen=True, slots=True)
class LastBought(Row):
    """The last purchase of a buyer: the day in Jakarta, how much, whether at this cooperative."""

    on: date
    qty: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class BuyerFound(Row):
    """A registered buyer as an outlet sees them; ``member_number`` where the NIK's owner is a member of it."""

    consumer_id: UUID
    given_name: str
    last4: str
    member_number: str
    categories: tuple[CategoryAnswer, ...]
    last: LastBought | None


@dataclass(frozen=True, slots=True)
class Registrable(Row):
    """A kind of buyer that can be registered at a counter, with the papers to be looked at."""

    code: str
    title: str
    proofs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookedUp(Row):
    """What is known of a programme's buyer; None where nobody is registered."""

    programme: Programme | None
    buyer: BuyerFound | None
    registrable: tuple[Registrable, ...]


def look_up(
    *,
    place: Cooperative,
    programme: str,
    nik: str = "",
    consumer_id: UUID | None = None,
    now: datetime,
) -> LookedUp:
    """Tell an outlet whether somebody may buy, and how much is left; nothing is set aside.

    Four round trips, more while a queue hands out.

    Args:
        place: Which cooperative asks.
        programme: For which good.
        nik: As somebody typed it, in the form in which it is kept; empty: by ``consumer_id``.
        consumer_id: Who, where the outlet knows it already.
        now: The moment, aware.
    """
    on = day_of(now)
    who = (
        buyers_inquiry(niks=nik_indexes(nik))
        if nik
        else buyers_inquiry(ids=[consumer_id] if consumer_id else [])
    )
    with scope(place.id):
        handing, given, rationing, buyers = asked(
            handing_inquiry(cooperative_id=place.id, today=on),
            given_inquiry(place.id),
            rationing_inquiry(cooperative_id=place.id),
            who,
        )
        found = rationing.programme(programme)
        buyer: Buyer | None = buyers[0] if buyers else None
        shown = None
        if found and buyer and not buyer.is_forgotten:
            turn = turn_of(handing, programme=programme, buyer=(buyer.nik, buyer.kk), today=on)
            shown = _shown(place, found, buyer, rationing, given, turn, now)
    kinds = rationing.categories_on(on, programme)
    registrable = tuple(
        Registrable(one.code, one.title, one.proofs) for one in kinds if one.registers is Registers.COUNTER
    )
    return LookedUp(found, shown, registrable)


def _shown(
    place: Cooperative,
    programme: Programme,
    buyer: Buyer,
    rationing: Rationing,
    given: Given,
    turn: Turn | None,
    now: datetime,
) -> BuyerFound:
    """Judge the usual sale of each category that the buyer is in."""
    on = day_of(now)
    kinds = rationing.categories_on(on, programme.key)
    mine = [one for one in kinds if buyer.standing(programme.key, one.code, on=on)]
    requests = [
        request_of(
            programme=programme.key,
            unit=programme.unit,
            category=kind.code,
            who=buyer.who(programme.key, kind.code, on=on),
            place=place,
            given=given,
            qty=kind.usual_qty,
            at=now,
            on=on,
        )
        for kind in mine
    ]
    counted, last, member, outlet = _counted(place, programme.key, buyer, rationing, given, requests, now)
    answers = tuple(
        _answer(
            kind,
            with_turn(
                decide(rules=rationing.limits, history=history_of(counted, request, outlet), request=request),
                turn,
            ),
        )
        for kind, request in zip(mine, requests, strict=True)
    )
    bought = LastBought(last[0], last[1], is_here=last[2] == place.id) if last else None
    return BuyerFound(buyer.consumer_id, buyer.given_name, buyer.last4, member, answers, bought)


def _counted(
    place: Cooperative,
    programme: str,
    buyer: Buyer,
    rationing: Rationing,
    given: Given,
    requests: Sequence[Request],
    now: datetime,
) -> tuple[Counted, tuple[date, int, int] | None, str, list[Used] | None]:
    """Read what counts, the last purchase, the number of the member whose NIK it is, and what the outlet sold."""
    on = day_of(now)
    whose = {buyer.who(programme, one.category, on=on) for one in requests} or {buyer.who("", "", on=on)}
    first = given.reaches_back(now, programmes=[programme])
    of_outlet = (
        [outlet_inquiry(programme=programme, outlet=place.id, first=first, last=on, given=given, now=now)]
        if any(
            counts_outlet(
                rationing.limits, programme=programme, category=one.category, region=one.region, on=on
            )
            for one in requests
        )
        else []
    )
    counted, last, member, *outlets = asked(
        counted_inquiry(programmes=[programme], whose=whose, first=first, last=on, now=now),
        last_inquiry(nik=buyer.nik, programme=programme),
        Inquiry(
            [(_MEMBER, {"place": place.id, "nik": buyer.nik})],
            lambda rows: str(rows[0][0]) if rows else "",
            is_kept=True,
        ),
        *of_outlet,
    )
    return counted, last, member, outlets[0] if outlets else None


def _answer(kind: BuyerCategory, decision: Decision) -> CategoryAnswer:
    source = decision.rule or kind
    return CategoryAnswer(
        code=kind.code,
        title=kind.title,
        usual_qty=kind.usual_qty,
        decision=decision.decision.value,
        remaining=decision.remaining,
        most=decision.most,
        sentence=decision.sentence,
        basis=source.legal_basis,
        confidence=source.confidence.value,
    )
