"""Paying producers what their statement says, and taking such a payment back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Sum

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.finance.savings.services.till import check_place
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.consignment.domain.accounts import CONTEXT
from guyub.trade.consignment.domain.settling import SettlementRefusedError, checked_payout
from guyub.trade.consignment.models import Payout
from guyub.trade.consignment.services.acting import once, said_of
from guyub.trade.consignment.services.settling import locked_statement
from guyub.trade.procurement.domain.debts import DebtRefusedError
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.procurement.services.paying import account_paid

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.books.treasury.services.booking import Booked
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.consignment.models import Agreement, Statement

SOURCE = "consignment.payout"
PAID = "titipan.bayar"


def pay_out(
    *,
    actor: Actor,
    place: Cooperative,
    statement_id: UUID,
    amount_rp: int,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Pay a producer what its last statement says, or part of it. Use-case of who handles cash.

    Two people stand behind it: who drew the statement up, and who pays. A bank pays to the account alone that two
    people agreed to.

    Args:
        actor: Who pays; never who drew the statement up, never the producer.
        place: The own cooperative.
        statement_id: On which statement.
        amount_rp: Whole rupiah.
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        today: The business date.
        request_id: Made once per intention; the voucher's entry bears it.
        now: The moment, aware.

    Returns:
        The id of the payout.

    Raises:
        SettlementRefusedError: ``gone undone later second own paid amount account``.
        TillRefusedError, ShiftRefusedError: The money is not the actor's to give.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """

    def work() -> str:
        agreement, statement = locked_statement(place.id, statement_id)
        _refuse_person(actor, agreement, statement)
        rows = Payout.objects.filter(cooperative_id=place.id, statement=statement, undone_on__isnull=True)
        paid_rp = int(rows.aggregate(rp=Sum("amount_rp"))["rp"] or 0)
        checked_payout(amount_rp, open_rp=statement.to_pay_rp - paid_rp)
        checked = check_place(actor=actor, place=place, cash_place_id=cash_place_id)
        payout = Payout(
            id=uuid7(),
            cooperative_id=place.id,
            statement=statement,
            paid_on=today,
            amount_rp=amount_rp,
            account_id=_account(place.id, agreement, checked),
            person_id=actor.person_id,
            recorded_at=now,
        )
        booked = _booked(place, agreement, payout, checked, actor, request_id, now)
        payout.event_id = booked.event_id
        payout.save(force_insert=True)
        return str(payout.id)

    facts = {"statement": statement_id, "amount": amount_rp, "cash_place": cash_place_id, "on": today}
    return UUID(once(actor, Action.HANDLE_CASH, "pay_out", facts, request_id, now, work))


def take_payout_back(
    *,
    actor: Actor,
    place: Cooperative,
    payout_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a payout back whole that was told wrongly: its money is owed again. Use-case of who handles cash.

    Raises:
        SettlementRefusedError: ``why gone undone later own``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    reason = checked_why(why, SettlementRefusedError)

    def work() -> None:
        rows = Payout.objects.filter(cooperative_id=place.id, id=payout_id)
        statement_id = rows.values_list("statement_id", flat=True).first()
        if statement_id is None:
            raise SettlementRefusedError(wrong="gone")
        agreement, statement = locked_statement(place.id, statement_id)
        payout = rows.select_related("event").get()
        if payout.undone_on:
            raise SettlementRefusedError(wrong="undone")
        _refuse_own(actor, agreement)
        facts = {"statement": statement.name, "amount": rupiah(payout.amount_rp), "reason": reason}
        take_back_event(
            place=place,
            event=payout.event,
            reason=reason[:60],
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("consignment.payout.undone", said_of(agreement) | facts, now),
            context=CONTEXT,
        )
        payout.undone_on, payout.undone_why = today, reason
        payout.save(update_fields=["undone_on", "undone_why"])

    facts = {"payout": payout_id, "why": reason, "on": today}
    once(actor, Action.HANDLE_CASH, "take_payout_back", facts, request_id, now, work)


def _booked(
    place: Cooperative,
    agreement: Agreement,
    payout: Payout,
    cash_place_id: UUID,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> Booked:
    name = payout.statement.name
    facts = said_of(agreement) | {"statement": name, "amount": rupiah(payout.amount_rp)}
    return book_event(
        place=place,
        typed=EventTyped(
            kind=PAID,
            happened_on=payout.paid_on,
            amounts={"jumlah": payout.amount_rp},
            cash_place_id=cash_place_id,
            who=agreement.partner.name,
            unit_id=agreement.unit_id,
            note=name,
            source_kind=SOURCE,
            source_id=payout.id,
        ),
        today=payout.paid_on,
        actor=actor,
        request_id=request_id,
        now=now,
        act=Act("consignment.payout.paid", facts, now),
        context=CONTEXT,
    )


def _refuse_person(actor: Actor, agreement: Agreement, statement: Statement) -> None:
    if statement.person_id == actor.person_id:
        raise SettlementRefusedError(wrong="second")
    _refuse_own(actor, agreement)


def _refuse_own(actor: Actor, agreement: Agreement) -> None:
    own = {agreement.partner.contact_id, agreement.member.person_id if agreement.member else None}
    if actor.person_id in own:
        raise SettlementRefusedError(wrong="own")


def _account(place_id: int, agreement: Agreement, cash_place_id: UUID) -> UUID | None:
    try:
        return account_paid(
            cooperative_id=place_id, partner_id=agreement.partner_id, cash_place_id=cash_place_id
        )
    except DebtRefusedError as refused:
        raise SettlementRefusedError(wrong="account") from refused
