"""What looks odd, as statements: each gives the groups that ``domain.anomalies.find`` would give.

Those that begin with a comma or a SELECT go on after USES or WAITS. Network tables alone, but for the last two, which
read what cooperatives keep themselves.
"""

# What counts of the span: sold, not given back. ``usual_qty`` is that of the day of the sale.
USES = """
    WITH uses AS (
        SELECT u.id, u.programme_id AS programme, u.cooperative_id AS outlet, u.device_id AS device, u.nik_index AS nik,
            u.kk_index AS kk, u.category, u.qty, u.at, u.day
        FROM subsidised_quotause u
        WHERE u.day BETWEEN %(since)s AND %(until)s AND u.state = 'USED'
    )
"""
# Waits within what one device told of one day, in the order of the moments.
_OF_DEVICES = """, waits AS (
        SELECT uses.*, at - lag(at) OVER told AS wait,
            row_number() OVER told AS place, lag(qty) OVER told AS qty_before
        FROM uses WINDOW told AS (PARTITION BY programme, outlet, day, device ORDER BY at, id)
    )
"""
WAITS = USES + _OF_DEVICES
RUSH = """, runs AS (
        SELECT waits.*, count(*) FILTER (WHERE wait IS NULL OR wait >= make_interval(secs => %(rush_s)s))
            OVER (PARTITION BY programme, outlet, day, device ORDER BY place) AS run
        FROM waits
    ), sums AS (SELECT programme, outlet, day, device, run, count(*) AS n FROM runs GROUP BY 1, 2, 3, 4, 5)
    SELECT programme, outlet, day, max(n), 0 FROM sums GROUP BY 1, 2, 3 HAVING max(n) >= %(rush_run)s
"""
EVEN = """, steps AS (
        SELECT waits.*, wait - lag(wait) OVER (PARTITION BY programme, outlet, day, device ORDER BY place) AS step
        FROM waits
    ), runs AS (
        SELECT steps.*, count(*)
            FILTER (WHERE step IS NULL OR greatest(step, -step) > make_interval(secs => %(even_s)s))
            OVER (PARTITION BY programme, outlet, day, device ORDER BY place) AS run
        FROM steps WHERE wait IS NOT NULL
    ), sums AS (
        SELECT programme, outlet, day, device, run, count(*) + 1 AS n,
            floor(extract(epoch FROM (array_agg(wait ORDER BY place))[1]))::int AS wait_s
        FROM runs GROUP BY 1, 2, 3, 4, 5
    )
    SELECT DISTINCT ON (programme, outlet, day) programme, outlet, day, n, wait_s FROM sums
    WHERE n >= %(even_run)s ORDER BY programme, outlet, day, n DESC, wait_s DESC
"""
UNIFORM = """, large AS (
        SELECT waits.*, qty > coalesce((
            SELECT c.usual_qty FROM subsidised_buyercategory c
            WHERE c.programme_id = programme AND c.code = category AND c.valid_from <= day
                AND (c.valid_to IS NULL OR c.valid_to >= day) LIMIT 1), qty) AS is_large
        FROM waits
    ), runs AS (
        SELECT large.*, count(*) FILTER (WHERE NOT is_large OR qty_before IS DISTINCT FROM qty OR NOT was_large)
            OVER (PARTITION BY programme, outlet, day, device ORDER BY place) AS run
        FROM (SELECT large.*, coalesce(lag(is_large)
                OVER (PARTITION BY programme, outlet, day, device ORDER BY place), false) AS was_large
            FROM large) large
    ), sums AS (
        SELECT programme, outlet, day, device, run, count(*) AS n, max(qty) AS qty
        FROM runs WHERE is_large GROUP BY 1, 2, 3, 4, 5
    )
    SELECT DISTINCT ON (programme, outlet, day) programme, outlet, day, n, qty FROM sums
    WHERE n >= %(uniform_run)s ORDER BY programme, outlet, day, n DESC, qty DESC
"""
PACKED = """, sums AS (
        SELECT programme, outlet, day, device, count(*) AS n,
            floor(extract(epoch FROM max(at) - min(at)))::int AS span_s
        FROM uses GROUP BY 1, 2, 3, 4
    ), means AS (SELECT sums.*, (span_s / (n - 1))::int AS mean_s FROM sums WHERE n >= greatest(%(packed_sales)s, 2))
    SELECT DISTINCT ON (programme, outlet, day) programme, outlet, day, n, mean_s FROM means
    WHERE mean_s < %(packed_s)s ORDER BY programme, outlet, day, n DESC, mean_s DESC
"""
NIGHT = """
    SELECT programme, outlet, day, count(*), 0 FROM uses
    WHERE extract(hour FROM at AT TIME ZONE 'Asia/Jakarta') >= %(night_from)s
        OR extract(hour FROM at AT TIME ZONE 'Asia/Jakarta') < %(night_until)s
    GROUP BY 1, 2, 3 HAVING count(*) >= %(night_sales)s
"""
RESELLERS = """
    SELECT programme, outlet, %(since)s::date, sum(qty) FILTER (WHERE category = %(reseller)s),
        (sum(qty) FILTER (WHERE category = %(reseller)s) * 100 / sum(qty))::bigint
    FROM uses GROUP BY 1, 2
    HAVING count(*) >= %(least)s AND sum(qty) FILTER (WHERE category = %(reseller)s) > %(reseller_share)s * sum(qty)
"""
NIK_DAY = """
    SELECT programme, nik, day, count(*), array_agg(DISTINCT outlet ORDER BY outlet) FROM uses
    GROUP BY 1, 2, 3 HAVING count(*) >= %(nik_sales)s OR count(DISTINCT outlet) >= %(nik_outlets)s
"""
NIK_MONTH = """
    SELECT programme, nik, %(since)s::date, array_agg(DISTINCT outlet ORDER BY outlet) FROM uses
    GROUP BY 1, 2 HAVING count(DISTINCT outlet) >= %(nik_month_outlets)s
"""
KK_MONTH = """
    SELECT programme, kk, count(*), count(DISTINCT nik), array_agg(DISTINCT outlet ORDER BY outlet) FROM uses
    WHERE kk IS NOT NULL GROUP BY 1, 2 HAVING count(*) >= %(kk_sales)s
"""
SHARED = """
    SELECT s.programme_id, c.kk_index, count(DISTINCT c.id), array_agg(DISTINCT c.registered_by_id)
    FROM subsidised_consumer c
    JOIN subsidised_standing s ON s.consumer_id = c.id AND s.until_on IS NULL
    WHERE c.kk_index IS NOT NULL AND c.forgotten_at IS NULL
    GROUP BY 1, 2 HAVING count(DISTINCT c.id) >= %(kk_buyers)s
"""
# Of one cooperative after the other: rows of tenants.
NO_EVENT = """
    SELECT r.programme, r.cooperative_id, r.sold_on, count(*), 0 FROM subsidised_rationedsale r
    WHERE r.cooperative_id = ANY(%(places)s) AND r.sold_on BETWEEN %(since)s AND %(until)s AND r.use_id IS NULL
        AND r.taken_back_on IS NULL
    GROUP BY 1, 2, 3
"""
STILL = """
    SELECT p.good, s.cooperative_id, sum(s.qty)::bigint AS there,
        (SELECT max(r.sold_on) FROM subsidised_rationedsale r
         WHERE r.cooperative_id = s.cooperative_id AND r.programme = p.good AND r.taken_back_on IS NULL) AS last_on
    FROM inventory_stock s
    JOIN inventory_product p ON p.cooperative_id = s.cooperative_id AND p.id = s.product_id
    JOIN subsidised_programme g ON g.key = p.good
    WHERE s.cooperative_id = ANY(%(places)s)
    GROUP BY p.good, s.cooperative_id HAVING sum(s.qty) > 0
"""
