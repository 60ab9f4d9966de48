"""What a till keeps of the shop: products with their prices, members without NIK, cashiers with the till's own PIN."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from guyub.books.treasury.selectors.told_shifts import closed_at_office
from guyub.community.members.models import Member
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.ids import id_in, uuid7
from guyub.foundation.kernel.selectors.together import Inquiry, asked, json_of
from guyub.foundation.kernel.tenancy.postgresql.calls import listed
from guyub.foundation.parameters.selectors.values import over_time
from guyub.trade.inventory.domain.catalogue import CATEGORIES
from guyub.trade.inventory.domain.price_rules import PriceKind
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.selectors.price_rules import rules_for, selling_rules
from guyub.trade.inventory.selectors.prices import coming_inquiry, standing_inquiry
from guyub.trade.retail.domain.fees import SERVICES, is_fee, services_of
from guyub.trade.retail.domain.guards import MOST_KEYS, TILL_KEYS, most_of, till_rules
from guyub.trade.retail.models import CreditSlice, Sale, Till, TillPin
from guyub.trade.retail.selectors.qris_codes import standing_code
from guyub.trade.subsidised.selectors.queues import called_today
from guyub.trade.subsidised.selectors.racks import racks_of
from guyub.trade.subsidised.selectors.told_sites import told_sites

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from guyub.foundation.kernel.models import Cooperative
    from guyub.foundation.parameters.selectors.values import OverTime
    from guyub.trade.inventory.domain.price_rules import PriceRule
    from guyub.trade.inventory.selectors.prices import PriceNow

AT_ONCE = 1000
MOST_MEMBERS = 20_000
# What another transaction was still writing at the moment of the last answer is looked for again.
OVERLAP = timedelta(minutes=5)
POPULAR, POPULAR_DAYS = 60, 28  # products, and the days in which they were bought most often
_SELLING_ROLES = sorted(role.value for role, actions in TABLE.items() if Action.HANDLE_CASH in actions)
_POPULAR = """
    SELECT l.product_id FROM retail_sale s
    JOIN retail_saleline l ON l.cooperative_id = %(place)s AND l.sale_id = s.id
    WHERE s.cooperative_id = %(place)s AND s.location_id = %(location)s AND s.sold_on > %(since)s AND s.of_id IS NULL
    GROUP BY l.product_id ORDER BY count(*) DESC, l.product_id LIMIT %(most)s
"""
# Of the whole: open products by id. Of what changed: those whose card, price, stock, ceiling or limit did, closed ones
# too; a ceiling changes with the day as well.
_GOODS = """
    SELECT p.id, p.code, p.name, p.category, p.base_unit, p.content, p.content_unit, p.good, p.allows_negative,
        p.changed_at, p.closed_on IS NULL, s.qty, p.is_consigned,
        (SELECT jsonb_agg(jsonb_build_array(u.id, u.name, u.factor, u.is_sold) ORDER BY u.factor, u.id)
         FROM inventory_productunit u
         WHERE u.cooperative_id = %(place)s AND u.product_id = p.id AND u.closed_on IS NULL),
        (SELECT jsonb_agg(jsonb_build_array(b.code, b.unit_id) ORDER BY b.code) FROM inventory_barcode b
         WHERE b.cooperative_id = %(place)s AND b.product_id = p.id)
    FROM inventory_product p
    LEFT JOIN inventory_stock s ON s.cooperative_id = %(place)s AND s.product_id = p.id
        AND s.location_id = %(location)s
    WHERE p.cooperative_id = %(place)s AND p.id > %(after)s AND {which}
    ORDER BY p.id LIMIT %(most)s
"""
_WHOLE = _GOODS.format(which="p.closed_on IS NULL")
_CHANGED = _GOODS.format(
    which="""(p.changed_at > %(since)s
        OR EXISTS (SELECT 1 FROM inventory_price r
                   WHERE r.cooperative_id = %(place)s AND r.product_id = p.id AND r.recorded_at > %(since)s)
        OR EXISTS (SELECT 1 FROM inventory_stockmove m
                   WHERE m.cooperative_id = %(place)s AND m.stock_id = s.id AND m.recorded_at > %(since)s)
        OR p.good = ANY(%(limited)s::text[])
        OR p.good <> '' AND EXISTS (
            SELECT 1 FROM inventory_pricerule c
            WHERE c.good = p.good AND (c.set_at > %(since)s
                OR c.valid_from > %(since_on)s AND c.valid_from <= %(today)s
                OR c.valid_to >= %(since_on)s AND c.valid_to < %(today)s)))"""
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a till has come: ``since`` None: it takes the whole; ``upto`` the moment at which it began this round."""

    since: datetime | None = None
    upto: datetime | None = None
    after: UUID | None = None

    @classmethod
    def read(cls, written: str) -> Cursor:
        """Read a cursor that a till shows; one that nobody wrote begins from the start."""
        parts = written.split("|")
        if len(parts) != 3:
            return cls()
        try:
            since, upto = (datetime.fromisoformat(one) if one else None for one in parts[:2])
        except ValueError:
            return cls()
        if any(one is not None and one.tzinfo is None for one in (since, upto)):
            return cls()
        return cls(since, upto, id_in(parts[2]))

    @property
    def written(self) -> str:
        """As it goes over the line."""
        moments = (one.astimezone(UTC).isoformat() if one else "" for one in (self.since, self.upto))
        return "|".join([*moments, str(self.after or "")])


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceFound:
    """What a till is given, by the contract; of members, cashiers, settings and popular None: as they were."""

    cursor: Cursor
    is_whole: bool
    more: bool
    products: Sequence[Mapping[str, Any]]
    gone: Sequence[str]
    members: Sequence[Mapping[str, Any]]
    cashiers: Sequence[Mapping[str, Any]]
    settings: Mapping[str, Any]
    qris: Mapping[str, str] | None
    popular: Sequence[str] | None
    racks: Sequence[Mapping[str, Any]]
    told_sites: Sequence[Mapping[str, Any]]
    turns: Sequence[Mapping[str, Any]]


def slice_of(
    *, place: Cooperative, device_id: UUID, cursor: Cursor, today: date, now: datetime
) -> SliceFound:
    """Give the next part of what a till must know. Needs the scope of the cooperative; at most fifteen queries.

    Args:
        place: Whose.
        device_id: The device; one without a place gets no goods.
        cursor: How far it has come.
        today: The business date.
        now: The moment, aware.
    """
    tills = Till.objects.filter(cooperative_id=place.id, device_id=device_id)
    till = tills.select_related("location__outlet").first()
    if till and cursor.since and till.recorded_at > cursor.since:
        cursor = Cursor()  # it sells from elsewhere now: all of it again
    rules = over_time(*TILL_KEYS, cooperative_id=place.id)
    if cursor.since:
        since_on = business_date(cursor.since, Zone(place.zone))
        if _has_moved(rules, SERVICES, cursor.since, since_on, today):
            cursor = Cursor()  # rarely: which products are fees is said of each
    rows = _rows(place, till.location_id, cursor, rules, today) if till else []
    shown, more = rows[:AT_ONCE], len(rows) > AT_ONCE
    open_ids = [row[0] for row in shown if row[10]]
    outlet_id = till.location.outlet_id if till else None
    prices = _prices(place.id, open_ids, outlet_id, today)
    ceilings = _ceilings(place, {row[7] for row in shown if row[7]}, today)
    upto = cursor.upto or now
    following = Cursor(cursor.since, upto, shown[-1][0]) if more else Cursor(upto - OVERLAP)
    members, cashiers = _people(place.id, till, now)
    written = {key: rules.written(key, on=today) for key in TILL_KEYS}
    return SliceFound(
        cursor=following if till else Cursor(),
        is_whole=cursor.since is None and cursor.after is None,
        more=more,
        products=[_product(row, prices[row[0]], ceilings.get(row[7]), written) for row in shown if row[10]],
        gone=[str(row[0]) for row in shown if not row[10]],
        members=members,
        cashiers=cashiers,
        settings={
            "rounding_rp": till.step_rp if till else 1,
            **till_rules(written),
            "closed_shift": _id(closed_at_office(cooperative_id=place.id, device_id=device_id)),
            "zone_min": (now.astimezone(Zone(place.zone).info).utcoffset() or timedelta())
            // timedelta(minutes=1),
            "categories": {one.code: one.name for one in CATEGORIES},
            "receipt_lines": [till.location.outlet.name] if till and till.location.outlet else [],
            "is_demo": settings.IS_DEMO,
        },
        qris=_qris(place.id),
        popular=_popular(place, till.location_id, today)
        if till and _is_first_of_day(cursor, place, today)
        else None,
        racks=[asdict(one) for one in racks_of(cooperative_id=place.id, on=today)] if till else [],
        told_sites=_told_sites(place.id, till, today) if till else [],
        turns=[asdict(one) for one in called_today(cooperative_id=place.id, today=today)] if till else [],
    )


def _is_first_of_day(cursor: Cursor, place: Cooperative, today: date) -> bool:
    """Tell whether the till asks for the whole, or for the first time today."""
    if cursor.after is not None:
        return False
    return cursor.since is None or business_date(cursor.since + OVERLAP, Zone(place.zone)) < today


def _popular(place: Cooperative, location_id: UUID, today: date) -> list[str]:
    """Give the products that were bought here most often lately, the first first."""
    since = today - timedelta(days=POPULAR_DAYS)
    given = {"place": place.id, "location": location_id, "since": since, "most": POPULAR}
    (rows,) = asked(Inquiry([(_POPULAR, given)], list))
    return [str(product_id) for (product_id,) in rows]


def _told_sites(cooperative_id: int, till: Till, today: date) -> list[dict[str, Any]]:
    """Give how far official sites know of what this till sold today."""
    sales = Sale.objects.filter(cooperative_id=cooperative_id, series=till.series, sold_on=today)
    told = told_sites(cooperative_id=cooperative_id, on=today, sale_ids=sales.values("id"))
    return [asdict(one) for one in told]


def _id(id_: UUID | None) -> str | None:
    return str(id_) if id_ else None


def _qris(cooperative_id: int) -> dict[str, str] | None:
    code = standing_code(cooperative_id=cooperative_id)
    return {"payload": code.payload, "nmid": code.nmid, "name": code.name} if code else None


def _rows(
    place: Cooperative, location_id: UUID, cursor: Cursor, rules: OverTime, today: date
) -> list[tuple[Any, ...]]:
    given: dict[str, Any] = {
        "place": place.id,
        "location": location_id,
        "after": cursor.after or UUID(int=0),
        "since": cursor.since,
        "most": AT_ONCE + 1,
    }
    statement = _WHOLE
    if cursor.since is not None:
        statement, since_on = _CHANGED, business_date(cursor.since, Zone(place.zone))
        limited = [
            good for good, key in MOST_KEYS.items() if _has_moved(rules, key, cursor.since, since_on, today)
        ]
        given |= {"since_on": since_on, "today": today, "limited": listed(limited)}
    (rows,) = asked(Inquiry([(statement, given)], list))
    return list(rows)


def _has_moved(rules: OverTime, key: str, since: datetime, since_on: date, today: date) -> bool:
    """Tell whether a rule may be another one than at a moment: set since, begun since, ended since."""
    return any(
        row.set_at > since
        or since_on < row.valid_from <= today
        or (row.valid_to is not None and since_on <= row.valid_to < today)
        for row in rules.rows[key]
    )


def _prices(
    cooperative_id: int, product_ids: Collection[UUID], outlet_id: UUID | None, today: date
) -> dict[UUID, list[PriceNow]]:
    """Give the prices of each product in an outlet: one of its own stands before that of all outlets."""
    standing, coming = asked(
        standing_inquiry(cooperative_id=cooperative_id, product_ids=product_ids, on=today),
        coming_inquiry(cooperative_id=cooperative_id, product_ids=product_ids, on=today),
    )
    found: dict[UUID, list[PriceNow]] = defaultdict(list)
    own = {(one.unit_id, one.audience) for one in standing if outlet_id and one.outlet_id == outlet_id}
    for one in (*standing, *coming):
        is_here = one.outlet_id == outlet_id if (one.unit_id, one.audience) in own else one.outlet_id is None
        if is_here:
            found[one.product_id].append(one)
    return found


def _ceilings(place: Cooperative, goods: Collection[str], today: date) -> dict[str, PriceRule]:
    if not goods:
        return {}
    rules = selling_rules(rules_for(cooperative_id=place.id), goods=goods, region=place.code, on=today)
    order = (PriceKind.HET, *PriceKind)
    return {
        good: next(kinds[kind] for kind in order if kind in kinds) for good, kinds in rules.items() if kinds
    }


def _people(
    cooperative_id: int, till: Till | None, now: datetime
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    slices = CreditSlice.objects.filter(cooperative_id=cooperative_id, told_rp__gt=0)
    members, seats, pins, told = asked(
        Inquiry.of(
            Member.objects.filter(cooperative_id=cooperative_id, number__isnull=False)
            .order_by("number", "id")
            .values_list("id", "number", "file__name", "state")[:MOST_MEMBERS],
            read=list,
        ),
        Inquiry.of(
            Membership.objects.filter(
                cooperative_id=cooperative_id, role__in=_SELLING_ROLES, starts_at__lte=now
            )
            .exclude(ends_at__lte=now)
            .order_by("person__name", "person_id")
            .values_list("person_id", "person__name"),
            read=list,
        ),
        Inquiry.of(
            TillPin.objects.filter(cooperative_id=cooperative_id).values_list(
                "person_id", "salt", "rounds", "hash"
            ),
            read=list,
        ),
        Inquiry.of(
            slices.filter(till_id=till.id if till else uuid7()).values_list("member_id", "told_rp"), read=dict
        ),
    )
    kept = {
        person_id: {"salt": salt, "rounds": rounds, "hash": hashed}
        for person_id, salt, rounds, hashed in pins
    }
    return [
        {
            "id": str(id_),
            "number": str(number),
            "name": name,
            "credit_rp": told.get(id_, 0),
            "is_active": state == "AKTIF",
        }
        for id_, number, name, state in members
    ], [
        {"id": str(person_id), "name": name, "pin": kept[person_id]}
        for person_id, name in dict(seats).items()
        if person_id in kept
    ]


def _product(
    row: Sequence[Any], prices: Sequence[PriceNow], ceiling: PriceRule | None, rules: Mapping[str, str]
) -> dict[str, Any]:
    (
        id_, code, name, category, base_unit, content, content_unit, good, allows_negative, changed_at, _, qty,
        is_consigned, units, codes,
    ) = row  # fmt: skip
    return {
        "id": str(id_),
        "code": code,
        "name": name,
        "category": category,
        "base_unit": base_unit,
        "content": content,
        "content_unit": content_unit,
        "units": [
            {"id": str(unit), "name": said, "factor": factor}
            for unit, said, factor, is_sold in json_of(units) or []
            if is_sold or any(str(one.unit_id) == str(unit) for one in prices)
        ],
        "barcodes": [{"code": number, "unit": str(unit)} for number, unit in json_of(codes) or []],
        "prices": [
            {
                "unit": str(one.unit_id),
                "audience": one.audience,
                "amount_rp": one.amount_rp,
                "from": one.from_on.isoformat(),
                "to": one.until_on.isoformat() if one.until_on else None,
            }
            for one in prices
        ],
        "ceiling": {
            "kind": ceiling.kind.value,
            "amount_rp": ceiling.amount_rp,
            "unit": ceiling.unit.value,
            "basis": ceiling.legal_basis,
        }
        if ceiling
        else None,
        "stock_qty": qty,
        "allows_negative": allows_negative,
        "picture": None,
        "changed": changed_at.isoformat(),
        "most_qty": most_of(good, content=content, written=rules),
        "good": good,
        "is_fee": is_fee(name=name, code=code, services=services_of(rules[SERVICES])),
        "is_rationed": bool(good) and REGULATED[good].is_rationed,
        "is_consigned": is_consigned,
    }
