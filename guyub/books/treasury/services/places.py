"""Cash places begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.books.ledger.services.accounts import grow_account
from guyub.books.treasury.domain.places import ABOVE, CASH_WORDS, CashKind
from guyub.books.treasury.domain.shifts import ShiftState
from guyub.books.treasury.models import CashPlace, CashShift
from guyub.books.treasury.selectors.places import free_accounts, places_of
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.kernel.models import Cooperative

LONGEST_NAME = 80
_LONGEST_BANK = {"bank_name": 60, "bank_number": 30, "bank_holder": 120}


class PlaceRefusedError(DomainError):
    """A cash place is not opened or closed; ``wrong``: ``kind name taken bank unit account gone shift balance``.

    ``bank``: the bank's name is missing or too long. ``account``: none of the cooperative's own, or another cash place
    has it. ``shift``: somebody answers for it still. ``balance``: money lies there still (fact ``balance_rp``).
    """

    code: ClassVar[str] = "treasury.place.refused"


def open_place(
    *,
    actor: Actor,
    place: Cooperative,
    kind: str,
    name: str,
    today: date,
    request_id: UUID,
    now: datetime,
    outlet_id: UUID | None = None,
    unit_id: UUID | None = None,
    bank_name: str = "",
    bank_number: str = "",
    bank_holder: str = "",
    account_code: str = "",
) -> UUID:
    """Begin a drawer, a safe or a bank account; the ledger gives it an account of its own. Use-case.

    The first of its kind takes the chart's account itself, with what lies there already; the next ones grow below it.
    An account that the cooperative had added before is taken over with what lies there, where it is named.

    Args:
        actor: Who opens it.
        place: Whose.
        kind: A CashKind.
        name: What people call it; no two of a cooperative bear one name.
        today: The business date, its first day.
        request_id: Made once per intention.
        now: The moment, aware.
        outlet_id: Where it stands.
        unit_id: The unit of business whose money it holds; None: the cooperative as a whole.
        bank_name: Of a bank account.
        bank_number: Of a bank account: the cooperative's own number.
        bank_holder: Of a bank account.
        account_code: One of ``selectors.places.free_accounts``; "" lets the ledger choose.

    Raises:
        PlaceRefusedError: See its fact ``wrong``.
    """
    called = _named(kind, name)
    bank = _bank(kind, bank_name, bank_number, bank_holder)
    told = {"kind": kind, "name": called, "outlet": outlet_id, "unit": unit_id, "account": account_code}

    def work() -> str:
        row = CashPlace(
            cooperative_id=place.id,
            kind=kind,
            name=called,
            outlet_id=outlet_id,
            unit_id=unit_id,
            opened_on=today,
            **bank,
        )
        row.account_code = _account_for(row, account_code)
        row.save(force_insert=True)
        facts = {"name": called, "account": row.account_code}
        record(cooperative_id=place.id, actor=actor, act="treasury.place.opened", facts=facts, now=now)
        return str(row.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.KEEP_TREASURY,
            request_id=request_id,
            use_case="treasury.open_place",
            facts=told | {"bank": bank},
            now=now,
            work=work,
        )
    )


def _named(kind: str, name: str) -> str:
    called = " ".join(name.split())
    if kind not in CASH_WORDS:
        raise PlaceRefusedError(wrong="kind")
    if not called or len(called) > LONGEST_NAME:
        raise PlaceRefusedError(wrong="name")
    return called


def _bank(kind: str, *texts: str) -> dict[str, str]:
    """Check the bank's name, number and holder; a drawer has none."""
    names = ("bank_name", "bank_number", "bank_holder")
    bank = {name: " ".join(text.split()) for name, text in zip(names, texts, strict=True)}
    if kind != CashKind.BANK:
        return {}
    if not bank["bank_name"] or any(len(bank[name]) > most for name, most in _LONGEST_BANK.items()):
        raise PlaceRefusedError(wrong="bank")
    return bank


def _account_for(row: CashPlace, wished: str) -> str:
    """Give the account that the ledger keeps for it."""
    mine = CashPlace.objects.filter(cooperative_id=row.cooperative_id)
    if mine.filter(name=row.name).exists():
        raise PlaceRefusedError(wrong="taken")
    above = ABOVE[CashKind(row.kind)]
    if wished:
        places = places_of(cooperative_id=row.cooperative_id, with_closed=True)
        free = free_accounts(cooperative_id=row.cooperative_id, places=places)
        if (row.kind, wished) not in {(account.kind, account.code) for account in free}:
            raise PlaceRefusedError(wrong="account")
        return wished
    if not mine.filter(account_code=above).exists():
        return above
    return grow_account(place_id=row.cooperative_id, above=above, name=row.name)


def close_place(
    *, actor: Actor, place: Cooperative, place_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """End a cash place, once nothing lies there. Use-case.

    Args:
        actor: Who closes it.
        place: Whose.
        place_id: Which.
        today: The business date, its last day.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        PlaceRefusedError: ``gone``, ``shift`` or ``balance``.
    """

    def work() -> None:
        held = {row.id: row for row in places_of(cooperative_id=place.id)}.get(place_id)
        if held is None:
            raise PlaceRefusedError(wrong="gone")
        shifts = CashShift.objects.filter(cooperative_id=place.id, drawer_id=place_id, state=ShiftState.BUKA)
        if shifts.exists():
            raise PlaceRefusedError(wrong="shift")
        if held.balance_rp:
            raise PlaceRefusedError(wrong="balance", name=held.name, balance_rp=held.balance_rp)
        CashPlace.objects.filter(cooperative_id=place.id, id=place_id).update(closed_on=today)
        facts = {"name": held.name, "account": held.account_code}
        record(cooperative_id=place.id, actor=actor, act="treasury.place.closed", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_TREASURY,
        request_id=request_id,
        use_case="treasury.close_place",
        facts={"place": place_id},
        now=now,
        work=work,
    )
