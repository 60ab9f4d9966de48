"""What to order of 20,000 products that sell nearly every day: prints the seconds as JSON.

The books are written set-based: moves of eight weeks, a supplier for each product, refused requests, orders that run.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta

from bench.stock_books import TODAY, BigShop
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.selectors.demand import DAYS
from guyub.trade.procurement.selectors.suggestions import suggestions

ROUNDS, PARTNERS = 5, 40
BOOKS = (
    # Who delivers, twice a week or weekly.
    """
    INSERT INTO partners_partner (id, cooperative_id, kind, code, name, folded_name, contact_name, address,
            office_phone, npwp, nib, payment_days, lead_days, delivery_days, minimum_rp, note, changed_at)
        SELECT gen_random_uuid(), %(place)s, 'PEMASOK', 'G' || 100 + n, 'Grosir contoh ' || n, 'grosircontoh' || n, '',
            '', '', '', '', 14, 1 + n %% 5, CASE n %% 2 WHEN 0 THEN '14' ELSE '3' END, 500000, '', now()
        FROM generate_series(1, %(partners)s) n
    """,
    """
    INSERT INTO inventory_productunit (id, cooperative_id, product_id, name, factor, is_bought, is_sold)
        SELECT gen_random_uuid(), cooperative_id, id, 'buah', 1, true, true FROM inventory_product
    """,
    """
    INSERT INTO procurement_supply (id, cooperative_id, partner_id, product_id, unit_id, case_qty, least_qty, price_rp,
            priced_on, is_preferred, changed_at)
        SELECT gen_random_uuid(), u.cooperative_id, k.id, u.product_id, u.id, (ARRAY[1, 6, 12, 24])[1 + u.no %% 4],
            (u.no %% 3) * 12, 10000, %(today)s, true, now()
        FROM (SELECT *, row_number() OVER (ORDER BY id) AS no FROM inventory_productunit) u
        JOIN (SELECT id, row_number() OVER (ORDER BY id) AS no FROM partners_partner) k
            ON k.no = 1 + u.no %% %(partners)s
    """,
    # One in ten was asked for when there was none; one in four is on its way.
    """
    INSERT INTO procurement_refusedrequest (id, cooperative_id, product_id, words, qty, asked_on, person_id,
            recorded_at)
        SELECT gen_random_uuid(), cooperative_id, id, '', 3, %(today)s::date - (7 + no %% 40)::int, %(person)s, now()
        FROM (SELECT *, row_number() OVER (ORDER BY id) AS no FROM inventory_product) p WHERE no %% 10 = 0
    """,
    """
    INSERT INTO procurement_purchaseorder (id, cooperative_id, year, no, state, ordered_on, expected_on, note, total_rp,
            approved_on, sent_on, ended_why, recorded_at, location_id, partner_id, person_id)
        SELECT gen_random_uuid(), %(place)s, 2026, row_number() OVER (ORDER BY id), 'DIKIRIM', %(today)s, %(today)s, '',
            1000000, %(today)s, %(today)s, '', now(), %(location)s, id, %(person)s
        FROM partners_partner
    """,
    """
    INSERT INTO procurement_purchaseline (id, cooperative_id, order_id, line_no, product_id, unit_id, qty, price_rp,
            amount_rp, case_qty, tolerance_percent, received_qty)
        SELECT gen_random_uuid(), s.cooperative_id, o.id, row_number() OVER (PARTITION BY o.id ORDER BY s.id),
            s.product_id, s.unit_id, 24, 10000, 240000, 1, 0, 0
        FROM (SELECT *, row_number() OVER (ORDER BY id) AS no FROM procurement_supply) s
        JOIN procurement_purchaseorder o ON o.partner_id = s.partner_id WHERE s.no %% 4 = 0
    """,
    "VACUUM ANALYZE",
)


def main() -> None:
    """Write the books, ask once unmeasured, then five times."""
    products, moves = (int(given) for given in sys.argv[1:3])
    shop = BigShop(
        products=products, moves=moves, since=TODAY - timedelta(days=DAYS + 1), received=range(40, 55)
    )
    given = {
        "place": shop.place.id,
        "partners": PARTNERS,
        "today": TODAY,
        "location": shop.location.id,
        "person": shop.actor.person_id,
    }
    for statement in BOOKS:
        shop.owner.execute(statement, given if "%" in statement else None)
    spent = [ask(shop) for _ in range(ROUNDS + 1)]
    sys.stdout.write(json.dumps(spent[1:]))


def ask(shop: BigShop) -> float:
    """Ask what to order today; give the seconds."""
    began = time.perf_counter()
    with scope(shop.place.id):
        found = suggestions(cooperative_id=shop.place.id, today=TODAY)
    assert found, "a list without a line would measure nothing"
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
