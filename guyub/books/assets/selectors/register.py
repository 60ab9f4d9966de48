"""The list of assets: what each is worth now, and how the list agrees with the books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from guyub.books.assets.domain.registers import (
    ACCOUNTS,
    CLASS_WORDS,
    ENDING_WORDS,
    OPENING_COST,
    OPENING_TAKEN,
    SOURCE_WORDS,
    AssetClass,
)
from guyub.books.assets.domain.spreads import SPREAD_WORDS, WAYS
from guyub.books.assets.models import FixedAsset, LentAsset, MonthLine, Spread
from guyub.books.assets.selectors.months import plan_of, spread_plan
from guyub.books.ledger.domain.entries import entry_name
from guyub.books.ledger.selectors.books import accounts_of
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from guyub.books.assets.domain.sharing import Plan

PHOTO = "ASET_FOTO"


@dataclass(frozen=True, slots=True)
class AssetRow(Row):
    """One asset with what it has lost and is worth now, in rupiah."""

    id: UUID
    number: str
    name: str
    asset_class: str
    class_words: str
    source: str
    source_words: str
    acquired_on: date
    cost_rp: int
    residual_rp: int
    taken_rp: int
    lost_rp: int
    value_rp: int
    plan: Plan
    unit_id: UUID | None
    unit: str
    outlet_id: UUID | None
    outlet: str
    location: str
    serial: str
    photo_id: UUID | None
    entry_id: UUID | None
    ended_on: date | None
    ended_how: str
    ended_words: str
    ended_entry_id: UUID | None


@dataclass(frozen=True, slots=True)
class LentRow(Row):
    """Something that others lend."""

    id: UUID
    number: str
    name: str
    lender: str
    document: str
    lent_on: date
    due_on: date | None
    quantity: int
    condition: str
    insured_rp: int
    outlet_id: UUID | None
    outlet: str
    location: str
    photo_id: UUID | None
    returned_on: date | None


@dataclass(frozen=True, slots=True)
class SpreadRow(Row):
    """An amount spread over months, with what is left of it, in rupiah."""

    id: UUID
    kind: str
    kind_words: str
    what: str
    total_rp: int
    left_rp: int
    each_rp: int
    first_month: date
    last_month: date
    months: int


@dataclass(frozen=True, slots=True)
class MonthRow(Row):
    """What one month bore of an asset."""

    month: date
    amount_rp: int
    entry_id: UUID
    entry: str


@dataclass(frozen=True, slots=True)
class Gap(Row):
    """An account of the books beside the list: rupiah on the side where the account grows."""

    account: str
    name: str
    books_rp: int
    listed_rp: int
    is_begun: bool

    @property
    def left_rp(self) -> int:
        """What the books have and the list has not; below zero where the list has more."""
        return self.books_rp - self.listed_rp


def register_of(
    *, cooperative_id: int, asset_id: UUID | None = None, with_ended: bool = False
) -> list[AssetRow]:
    """List the assets by number, or one of them. Two queries."""
    rows = FixedAsset.objects.filter(cooperative_id=cooperative_id)
    if asset_id:
        rows = rows.filter(id=asset_id)
    elif not with_ended:
        rows = rows.filter(ended_on__isnull=True)
    lost = (
        MonthLine.objects.filter(cooperative_id=cooperative_id, asset__isnull=False)
        .values_list("asset_id")
        .annotate(lost=Sum("amount_rp"))
    )
    sums: Mapping[UUID, int] = {id_: int(rp) for id_, rp in lost}
    return [
        _row(row, sums.get(row.id, 0)) for row in rows.select_related("unit", "outlet").order_by("number")
    ]


def months_of(*, cooperative_id: int, asset_id: UUID) -> list[MonthRow]:
    """List what months bore of an asset, in their order. One query."""
    lines = MonthLine.objects.filter(cooperative_id=cooperative_id, asset_id=asset_id).order_by("month")
    return [
        MonthRow(month, amount_rp, entry_id, entry_name(series, year, number))
        for month, amount_rp, entry_id, series, year, number in lines.values_list(
            "month", "amount_rp", "entry_id", "entry__series", "entry__year", "entry__number"
        )
    ]


def lent_of(*, cooperative_id: int, with_returned: bool = False) -> list[LentRow]:
    """List what others lend, by number. One query."""
    rows = LentAsset.objects.filter(cooperative_id=cooperative_id)
    if not with_returned:
        rows = rows.filter(returned_on__isnull=True)
    return [
        LentRow(
            row.id,
            f"PP-{row.number:04}",
            row.name,
            row.lender,
            row.document,
            row.lent_on,
            row.due_on,
            row.quantity,
            row.condition,
            row.insured_rp,
            row.outlet_id,
            row.outlet.name if row.outlet else "",
            row.location,
            row.photo_id,
            row.returned_on,
        )
        for row in rows.select_related("outlet").order_by("number")
    ]


def spreads_of(*, cooperative_id: int) -> list[SpreadRow]:
    """List what is spread, those that go on first. Two queries."""
    lines = MonthLine.objects.filter(cooperative_id=cooperative_id, spread__isnull=False)
    borne = {id_: int(rp) for id_, rp in lines.values_list("spread_id").annotate(Sum("amount_rp"))}
    rows = Spread.objects.filter(cooperative_id=cooperative_id, is_void=False).order_by("first_month", "id")
    found = [
        SpreadRow(
            row.id,
            row.kind,
            SPREAD_WORDS[row.kind],
            row.what,
            row.total_rp,
            row.total_rp - borne.get(row.id, 0),
            row.total_rp // row.months,
            row.first_month,
            spread_plan(row).last,
            row.months,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: not row.left_rp)


def spread_gaps(*, cooperative_id: int) -> list[Gap]:
    """Put what is left of spreads beside the accounts they stand on. Four queries."""
    left: dict[str, int] = {}
    for row in spreads_of(cooperative_id=cooperative_id):
        source = WAYS[row.kind].source
        left[source] = left.get(source, 0) + row.left_rp
    stood = standing(cooperative_id=cooperative_id)
    return [
        Gap(source, stood[source][0], stood[source][1], left.get(source, 0), is_begun=source in left)
        for source in dict.fromkeys(way.source for way in WAYS.values())
        if source in stood
    ]


def gaps_of(*, cooperative_id: int) -> list[Gap]:
    """Put the list beside the accounts of the books that it explains, in the order of codes. Four queries."""
    return gaps_between(register_of(cooperative_id=cooperative_id), standing(cooperative_id=cooperative_id))


def gaps_between(rows: Iterable[AssetRow], stood: Mapping[str, tuple[str, int]]) -> list[Gap]:
    """Put rows of the list beside what stands on accounts; an account is begun once the list has something of it."""
    listed: dict[str, int] = {}
    for row in rows:
        accounts = ACCOUNTS[AssetClass(row.asset_class)]
        listed[accounts.cost] = listed.get(accounts.cost, 0) + row.cost_rp
        if accounts.lost:
            listed[accounts.lost] = listed.get(accounts.lost, 0) + row.lost_rp
    codes = sorted({code for one in ACCOUNTS.values() for code in (one.cost, one.lost) if code})
    return [
        Gap(code, stood[code][0], _grown(code, stood[code][1]), listed.get(code, 0), is_begun=code in listed)
        for code in codes
        if code in stood
    ]


def opening_totals(stood: Mapping[str, tuple[str, int]]) -> tuple[int, int]:
    """Tell what of the opening position is not told piece by piece yet: cost, and what was lost, in rupiah."""
    cost_rp, lost_rp = (stood.get(code, ("", 0))[1] for code in (OPENING_COST, OPENING_TAKEN))
    return cost_rp, -lost_rp


def standing(*, cooperative_id: int) -> dict[str, tuple[str, int]]:
    """Give name and balance of each account of the chart, own accounts below it included. Two queries."""
    return {
        node.code: (node.name, node.balance_rp + sum(own.balance_rp for own in node.own))
        for node in accounts_of(cooperative_id=cooperative_id)
    }


def photo(*, cooperative_id: int, file_id: UUID) -> StoredFile | None:
    """Find the picture of an asset; None for another file. One query."""
    return StoredFile.objects.filter(cooperative_id=cooperative_id, id=file_id, kind=PHOTO).first()


def _grown(code: str, balance_rp: int) -> int:
    """Turn the balance of what assets have lost, which stands in credit, above zero."""
    return -balance_rp if code >= "1.6.9" else balance_rp


def _row(row: FixedAsset, borne_rp: int) -> AssetRow:
    lost_rp = row.taken_rp + borne_rp
    return AssetRow(
        id=row.id,
        number=f"AT-{row.number:04}",
        name=row.name,
        asset_class=row.asset_class,
        class_words=CLASS_WORDS[row.asset_class],
        source=row.source,
        source_words=SOURCE_WORDS[row.source],
        acquired_on=row.acquired_on,
        cost_rp=row.cost_rp,
        residual_rp=row.residual_rp,
        taken_rp=row.taken_rp,
        lost_rp=lost_rp,
        value_rp=row.cost_rp - lost_rp,
        plan=plan_of(row),
        unit_id=row.unit_id,
        unit=row.unit.name if row.unit else "",
        outlet_id=row.outlet_id,
        outlet=row.outlet.name if row.outlet else "",
        location=row.location,
        serial=row.serial,
        photo_id=row.photo_id,
        entry_id=row.entry_id,
        ended_on=row.ended_on,
        ended_how=row.ended_how,
        ended_words=ENDING_WORDS.get(row.ended_how, ""),
        ended_entry_id=row.ended_entry_id,
    )
