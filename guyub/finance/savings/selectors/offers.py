"""What a cooperative offers to save in, with the decisions behind it: for pages, tables and the pengawas."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import SavingsAccount, SavingsTerms
from guyub.finance.savings.selectors.jasa import last_month
from guyub.finance.savings.selectors.products import one_product, products_of, terms_in
from guyub.foundation.kernel.formats import MONTHS
from guyub.foundation.kernel.rows import Row
from guyub.foundation.parameters.selectors.values import over_time

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.finance.savings.domain.terms import Terms
    from guyub.finance.savings.selectors.products import ProductRow
    from guyub.foundation.parameters.selectors.values import ValueRow

MOST = "simpanan.jasa_maksimal"
# What members pay for these is a dated rule, decided and kept with the parameters.
DUES = {SavingsKind.POKOK: "simpanan.pokok", SavingsKind.WAJIB: "simpanan.wajib"}


@dataclass(frozen=True, slots=True)
class TermsRow(Row):
    """Terms with the decision that set them, and who asked when; ``is_replaced``: others were set for the same day."""

    terms: Terms
    no: int
    decision_id: UUID
    number: str
    title: str
    decided_on: date
    person: str
    recorded_at: datetime
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class Offer(Row):
    """One product as members meet it: the terms that hold, what comes next, how many save in it; whole rupiah.

    ``dues`` and ``next_dues`` are of simpanan pokok and wajib alone.
    """

    product: ProductRow
    now: TermsRow | None
    next: TermsRow | None
    history: tuple[TermsRow, ...]
    accounts: int
    total_rp: int
    dues: ValueRow | None = None
    next_dues: ValueRow | None = None


@dataclass(frozen=True, slots=True)
class MostRate(Row):
    """The highest rate a year that may be promised, in millionths, and the rule that says so."""

    ppm: int
    basis: str


def offers_of(*, cooperative_id: int, on: date) -> list[Offer]:
    """List the products, in the order of SavingsKind and their names. Five queries."""
    rows = SavingsTerms.objects.filter(cooperative_id=cooperative_id)
    history = _history(rows)
    held = _held(SavingsAccount.objects.filter(cooperative_id=cooperative_id))
    dues = over_time(*DUES.values(), cooperative_id=cooperative_id)
    found = []
    for product in products_of(cooperative_id=cooperative_id, on=on):
        key = DUES.get(product.kind)
        found.append(
            _offer(
                product,
                history.get(product.product_id, ()),
                held.get(product.product_id, (0, 0)),
                on,
                dues.on(key, on) if key else None,
                _after(dues.rows[key], on) if key else None,
            )
        )
    return found


def one_offer(*, cooperative_id: int, product_id: UUID, on: date) -> Offer | None:
    """Find one product; None for another cooperative's or none. Five queries."""
    product = one_product(cooperative_id=cooperative_id, product_id=product_id, on=on)
    if product is None:
        return None
    rows = SavingsTerms.objects.filter(cooperative_id=cooperative_id, product_id=product_id)
    held = _held(SavingsAccount.objects.filter(cooperative_id=cooperative_id, product_id=product_id))
    key = DUES.get(product.kind)
    dues = over_time(key, cooperative_id=cooperative_id) if key else None
    return _offer(
        product,
        _history(rows).get(product_id, ()),
        held.get(product_id, (0, 0)),
        on,
        dues.on(key, on) if dues and key else None,
        _after(dues.rows[key], on) if dues and key else None,
    )


def most_rate(*, cooperative_id: int, days: Collection[date]) -> MostRate | None:
    """Tell the highest rate that may be promised on each of some days; None where no rule holds on one. One query."""
    told = over_time(MOST, cooperative_id=cooperative_id)
    rows = [told.on(MOST, one) for one in days]
    found = [row for row in rows if row is not None]
    if len(found) < len(rows) or not found:
        return None
    rates = [MostRate(ppm_of(row), row.legal_basis) for row in found]
    return min(rates, key=lambda rate: rate.ppm)


def ppm_of(row: ValueRow) -> int:
    """Give a rate that is kept as a fraction in millionths."""
    whole, _, fraction = row.value.partition(".")
    return int(whole) * 1_000_000 + int(fraction[:6].ljust(6, "0") or 0)


def recounted_words(*, cooperative_id: int, since: date) -> str:
    """Say which booked months terms from a day on would change; empty: none. One query."""
    last = last_month(cooperative_id=cooperative_id)
    first = since.replace(day=1)
    if last is None or first > last:
        return ""
    return _month(first) if first == last else f"{_month(first)} sampai {_month(last)}"


def _month(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def _offer(
    product: ProductRow,
    history: Sequence[TermsRow],
    held: tuple[int, int],
    on: date,
    dues: ValueRow | None,
    next_dues: ValueRow | None,
) -> Offer:
    holding = [row for row in history if not row.is_replaced]
    now = next((row for row in reversed(holding) if row.terms.from_on <= on), None)
    coming = next((row for row in holding if row.terms.from_on > on), None)
    return Offer(product, now, coming, tuple(reversed(history)), held[0], held[1], dues, next_dues)


def _after(rows: Sequence[ValueRow], on: date) -> ValueRow | None:
    return next((row for row in rows if row.valid_from > on), None)


def _history(rows: QuerySet[SavingsTerms]) -> dict[UUID, tuple[TermsRow, ...]]:
    """Give the terms of each product by their first day; of one day the last one holds."""
    told: dict[UUID, list[SavingsTerms]] = defaultdict(list)
    for row in rows.select_related("decision", "person").order_by("from_on", "no"):
        told[row.product_id].append(row)
    found = {}
    for product_id, kept in told.items():
        last = {row.from_on: row.no for row in kept}
        found[product_id] = tuple(
            TermsRow(
                terms_in(row),
                row.no,
                row.decision_id,
                row.decision.number,
                row.decision.title,
                row.decision.decided_on,
                row.person.name if row.person else "",
                row.recorded_at,
                last[row.from_on] != row.no,
            )
            for row in kept
        )
    return found


def _held(rows: QuerySet[SavingsAccount]) -> dict[UUID, tuple[int, int]]:
    sums = rows.values("product_id").annotate(
        open=Count("id", filter=Q(closed_on__isnull=True)), total=Coalesce(Sum("balance_rp"), 0)
    )
    return {row["product_id"]: (row["open"], row["total"]) for row in sums}
