"""Moving savings: the steps by which money comes to a member's account and leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.finance.savings.domain.kinds import PAY_IN, PAY_OUT, Cause
from guyub.finance.savings.models import SavingsAccount, SavingsMovement, SavingsProduct
from guyub.finance.savings.services.products import ensure_products
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act
    from guyub.books.treasury.domain.events import CashSide
    from guyub.books.treasury.services.booking import Booked
    from guyub.finance.savings.domain.kinds import SavingsKind
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

CONTEXT = "savings"
SOURCE = "savings.movement"  # on the events: they are taken back here, not from the list of events
_ACCOUNT, _MOVEMENT = SavingsAccount._meta.db_table, SavingsMovement._meta.db_table
# Of the product that is named, or the standard one of the kind.
_PRODUCT = f"""
    FROM {SavingsProduct._meta.db_table} AS p
    WHERE p.cooperative_id = %(place)s
        AND (p.id = %(product)s OR %(product)s::uuid IS NULL AND p.kind = %(kind)s AND p.is_standard)
"""
# The account opened or moved, and its movement, in one trip; the journal's head is locked by now. What is taken finds
# its account or nothing: a check on a proposed row would refuse it before the conflict is seen.
_PUT = f"""
    INSERT INTO {_ACCOUNT} AS a (id, cooperative_id, member_id, kind, product_id, serial, opened_on, opening_rp,
            balance_rp, held_rp, last_no)
        SELECT %(account)s, %(place)s, %(member)s, p.kind, p.id, %(serial)s, %(on)s, 0, %(rp)s, 0, 1 {_PRODUCT}
    ON CONFLICT (cooperative_id, member_id, product_id, serial)
        DO UPDATE SET balance_rp = a.balance_rp + excluded.balance_rp, last_no = a.last_no + 1,
            opened_on = least(a.opened_on, excluded.opened_on)
            WHERE a.closed_on IS NULL
    RETURNING id, balance_rp, last_no
"""
_TAKE = f"""
    UPDATE {_ACCOUNT} AS a SET balance_rp = a.balance_rp + %(rp)s, last_no = a.last_no + 1
    {_PRODUCT}
        AND a.cooperative_id = %(place)s AND a.member_id = %(member)s AND a.product_id = p.id AND a.serial = %(serial)s
        AND a.balance_rp + %(rp)s >= a.held_rp
    RETURNING a.id, a.balance_rp, a.last_no
"""  # noqa: S608  table names of our own
_MOVED = f"""
    INSERT INTO {_MOVEMENT} (id, cooperative_id, account_id, no, amount_rp, balance_rp, "on", value_on, cause, entry_id,
            note, person_id, recorded_at)
        SELECT %(movement)s, %(place)s, account.id, account.last_no, %(rp)s, account.balance_rp, %(on)s, %(on)s,
            %(cause)s, %(entry)s, %(note)s, %(person)s::uuid, %(now)s FROM account
    RETURNING account_id, balance_rp
"""  # noqa: S608  table names of our own


class SavingsRefusedError(DomainError):
    """Savings do not move; ``wrong`` says why.

    ``amount`` (not above zero), ``short`` (the account holds less than is taken, or part of it is held),
    ``closed`` (the account was closed), ``gone`` (no such movement of the member), ``undone`` (taken back already).
    """

    code: ClassVar[str] = "savings.movement.refused"


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved: the movement, its account and balance after it in rupiah, and the event in the books."""

    movement_id: UUID
    account_id: UUID
    balance_rp: int
    booked: Booked


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTyped:
    """What moves.

    Args:
        member_id: Whose account; opened with the first payment.
        kind: Of which savings.
        amount_rp: Whole rupiah above zero.
        cash_place_id: Where the money goes to, or comes from.
        on: The day.
        who: Who paid, or was paid; at most 80 characters, on the voucher alone.
        note: A few words for the journal; no name of a member.
        product_id: Which product of the kind; None: the standard one.
        serial: Which of the member's accounts of the product, from 1.
        unit_id: The unit of business that the product belongs to; None: the cooperative as a whole.
        cash: What the cash place is, where the caller asked for it in this transaction.
    """

    member_id: UUID
    kind: SavingsKind
    amount_rp: int
    cash_place_id: UUID
    on: date
    who: str = ""
    note: str = ""
    product_id: UUID | None = None
    serial: int = 1
    unit_id: UUID | None = None
    cash: CashSide | None = None


def pay_in(
    *,
    place: Cooperative,
    typed: MoveTyped,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int = 0,
    act: Act | None = None,
) -> Moved:
    """Take savings in: an event of the treasury, and the member's account. Step: needs an open transaction.

    Args:
        place: Whose books.
        typed: What moves.
        today: The business date.
        actor: Who takes it.
        request_id: Of the use-case.
        now: The moment, aware.
        part: Which entry of the use-case.
        act: The use-case's line of the trail.

    Raises:
        SavingsRefusedError: ``amount``, ``closed``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    return _move(place, typed, PAY_IN[typed.kind], 1, today, actor, request_id, now, part, act)


def pay_out(
    *,
    place: Cooperative,
    typed: MoveTyped,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int = 0,
    act: Act | None = None,
) -> Moved:
    """Give savings back: an event of the treasury, and the member's account. Step; args as of ``pay_in``.

    Raises:
        SavingsRefusedError: ``amount``, ``short``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    return _move(place, typed, PAY_OUT[typed.kind], -1, today, actor, request_id, now, part, act)


def _move(
    place: Cooperative,
    typed: MoveTyped,
    event: str,
    sign: int,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int,
    act: Act | None,
) -> Moved:
    if typed.amount_rp <= 0:
        raise SavingsRefusedError(wrong="amount")
    told = EventTyped(
        kind=event,
        happened_on=typed.on,
        amounts={"jumlah": typed.amount_rp},
        cash_place_id=typed.cash_place_id,
        who=typed.who,
        note=typed.note,
        member_id=typed.member_id,
        unit_id=typed.unit_id,
        source_kind=SOURCE,
        source_id=(movement_id := uuid7()),
    )
    booked = book_event(
        place=place,
        typed=told,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        part=part,
        act=act,
        context=CONTEXT,
        cash=typed.cash,
    )
    given: dict[str, Any] = {
        "account": uuid7(),
        "movement": movement_id,
        "place": place.id,
        "member": typed.member_id,
        "kind": typed.kind.value,
        "product": typed.product_id,
        "serial": typed.serial,
        "cause": (Cause.SETOR if sign > 0 else Cause.TARIK).value,
        "on": typed.on,
        "rp": sign * typed.amount_rp,
        "entry": booked.posted.entry_id,
        "note": typed.note,
        "person": actor.person_id if actor else None,
        "now": now,
    }
    row = _moved(sign, given)
    if row is None and sign > 0:
        ensure_products(cooperative_id=place.id)  # a cooperative's first payment of all
        row = _moved(sign, given)
    if row is None:
        raise SavingsRefusedError(wrong="closed" if sign > 0 else "short")
    account_id, balance_rp = row
    return Moved(movement_id, account_id, balance_rp, booked)


def _moved(sign: int, given: dict[str, Any]) -> tuple[UUID, int] | None:
    (rows,) = prepared((f"WITH account AS ({_PUT if sign > 0 else _TAKE}) {_MOVED}", given))
    return (rows[0][0], rows[0][1]) if rows else None
