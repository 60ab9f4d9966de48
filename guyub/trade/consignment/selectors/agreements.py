"""Agreements as pages show them: their goods, what lies there and what is owed; for staff, for the producer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, Sum

from guyub.community.members.domain.register import member_number
from guyub.foundation.kernel.formats import percent, rupiah
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.consignment.domain.accounts import AGREEMENTS, paper_name
from guyub.trade.consignment.domain.agreements import DISCOUNT_WORDS, LOSS_WORDS, SETTLES_WORDS
from guyub.trade.consignment.domain.shares import Basis
from guyub.trade.consignment.domain.slips import Brought, SlipKind, Why, overdue_qty
from guyub.trade.consignment.models import Agreement, ConsignedGood, ConsignedMove, Payout
from guyub.trade.inventory.selectors.bought import goods_inquiry
from guyub.trade.inventory.selectors.prices import price_of_inquiry

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from guyub.trade.inventory.selectors.bought import Good
    from guyub.trade.inventory.selectors.prices import PriceNow

MOST_LISTED = 200
_FIELDS = (
    *("id", "year", "no", "partner_id", "partner__name", "member_id", "member__number", "location__name"),
    *("from_on", "until_on", "settles", "losses", "discounts", "shown_name", "note", "ended_on", "ended_why"),
)
_GOOD = (
    *("agreement_id", "id", "product_id", "unit_id", "unit__name", "basis", "share_rate", "setor_rp"),
    *("from_on", "closed_on"),
)


@dataclass(frozen=True, slots=True)
class GoodRow(Row):
    """One product of an agreement on its newest terms; quantities are base units, amounts whole rupiah.

    Args:
        title: Code and name.
        terms: What was agreed, in words.
        begins_on: Where these terms begin on a later day; None: they hold.
        price_rp: Of one ``unit`` on the list of the day; None: it has none.
        sold_qty: What was sold, less what came back.
        late_qty: What lies there past the day on which it would be fetched.
    """

    product_id: UUID
    good: Good
    terms: str
    unit: str
    begins_on: date | None
    price_rp: int | None
    brought_qty: int
    sold_qty: int
    there_qty: int
    late_qty: int
    due_rp: int

    @property
    def title(self) -> str:
        """As people call it."""
        return self.good.name

    @property
    def brought_words(self) -> str:
        """What was brought, less what was fetched."""
        return self.good.words(self.brought_qty)

    @property
    def sold_words(self) -> str:
        """What was sold."""
        return self.good.words(self.sold_qty)

    @property
    def there_words(self) -> str:
        """What lies there."""
        return self.good.words(self.there_qty)

    @property
    def late_words(self) -> str:
        """What should have been fetched."""
        return self.good.words(self.late_qty)


@dataclass(frozen=True, slots=True)
class AgreementRow(Row):
    """One agreement with its goods; ``open_rp`` moved since the last statement, ``owed_rp`` is all that is owed."""

    agreement_id: UUID
    name: str
    partner_id: UUID
    partner: str
    member_id: UUID | None
    number: str
    location: str
    from_on: date
    until_on: date | None
    settles: str
    losses: str
    discounts: str
    shown_name: str
    note: str
    ended_on: date | None
    ended_why: str
    goods: Sequence[GoodRow]
    owed_rp: int
    open_rp: int

    @property
    def settles_words(self) -> str:
        """How often it is paid."""
        return SETTLES_WORDS[self.settles]

    @property
    def losses_words(self) -> str:
        """Who bears what is lost."""
        return LOSS_WORDS[self.losses]

    @property
    def discounts_words(self) -> str:
        """Who bears discounts."""
        return DISCOUNT_WORDS[self.discounts]

    @property
    def there(self) -> list[GoodRow]:
        """The goods that lie there."""
        return [row for row in self.goods if row.there_qty]

    @property
    def is_late(self) -> bool:
        """Something lies there that should have been fetched."""
        return any(row.late_qty for row in self.goods)


def agreements_of(
    *,
    cooperative_id: int,
    today: date,
    agreement_id: UUID | None = None,
    member_ids: Collection[UUID] | None = None,
    most: int = MOST_LISTED,
) -> list[AgreementRow]:
    """Give agreements with their goods, those that run first, then the newest. Two queries, three where there are any.

    Args:
        cooperative_id: Whose.
        today: The business date, for prices and for what lies too long.
        agreement_id: This one alone.
        member_ids: Of these members alone; None: of everybody.
        most: How many.
    """
    wanted = Q(cooperative_id=cooperative_id)
    if agreement_id:
        wanted &= Q(id=agreement_id)
    if member_ids is not None:
        wanted &= Q(member_id__in=member_ids)
    rows = Agreement.objects.filter(wanted).order_by(
        F("ended_on").desc(nulls_first=True), "-year", "-no", "id"
    )
    chosen = list(rows.values_list(*_FIELDS)[:most])
    if not chosen:
        return []
    facts = _facts(cooperative_id, [row[0] for row in chosen])
    product_ids = {row[2] for row in facts.goods}
    goods, prices = asked(
        goods_inquiry(cooperative_id=cooperative_id, product_ids=product_ids),
        price_of_inquiry(cooperative_id=cooperative_id, product_ids=product_ids, on=today),
    )
    return [_row(row, facts, goods, prices, today) for row in chosen]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What stands of some agreements: terms, sums by product and why, what was brought, sums of money."""

    goods: Sequence[Any]
    sums: Mapping[tuple[UUID, UUID], Mapping[str, tuple[int, int]]]
    brought: Mapping[tuple[UUID, UUID], Sequence[Brought]]
    due: Mapping[UUID, int]
    open: Mapping[UUID, int]
    paid: Mapping[UUID, int]


def _facts(cooperative_id: int, ids: Sequence[UUID]) -> _Facts:
    mine = {"cooperative_id": cooperative_id, "agreement_id__in": ids}
    moves = ConsignedMove.objects.filter(**mine)
    brought = moves.filter(why=Why.BAWA.value, slip__kind=SlipKind.BAWA.value, slip__undone_on__isnull=True)
    paid = Payout.objects.filter(
        cooperative_id=cooperative_id, statement__agreement_id__in=ids, undone_on__isnull=True
    )
    goods, sums, came, opened, paid_out = asked(
        Inquiry.of(
            ConsignedGood.objects.filter(**mine)
            .order_by("product__name", "product_id", "from_on", "id")
            .values_list(*_GOOD),
            read=list,
        ),
        Inquiry.of(
            moves.values_list("agreement_id", "good__product_id", "why", "of__why")
            .annotate(qty=Sum("qty"), rp=Sum("due_rp"))
            .order_by(),
            read=list,
        ),
        Inquiry.of(
            brought.order_by("-moved_on", "-id").values_list(
                "agreement_id", "good__product_id", "qty", "slip__fetch_by"
            ),
            read=list,
        ),
        Inquiry.of(
            moves.filter(statement__isnull=True)
            .values_list("agreement_id")
            .annotate(rp=Sum("due_rp"))
            .order_by(),
            read=dict,
        ),
        Inquiry.of(
            paid.values_list("statement__agreement_id").annotate(rp=Sum("amount_rp")).order_by(), read=dict
        ),
    )
    by_good: dict[tuple[UUID, UUID], dict[str, tuple[int, int]]] = {}
    due: dict[UUID, int] = {}
    for agreement_id, product_id, why, of_why, qty, rp in sums:
        # What is taken back counts with what it takes back.
        kind, found = of_why or why, by_good.setdefault((agreement_id, product_id), {})
        qty_so_far, rp_so_far = found.get(kind, (0, 0))
        found[kind] = (qty_so_far + int(qty), rp_so_far + int(rp))
        due[agreement_id] = due.get(agreement_id, 0) + int(rp)
    lots: dict[tuple[UUID, UUID], list[Brought]] = {}
    for agreement_id, product_id, qty, fetch_by in came:
        lots.setdefault((agreement_id, product_id), []).append(Brought(qty, fetch_by))
    return _Facts(goods, by_good, lots, due, opened, paid_out)


def _row(
    row: Sequence[Any],
    facts: _Facts,
    goods: Mapping[UUID, Good],
    prices: Mapping[UUID, PriceNow],
    today: date,
) -> AgreementRow:
    id_, year, no, partner_id, partner, member_id, number, location, from_on, until_on, *more = row
    settles, losses, discounts, shown_name, note, ended_on, ended_why = more
    newest = {term[2]: term for term in facts.goods if term[0] == id_}
    return AgreementRow(
        agreement_id=id_,
        name=paper_name(AGREEMENTS, year, no),
        partner_id=partner_id,
        partner=partner,
        member_id=member_id,
        number=member_number(number) if number else "",
        location=location,
        from_on=from_on,
        until_on=until_on,
        settles=settles,
        losses=losses,
        discounts=discounts,
        shown_name=shown_name,
        note=note,
        ended_on=ended_on,
        ended_why=ended_why,
        goods=tuple(_good(id_, term, facts, goods, prices, today) for term in newest.values()),
        owed_rp=facts.due.get(id_, 0) - int(facts.paid.get(id_, 0)),
        open_rp=int(facts.open.get(id_, 0)),
    )


def _good(
    agreement_id: UUID,
    term: Sequence[Any],
    facts: _Facts,
    goods: Mapping[UUID, Good],
    prices: Mapping[UUID, PriceNow],
    today: date,
) -> GoodRow:
    _, _, product_id, unit_id, unit, basis, share_rate, setor_rp, from_on, _ = term
    sums = facts.sums.get((agreement_id, product_id), {})
    there_qty = sum(qty for qty, _ in sums.values())
    moved = {why: sums.get(why.value, (0, 0))[0] for why in Why}
    price = prices.get(unit_id)
    lots = facts.brought.get((agreement_id, product_id), ())
    return GoodRow(
        product_id,
        goods[product_id],
        terms_words(basis=basis, share_rate=share_rate, setor_rp=setor_rp, unit=unit),
        unit,
        from_on if from_on > today else None,
        price.amount_rp if price else None,
        moved[Why.BAWA] + moved[Why.AMBIL],
        -moved[Why.JUAL],
        there_qty,
        overdue_qty(there_qty=there_qty, brought=lots, today=today),
        sum(rp for _, rp in sums.values()),
    )


def terms_words(*, basis: str, share_rate: Decimal, setor_rp: int, unit: str) -> str:
    """Say what was agreed of one product."""
    if basis == Basis.SETOR:
        return f"setor {rupiah(setor_rp)} per {unit}"
    return f"bagian koperasi {percent(share_rate, digits=0 if share_rate * 100 % 1 == 0 else 2)}"
