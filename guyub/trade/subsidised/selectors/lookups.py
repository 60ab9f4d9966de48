"""What an outlet is told of a buyer: yes or no, what is left, a given name and four digits; no number of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.limits import decide
from guyub.trade.subsidised.domain.programmes import Registers
from guyub.trade.subsidised.domain.spans import day_of
from guyub.trade.subsidised.domain.turns import with_turn
from guyub.trade.subsidised.selectors.consumers import nik_indexes
from guyub.trade.subsidised.selectors.judging import facts_of, history_of, request_of
from guyub.trade.subsidised.selectors.queues import turn_of
from guyub.trade.subsidised.selectors.quota import buyers_inquiry, counted_inquiry, last_inquiry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.subsidised.domain.limits import Decision
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
    """Tell an outlet whether somebody may buy, and how much is left. Four round trips,
    more while a queue hands out; nothing is set aside.

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
    rationing, buyer = facts_of(place=place, who=who)
    found = rationing.programme(programme)
    kinds = rationing.categories_on(on, programme)
    registrable = tuple(
        Registrable(one.code, one.title, one.proofs) for one in kinds if one.registers is Registers.COUNTER
    )
    if found is None or buyer is None or buyer.is_forgotten:
        return LookedUp(found, None, registrable)
    mine = [one for one in kinds if buyer.standing(programme, one.code, on=on)]
    turn, counted, last, member = _counted(place, programme, buyer, mine, now, on)
    answers = tuple(_answer(place, rationing, found, buyer, kind, counted, turn, now, on) for kind in mine)
    bought = LastBought(last[0], last[1], is_here=last[2] == place.id) if last else None
    return LookedUp(
        found,
        BuyerFound(buyer.consumer_id, buyer.given_name, buyer.last4, member, answers, bought),
        registrable,
    )


def _counted(
    place: Cooperative, programme: str, buyer: Buyer, kinds: Sequence[BuyerCategory], now: datetime, on: date
) -> Any:
    """Read whose turn it is, what counts, the last purchase, and the number of the member whose NIK it is."""
    whose = {buyer.who(programme, kind.code, on=on) for kind in kinds} or {buyer.who("", "", on=on)}
    given = {"place": place.id, "nik": buyer.nik}
    with scope(place.id):
        turn = turn_of(cooperative_id=place.id, programme=programme, consumer_id=buyer.consumer_id, today=on)
        return turn, *asked(
            counted_inquiry(programmes=[programme], whose=whose, first=on, last=on, now=now),
            last_inquiry(nik=buyer.nik, programme=programme),
            Inquiry([(_MEMBER, given)], lambda rows: str(rows[0][0]) if rows else "", is_kept=True),
        )


def _answer(
    place: Cooperative,
    rationing: Rationing,
    programme: Programme,
    buyer: Buyer,
    kind: BuyerCategory,
    counted: Counted,
    turn: Turn | None,
    now: datetime,
    on: date,
) -> CategoryAnswer:
    request = request_of(
        programme=programme.key,
        unit=programme.unit,
        category=kind.code,
        who=buyer.who(programme.key, kind.code, on=on),
        place=place,
        qty=kind.usual_qty,
        at=now,
        on=on,
    )
    limited: Decision = decide(rules=rationing.limits, history=history_of(counted, request), request=request)
    decision = with_turn(limited, turn)
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
