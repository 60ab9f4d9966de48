"""Agreements with producers: written, their goods put on other terms, ended."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.community.members.selectors.members import one_member
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.consignment.domain.agreements import (
    LONGEST_NAME,
    AgreementRefusedError,
    AgreementTyped,
    GoodTerms,
    checked_agreement,
    checked_terms,
)
from guyub.trade.consignment.models import Agreement, ConsignedGood
from guyub.trade.consignment.selectors.balances import there_by_product
from guyub.trade.consignment.services.acting import locked_agreement, note, once, said_of
from guyub.trade.inventory.domain.products import ProductRefusedError
from guyub.trade.inventory.selectors.bought import goods_of, location_unit
from guyub.trade.inventory.services.consigning import mark_consigned
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.procurement.services.acting import held_partner

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.selectors.bought import Good

SERIES = "consignment.agreement"


def write_agreement(
    *,
    actor: Actor,
    place: Cooperative,
    typed: AgreementTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Agree with a producer on which terms its goods are sold. Use-case of who buys.

    Args:
        actor: Who agrees.
        place: The own cooperative.
        typed: What is agreed.
        today: The business date, whose year numbers it.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the agreement.

    Raises:
        AgreementRefusedError: As of ``checked_agreement``; ``location partner member unit taken own``.
    """

    def work() -> str:
        goods = goods_of(cooperative_id=place.id, product_ids={one.product_id for one in typed.goods})
        kept = checked_agreement(typed, names={id_: one.name for id_, one in goods.items() if one.is_open})
        where = location_unit(cooperative_id=place.id, location_id=kept.location_id)
        if where is None:
            raise AgreementRefusedError(wrong="location")
        held_partner(cooperative_id=place.id, partner_id=kept.partner_id, refusal=AgreementRefusedError)
        if kept.member_id:
            member = one_member(cooperative_id=place.id, member_id=kept.member_id)
            if member is None or not member.is_member:
                raise AgreementRefusedError(wrong="member")
        _refuse_taken(place.id, goods)
        _mark(place.id, goods, now)
        told = {key: value for key, value in asdict(kept).items() if key != "goods"}
        agreement = Agreement(
            id=uuid7(),
            cooperative_id=place.id,
            year=today.year,
            unit_id=where[0],
            person_id=actor.person_id,
            recorded_at=now,
            **told,
        )
        agreement.no = next_number(cooperative_id=place.id, series=SERIES, year=today.year)
        agreement.save(force_insert=True)
        ConsignedGood.objects.bulk_create(
            _good(agreement, one, goods[one.product_id], from_on=kept.from_on) for one in kept.goods
        )
        written = locked_agreement(
            cooperative_id=place.id, agreement_id=agreement.id, refusal=AgreementRefusedError
        )
        note(actor, "agreement.written", said_of(written), now)
        return str(agreement.id)

    facts = _facts(typed)
    return UUID(once(actor, Action.BUY_GOODS, "write_agreement", facts, request_id, now, work))


def set_terms(
    *,
    actor: Actor,
    place: Cooperative,
    agreement_id: UUID,
    typed: GoodTerms,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Agree on a further product from today, or on other terms of one from tomorrow. Use-case of who buys.

    Returns:
        The id of the row that says so.

    Raises:
        AgreementRefusedError: ``gone ended unknown rate setor unit taken own waiting``.
    """

    def work() -> str:
        agreement = locked_agreement(
            cooperative_id=place.id,
            agreement_id=agreement_id,
            refusal=AgreementRefusedError,
            wrong="gone",
        )
        if agreement.ended_on:
            raise AgreementRefusedError(wrong="ended")
        goods = goods_of(cooperative_id=place.id, product_ids={typed.product_id})
        good = goods.get(typed.product_id)
        if good is None or not good.is_open:
            raise AgreementRefusedError(wrong="unknown", product="")
        kept = checked_terms(typed, product=good.name)
        rows = ConsignedGood.objects.filter(cooperative_id=place.id, agreement=agreement)
        old = rows.filter(product_id=good.product_id, closed_on__isnull=True).first()
        from_on = today
        if old is None:
            _refuse_taken(place.id, goods)
            _mark(place.id, goods, now)
        else:
            if old.from_on > today:
                raise AgreementRefusedError(wrong="waiting", product=good.name)
            from_on = today + timedelta(days=1)
            old.closed_on = today
            old.save(update_fields=["closed_on"])
        row = _good(agreement, kept, good, from_on=from_on)
        row.save(force_insert=True)
        note(actor, "terms.set", said_of(agreement) | {"product": good.name}, now)
        return str(row.id)

    facts = {"agreement": agreement_id, "on": today} | _terms_facts(typed)
    return UUID(once(actor, Action.BUY_GOODS, "set_terms", facts, request_id, now, work))


def end_agreement(
    *,
    actor: Actor,
    place: Cooperative,
    agreement_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """End an agreement whose goods are all sold, fetched or lost; what is owed is still paid. Use-case of who buys.

    Raises:
        AgreementRefusedError: ``why gone ended stock``.
    """
    reason = checked_why(why, AgreementRefusedError)

    def work() -> None:
        agreement = locked_agreement(
            cooperative_id=place.id,
            agreement_id=agreement_id,
            refusal=AgreementRefusedError,
            wrong="gone",
        )
        if agreement.ended_on:
            raise AgreementRefusedError(wrong="ended")
        there = there_by_product(cooperative_id=place.id, agreement_id=agreement.id)
        left = {product_id: qty for product_id, qty in there.items() if qty}
        if left:
            goods = goods_of(cooperative_id=place.id, product_ids=set(left))
            held = ", ".join(f"{goods[id_].name} {goods[id_].words(qty)}" for id_, qty in left.items())
            raise AgreementRefusedError(wrong="stock", held=held)
        agreement.ended_on, agreement.ended_why = today, reason
        agreement.save(update_fields=["ended_on", "ended_why"])
        rows = ConsignedGood.objects.filter(cooperative_id=place.id, agreement=agreement, closed_on=None)
        for row in rows:
            row.closed_on = max(today, row.from_on)
            row.save(update_fields=["closed_on"])
        note(actor, "agreement.ended", said_of(agreement) | {"reason": reason}, now)

    facts = {"agreement": agreement_id, "why": reason, "on": today}
    once(actor, Action.BUY_GOODS, "end_agreement", facts, request_id, now, work)


def show_name(
    *, actor: Actor, place: Cooperative, agreement_id: UUID, name: str, request_id: UUID, now: datetime
) -> None:
    """Keep the trade name that the public page may show, or none any more. Use-case of who buys.

    Raises:
        AgreementRefusedError: ``gone name``.
    """
    shown = " ".join(name.split())
    if len(shown) > LONGEST_NAME:
        raise AgreementRefusedError(wrong="name")

    def work() -> None:
        agreement = locked_agreement(
            cooperative_id=place.id,
            agreement_id=agreement_id,
            refusal=AgreementRefusedError,
            wrong="gone",
        )
        agreement.shown_name = shown
        agreement.save(update_fields=["shown_name"])
        note(actor, "agreement.shown" if shown else "agreement.hidden", said_of(agreement), now)

    facts = {"agreement": agreement_id, "name": shown}
    once(actor, Action.BUY_GOODS, "show_name", facts, request_id, now, work)


def _good(agreement: Agreement, typed: GoodTerms, good: Good, *, from_on: date) -> ConsignedGood:
    names = {id_: name for name, id_ in good.unit_ids.items()}
    if typed.unit_id not in names:
        raise AgreementRefusedError(wrong="unit", product=good.name)
    return ConsignedGood(
        id=uuid7(),
        cooperative_id=agreement.cooperative_id,
        agreement=agreement,
        product_id=typed.product_id,
        unit_id=typed.unit_id,
        factor=good.units[names[typed.unit_id]],
        basis=typed.basis,
        share_rate=typed.share_rate,
        setor_rp=typed.setor_rp,
        from_on=from_on,
    )


def _refuse_taken(cooperative_id: int, goods: Mapping[UUID, Good]) -> None:
    rows = ConsignedGood.objects.filter(
        cooperative_id=cooperative_id, product_id__in=goods, closed_on__isnull=True
    )
    taken = rows.values_list("product_id", flat=True).order_by("id").first()
    if taken:
        raise AgreementRefusedError(wrong="taken", product=goods[taken].name)


def _mark(cooperative_id: int, goods: Mapping[UUID, Good], now: datetime) -> None:
    try:
        mark_consigned(cooperative_id=cooperative_id, product_ids=goods, now=now)
    except ProductRefusedError as refused:
        raise AgreementRefusedError(wrong="own", product=str(refused.facts.get("product", ""))) from refused


def _facts(typed: AgreementTyped) -> dict[str, object]:
    told = {key: str(value) for key, value in asdict(typed).items() if key != "goods"}
    return told | {"goods": [_terms_facts(one) for one in typed.goods]}


def _terms_facts(typed: GoodTerms) -> dict[str, object]:
    return {key: str(value) for key, value in asdict(typed).items()}
