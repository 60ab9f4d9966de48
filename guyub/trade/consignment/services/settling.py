"""What a producer is told of a period, and what it is paid: drawn up by one person, paid by another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, Sum

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.consignment.domain.settling import Reckoned, SettlementRefusedError
from guyub.trade.consignment.models import ConsignedMove, Payout, Statement
from guyub.trade.consignment.selectors.balances import owed_by_agreement
from guyub.trade.consignment.services.acting import locked_agreement, note, once, said_of
from guyub.trade.procurement.domain.orders import checked_why

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.consignment.models import Agreement

SERIES = "consignment.statement"


def draw_up(
    *,
    actor: Actor,
    place: Cooperative,
    agreement_id: UUID,
    until_on: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Draw up what a producer is told of the time since the last statement. Use-case of who moves stock.

    Args:
        actor: Who draws it up; somebody else pays it.
        place: The own cooperative.
        agreement_id: Of which agreement.
        until_on: The last day, inside.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the statement.

    Raises:
        SettlementRefusedError: ``agreement day nothing``.
    """

    def work() -> str:
        agreement = locked_agreement(
            cooperative_id=place.id, agreement_id=agreement_id, refusal=SettlementRefusedError
        )
        last = _standing(agreement).order_by("-until_on", "-id").first()
        from_on = last.until_on + timedelta(days=1) if last else agreement.from_on
        if not from_on <= until_on <= today:
            raise SettlementRefusedError(wrong="day")
        rows = ConsignedMove.objects.filter(
            cooperative_id=place.id, agreement=agreement, statement__isnull=True, moved_on__lte=until_on
        )
        reckoned = _reckoned(agreement, rows)
        if not rows.exists() and not reckoned.to_pay_rp:
            raise SettlementRefusedError(wrong="nothing")
        statement = Statement(
            id=uuid7(),
            cooperative_id=place.id,
            year=until_on.year,
            agreement=agreement,
            from_on=from_on,
            until_on=until_on,
            carried_rp=reckoned.carried_rp,
            sold_rp=reckoned.sold_rp,
            back_rp=reckoned.back_rp,
            share_rp=reckoned.share_rp,
            lost_rp=reckoned.lost_rp,
            to_pay_rp=reckoned.to_pay_rp,
            person_id=actor.person_id,
            recorded_at=now,
        )
        statement.no = next_number(cooperative_id=place.id, series=SERIES, year=statement.year)
        statement.save(force_insert=True)
        # A sale that is entered at this moment has no row yet that this could see; it is in the next statement.
        ids = list(rows.values_list("id", flat=True))
        ConsignedMove.objects.filter(cooperative_id=place.id, id__in=ids).update(statement=statement)
        told = {"statement": statement.name, "until": day(until_on), "amount": rupiah(statement.to_pay_rp)}
        note(actor, "statement.drawn", said_of(agreement) | told, now)
        return str(statement.id)

    facts = {"agreement": agreement_id, "until": until_on}
    return UUID(once(actor, Action.MOVE_STOCK, "draw_up", facts, request_id, now, work))


def take_statement_back(
    *,
    actor: Actor,
    place: Cooperative,
    statement_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take the last statement of an agreement back, on which nothing is paid. Use-case of who moves stock.

    Raises:
        SettlementRefusedError: ``why gone undone later paid``.
    """
    reason = checked_why(why, SettlementRefusedError)

    def work() -> None:
        agreement, statement = locked_statement(place.id, statement_id)
        if Payout.objects.filter(
            cooperative_id=place.id, statement=statement, undone_on__isnull=True
        ).exists():
            raise SettlementRefusedError(wrong="paid")
        ConsignedMove.objects.filter(cooperative_id=place.id, statement=statement).update(statement=None)
        statement.undone_on, statement.undone_why = today, reason
        statement.save(update_fields=["undone_on", "undone_why"])
        told = {"statement": statement.name, "reason": reason}
        note(actor, "statement.undone", said_of(agreement) | told, now)

    facts = {"statement": statement_id, "why": reason, "on": today}
    once(actor, Action.MOVE_STOCK, "take_statement_back", facts, request_id, now, work)


def locked_statement(place_id: int, statement_id: UUID) -> tuple[Agreement, Statement]:
    """Lock the agreement of a statement that stands and is its last. Step; three queries.

    Raises:
        SettlementRefusedError: ``gone undone later``.
    """
    rows = Statement.objects.filter(cooperative_id=place_id, id=statement_id)
    agreement_id = rows.values_list("agreement_id", flat=True).first()
    if agreement_id is None:
        raise SettlementRefusedError(wrong="gone")
    agreement = locked_agreement(
        cooperative_id=place_id, agreement_id=agreement_id, refusal=SettlementRefusedError
    )
    statement = rows.get()
    if statement.undone_on:
        raise SettlementRefusedError(wrong="undone")
    if _standing(agreement).filter(until_on__gt=statement.until_on).exists():
        raise SettlementRefusedError(wrong="later")
    return agreement, statement


def _standing(agreement: Agreement) -> QuerySet[Statement]:
    return Statement.objects.filter(
        cooperative_id=agreement.cooperative_id, agreement=agreement, undone_on__isnull=True
    )


def _reckoned(agreement: Agreement, rows: QuerySet[ConsignedMove]) -> Reckoned:
    owed = owed_by_agreement(
        cooperative_id=agreement.cooperative_id, agreement_ids=[agreement.id], is_settled=True
    )
    sums = rows.aggregate(
        sold=Sum("sold_rp", filter=Q(sold_rp__gt=0)),
        back=Sum("sold_rp", filter=Q(sold_rp__lt=0)),
        share=Sum("share_rp"),
        due=Sum("due_rp"),
    )
    sold_rp, back_rp = int(sums["sold"] or 0), -int(sums["back"] or 0)
    share_rp, due_rp = int(sums["share"] or 0), int(sums["due"] or 0)
    return Reckoned(
        carried_rp=owed.get(agreement.id, 0),
        sold_rp=sold_rp,
        back_rp=back_rp,
        share_rp=share_rp,
        lost_rp=due_rp - (sold_rp - back_rp - share_rp),
    )
