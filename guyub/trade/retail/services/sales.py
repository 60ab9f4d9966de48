"""A sale of a till reaches the books: goods, money, what members owe, the receipt; one entry, one line of the trail.

What was sold was sold: a price that the list did not say, or one above the ceiling of its day, is entered as it was
paid and marked (``SaleLine.listed_rp``, ``over_rp``), so that a person sees it. What the books cannot hold is refused,
and waits in the device's list of exceptions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.domain.entries import LineDraft
from guyub.books.ledger.services.posting import Act
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.postgresql.calls import called
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.services.plans import Source
from guyub.trade.retail.domain.accounts import BON, QRIS, SALE_SOURCE, till_name
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.selling import lawful_rp
from guyub.trade.retail.domain.told import TillEventRefusedError
from guyub.trade.retail.models import Sale, SaleKind, SaleLine, SaleTender
from guyub.trade.retail.selectors.till_facts import goods_told, told_by
from guyub.trade.retail.services import selling
from guyub.trade.retail.services.consigned import consigned_of, context_of, keep_consigned
from guyub.trade.retail.services.late_cash import follow_count
from guyub.trade.retail.services.slices import owe_bon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import Model

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.retail.domain.told import LineTold, SaleTold
    from guyub.trade.retail.selectors.till_facts import GoodsTold, TillHeld, Told
    from guyub.trade.retail.services.consigned import Consigned

OPEN_KINDS = (TenderKind.QRIS, TenderKind.CREDIT)
_WRITE = "SELECT retail_write_sale(%s, %s::jsonb, %s::jsonb, %s::jsonb)"


def sell(
    *,
    cooperative_id: int,
    device_id: UUID,
    sale_id: UUID,
    told: SaleTold,
    sold_at: datetime,
    now: datetime,
) -> Sale:
    """Enter a sale that a till made. Step: needs an open transaction in the scope of the cooperative.

    Price, ceiling and day follow the time of the sale. Where its month is closed, it is posted on the first open day
    and keeps its own day. Checks run in this order: till, number, cashier, member, goods, ceiling, terms, money,
    limit, stock, books.

    Args:
        cooperative_id: Whose.
        device_id: The device that told it.
        sale_id: The id of the event, which is the sale's: it is entered once.
        told: What was sold, and how it was paid.
        sold_at: When, as the clocks of device and server allow, aware.
        now: The moment of its receipt, aware.

    Raises:
        TillEventRefusedError: ``till number cashier member product unit terms bank``.
        SaleRefusedError: ``no_ceiling``: a rationed good without one is not sold.
        LimitRefusedError, NothingHoldsError: The member would owe more than a limit lets.
        StockRefusedError, EntryRefusedError: Stock or books refuse it.
    """
    at_hand = _at_hand(cooperative_id, device_id, sale_id, told, sold_at, now)
    till = at_hand.till
    goods = goods_told(
        place=at_hand.facts.place,
        product_ids={line.product_id for line in told.lines},
        unit_ids={line.unit_id for line in told.lines},
        outlet_id=till.outlet_id,
        is_member=told.member_id is not None,
        on=at_hand.on,
    )
    over_rp = [_over(line, goods, at) for at, line in enumerate(told.lines, 1)]
    consigned = consigned_of(
        cooperative_id=cooperative_id, lines=told.lines, goods=goods.goods, on=at_hand.on
    )
    sold = _posted(at_hand, consigned)
    sale = _receipt(at_hand, sold)
    lines = [
        _line(sale, line, at, goods, over)
        for at, (line, over) in enumerate(zip(told.lines, over_rp, strict=True), 1)
    ]
    for line, move_id in zip(lines, sold.move_ids, strict=True):
        line.move_id = move_id
    write_sale(sale, lines, _tenders(sale, told))
    keep_consigned(receipt=sale, lines=lines, consigned=consigned)
    cash_rp = told.tenders.get(TenderKind.CASH, 0)
    follow_count(facts=at_hand.facts, cashier=at_hand.cashier, receipt=sale, cash_rp=cash_rp, now=at_hand.now)
    return sale


@dataclass(frozen=True, slots=True, kw_only=True)
class _Selling:
    """A sale at hand: what was told, by whom, where; ``on`` is its own day, ``today`` that on which it is received."""

    sale_id: UUID
    told: SaleTold
    facts: Told
    till: TillHeld
    cashier: Actor
    sold_at: datetime
    now: datetime
    on: date
    today: date


def _at_hand(
    cooperative_id: int, device_id: UUID, sale_id: UUID, told: SaleTold, sold_at: datetime, now: datetime
) -> _Selling:
    """Look up who sold where, or refuse what nobody here can have told."""
    facts = told_by(
        cooperative_id=cooperative_id,
        device_id=device_id,
        cashier_id=told.cashier_id,
        shift_id=told.shift_id,
        at=sold_at,
        member_id=told.member_id,
        series=told.series,
        number=told.number,
    )
    till, cashier = known(facts, series=told.series, number=told.number)
    if told.member_id and facts.member_person_id is None:
        raise TillEventRefusedError(wrong="member")
    zone = Zone(facts.place.zone)
    return _Selling(
        sale_id=sale_id,
        told=told,
        facts=facts,
        till=till,
        cashier=cashier,
        sold_at=sold_at,
        now=now,
        on=business_date(sold_at, zone),
        today=business_date(now, zone),
    )


def _posted(at_hand: _Selling, consigned: Sequence[Consigned | None]) -> selling.Sold:
    """Hold the member's limits, lock the stocks, post the sale and write its moves."""
    told, till, place = at_hand.told, at_hand.till, at_hand.facts.place
    paid_by = money_lines(told.tenders, till, unit_id=till.unit_id, member_id=told.member_id)
    if told.member_id and TenderKind.CREDIT in told.tenders:
        owed_rp = told.tenders[TenderKind.CREDIT]
        owe_bon(
            cooperative_id=place.id,
            till_id=till.till_id,
            member_id=told.member_id,
            amount_rp=owed_rp,
            on=at_hand.today,
        )
    plan = selling.plan_sale(
        place=place,
        lines=[
            selling.SaleLine(
                product_id=line.product_id,
                location_id=till.location_id,
                qty=line.base_qty,
                net_rp=line.net_rp,
                consigned=one,
            )
            for line, one in zip(told.lines, consigned, strict=True)
        ],
        member_id=told.member_id,
        on=at_hand.on,
        today=at_hand.today,
    )
    name = till_name(told.series, told.number)
    said = said_of(name, told.paid_rp, at_hand.facts.member_person_id)
    return selling.book_sale(
        sale=plan,
        paid_by=paid_by,
        memo=f"Penjualan {name}",
        today=at_hand.today,
        actor=at_hand.cashier,
        request_id=at_hand.sale_id,
        now=at_hand.now,
        act=Act("retail.sale.made", said, at_hand.now),
        source=Source(SALE_SOURCE, at_hand.sale_id),
        context=context_of(consigned),
        is_late=True,
    )


def _receipt(at_hand: _Selling, sold: selling.Sold) -> Sale:
    told, till = at_hand.told, at_hand.till
    return Sale(
        id=at_hand.sale_id,
        cooperative_id=at_hand.facts.place.id,
        kind=SaleKind.JUAL.value,
        till_id=till.till_id,
        series=told.series,
        till_no=told.number,
        year=sold.posted.year,
        no=sold.posted.number,
        member_id=told.member_id,
        cashier_id=told.cashier_id,
        till_shift=told.shift_id,
        shift_id=at_hand.facts.shift_id,
        sold_at=at_hand.sold_at,
        sold_on=at_hand.on,
        location_id=till.location_id,
        unit_id=till.unit_id,
        subtotal_rp=told.subtotal_rp,
        discount_rp=told.subtotal_rp - told.total_rp,
        total_rp=told.total_rp,
        rounding_rp=told.rounding_rp,
        paid_rp=told.paid_rp,
        change_rp=told.change_rp,
        reason=told.reason,
        entry_id=sold.posted.entry_id,
        recorded_at=at_hand.now,
    )


def _tenders(sale: Sale, told: SaleTold) -> list[SaleTender]:
    """Give how a sale was paid; bon and QRIS stay open until they are paid or confirmed."""
    return [
        SaleTender(
            id=uuid7(),
            cooperative_id=sale.cooperative_id,
            sale=sale,
            kind=kind.value,
            amount_rp=amount_rp,
            reference=told.reference if kind in {TenderKind.QRIS, TenderKind.TRANSFER} else "",
            left_rp=amount_rp if kind in OPEN_KINDS else 0,
        )
        for kind, amount_rp in told.tenders.items()
    ]


def known(facts: Told, *, series: int, number: int) -> tuple[TillHeld, Actor]:
    """Give the till and the cashier, or refuse what nobody here can have told. Step.

    Raises:
        TillEventRefusedError: ``till number cashier``.
    """
    if facts.till is None:
        raise TillEventRefusedError(wrong="till")
    if facts.is_number_taken or (number and facts.till.series != series):
        raise TillEventRefusedError(wrong="number", number=till_name(series, number))
    if facts.cashier is None:
        raise TillEventRefusedError(wrong="cashier")
    return facts.till, facts.cashier


def said_of(name: str, amount_rp: int, person_id: UUID | None) -> dict[str, Any]:
    """Tell a receipt to the trail: its number, its amount, and the member whose it is, who can read it there."""
    facts: dict[str, Any] = {"name": name, "amount": rupiah(amount_rp)}
    return facts | ({"about": str(person_id)} if person_id else {})


def write_sale(sale: Sale, lines: Sequence[SaleLine], tenders: Sequence[SaleTender]) -> None:
    """Write a receipt whole, and what it settles of the one that it takes back: one trip. Step."""
    told = (_row(sale), [_row(line) for line in lines], [_row(tender) for tender in tenders])
    called(_WRITE, [sale.cooperative_id, *(json.dumps(one, default=str) for one in told)])


def _row(row: Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _over(line: LineTold, goods: GoodsTold, at: int) -> int:
    """Tell what was paid for a line above the ceiling of its day, whole rupiah; refuse goods that nobody knows."""
    good = goods.goods.get(line.product_id)
    if good is None:
        raise TillEventRefusedError(wrong="product", line=at)
    if goods.units.get(line.unit_id) != line.product_id:
        raise TillEventRefusedError(wrong="unit", line=at)
    if not good.good:
        return 0
    return line.net_rp - lawful_rp(
        line.net_rp,
        base_qty=line.base_qty,
        content=good.content,
        rules=goods.rules[good.good],
        is_rationed=REGULATED[good.good].is_rationed,
        product=good.name,
    )


def money_lines(
    paid: Mapping[TenderKind, int], till: TillHeld, *, unit_id: UUID | None, member_id: UUID | None
) -> list[LineDraft]:
    """Give where the money of a receipt lies, or who owes it: debits of a sale, credits (below zero) of a return. Step.

    Args:
        paid: Signed whole rupiah by way of paying.
        till: Whose drawer and bank account.
        unit_id: The unit of business of the receipt.
        member_id: The member who owes bon.

    Raises:
        TillEventRefusedError: ``bank``.
    """
    lines = []
    for kind, amount_rp in paid.items():
        if kind is TenderKind.CASH:
            lines.append(LineDraft(till.drawer_code, amount_rp, unit_id=till.drawer_unit_id))
        elif kind is TenderKind.QRIS:
            lines.append(LineDraft(QRIS, amount_rp, unit_id=unit_id))
        elif kind is TenderKind.CREDIT:
            lines.append(LineDraft(BON, amount_rp, unit_id=unit_id, member_id=member_id))
        elif till.bank_code is None:
            raise TillEventRefusedError(wrong="bank")
        else:
            lines.append(LineDraft(till.bank_code, amount_rp, unit_id=till.bank_unit_id))
    return lines


def _line(sale: Sale, line: LineTold, at: int, goods: GoodsTold, over_rp: int) -> SaleLine:
    listed = goods.prices.get(line.unit_id)
    return SaleLine(
        id=uuid7(),
        cooperative_id=sale.cooperative_id,
        sale=sale,
        line_no=at,
        product_id=line.product_id,
        unit_id=line.unit_id,
        qty=line.base_qty,
        price_rp=line.price_rp,
        price_qty=line.price_qty,
        audience=line.audience,
        listed_rp=listed.amount_rp if listed and line.price_qty == line.factor else None,
        gross_rp=line.gross_rp,
        discount_rp=line.discount_rp,
        own_discount_rp=line.own_discount_rp,
        reason=line.reason,
        rounding_rp=line.rounding_rp,
        net_rp=line.net_rp,
        over_rp=over_rp,
    )
