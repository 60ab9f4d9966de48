"""Shops with goods, and the tills that sell in them: makes them, and prints where each till sits as JSON."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import django

django.setup()

import psycopg  # noqa: E402

from bench.till_outbox import COST_RP, PRICE_RP  # noqa: E402
from guyub.books.ledger.services.accounts import begin_books  # noqa: E402
from guyub.books.treasury.services.places import open_place  # noqa: E402
from guyub.foundation.devices.domain.chain import milliseconds  # noqa: E402
from guyub.foundation.devices.services.binding import bind, give_code  # noqa: E402
from guyub.foundation.identity.domain.roles import Actor, Role  # noqa: E402
from guyub.foundation.identity.models import Membership, Person  # noqa: E402
from guyub.foundation.kernel.dates import utc_now  # noqa: E402
from guyub.foundation.kernel.ids import uuid7  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import scope  # noqa: E402
from guyub.foundation.parameters.services.values import load_national  # noqa: E402
from guyub.trade.inventory.models import Location  # noqa: E402
from guyub.trade.retail.services.tills import TillTyped, set_till  # noqa: E402

if TYPE_CHECKING:
    from uuid import UUID

THERE = 1_000_000
# Half of the goods by moving average, half first in first out; each came once, in an entry that nobody here reads.
GOODS = """
    WITH p AS (
        INSERT INTO inventory_product (id, cooperative_id, code, name, category, account, base_unit, content,
                content_unit, good, cost_method, allows_negative, has_batches, is_consigned,
                least_qty, changed_at)
            SELECT gen_random_uuid(), %(place)s, 'B' || n, 'Barang contoh ' || n, 'SEMBAKO', '1.3.01', 'buah', 1,
                'BUAH', '', CASE n %% 2 WHEN 0 THEN 'AVERAGE' ELSE 'FIFO' END, false, false, false, 10, now()
            FROM generate_series(1, %(products)s) n RETURNING id
    ), u AS (
        INSERT INTO inventory_productunit (id, cooperative_id, product_id, name, factor, is_bought, is_sold)
            SELECT gen_random_uuid(), %(place)s, p.id, 'buah', 1, true, true FROM p RETURNING id, product_id
    ), priced AS (
        INSERT INTO inventory_price (id, cooperative_id, product_id, unit_id, audience, amount_rp, from_on,
                is_withdrawn, reason, recorded_at)
            SELECT gen_random_uuid(), %(place)s, u.product_id, u.id, 'UMUM', %(price)s, %(on)s, false, '', now() FROM u
    ), s AS (
        INSERT INTO inventory_stock (id, cooperative_id, product_id, location_id, account, allows_negative, qty,
                value_rp, layers, shorts, last_qty, last_rp, last_on)
            SELECT gen_random_uuid(), %(place)s, p.id, %(location)s, '1.3.01', false, %(there)s, %(worth)s,
                jsonb_build_array(jsonb_build_array(%(there)s::bigint, %(worth)s::bigint)), '[]', %(there)s, %(worth)s,
                %(on)s FROM p RETURNING id
    ), m AS (
        INSERT INTO inventory_stockmove (id, cooperative_id, stock_id, seq, "on", booked_on, cause, qty, value_rp,
                counter, weight, source_kind, note, recorded_at)
            SELECT gen_random_uuid(), %(place)s, s.id, row_number() OVER (), %(on)s, %(on)s, 'TERIMA', %(there)s,
                %(worth)s, '2.1.14', 0, '', '', now() FROM s
    ), c AS (
        INSERT INTO kernel_numbercounter (cooperative_id, series, year, last)
            VALUES (%(place)s, 'inventory.move', 0, %(products)s)
    )
    INSERT INTO inventory_stockmonth (cooperative_id, stock_id, month, qty, value_rp)
        SELECT %(place)s, s.id, date_trunc('month', d)::date, 0, 0
        FROM s, unnest(ARRAY[%(on)s::date, %(today)s::date]) d
        ON CONFLICT DO NOTHING
"""


def shop(at: int, *, tills: int, products: int, owner: psycopg.Connection[Any]) -> list[dict[str, Any]]:
    """Make one cooperative with goods, and its tills.

    Returns:
        A seat for each till: what a program needs to be it.
    """
    now = utc_now()
    today, began = now.date(), (now - timedelta(days=400)).date().replace(month=1, day=1)
    place = Cooperative.objects.create(code=f"35.73.03.1{at:03}", name=f"KKMP Contoh {at}", zone="WIB")
    treasurer, manager = (_seated(place, role) for role in (Role.BENDAHARA, Role.PENGELOLA_GERAI))
    with scope(place.id):
        begin_books(place=place, opened_on=began)
        location = Location.objects.create(cooperative=place, kind="GUDANG", name="Gudang", opened_on=began)
    given = {
        "place": place.id,
        "products": products,
        "location": location.id,
        "price": PRICE_RP,
        "there": THERE,
        "worth": THERE * COST_RP,
        "on": today - timedelta(days=1),
        "today": today,
    }
    owner.execute(GOODS, given)
    told: dict[str, Any] = {"place": place, "today": today, "now": now}
    bank = open_place(actor=treasurer, kind="BANK", name="BRI", bank_name="BRI", request_id=uuid7(), **told)
    return [
        _till(place, no, manager, location.id, _drawer(treasurer, no, told), bank)
        for no in range(1, tills + 1)
    ]


def _seated(place: Cooperative, role: Role) -> Actor:
    now = utc_now() - timedelta(days=30)
    person = Person.objects.create(name="Contoh", password="!", created_at=now)
    seat = Membership.objects.create(person=person, cooperative=place, role=role.value, starts_at=now)
    return Actor(person.id, "Contoh", role, place.id, seat.id)


def _drawer(treasurer: Actor, no: int, told: dict[str, Any]) -> UUID:
    return open_place(actor=treasurer, kind="LACI", name=f"Laci {no}", request_id=uuid7(), **told)


def _till(
    place: Cooperative, no: int, manager: Actor, location_id: UUID, drawer_id: UUID, bank_id: UUID
) -> dict[str, Any]:
    now = utc_now()
    code = give_code(
        actor=manager,
        device_name=f"HP kasir {no}",
        outlet_id=None,
        outlet_name="Gerai",
        request_id=uuid7(),
        now=now,
    )
    made = bind(
        written=code,
        request_id=uuid7(),
        visitor="bench",
        device_ms=milliseconds(now),
        app_version="1",
        now=now,
    )
    typed = TillTyped(device_id=made.device.id, location_id=location_id, drawer_id=drawer_id, bank_id=bank_id)
    set_till(actor=manager, typed=typed, request_id=uuid7(), now=now)
    cashier = _seated(place, Role.KASIR)
    return {
        "place": place.id,
        "no": no,
        "device": str(made.device.id),
        "key": made.key,
        "series": made.device.series,
        "cashier": str(cashier.person_id),
        "drawer": str(drawer_id),
        "location": str(location_id),
    }


def main() -> None:
    """Print the seats of so many shops with so many tills and products each."""
    shops, tills, products = map(int, sys.argv[1:4])
    load_national(now=utc_now())
    seats = []
    with psycopg.connect(os.environ["DATABASE_SUPER_URL"], autocommit=True) as owner:
        for at in range(shops):
            seats += shop(at, tills=tills, products=products, owner=owner)
        owner.execute("VACUUM ANALYZE")
    print(json.dumps(seats))


if __name__ == "__main__":
    main()
