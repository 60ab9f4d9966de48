"""Selling goods: what they cost leaves the stock, what they bring is earned, on one entry. Steps that a till calls too.

``lawful_lines`` brings prices down to the ceilings of the day; ``plan_sale`` locks the stocks; ``book_sale`` posts and
writes; ``take_sale_back`` reverses all of it. What pays is the caller's: money that buyers paid first, cash, credit.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.posting import post_complete, post_entry
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.inventory.selectors.price_rules import rules_for, selling_rules
from guyub.trade.inventory.services.moving import keep_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement
from guyub.trade.inventory.services.taking_back import plan_back
from guyub.trade.retail.domain.accounts import SALES, SELLING, cost_of, revenue_of
from guyub.trade.retail.domain.selling import SaleRefusedError, lawful_rp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act, Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.services.plans import Plan, Source
    from guyub.trade.retail.services.consigned import Consigned


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleLine:
    """One line of a sale.

    Args:
        product_id: What.
        location_id: From where.
        qty: Base units, above zero.
        net_rp: What the buyer pays for the whole line in the end, whole rupiah.
        consigned: How that is split, where the goods are somebody else's.
    """

    product_id: UUID
    location_id: UUID
    qty: int
    net_rp: int
    consigned: Consigned | None = None

    @property
    def earned_rp(self) -> int:
        """What of it is the cooperative's: of goods of others the share alone."""
        return self.consigned.split.share_rp if self.consigned else self.net_rp


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """A sale whose stocks are locked.

    Args:
        lines: What is sold.
        member_id: To which member; None: to somebody else.
        plan: What the goods cost.
    """

    lines: Sequence[SaleLine]
    member_id: UUID | None
    plan: Plan

    @property
    def total_rp(self) -> int:
        """What the buyer pays."""
        return sum(line.net_rp for line in self.lines)

    @property
    def revenue_lines(self) -> list[LineDraft]:
        """Give what the books say is earned, or owed for goods of others, in the unit of business of each stock."""
        sums: dict[UUID | None, int] = defaultdict(int)
        consigned: list[LineDraft] = []
        for told, line in zip(self.plan.told, self.lines, strict=True):
            unit_id = self.plan.held[told.stock_id].unit_id
            if line.consigned:
                consigned += line.consigned.lines(unit_id)
            else:
                sums[unit_id] += line.net_rp
        account = revenue_of(is_member=self.member_id is not None)
        own = [
            LineDraft(account, -rp, unit_id=unit_id, member_id=self.member_id)
            for unit_id, rp in sums.items()
            if rp
        ]
        return own + consigned


@dataclass(frozen=True, slots=True)
class Sold:
    """A sale that stands in the books: its entry, and a move for each line."""

    posted: Posted
    move_ids: Sequence[UUID]


def lawful_lines(*, place: Cooperative, lines: Sequence[SaleLine], on: date) -> list[SaleLine]:
    """Bring what was agreed down to the ceilings that hold on the day. Step; one query, another where goods have rules.

    Raises:
        SaleRefusedError: ``product``; ``no_ceiling``: a rationed good without one is not sold.
    """
    goods = goods_of(cooperative_id=place.id, product_ids={line.product_id for line in lines})
    if any(line.product_id not in goods for line in lines):
        raise SaleRefusedError(wrong="product")
    ruled = {good.good for good in goods.values() if good.good}
    if not ruled:
        return list(lines)
    rules = selling_rules(rules_for(cooperative_id=place.id), goods=ruled, region=place.code, on=on)
    lawful = []
    for line in lines:
        good = goods[line.product_id]
        if good.good:
            net_rp = lawful_rp(
                line.net_rp,
                base_qty=line.qty,
                content=good.content,
                rules=rules[good.good],
                is_rationed=REGULATED[good.good].is_rationed,
                product=good.name,
            )
            lawful.append(replace(line, net_rp=net_rp))
        else:
            lawful.append(line)
    return lawful


def plan_sale(
    *, place: Cooperative, lines: Sequence[SaleLine], member_id: UUID | None, on: date, today: date
) -> Sale:
    """Lock the stocks of a sale and find what its goods cost. Step: needs an open transaction.

    Args:
        place: Whose goods.
        lines: What is sold, at what is paid in the end.
        member_id: To which member: what is sold to members is earned and costs apart; None: to somebody else.
        on: The day it happens.
        today: The business date.

    Raises:
        SaleRefusedError: ``nothing``, then line by line ``qty price``.
        StockRefusedError: See there; ``short``: less lies there.
    """
    movements = sold_movements(lines, member_id=member_id)
    plan = plan_moves(place=place, movements=movements, on=on, today=today)
    return Sale(lines=lines, member_id=member_id, plan=plan)


def sold_movements(lines: Sequence[SaleLine], *, member_id: UUID | None) -> list[Movement]:
    """Give the moves of a sale, one for each line.

    Raises:
        SaleRefusedError: ``nothing``, then line by line ``qty price``.
    """
    if not lines:
        raise SaleRefusedError(wrong="nothing")
    for line in lines:
        if line.qty <= 0:
            raise SaleRefusedError(wrong="qty")
        if line.net_rp < 0:
            raise SaleRefusedError(wrong="price")
    return [
        Movement(
            product_id=line.product_id,
            location_id=line.location_id,
            cause=Cause.JUAL,
            qty=-line.qty,
            counter=cost_of(is_member=member_id is not None),
            sold_rp=line.earned_rp,
        )
        for line in lines
    ]


def book_sale(
    *,
    sale: Sale,
    paid_by: Sequence[LineDraft],
    memo: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act,
    source: Source,
    part: int = 0,
    context: str = SELLING,
    is_late: bool = False,
) -> Sold:
    """Post a sale in one entry and write its moves. Step; what is corrected by them is the next entry.

    Args:
        sale: What ``plan_sale`` found, in this transaction.
        paid_by: Debits that together are what the buyer pays.
        memo: What the journal says.
        today: The business date.
        actor: Who sells.
        request_id: Of the use-case.
        now: The moment, aware.
        act: The use-case's line of the trail.
        source: The paper that it comes from.
        part: Which entry of the use-case.
        context: Whose accounts stand in it.
        is_late: Where its month is closed, post it on the first open day.

    Raises:
        SaleRefusedError: ``paid``.
        EntryRefusedError: The books refuse it.
    """
    draft = sale_draft(sale=sale, paid_by=paid_by, memo=memo, request_id=request_id, source=source, part=part)
    posted = post_entry(
        place=sale.plan.place,
        context=context,
        draft=draft,
        today=today,
        actor=actor,
        is_late=is_late,
        act=act,
    )
    kept = keep_moves(
        plan=sale.plan,
        posted=posted,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        part=part + 1,
        source=source,
    )
    return Sold(posted, kept.move_ids)


def sale_draft(
    *,
    sale: Sale,
    paid_by: Sequence[LineDraft],
    memo: str,
    request_id: UUID,
    source: Source,
    part: int = 0,
) -> EntryDraft:
    """Write the entry of a sale: what pays, what is earned, what the goods cost. Args as of ``book_sale``.

    Raises:
        SaleRefusedError: ``paid``.
    """
    paid = sum(line.amount_rp for line in paid_by)
    if paid != sale.total_rp:
        raise SaleRefusedError(wrong="paid", total_rp=sale.total_rp, paid_rp=paid)
    return EntryDraft(
        occurred_on=sale.plan.on,
        memo=memo,
        lines=[*paid_by, *sale.revenue_lines, *sale.plan.lines],
        request_id=request_id,
        part=part,
        series=SALES,
        source_kind=source.kind,
        source_id=source.id,
    )


def take_sale_back(
    *,
    place: Cooperative,
    entry_id: UUID,
    sold: Sequence[tuple[UUID, int]],
    memo: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act,
    source: Source,
    context: str = SELLING,
) -> Sold:
    """Take a sale back whole, today: its entry is reversed, its goods lie there again. Step.

    Args, as of ``book_sale``, and:
        entry_id: The entry of the sale.
        sold: Its moves in the order they were written, each with what it was sold for.

    Raises:
        StockRefusedError, EntryRefusedError: Stock or books refuse it.
    """
    plan = plan_back(place=place, move_ids=[move_id for move_id, _ in sold], today=today)
    movements = [
        replace(move, sold_rp=-amount_rp) for move, (_, amount_rp) in zip(plan.movements, sold, strict=True)
    ]
    plan = replace(plan, movements=movements)
    draft = taken_back(
        stored_lines(cooperative_id=place.id, entry_id=entry_id),
        memo=memo,
        series=SALES,
        occurred_on=today,
        reverses_id=entry_id,
        request_id=request_id,
        phase=Phase.ORDINARY,
    )
    (posted,) = post_complete(
        place=place, context=context, drafts=[draft], today=today, actor=actor, is_late=True, act=act
    )
    kept = keep_moves(
        plan=plan,
        posted=posted,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        part=1,
        source=source,
    )
    return Sold(posted, kept.move_ids)


def take_back_entries(
    *,
    place: Cooperative,
    entry_ids: Sequence[UUID],
    memo: str,
    today: date,
    actor: Actor,
    request_id: UUID,
) -> None:
    """Reverse, today, the entries that moved the payment of a sale that is taken back whole. Step.

    Args:
        place: Whose books.
        entry_ids: Which; none of them stands reversed.
        memo: What the journal says.
        today: The business date.
        actor: The person.
        request_id: Of the act that takes the sale back; these are its parts from the third on.

    Raises:
        EntryRefusedError: The books refuse it.
    """
    drafts = [
        taken_back(
            stored_lines(cooperative_id=place.id, entry_id=entry_id),
            memo=memo,
            series=SALES,
            occurred_on=today,
            reverses_id=entry_id,
            request_id=request_id,
            phase=Phase.ORDINARY,
            part=part,
        )
        for part, entry_id in enumerate(entry_ids, 2)
    ]
    if drafts:
        post_complete(
            place=place, context=SELLING, drafts=drafts, today=today, actor=actor, is_late=True, act=None
        )
