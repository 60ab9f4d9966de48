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
from guyub.books.ledger.services.posting import Along, post_entries
from guyub.foundation.identity.services.audit import sealed_act
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.postgresql.calls import called
from guyub.trade.inventory.services.batching import move_batches
from guyub.trade.inventory.services.moving import correction_draft, moving_inquiry, plan_moves
from guyub.trade.inventory.services.plans import Source
from guyub.trade.inventory.services.writing import WRITE_MOVES, Booking, moves_values
from guyub.trade.retail.domain.accounts import BON, QRIS, SALE_SOURCE, sale_name, till_name
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.told import TillEventRefusedError
from guyub.trade.retail.selectors.till_facts import Telling, all_told_by, goods_inquiry, with_rules
from guyub.trade.retail.services import selling
from guyub.trade.retail.services.ceilings import overs_of
from guyub.trade.retail.services.consigned import consigned_of, context_of, keep_moved
from guyub.trade.retail.services.guarding import judged_sale
from guyub.trade.retail.services.late_cash import follow_count
from guyub.trade.retail.services.rationed import kept, planned
from guyub.trade.retail.services.sale_rows import Selling, line_row, receipt_row, row_of, tender_rows
from guyub.trade.retail.services.slices import owe_bon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.books.ledger.domain.entries import EntryDraft
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.inventory.selectors.shelves import LockedPairs
    from guyub.trade.inventory.services.plans import Plan
    from guyub.trade.retail.domain.told import SaleTold
    from guyub.trade.retail.models import Sale, SaleLine, SaleTender
    from guyub.trade.retail.selectors.till_facts import GoodsTold, TillHeld, Told
    from guyub.trade.retail.services.consigned import Consigned
    from guyub.trade.retail.services.rationed import Rations

_WRITE = "SELECT retail_write_sale(%s, %s::jsonb, %s::jsonb, %s::jsonb)"
# The posting's seven values, the trail, the receipts, the moves (migrations/0010_selling.sql).
_SELL = (
    "SELECT * FROM retail_sell(%s, %s, %s, %s, string_to_array(%s, ',')::uuid[], string_to_array(%s, chr(10)),"  # noqa: S608
    f" %s::jsonb, %s::jsonb, %s::jsonb, %s::jsonb, %s::jsonb, {WRITE_MOVES})"
)


@dataclass(frozen=True, slots=True)
class SaleAt:
    """A sale as a till told it; its id is the event's, ``sold_at`` when, as the clocks of device and server allow."""

    sale_id: UUID
    told: SaleTold
    sold_at: datetime


@dataclass(frozen=True, slots=True)
class SaleMade:
    """A sale that was entered, and the number of its receipt."""

    id: UUID
    name: str


def sell_all(
    *, cooperative_id: int, device_id: UUID, sales: Sequence[SaleAt], now: datetime
) -> list[SaleMade]:
    """Enter sales that one till made, in their order, or none. Step: needs an open transaction in its scope.

    Price, ceiling and day follow the time of the sale. Where its month is closed, it is posted on the first open day
    and keeps its own day. Checks run in this order: till, number, cashier, member, goods, ceiling, terms, money,
    limit, stock, books. What one alone would be answered, it is answered among others; where one is refused, all are,
    and the caller enters them one by one. Sales of one day that nobody owes are entered in three round trips, however
    many; they hold their stocks before any of them is posted.

    Args:
        cooperative_id: Whose.
        device_id: The device that told them.
        sales: One or more.
        now: The moment of their receipt, aware.

    Raises:
        TillEventRefusedError: ``till number cashier member product unit terms bank``.
        SaleRefusedError: ``no_ceiling``: a rationed good without one is not sold.
        LimitRefusedError, NothingHoldsError: The member would owe more than a limit lets.
        RationRefusedError, ContainerRefusedError: A rationed line does not fit, or its containers do not lie there.
        StockRefusedError, EntryRefusedError: Stock or books refuse it.
    """
    tellings = [
        Telling(
            cashier_id=one.told.cashier_id,
            shift_id=one.told.shift_id,
            at=one.sold_at,
            member_id=one.told.member_id,
            series=one.told.series,
            number=one.told.number,
            second_id=one.told.agreed_by,
        )
        for one in sales
    ]
    facts = all_told_by(cooperative_id=cooperative_id, device_id=device_id, tellings=tellings)
    at_hand = [_at_hand(one, told, now) for one, told in zip(sales, facts, strict=True)]
    return [made for run in _runs(at_hand) for made in _enter(run)]


def _at_hand(one: SaleAt, facts: Told, now: datetime) -> Selling:
    """Refuse what nobody here can have told."""
    told = one.told
    till, cashier = known(facts, series=told.series, number=told.number)
    if told.member_id and facts.member_person_id is None:
        raise TillEventRefusedError(wrong="member")
    zone = Zone(facts.place.zone)
    on = business_date(one.sold_at, zone)
    return Selling(
        sale_id=one.sale_id,
        told=told,
        facts=facts,
        till=till,
        cashier=cashier,
        sold_at=one.sold_at,
        now=now,
        on=on,
        today=business_date(now, zone),
        agreement=judged_sale(facts=facts, told=told, on=on),
    )


def _runs(sales: Sequence[Selling]) -> list[list[Selling]]:
    """Part sales into runs that are entered together: of one day; one that is owed stands alone."""
    runs: list[list[Selling]] = []
    for sale in sales:
        if runs and runs[-1][-1].on == sale.on and not (sale.is_owed or runs[-1][-1].is_owed):
            runs[-1].append(sale)
        else:
            runs.append([sale])
    return runs


def _enter(run: Sequence[Selling]) -> list[SaleMade]:
    """Enter a run of sales: look its goods up and hold its stocks, judge, post and write."""
    first = run[0]
    place, on, today = first.facts.place, first.on, first.today
    goods, locked = _goods_of(run)
    overs_rp = [overs_of(cooperative_id=place.id, lines=one.told.lines, goods=goods, on=on) for one in run]
    sold_lines = [one.told.lines for one in run]
    consigned = consigned_of(cooperative_id=place.id, sales=sold_lines, goods=goods.goods, on=on)
    paid_by = [
        money_lines(one.told.tenders, one.till, unit_id=one.till.unit_id, member_id=one.told.member_id)
        for one in run
    ]
    if first.is_owed and first.told.member_id:
        owe_bon(
            cooperative_id=place.id,
            till_id=first.till.till_id,
            member_id=first.told.member_id,
            amount_rp=first.told.tenders[TenderKind.CREDIT],
            on=today,
        )
    lines = [one.lines(theirs) for one, theirs in zip(run, consigned, strict=True)]
    movements = [
        movement
        for one, sold in zip(run, lines, strict=True)
        for movement in selling.sold_movements(sold, member_id=one.told.member_id)
    ]
    plan = plan_moves(place=place, movements=movements, on=on, today=today, locked=locked)
    rations = planned(run, goods)
    drafts = _drafts(run, plan, lines, paid_by)
    entering = _Entering(run=run, plan=plan, goods=goods, overs_rp=overs_rp)
    posted = post_entries(
        place=place,
        context=context_of(one for theirs in consigned for one in theirs),
        drafts=drafts,
        today=today,
        actors=[*(one.cashier for one in run), first.cashier][: len(drafts)],
        is_late=True,
        along=Along(_SELL, entering.values),
    )
    move_batches(plan=plan)
    _follow(run, plan, consigned, rations)
    return [
        SaleMade(one.sale_id, sale_name(at.year, at.number)) for one, at in zip(run, posted, strict=False)
    ]


def _follow(
    run: Sequence[Selling], plan: Plan, consigned: Sequence[Sequence[Consigned | None]], rations: Rations
) -> None:
    """Keep what of a run is somebody else's or rationed, and let drawers hold what was counted; else no question."""
    moves = iter(plan.told)
    for one, theirs in zip(run, consigned, strict=True):
        moved = [(next(moves).move_id, line.base_qty) for line in one.told.lines]
        if any(theirs):
            keep_moved(cooperative_id=plan.place.id, on=one.on, moved=moved, consigned=theirs)
        deposits_rp = kept(rations, one)
        follow_count(
            facts=one.facts,
            cashier=one.cashier,
            receipt_id=one.sale_id,
            name=one.name,
            cash_rp=one.told.tenders.get(TenderKind.CASH, 0) + deposits_rp,
            now=one.now,
        )


def _goods_of(run: Sequence[Selling]) -> tuple[GoodsTold, LockedPairs | None]:
    """Look up the goods of a run and lock their stocks, in one trip; what is owed is judged before the lock."""
    first = run[0]
    place = first.facts.place
    asking = goods_inquiry(
        cooperative_id=place.id,
        goods={(line.product_id, line.unit_id) for one in run for line in one.told.lines},
        outlet_id=first.till.outlet_id,
        buyers={one.told.member_id is not None for one in run},
        on=first.on,
    )
    if first.is_owed:
        (goods,), locked = asked(asking), None
    else:
        pairs = [(line.product_id, one.till.location_id) for one in run for line in one.told.lines]
        goods, locked = asked(asking, moving_inquiry(place=place, pairs=pairs, on=first.on))
    return with_rules(goods, place=place, on=first.on), locked


def _drafts(
    run: Sequence[Selling],
    plan: Plan,
    lines: Sequence[Sequence[selling.SaleLine]],
    paid_by: Sequence[Sequence[LineDraft]],
) -> list[EntryDraft]:
    """Write an entry for each sale, and one more for what their moves correct, under the first one's request."""
    drafts, at = [], 0
    for one, sold, paid in zip(run, lines, paid_by, strict=True):
        part = plan.part(at, len(sold))
        at += len(sold)
        drafts.append(
            selling.sale_draft(
                sale=selling.Sale(lines=sold, member_id=one.told.member_id, plan=part),
                paid_by=paid,
                memo=f"Penjualan {one.name}",
                request_id=one.sale_id,
                source=Source(SALE_SOURCE, one.sale_id),
            )
        )
    correction = correction_draft(
        plan=plan,
        today=run[0].today,
        request_id=run[0].sale_id,
        part=1,
        source=Source(SALE_SOURCE, run[0].sale_id),
    )
    return [*drafts, correction] if correction else drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entering:
    """A run of sales that is about to be posted, and what else the call writes."""

    run: Sequence[Selling]
    plan: Plan
    goods: GoodsTold
    overs_rp: Sequence[Sequence[int]]

    def values(self, entry_ids: Sequence[UUID]) -> list[Any]:
        """Give what ``retail_sell`` takes after the posting's own values."""
        acts, sales, lines, tenders, bookings = [], [], [], [], []
        moves = iter(self.plan.told)
        for one, entry_id, overs_rp in zip(self.run, entry_ids, self.overs_rp, strict=False):
            said = said_of(one.name, one.told.paid_rp, one.facts.member_person_id)
            acts.append(
                sealed_act(
                    said,
                    cooperative_id=self.plan.place.id,
                    act="retail.sale.made",
                    now=one.now,
                    actor=one.cashier,
                )
            )
            sales.append(receipt_row(one, entry_id))
            for at, (line, over_rp) in enumerate(zip(one.told.lines, overs_rp, strict=True), 1):
                lines.append(line_row(one, line, at, self.goods, over_rp, next(moves).move_id))
                bookings.append(Booking(entry_id, None, one.sale_id, one.cashier.person_id))
            tenders += tender_rows(one)
        return [
            f"[{','.join(acts)}]",
            *(json.dumps(rows, default=str) for rows in (sales, lines, tenders)),
            *moves_values(
                plan=self.plan,
                bookings=bookings,
                corrected=self._corrected(entry_ids),
                source_kind=SALE_SOURCE,
                today=self.run[0].today,
                now=self.run[0].now,
            ),
        ]

    def _corrected(self, entry_ids: Sequence[UUID]) -> Booking:
        """Tell where corrections stand: in the entry after those of the sales, in none where they cancel out."""
        first = self.run[0]
        is_posted = len(entry_ids) > len(self.run)
        return Booking(
            entry_ids[-1] if is_posted else None,
            None if is_posted else first.today,
            first.sale_id,
            first.cashier.person_id,
        )


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
    told = (row_of(sale), [row_of(line) for line in lines], [row_of(tender) for tender in tenders])
    called(_WRITE, [sale.cooperative_id, *(json.dumps(one, default=str) for one in told)])


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
