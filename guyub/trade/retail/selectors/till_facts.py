"""What the server knows of a till and of what it told: two trips, however many events and lines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from guyub.books.treasury.domain.told_shifts import Ran
from guyub.books.treasury.selectors.tills import ShiftTold, shift_at
from guyub.foundation.identity.domain.roles import TABLE, Action, Actor, Role
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.selectors.together import Inquiry, joined
from guyub.foundation.kernel.tenancy.postgresql.calls import listed, prepared
from guyub.trade.inventory.selectors.price_rules import rules_for, selling_rules
from guyub.trade.inventory.selectors.prices import price_of_inquiry

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.trade.inventory.domain.price_rules import PriceKind, PriceRule
    from guyub.trade.inventory.selectors.prices import PriceNow

_SELLING_ROLES = frozenset(role.value for role, actions in TABLE.items() if Action.HANDLE_CASH in actions)
_PLACE = ("id", "code", "name", "zone", "kind")
_TILL_ENDS = 16
_WHERE = """
    SELECT c.id, c.code, c.name, c.zone, c.kind, t.id, t.series, t.location_id, l.unit_id, l.outlet_id, t.drawer_id,
        d.account_code, d.unit_id, b.account_code, b.unit_id, t.safe_id
    FROM kernel_cooperative c
    LEFT JOIN retail_till t ON t.cooperative_id = %(place)s AND t.device_id = %(device)s
    LEFT JOIN inventory_location l ON l.cooperative_id = %(place)s AND l.id = t.location_id
    LEFT JOIN treasury_cashplace d ON d.cooperative_id = %(place)s AND d.id = t.drawer_id
    LEFT JOIN treasury_cashplace b ON b.cooperative_id = %(place)s AND b.id = t.bank_id
    WHERE c.id = %(place)s
"""
# Roles of today and before, members, shifts, and receipts that bear a number already.
_WHO = """
    SELECT 'role', m.person_id, m.id, m.role, p.name, m.starts_at, 0, 0, NULL::uuid, NULL::uuid, NULL::timestamptz
        FROM identity_membership m JOIN identity_person p ON p.id = m.person_id
        WHERE m.cooperative_id = %(place)s AND m.person_id = ANY(%(people)s::uuid[])
    UNION ALL SELECT 'member', r.id, r.person_id, '', '', NULL, 0, 0, NULL, NULL, NULL FROM members_member r
        WHERE r.cooperative_id = %(place)s AND r.id = ANY(%(members)s::uuid[])
    UNION ALL SELECT 'shift', t.id, s.id, '', '', s.opened_at, 0, 0, s.drawer_id, s.person_id, s.closed_at
        FROM treasury_toldshift t
        JOIN treasury_cashshift s ON s.cooperative_id = %(place)s AND s.id = t.shift_id
        WHERE t.cooperative_id = %(place)s AND t.id = ANY(%(shifts)s::uuid[])
    UNION ALL SELECT 'number', n.id, NULL, '', '', NULL, n.series, n.till_no, NULL, NULL, NULL FROM retail_sale n
        WHERE n.cooperative_id = %(place)s
            AND (n.series, n.till_no) IN (SELECT * FROM unnest(%(series)s::integer[], %(numbers)s::integer[]))
"""
# Both at once: few rows, each with what is said of the till.
_TOLD = f"SELECT * FROM ({_WHERE}) where_it_is LEFT JOIN ({_WHO}) who ON true"  # noqa: S608  our own
# Closed products and units too: what a till sold while it was offline it sold.
_GOODS = """
    SELECT w.product_id, w.unit_id, u.product_id, p.name, p.good, p.content, p.is_consigned, p.code
    FROM unnest(%(products)s::uuid[], %(units)s::uuid[]) AS w(product_id, unit_id)
    LEFT JOIN inventory_product p ON p.cooperative_id = %(place)s AND p.id = w.product_id
    LEFT JOIN inventory_productunit u ON u.cooperative_id = %(place)s AND u.id = w.unit_id
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
class Telling:
    """What is looked up of one event.

    Args:
        cashier_id: The person who did it.
        shift_id: The shift, by the till's own id.
        at: When it happened, aware.
        member_id: The member who bought.
        series: The till's row of numbers.
        number: The number in it; 0: it bears none.
        second_id: The person who agreed; None: nobody was asked.
    """

    cashier_id: UUID
    shift_id: UUID
    at: datetime
    member_id: UUID | None = None
    series: int = 0
    number: int = 0
    second_id: UUID | None = None


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


@dataclass(frozen=True, slots=True)
class GoodTold:
    """A product as a sale needs it; ``good`` is what price rules know it as, ``content`` what a base unit holds."""

    name: str
    good: str
    content: int
    is_consigned: bool
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsTold:
    """What is known of the goods of a sale on its day.

    Args:
        goods: By id; closed ones too.
        units: Unit → product, of all that were told.
        prices: Whether a member buys → by unit, what the list said this buyer pays.
        rules: By good, what the state says of its price.
    """

    goods: Mapping[UUID, GoodTold]
    units: Mapping[UUID, UUID]
    prices: Mapping[bool, Mapping[UUID, PriceNow]]
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
    """Look up who told what where, as of ``Telling`` and ``all_told_by``."""
    telling = Telling(
        cashier_id=cashier_id,
        shift_id=shift_id,
        at=at,
        member_id=member_id,
        series=series,
        number=number,
        second_id=second_id,
    )
    (told,) = all_told_by(cooperative_id=cooperative_id, device_id=device_id, tellings=[telling])
    return told


def all_told_by(*, cooperative_id: int, device_id: UUID, tellings: Sequence[Telling]) -> list[Told]:
    """Look up who told what where, of several events of one device, in their order.

    One round trip; one more for each event whose shift had ended by then.

    Args:
        cooperative_id: Whose.
        device_id: The device.
        tellings: One for each event. A number that two of them bear is the first one's.
    """
    given = {
        "place": cooperative_id,
        "device": device_id,
        "people": listed({one.cashier_id for one in tellings} | {one.second_id for one in tellings} - {None}),
        "members": listed({one.member_id for one in tellings} - {None}),
        "shifts": listed({one.shift_id for one in tellings}),
        "series": listed(one.series for one in tellings),
        "numbers": listed(one.number for one in tellings),
    }
    (rows,) = prepared((_TOLD, given))
    place = Cooperative.from_db("default", _PLACE, rows[0][:5])
    till = TillHeld(*rows[0][5:_TILL_ENDS]) if rows[0][5] else None
    roles: dict[UUID, list[tuple[datetime, UUID, str, str]]] = defaultdict(list)
    members, shifts, taken = {}, {}, set()
    for what, id_, other_id, role, name, at, series, number, drawer_id, person_id, until in (
        row[_TILL_ENDS:] for row in rows
    ):
        if what == "role":
            roles[id_].append((at, other_id, role, name))
        elif what == "number":
            taken.add((series, number))
        elif what == "member":
            members[id_] = other_id
        elif what == "shift":
            shifts[id_] = ShiftTold(drawer_id, Ran(other_id, person_id, at, until))
    told = []
    for one in tellings:
        own = shifts.get(one.shift_id)
        ran = shift_at(own, cooperative_id=cooperative_id, at=one.at) if own else None
        told.append(
            Told(
                place=place,
                till=till,
                cashier=_cashier(cooperative_id, one, roles[one.cashier_id]),
                member_person_id=members.get(one.member_id) if one.member_id else None,
                shift_id=ran.shift_id if ran else None,
                is_counted=ran is not None and ran.closed_at is not None and one.at <= ran.closed_at,
                is_number_taken=(one.series, one.number) in taken,
                is_second_known=one.second_id is not None and bool(roles[one.second_id]),
            )
        )
        if one.number:
            taken.add((one.series, one.number))
    return told


def _cashier(
    cooperative_id: int, telling: Telling, roles: Sequence[tuple[datetime, UUID, str, str]]
) -> Actor | None:
    """Give the latest role in which a person sold by then; one that ended since still sold before."""
    sold = [one for one in roles if one[2] in _SELLING_ROLES and one[0] <= telling.at]
    if not sold:
        return None
    latest = max(one[0] for one in sold)
    _, membership_id, role, name = min((one for one in sold if one[0] == latest), key=lambda one: one[1])
    return Actor(telling.cashier_id, name, Role(role), cooperative_id, membership_id)


def goods_inquiry(
    *,
    cooperative_id: int,
    goods: Collection[tuple[UUID, UUID]],
    outlet_id: UUID | None,
    buyers: Collection[bool],
    on: date,
) -> Inquiry[GoodsTold]:
    """Ask for the goods of sales, and what they cost on their day; the rules of their price come with ``with_rules``.

    Args:
        cooperative_id: Whose.
        goods: Product and unit.
        outlet_id: Where.
        buyers: Whether members bought, others, or both.
        on: The business date of the sales.
    """
    wanted = sorted(set(goods))
    product_ids = sorted({product_id for product_id, _ in wanted})
    given = {
        "place": cooperative_id,
        "products": listed(product_id for product_id, _ in wanted),
        "units": listed(unit_id for _, unit_id in wanted),
    }
    prices = [
        price_of_inquiry(
            cooperative_id=cooperative_id,
            product_ids=product_ids,
            on=on,
            outlet_id=outlet_id,
            is_member=is_member,
        )
        for is_member in sorted(buyers)
    ]

    def read(rows: Sequence[Sequence[Any]], *held: dict[UUID, PriceNow]) -> GoodsTold:
        return GoodsTold(
            goods={row[0]: GoodTold(*row[3:]) for row in rows if row[3] is not None},
            units={row[1]: row[2] for row in rows if row[2] is not None},
            prices=dict(zip(sorted(buyers), held, strict=True)),
            rules={},
        )

    told: Inquiry[list[Any]] = Inquiry([(_GOODS, given)], list, is_kept=True)
    return joined(told, *prices, read=read)


def with_rules(goods: GoodsTold, *, place: Cooperative, on: date) -> GoodsTold:
    """Add what the state says of the prices of these goods on a day. One query, none where nothing has a rule."""
    ruled = {good.good for good in goods.goods.values() if good.good}
    if not ruled:
        return goods
    rules = rules_for(cooperative_id=place.id)
    return replace(goods, rules=selling_rules(rules, goods=ruled, region=place.code, on=on))
