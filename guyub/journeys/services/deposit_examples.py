"""Invented simpanan berjangka for a demonstration: placed this month, one of them by the example member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid5

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.community.members.models import Member
from guyub.finance.savings.domain.deposits import Roll
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import SavingsProduct
from guyub.finance.savings.selectors.deposits import all_deposits
from guyub.finance.savings.services.deposits import Placing, place_deposit
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.examples import example_seat
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative

FIRST_NUMBER = 60  # members from here on hold no office


@dataclass(frozen=True, slots=True)
class _Told:
    """A deposit; of which day of the month, from the own savings or by transfer; whole rupiah."""

    months: int
    amount_rp: int
    day: int
    is_own: bool
    roll: Roll


_DEPOSITS = (
    _Told(6, 300_000, 5, is_own=True, roll=Roll.POKOK),
    _Told(12, 5_000_000, 6, is_own=False, roll=Roll.TIDAK),
    _Told(12, 2_500_000, 11, is_own=False, roll=Roll.POKOK),
    _Told(6, 10_000_000, 18, is_own=False, roll=Roll.POKOK),
)


def make_deposit_examples(*, now: datetime) -> None:
    """Place deposits in Bumiayu. Only for a demonstration; repeating it changes nothing.

    Needs the products, the city's word and the cash places of the examples before.
    """
    place, own = place_by_code(BUMIAYU), example_seat(Role.ANGGOTA.value)
    if place is None or own is None:
        return
    today = business_date(now, Zone(place.zone))
    with scope(place.id):
        is_there = bool(all_deposits(cooperative_id=place.id)[0])
        treasurer, members = actor_in(place, Role.BENDAHARA), _members(place, own.person_id)
        offered = SavingsProduct.objects.filter(cooperative=place, kind=SavingsKind.BERJANGKA.value)
        products = dict(offered.values_list("term_months", "id"))
        bank = next(row.id for row in places_of(cooperative_id=place.id) if row.kind is CashKind.BANK)
    for at, told in enumerate(() if is_there else _DEPOSITS):
        placing = Placing(
            member_id=members[at],
            product_id=products[told.months],
            amount_rp=told.amount_rp,
            cash_place_id=None if told.is_own else bank,
            roll=told.roll,
        )
        place_deposit(
            actor=treasurer,
            place=place,
            placing=placing,
            today=min(today, today.replace(day=told.day)),
            request_id=uuid5(SPACE, f"deposit/{place.code}/{at}"),
            now=now,
        )


def _members(place: Cooperative, person_id: UUID) -> list[UUID]:
    """Give the example member, and after that one some who hold no office."""
    active = Member.objects.filter(cooperative=place, number__isnull=False, left_on__isnull=True)
    own = active.get(person_id=person_id)
    others = active.filter(number__gte=FIRST_NUMBER, state="AKTIF").exclude(id=own.id).order_by("number")
    return [own.id, *others.values_list("id", flat=True)[: len(_DEPOSITS) - 1]]
