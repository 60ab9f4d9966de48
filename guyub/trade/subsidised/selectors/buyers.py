"""Registered buyers as a cooperative sees those whom it knows: in a list, and one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.members.selectors.members import member_of_person
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.vault import owner_by_index
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.domain.spans import day_of
from guyub.trade.subsidised.models import Consumer, Standing
from guyub.trade.subsidised.selectors.consumers import consumer_by_id, consumers_by_id
from guyub.trade.subsidised.selectors.programmes import rationing_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.trade.subsidised.selectors.consumers import ConsumerFound, StandingRow
    from guyub.trade.subsidised.selectors.programmes import Rationing


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryShown(Row):
    """A category of a buyer, in words.

    Args:
        id: Of the row that says so.
        title: ``Rumah tangga, LPG 3 kg``.
        row: As it stands.
        is_running: It holds on the day that was asked about.
    """

    id: UUID
    title: str
    row: StandingRow
    is_running: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerRow(Row):
    """One buyer: what an outlet may see of them.

    Args:
        id: Of the buyer.
        given_name: Of the whole name the part that is shown.
        last4: The last digits of the NIK.
        ward: The name of the ward; empty: not told.
        registered_on: When they were registered first, in Jakarta.
        registered_by: Where.
        categories: Those that hold and those that are over, the newest first.
    """

    id: UUID
    given_name: str
    last4: str
    ward: str
    registered_on: date
    registered_by: str
    categories: tuple[CategoryShown, ...]

    @property
    def running(self) -> str:
        """What they belong to now, in one line."""
        return "; ".join(one.title for one in self.categories if one.is_running)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerPage(Row):
    """One buyer with what belongs to the page of them alone.

    Args:
        row: As in the list.
        household: How many registered buyers share the KK; 0: no KK was told.
        member_number: The own member's number; empty: no member here.
    """

    row: BuyerRow
    household: int
    member_number: str


def buyers_of(
    *, cooperative_id: int, wanted: str, category: str, first: int, most: int, on: date
) -> tuple[list[BuyerRow], int]:
    """List the buyers whom a cooperative registered or verified, the newest first. Six queries at most.

    Args:
        cooperative_id: Which cooperative.
        wanted: Letters of the given name, or the last four digits; empty: everybody.
        category: A programme and a category, ``LPG_3KG:RT``; empty: all.
        first: How many are passed over.
        most: How many are given.
        on: The day on which categories hold.

    Returns:
        The rows, and how many there are.
    """
    rows = _known(cooperative_id)
    if wanted:
        rows = rows.filter(Q(given_name__icontains=wanted) | Q(nik_last4=wanted))
    programme, _, code = category.partition(":")
    if code:
        standing = Standing.objects.filter(programme_id=programme, category=code, until_on__isnull=True)
        rows = rows.filter(id__in=standing.values("consumer_id"))
    total = rows.count()
    ids = list(rows.order_by("-registered_at", "-id").values_list("id", flat=True)[first : first + most])
    found = consumers_by_id(ids)
    rationing, places = rationing_of(cooperative_id=cooperative_id), _places(found.values())
    return [_row(found[id_], rationing, places, on) for id_ in ids], total


def buyer_page(*, cooperative_id: int, consumer_id: UUID, on: date) -> BuyerPage | None:
    """Show one buyer whom a cooperative registered or verified; None for anybody else. Needs the scope."""
    if not _known(cooperative_id).filter(id=consumer_id).exists():
        return None
    found = consumer_by_id(consumer_id)
    if found is None:
        return None
    same = Consumer.objects.filter(kk_index=found.kk_index, forgotten_at__isnull=True)
    owner = owner_by_index(SecretKind.NIK, found.nik_index)
    member = member_of_person(cooperative_id=cooperative_id, person_id=owner) if owner else None
    return BuyerPage(
        row=buyer_row(found, cooperative_id=cooperative_id, on=on),
        household=same.count() if found.kk_index else 0,
        member_number=member.number if member and member.is_member else "",
    )


def buyer_row(found: ConsumerFound, *, cooperative_id: int, on: date) -> BuyerRow:
    """Show what any outlet may see of a buyer whose NIK it was told. Two queries."""
    return _row(found, rationing_of(cooperative_id=cooperative_id), _places([found]), on)


def is_known(*, cooperative_id: int, consumer_id: UUID) -> bool:
    """Tell whether a cooperative registered or verified a buyer."""
    return _known(cooperative_id).filter(id=consumer_id).exists()


def _known(cooperative_id: int) -> QuerySet[Consumer]:
    verified = Standing.objects.filter(verified_for_id=cooperative_id).values("consumer_id")
    mine = Q(registered_by_id=cooperative_id) | Q(id__in=verified)
    return Consumer.objects.filter(mine, forgotten_at__isnull=True)


def _places(found: Iterable[ConsumerFound]) -> dict[int, str]:
    ids = {one.registered_by_id for one in found}
    return dict(Cooperative.objects.filter(id__in=ids).values_list("id", "name"))


def _row(found: ConsumerFound, rationing: Rationing, places: Mapping[int, str], on: date) -> BuyerRow:
    names = {ward.code: ward.name for ward in wards()}
    return BuyerRow(
        id=found.id,
        given_name=found.given_name,
        last4=found.last4,
        ward=names.get(found.ward, found.ward),
        registered_on=day_of(found.registered_at),
        registered_by=places[found.registered_by_id],
        categories=tuple(
            CategoryShown(
                id=one.id,
                title=rationing.words(one.programme, one.category),
                row=one,
                is_running=one.holds_on(on),
            )
            for one in reversed(found.standings)
        ),
    )
