"""What the server knows of a till and of what it told: two trips for a sale, however many lines it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.books.treasury.selectors.tills import shift_at, shift_inquiry
from guyub.community.members.models import Member
from guyub.foundation.identity.domain.roles import TABLE, Action, Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.selectors.together import Inquiry, asked, kept_rows
from guyub.foundation.kernel.tenancy.postgresql.calls import listed
from guyub.trade.inventory.selectors.bought import goods_inquiry
from guyub.trade.inventory.selectors.price_rules import rules_inquiry, selling_rules
from guyub.trade.inventory.selectors.prices import price_of_inquiry
from guyub.trade.retail.models import Sale, Till

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.trade.inventory.domain.price_rules import PriceKind, PriceRule
    from guyub.trade.inventory.selectors.bought import Good
    from guyub.trade.inventory.selectors.prices import PriceNow

_SELLING_ROLES = sorted(role.value for role, actions in TABLE.items() if Action.HANDLE_CASH in actions)
_TILL = (
    *("id", "series", "location_id", "location__unit_id", "location__outlet_id", "drawer_id"),
    *("drawer__account_code", "drawer__unit_id", "bank__account_code", "bank__unit_id", "safe_id"),
)
# Closed units too: what a till sold while it was offline it sold.
_UNITS = """
    SELECT u.id, u.product_id FROM inventory_productunit u
    WHERE u.cooperative_id = %(place)s AND u.id = ANY(%(ids)s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class TillHeld:
    """A till: its row of numbers, where it sells from, and where its money lies."""

    till_id: UUID
    series: int
    location_id: UUID
    unit_id: UUID | None
    outlet_id: UUID | None
    drawer_id: UUID
    drawer_code: str
    drawer_unit_id: UUID | None
    bank_code: str | None
    bank_unit_id: UUID | None
    safe_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who told what where.

    Args:
        place: The cooperative.
        till: The till of the device; None: it has no place and drawer yet.
        cashier: Who did it, in a role that may; None: never worked here by then.
        member_person_id: The person of the member; None: no such member, or none was told.
        shift_id: The drawer's shift of that moment; None: the till's does not stand in the treasury.
        is_counted: That shift ended after it happened: its cash was counted before it was told.
        is_number_taken: Another receipt bears the till's number.
        is_second_known: The second person works here, or worked here.
    """

    place: Cooperative
    till: TillHeld | None
    cashier: Actor | None
    member_person_id: UUID | None
    shift_id: UUID | None
    is_counted: bool
    is_number_taken: bool
    is_second_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsTold:
    """What is known of the goods of a sale on its day.

    Args:
        goods: By id; closed ones too.
        units: Unit → product, of all that were told.
        prices: By unit, what the list said this buyer pays.
        rules: By good, what the state says of its price.
    """

    goods: Mapping[UUID, Good]
    units: Mapping[UUID, UUID]
    prices: Mapping[UUID, PriceNow]
    rules: Mapping[str, Mapping[PriceKind, PriceRule]]


def told_by(
    *,
    cooperative_id: int,
    device_id: UUID,
    cashier_id: UUID,
    shift_id: UUID,
    at: datetime,
    member_id: UUID | None = None,
    series: int = 0,
    number: int = 0,
    second_id: UUID | None = None,
) -> Told:
    """Look up who told what where. One query; one more where the shift had ended by then.

    Args:
        cooperative_id: Whose.
        device_id: The device.
        cashier_id: The person who did it.
        shift_id: The shift, by the till's own id.
        at: When it happened, aware.
        member_id: The member who bought.
        series: The till's row of numbers.
        number: The number in it; 0: it bears none.
        second_id: The person who agreed; None: nobody was asked.
    """
    (place,), tills, cashiers, members, shift, numbers, seconds = asked(
        kept_rows(_place, cooperative_id),
        Inquiry.kept(_till, cooperative_id, device_id, read=list),
        Inquiry.kept(_cashier, cooperative_id, cashier_id, at, read=list),
        Inquiry.kept(_member, cooperative_id, member_id or cashier_id, read=list),
        shift_inquiry(cooperative_id=cooperative_id, shift_id=shift_id),
        Inquiry.kept(_numbered, cooperative_id, series, number, read=list),
        Inquiry.kept(_works_here, cooperative_id, second_id or cashier_id, read=list),
    )
    cashier = None
    if cashiers:
        membership_id, role, name = cashiers[0]
        cashier = Actor(cashier_id, name, Role(role), cooperative_id, membership_id)
    ran = shift_at(shift, cooperative_id=cooperative_id, at=at) if shift else None
    return Told(
        place=place,
        till=TillHeld(*tills[0]) if tills else None,
        cashier=cashier,
        member_person_id=members[0][0] if members and member_id else None,
        shift_id=ran.shift_id if ran else None,
        is_counted=ran is not None and ran.closed_at is not None and at <= ran.closed_at,
        is_number_taken=bool(numbers),
        is_second_known=bool(seconds) and second_id is not None,
    )


def goods_told(
    *,
    place: Cooperative,
    product_ids: Collection[UUID],
    unit_ids: Collection[UUID],
    outlet_id: UUID | None,
    is_member: bool,
    on: date,
) -> GoodsTold:
    """Look up the goods of a sale, and what they cost on its day. One query.

    Args:
        place: Whose.
        product_ids: The products.
        unit_ids: The units they were sold in.
        outlet_id: Where.
        is_member: A member bought.
        on: The business date of the sale.
    """
    goods, units, prices, rules = asked(
        goods_inquiry(cooperative_id=place.id, product_ids=product_ids),
        Inquiry([(_UNITS, {"place": place.id, "ids": listed(sorted(unit_ids))})], dict),
        price_of_inquiry(
            cooperative_id=place.id,
            product_ids=product_ids,
            on=on,
            outlet_id=outlet_id,
            is_member=is_member,
        ),
        rules_inquiry(cooperative_id=place.id),
    )
    ruled = {good.good for good in goods.values() if good.good}
    return GoodsTold(
        goods=goods,
        units=units,
        prices=prices,
        rules=selling_rules(rules, goods=ruled, region=place.code, on=on),
    )


def _place(cooperative_id: int) -> QuerySet[Cooperative, Any]:
    return Cooperative.objects.filter(id=cooperative_id)


def _till(cooperative_id: int, device_id: UUID) -> QuerySet[Till, Any]:
    return Till.objects.filter(cooperative_id=cooperative_id, device_id=device_id).values_list(*_TILL)


def _cashier(cooperative_id: int, person_id: UUID, at: datetime) -> QuerySet[Membership, Any]:
    """The roles in which a person sold by then; one that ended since still sold before."""
    rows = Membership.objects.filter(
        cooperative_id=cooperative_id, person_id=person_id, role__in=_SELLING_ROLES, starts_at__lte=at
    )
    return rows.order_by("-starts_at", "id").values_list("id", "role", "person__name")


def _works_here(cooperative_id: int, person_id: UUID) -> QuerySet[Membership, Any]:
    rows = Membership.objects.filter(cooperative_id=cooperative_id, person_id=person_id)
    return rows.order_by("id").values_list("id")[:1]


def _member(cooperative_id: int, member_id: UUID) -> QuerySet[Member, Any]:
    return Member.objects.filter(cooperative_id=cooperative_id, id=member_id).values_list("person_id")


def _numbered(cooperative_id: int, series: int, number: int) -> QuerySet[Sale, Any]:
    return Sale.objects.filter(cooperative_id=cooperative_id, series=series, till_no=number).values_list("id")
