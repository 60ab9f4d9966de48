"""The statements of the savings benchmark: its accounts, their deposits, and the floor of a month's jasa."""

from __future__ import annotations

MEMBERS = """
INSERT INTO members_member (id, cooperative_id, person_id, file_id, number, state, state_since, accepted_on, joined_on,
        left_why, pokok_rp, instalments)
    SELECT uuidv7(), %(place)s, gen_random_uuid(), gen_random_uuid(), n, 'AKTIF', %(opened)s, %(opened)s, %(opened)s,
        '', 100000, 1
    FROM generate_series(1, %(people)s::int) AS n
"""
ACCOUNTS = """
INSERT INTO savings_savingsaccount (id, cooperative_id, member_id, kind, product_id, serial, opened_on, opening_rp,
        balance_rp, held_rp, last_no)
    SELECT uuidv7(), m.cooperative_id, m.id, %(kind)s, %(product)s, 1, %(opened)s, 0, 0, 0, 0
    FROM members_member AS m WHERE m.cooperative_id = %(place)s ORDER BY m.number
"""
# Every hundredth member deposits so much that the jasa is taxed.
MOVES = """
WITH told AS (
    SELECT a.id, m.number, %(month)s::date + m.number %% 28 AS "on",
        (10000 + m.number %% 977 * 1000) * CASE WHEN m.number %% 100 = 0 THEN 200 ELSE 1 END AS rp
    FROM savings_savingsaccount AS a JOIN members_member AS m ON m.id = a.member_id
    WHERE a.cooperative_id = %(place)s AND m.number %% %(each)s::int = %(at)s::int %% %(each)s::int
), moved AS (
    UPDATE savings_savingsaccount AS a SET balance_rp = a.balance_rp + told.rp, last_no = a.last_no + 1
    FROM told WHERE a.id = told.id RETURNING a.id, a.balance_rp, a.last_no, told.rp, told."on"
)
INSERT INTO savings_savingsmovement (id, cooperative_id, account_id, no, amount_rp, balance_rp, "on", value_on, cause,
        entry_id, note, recorded_at)
    SELECT uuidv7(), %(place)s, id, last_no, rp, balance_rp, "on", "on", 'SETOR', gen_random_uuid(), '', now()
    FROM moved ORDER BY "on", id
"""
FINE = 20_176_364_880  # as domain.jasa.YEAR
FLOOR = (
    "SET LOCAL work_mem = '256MB'",
    f"""
CREATE TEMP TABLE floor_now ON COMMIT DROP AS
    SELECT a.id, a.member_id, a.kind, f.fine, coalesce(b.carried, 0) AS carried_in,
        div(f.fine + coalesce(b.carried, 0), {FINE}000000)::bigint AS rp,
        mod(f.fine + coalesce(b.carried, 0), {FINE}000000)::bigint AS carried
    FROM savings_savingsaccount AS a
    LEFT JOIN (
        SELECT m.account_id, sum(m.amount_rp::numeric * (m.value_on - %(month)s::date)) AS less
        FROM savings_savingsmovement AS m WHERE m.cooperative_id = %(place)s AND m.value_on >= %(month)s
        GROUP BY m.account_id
    ) AS m ON m.account_id = a.id
    LEFT JOIN savings_accountjasa AS b ON b.cooperative_id = %(place)s AND b.month = %(before)s AND b.account_id = a.id
    CROSS JOIN LATERAL (SELECT (a.balance_rp::numeric * %(days)s - coalesce(m.less, 0))
        * CASE a.kind WHEN 'SUKARELA' THEN 40000 ELSE 60000 END * {FINE // 365} AS fine) AS f
    WHERE a.cooperative_id = %(place)s AND f.fine <> 0
""",
    """
CREATE TEMP TABLE floor_tax ON COMMIT DROP AS
    SELECT n.member_id, sum(n.rp)::bigint AS rp, (sum(n.rp) / 10)::bigint AS tax_rp,
        (array_agg(n.id ORDER BY n.rp DESC, n.id))[1] AS account_id
    FROM floor_now AS n GROUP BY n.member_id HAVING sum(n.rp) > 240000
""",
    "UPDATE floor_tax SET tax_rp = rp / 10",
    """
CREATE TEMP TABLE floor_lines ON COMMIT DROP AS
    SELECT code, sum(rp)::bigint AS rp, row_number() OVER () AS no FROM (
        SELECT '5.1.02' AS code, rp FROM floor_now
        UNION ALL SELECT CASE kind WHEN 'SUKARELA' THEN '2.2.01' ELSE '2.2.03' END, -rp FROM floor_now
        UNION ALL SELECT CASE a.kind WHEN 'SUKARELA' THEN '2.2.01' ELSE '2.2.03' END, t.tax_rp
            FROM floor_tax AS t JOIN floor_now AS a ON a.id = t.account_id
        UNION ALL SELECT '2.1.06', -tax_rp FROM floor_tax
    ) AS one GROUP BY code
""",
    "ALTER TABLE ledger_journalline DISABLE TRIGGER line_entry_balances",
    """
INSERT INTO ledger_journalentry (id, cooperative_id, series, year, number, chain_no, occurred_on, dated_on, posted_at,
        phase, memo, context, request_id, part, source_kind, line_count, total_rp, facts_hash, hash)
    SELECT %(entry)s, %(place)s, 'FL', 2026, %(no)s, %(no)s, %(last)s, %(last)s, now(), 0, 'Jasa simpanan', 'savings',
        %(request)s, 0, 'savings.jasa', count(*), sum(greatest(rp, 0)), sha256(''), sha256('') FROM floor_lines
""",
    """
INSERT INTO ledger_journalline (cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow, note, dated_on)
    SELECT %(place)s, %(entry)s, l.no, a.id, h.common_unit_id, l.rp, '', '', %(last)s
    FROM floor_lines AS l JOIN ledger_account AS a ON a.cooperative_id = %(place)s AND a.code = l.code
    JOIN ledger_journalhead AS h ON h.cooperative_id = %(place)s
""",
    """
INSERT INTO ledger_accountbalance AS b (cooperative_id, account_id, unit_id, month, phase, flow, posted_month, debit_rp,
        credit_rp)
    SELECT %(place)s, l.account_id, l.unit_id, %(month)s, 0, '', date_trunc('month', now())::date,
        greatest(l.amount_rp, 0), greatest(-l.amount_rp, 0)
    FROM ledger_journalline AS l WHERE l.cooperative_id = %(place)s AND l.entry_id = %(entry)s
""",
    """
INSERT INTO savings_jasarun (id, cooperative_id, no, kind, month, "on", accounts, jasa_rp, credited_rp, tax_rp,
        borne_rp, taxed, free_rp, tax_ppm, entry_id, reason, recorded_at)
    SELECT %(run)s, %(place)s, %(no)s, 'BULAN', %(month)s, %(last)s, count(*), sum(rp), sum(rp),
        (SELECT sum(tax_rp) FROM floor_tax), 0, (SELECT count(*) FROM floor_tax), 240000, 100000, %(entry)s, '', now()
    FROM floor_now
""",
    """
INSERT INTO savings_accountjasa (id, cooperative_id, run_id, account_id, month, no, fine, carried_in, carried, jasa_rp,
        accrued_rp, credited_rp, to_id)
    SELECT uuidv7(), %(place)s, %(run)s, id, %(month)s, 1, fine, carried_in, carried, rp, 0, rp, id FROM floor_now
""",
    """
INSERT INTO savings_membertax (id, cooperative_id, run_id, member_id, month, no, gross_rp, tax_rp, taken_rp, borne_rp,
        account_id)
    SELECT uuidv7(), %(place)s, %(run)s, member_id, %(month)s, 1, rp, tax_rp, tax_rp, 0, account_id FROM floor_tax
""",
    """
WITH whole AS (
    SELECT n.id, n.rp, coalesce(t.tax_rp, 0) AS tax_rp, t.tax_rp IS NOT NULL AS is_taxed
    FROM floor_now AS n LEFT JOIN floor_tax AS t ON t.account_id = n.id WHERE n.rp > 0
), moved AS (
    UPDATE savings_savingsaccount AS a
    SET balance_rp = a.balance_rp + w.rp - w.tax_rp, last_no = a.last_no + 1 + w.is_taxed::int
    FROM whole AS w WHERE a.cooperative_id = %(place)s AND a.id = w.id
    RETURNING a.id, a.balance_rp, a.last_no, w.rp, w.tax_rp, w.is_taxed
)
INSERT INTO savings_savingsmovement (id, cooperative_id, account_id, no, amount_rp, balance_rp, "on", value_on, cause,
        entry_id, note, recorded_at)
    SELECT uuidv7(), %(place)s, id, last_no - is_taxed::int, rp, balance_rp + tax_rp, %(last)s, %(next)s::date, 'JASA',
        %(entry)s::uuid, 'Jasa bulan ini', now() FROM moved
    UNION ALL
    SELECT uuidv7(), %(place)s, id, last_no, -tax_rp, balance_rp, %(last)s, %(next)s, 'PAJAK', %(entry)s,
        'Pajak jasa bulan ini', now() FROM moved WHERE is_taxed
""",
    """
INSERT INTO identity_auditentry (id, cooperative_id, position, at, actor_name, actor_role, act, facts, seal, facts_hash,
        hash)
    VALUES (%(audit)s, %(place)s, 1000000000 + %(no)s, now(), '', '', 'savings.jasa.posted', '{"month": "Contoh"}', 2,
        sha256(''), sha256(''))
""",
    """
INSERT INTO kernel_request (id, cooperative_id, use_case, facts_hash, result, asked_at)
    VALUES (%(request)s, %(place)s, 'savings.post_jasa', sha256(''), '{}', now())
""",
    "ALTER TABLE ledger_journalline ENABLE TRIGGER line_entry_balances",
)
CHECK = """
SELECT count(*) FROM (
    SELECT m.number, a.kind, a.balance_rp, a.last_no FROM savings_savingsaccount AS a
        JOIN members_member AS m ON m.id = a.member_id WHERE a.cooperative_id = %(mine)s
    EXCEPT
    SELECT m.number, a.kind, a.balance_rp, a.last_no FROM savings_savingsaccount AS a
        JOIN members_member AS m ON m.id = a.member_id WHERE a.cooperative_id = %(other)s
) AS different
"""
