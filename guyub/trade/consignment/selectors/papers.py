"""Papers and statements of agreements as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.consignment.domain.accounts import SLIPS, STATEMENTS, paper_name
from guyub.trade.consignment.domain.settling import Reckoned
from guyub.trade.consignment.domain.slips import SLIP_WORDS, Why
from guyub.trade.consignment.models import ConsignedMove, Payout, Slip, Statement
from guyub.trade.inventory.selectors.bought import goods_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.selectors.bought import Good

MOST_PAPERS = 60
_SLIP = "id year no kind moved_on fetch_by note person__name undone_on undone_why".split()
_STATEMENT = (
    *("id", "year", "no", "agreement_id", "from_on", "until_on", "carried_rp", "sold_rp", "back_rp"),
    *("share_rp", "lost_rp", "to_pay_rp", "person_id", "person__name", "undone_on", "undone_why"),
)
_PAYOUT = (
    *("statement_id", "id", "paid_on", "amount_rp", "event_id", "person__name", "undone_on", "undone_why"),
)


@dataclass(frozen=True, slots=True)
class SlipRow(Row):
    """One paper, with its goods in words."""

    slip_id: UUID
    name: str
    kind: str
    moved_on: date
    fetch_by: date | None
    note: str
    person: str
    undone_on: date | None
    undone_why: str
    goods: str

    @property
    def kind_words(self) -> str:
        """What it says."""
        return SLIP_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class PayoutRow(Row):
    """Money that was paid on a statement."""

    payout_id: UUID
    paid_on: date
    amount_rp: int
    event_id: UUID
    person: str
    undone_on: date | None
    undone_why: str


@dataclass(frozen=True, slots=True)
class StatementRow(Row):
    """One statement with what was paid on it; whole rupiah."""

    statement_id: UUID
    name: str
    agreement_id: UUID
    from_on: date
    until_on: date
    reckoned: Reckoned
    person_id: UUID
    person: str
    undone_on: date | None
    undone_why: str
    payouts: Sequence[PayoutRow]

    @property
    def paid_rp(self) -> int:
        """What was paid on it."""
        return sum(row.amount_rp for row in self.payouts if not row.undone_on)

    @property
    def left_rp(self) -> int:
        """What is still to be paid."""
        return max(0, self.reckoned.to_pay_rp - self.paid_rp)

    @property
    def to_pay_rp(self) -> int:
        """What it says is owed."""
        return self.reckoned.to_pay_rp


@dataclass(frozen=True, slots=True)
class StatementLine(Row):
    """One product of a statement: quantities in words, whole rupiah."""

    title: str
    sold: str
    back: str
    lost: str
    sold_rp: int
    due_rp: int
    share_rp: int


def slips_of(*, cooperative_id: int, agreement_id: UUID, most: int = MOST_PAPERS) -> list[SlipRow]:
    """Give the newest papers of an agreement with their goods. Two queries."""
    mine = {"cooperative_id": cooperative_id}
    rows = Slip.objects.filter(**mine, agreement_id=agreement_id).order_by("-moved_on", "-year", "-no", "id")
    moves = ConsignedMove.objects.filter(**mine, slip__agreement_id=agreement_id).exclude(why=Why.BATAL.value)
    slips, moved = asked(
        Inquiry.of(rows.values_list(*_SLIP)[:most], read=list),
        Inquiry.of(
            moves.order_by("id").values_list("slip_id", "good__product_id", "qty"),
            read=list,
        ),
    )
    goods = goods_of(cooperative_id=cooperative_id, product_ids={product_id for _, product_id, _ in moved})
    said: dict[UUID, list[str]] = {}
    for slip_id, product_id, qty in moved:
        said.setdefault(slip_id, []).append(f"{goods[product_id].name} {goods[product_id].words(abs(qty))}")
    return [
        SlipRow(
            id_,
            paper_name(SLIPS, year, no),
            kind,
            moved_on,
            fetch_by,
            note,
            person,
            undone_on,
            undone_why,
            "; ".join(said.get(id_, ())),
        )
        for id_, year, no, kind, moved_on, fetch_by, note, person, undone_on, undone_why in slips
    ]


def statements_of(
    *,
    cooperative_id: int,
    agreement_ids: Collection[UUID] | None = None,
    statement_id: UUID | None = None,
    most: int = MOST_PAPERS,
) -> list[StatementRow]:
    """Give statements with what was paid on them, the newest first. One trip.

    Args:
        cooperative_id: Whose.
        agreement_ids: Of these agreements.
        statement_id: This one alone.
        most: How many.
    """
    wanted = Q(cooperative_id=cooperative_id)
    if statement_id:
        wanted &= Q(id=statement_id)
    if agreement_ids is not None:
        wanted &= Q(agreement_id__in=agreement_ids)
    rows = Statement.objects.filter(wanted)
    paid = Payout.objects.filter(cooperative_id=cooperative_id, statement__in=rows)
    found, payouts = asked(
        Inquiry.of(
            rows.order_by("-until_on", "-year", "-no", "id").values_list(*_STATEMENT)[:most], read=list
        ),
        Inquiry.of(paid.order_by("paid_on", "id").values_list(*_PAYOUT), read=list),
    )
    of_statement: dict[UUID, list[PayoutRow]] = {}
    for its_id, *told in payouts:
        of_statement.setdefault(its_id, []).append(PayoutRow(*told))
    return [_statement(row, of_statement) for row in found]


def statement_lines(*, cooperative_id: int, statement_id: UUID) -> list[StatementLine]:
    """Give the products of a statement, by name. Two queries."""
    moves = ConsignedMove.objects.filter(cooperative_id=cooperative_id, statement_id=statement_id)
    rows = list(
        moves.values_list("good__product_id", "why", "of__why")
        .annotate(qty=Sum("qty"), sold=Sum("sold_rp"), due=Sum("due_rp"), share=Sum("share_rp"))
        .order_by()
    )
    goods = goods_of(cooperative_id=cooperative_id, product_ids={row[0] for row in rows})
    by_product: dict[UUID, list[Any]] = {}
    for row in rows:
        by_product.setdefault(row[0], []).append(row)
    lines = [_line(goods[id_], found) for id_, found in by_product.items()]
    return sorted((line for line in lines if line.sold or line.lost or line.back), key=lambda one: one.title)


def _line(good: Good, rows: Sequence[Any]) -> StatementLine:
    qty: dict[str, int] = {"sold": 0, "back": 0, "lost": 0}
    for _, why, of_why, moved, *_ in rows:
        if why == Why.JUAL:
            qty["sold"] -= moved
        elif Why.JUAL in {why, of_why}:
            qty["back"] += moved
        elif Why.HILANG in {why, of_why}:
            qty["lost"] -= moved
    words: Mapping[str, str] = {name: good.words(many) if many else "" for name, many in qty.items()}
    sold_rp, due_rp, share_rp = (sum(int(row[at]) for row in rows) for at in (4, 5, 6))
    return StatementLine(good.name, words["sold"], words["back"], words["lost"], sold_rp, due_rp, share_rp)


def _statement(row: Sequence[Any], payouts: Mapping[UUID, Sequence[PayoutRow]]) -> StatementRow:
    id_, year, no, agreement_id, from_on, until_on, carried, sold, back, share, lost, _, *more = row
    person_id, person, undone_on, undone_why = more
    reckoned = Reckoned(carried_rp=carried, sold_rp=sold, back_rp=back, share_rp=share, lost_rp=lost)
    return StatementRow(
        id_,
        paper_name(STATEMENTS, year, no),
        agreement_id,
        from_on,
        until_on,
        reckoned,
        person_id,
        person,
        undone_on,
        undone_why,
        payouts.get(id_, ()),
    )
