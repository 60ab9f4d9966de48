"""The statements of the benchmark of the end of the day: its loans, their payments, and the floor of a night."""

from __future__ import annotations

# Seven instalments of each loan, one a month from January on, on a day of its own from the 6th to the 28th; the jasa is
# 1 % of the loan a month.
FILL = (
    """
INSERT INTO loans_loan (id, cooperative_id, year, no, member_id, product_id, purpose, contract, principal_rp, rate_ppm,
        effective_ppm, instalments, agreed_on, disbursed_on, way, ends_on, state, last_no, left_rp, jasa_rp,
        provision_rp, kolektibilitas, overdue_rp)
    SELECT uuidv7(), %(place)s, 2026, n, gen_random_uuid(), %(product)s, 'Modal warung', %(contract)s, part * 7, 120000,
        214000, 7, day - interval '1 month', day - interval '1 month', 'TUNAI', day + interval '6 months', 'BERJALAN',
        0, part * 7, 0, 0, 'L', 0
    FROM generate_series(1, %(loans)s::int) AS n
    CROSS JOIN LATERAL (SELECT (100000 + n %% 977 * 1000)::bigint AS part, make_date(2026, 1, 6 + n %% 23) AS day) AS x
""",
    """
INSERT INTO loans_loanline (id, cooperative_id, loan_id, no, due_on, principal_rp, interest_rp, fee_rp, penalty_rp,
        principal_settled_rp, interest_settled_rp, fee_settled_rp, penalty_settled_rp, is_open)
    SELECT uuidv7(), %(place)s, o.id, k, make_date(2026, k, 6 + o.no %% 23), o.principal_rp / 7, o.principal_rp / 100,
        0, 0, 0, 0, 0, 0, true
    FROM loans_loan AS o CROSS JOIN generate_series(1, 7) AS k
    WHERE o.cooperative_id = %(place)s ORDER BY o.no, k
""",
)
# Each month every second loan pays all that is due by then, the tenth ones never.
PAY = """
WITH paid AS (
    UPDATE loans_loanline AS l SET principal_settled_rp = l.principal_rp, interest_settled_rp = l.interest_rp,
        is_open = false
    FROM loans_loan AS o
    WHERE l.cooperative_id = %(place)s AND l.is_open AND l.due_on <= %(on)s AND o.cooperative_id = %(place)s
        AND o.id = l.loan_id AND o.no %% 2 = %(at)s AND o.no %% 10 <> 9
    RETURNING l.loan_id, l.principal_rp
), whole AS (SELECT loan_id, sum(principal_rp)::bigint AS rp FROM paid GROUP BY loan_id)
UPDATE loans_loan AS o SET left_rp = o.left_rp - w.rp, jasa_rp = 0, last_no = o.last_no + 1, overdue_since = NULL,
        overdue_rp = 0
    FROM whole AS w WHERE o.cooperative_id = %(place)s AND o.id = w.loan_id
"""
READ = (
    "SET LOCAL work_mem = '256MB'",
    """
CREATE TEMP TABLE floor_now ON COMMIT DROP AS
    WITH due AS (
        SELECT l.loan_id, min(l.due_on) FILTER (WHERE l.due_on < %(on)s) AS since,
            sum(l.principal_rp - l.principal_settled_rp + l.interest_rp - l.interest_settled_rp)
                FILTER (WHERE l.due_on < %(on)s)::bigint AS overdue_rp,
            sum(l.interest_rp - l.interest_settled_rp)::bigint AS jasa_rp
        FROM loans_loanline AS l WHERE l.cooperative_id = %(place)s AND l.is_open AND l.due_on <= %(on)s
        GROUP BY l.loan_id
    )
    SELECT o.id, o.left_rp, o.last_no, d.since, coalesce(d.overdue_rp, 0) AS overdue_rp, c.class,
        CASE c.class WHEN 'L' THEN coalesce(d.jasa_rp, 0) ELSE 0 END AS jasa_rp, o.jasa_rp AS old_jasa_rp,
        round(o.left_rp * CASE c.class WHEN 'L' THEN 0.01 WHEN 'KL' THEN 0.1 ELSE 1 END)::bigint AS provision_rp,
        o.provision_rp AS old_provision_rp
    FROM loans_loan AS o LEFT JOIN due AS d ON d.loan_id = o.id
    CROSS JOIN LATERAL (SELECT CASE
        WHEN %(on)s - d.since > 180 THEN 'M'
        WHEN %(on)s - d.since > 90 OR o.ends_on < %(on)s AND o.left_rp > 0 THEN 'KL'
        ELSE 'L' END AS class) AS c
    WHERE o.cooperative_id = %(place)s AND o.state = 'BERJALAN'
""",
)
FLOOR = (
    *READ,
    """
CREATE TEMP TABLE floor_lines ON COMMIT DROP AS
    SELECT code, rp, row_number() OVER () AS no FROM (
        SELECT sum(jasa_rp - old_jasa_rp)::bigint AS jasa_rp, sum(provision_rp - old_provision_rp)::bigint AS aside_rp
        FROM floor_now
    ) AS s
    CROSS JOIN LATERAL (VALUES ('1.2.04', jasa_rp), ('4.1.02', -jasa_rp), ('6.1.09', aside_rp), ('1.2.05', -aside_rp))
        AS l(code, rp)
    WHERE rp <> 0
""",
    "ALTER TABLE ledger_journalline DISABLE TRIGGER line_entry_balances",
    """
INSERT INTO ledger_journalentry (id, cooperative_id, series, year, number, chain_no, occurred_on, dated_on, posted_at,
        phase, memo, context, request_id, part, source_kind, line_count, total_rp, facts_hash, hash)
    SELECT %(entry)s, %(place)s, 'FL', 2026, %(no)s, %(no)s, %(on)s, %(on)s, now(), 0, 'Jasa pinjaman', 'loans',
        %(request)s, 0, 'loans.book', count(*), sum(greatest(rp, 0)), sha256(''), sha256('') FROM floor_lines
""",
    """
INSERT INTO ledger_journalline (cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow, note, dated_on)
    SELECT %(place)s, %(entry)s, l.no, a.id, h.common_unit_id, l.rp, '', '', %(on)s
    FROM floor_lines AS l JOIN ledger_account AS a ON a.cooperative_id = %(place)s AND a.code = l.code
    JOIN ledger_journalhead AS h ON h.cooperative_id = %(place)s
""",
    """
INSERT INTO ledger_accountbalance AS b (cooperative_id, account_id, unit_id, month, phase, flow, posted_month, debit_rp,
        credit_rp)
    SELECT %(place)s, l.account_id, l.unit_id, date_trunc('month', l.dated_on)::date, 0, '',
        date_trunc('month', now())::date, greatest(l.amount_rp, 0), greatest(-l.amount_rp, 0)
    FROM ledger_journalline AS l WHERE l.cooperative_id = %(place)s AND l.entry_id = %(entry)s
""",
    """
INSERT INTO loans_loanbookday (id, cooperative_id, "on", loans, changed, overdue, left_rp, overdue_rp, provision_rp,
        jasa_rp, jasa_moved_rp, added_rp, released_rp, classes, rule, entry_id, recorded_at)
    SELECT uuidv7(), %(place)s, %(on)s, sum(n), sum(n), sum(late), sum(left_rp), sum(overdue_rp), sum(provision_rp),
        sum(jasa_rp), sum(moved_rp), sum(added_rp), sum(released_rp), jsonb_object_agg(class, jsonb_build_object(
            'loans', n, 'left_rp', left_rp, 'overdue_rp', overdue_rp, 'provision_rp', provision_rp,
            'jasa_rp', jasa_rp)),
        '{}', %(entry)s, now()
    FROM (
        SELECT class, count(*) AS n, count(since) AS late, sum(left_rp) AS left_rp, sum(overdue_rp) AS overdue_rp,
            sum(provision_rp) AS provision_rp, sum(jasa_rp) AS jasa_rp, sum(jasa_rp - old_jasa_rp) AS moved_rp,
            sum(greatest(provision_rp - old_provision_rp, 0)) AS added_rp,
            sum(greatest(old_provision_rp - provision_rp, 0)) AS released_rp
        FROM floor_now GROUP BY class
    ) AS s
""",
    """
UPDATE loans_loan AS o SET kolektibilitas = n.class, overdue_since = n.since, overdue_rp = n.overdue_rp,
        provision_rp = n.provision_rp, jasa_rp = n.jasa_rp, counted_no = n.last_no
    FROM floor_now AS n WHERE o.cooperative_id = %(place)s AND o.id = n.id
""",
    """
INSERT INTO loans_loanday (id, cooperative_id, loan_id, "on", kolektibilitas, overdue_since, overdue_rp, left_rp,
        provision_rp, jasa_rp)
    SELECT uuidv7(), %(place)s, id, %(on)s, class, since, overdue_rp, left_rp, provision_rp, jasa_rp FROM floor_now
""",
    """
INSERT INTO identity_auditentry (id, cooperative_id, position, at, actor_name, actor_role, act, facts, seal, facts_hash,
        hash)
    VALUES (%(audit)s, %(place)s, 1000000000 + %(no)s, now(), '', '', 'loans.book.counted', '{"day": "Contoh"}', 2,
        sha256(''), sha256(''))
""",
    """
INSERT INTO kernel_request (id, cooperative_id, use_case, facts_hash, result, asked_at)
    VALUES (%(request)s, %(place)s, 'loans.count_book', sha256(''), '{}', now())
""",
    "ALTER TABLE ledger_journalline ENABLE TRIGGER line_entry_balances",
)
_LOAN = (
    "o.no, o.last_no, o.left_rp, o.kolektibilitas, o.overdue_since, o.overdue_rp, o.provision_rp, o.jasa_rp"
)
_DAY = 'o.no, h."on", h.left_rp, h.kolektibilitas, h.overdue_since, h.overdue_rp, h.provision_rp, h.jasa_rp'
_DAYS = f"""
    SELECT {_DAY} FROM loans_loanday AS h
    JOIN loans_loan AS o ON o.cooperative_id = h.cooperative_id AND o.id = h.loan_id
    WHERE h.cooperative_id = """
CHECK = f"""
SELECT (SELECT count(*) FROM (
    SELECT {_LOAN} FROM loans_loan AS o WHERE o.cooperative_id = %(mine)s
    EXCEPT SELECT {_LOAN} FROM loans_loan AS o WHERE o.cooperative_id = %(other)s
) AS loans) + (SELECT count(*) FROM (({_DAYS} %(mine)s EXCEPT {_DAYS} %(other)s)
    UNION ALL ({_DAYS} %(other)s EXCEPT {_DAYS} %(mine)s)) AS days)
"""
