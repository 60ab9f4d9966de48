-- Posting: the wall of the journal. Python decides and writes the facts (books/ledger/domain); this locks, judges,
-- numbers, chains, and stores what stands in the facts' own text, so that what is hashed is what is stored.
-- One function for one entry and for thousands. It answers with a refusal (wrong, at, said) or with what it posted.
-- Plans are kept for as long as a connection lives, and the first ones are made while tables are empty: seq scans and
-- hash joins are switched off, and each lookup of a batch stands in a LATERAL of one row, so that every row is found by
-- its key from the first entry to the millionth. Nothing is planned anew for a batch of another length.

CREATE FUNCTION ledger_post(p_place integer, p_context text, p_today date, p_late boolean, p_ids uuid[], p_facts text[],
                            p_act jsonb)
RETURNS TABLE (wrong text, at integer, said text, id uuid, number integer, year smallint, dated_on date, chain_no bigint,
               hash bytea, is_new boolean)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    n CONSTANT integer := cardinality(p_facts);
    facts CONSTANT jsonb[] := p_facts::jsonb[];
    head ledger_journalhead;
    fact jsonb;
    day date;
    days date[] := '{}';
    -- Counters by series and year, and which of them each entry takes from.
    keys text[] := '{}'; counts integer[] := '{}'; lasts integer[] := '{}'; places integer[] := '{}';
    i integer; k integer; last integer;
    facts_seal bytea;
    moment timestamptz;
    moments timestamptz[] := '{}';
BEGIN
    is_new := false;
    -- First lock, always; also taken by closing and reopening. Each statement after it sees the truth.
    SELECT * INTO head FROM ledger_journalhead h WHERE h.cooperative_id = p_place AND h.book = 'jurnal' FOR UPDATE;
    IF NOT FOUND THEN
        wrong := 'unopened'; at := 1; RETURN NEXT; RETURN;
    END IF;

    -- Asked before: the same facts give the first answer, also after the month was closed; other facts are refused.
    RETURN QUERY
        SELECT CASE WHEN e.facts_hash = sha256(convert_to(p_facts[f.at], 'UTF8')) THEN '' ELSE 'reused' END,
            f.at::integer, '', e.id, e.number, e.year, e.dated_on, e.chain_no, e.hash, false
        FROM unnest(facts) WITH ORDINALITY AS f(fact, at) CROSS JOIN LATERAL (
            SELECT * FROM ledger_journalentry e WHERE e.cooperative_id = p_place
                AND e.request_id = (f.fact->>'request')::uuid AND e.part = (f.fact->>'part')::smallint LIMIT 1) e;
    IF FOUND THEN RETURN; END IF;

    wrong := '';
    FOR i IN 1..n LOOP
        fact := facts[i];
        -- The day: within the books, not after today, in an open month; a late event goes to the first open day.
        day := (fact->>'occurred_on')::date;
        IF day < head.opened_on THEN
            wrong := 'before'; said := head.opened_on;
        ELSIF day > p_today THEN
            wrong := 'future'; said := p_today;
        ELSIF (fact->>'phase')::smallint = 2 THEN
            IF day <= head.year_closed_through THEN wrong := 'closed'; said := head.year_closed_through + 1; END IF;
        ELSIF day <= head.closed_through THEN
            IF p_late AND head.closed_through < p_today THEN day := head.closed_through + 1;
            ELSE wrong := 'closed'; said := head.closed_through + 1; END IF;
        END IF;
        -- What is taken back, or replaced, is an entry of this cooperative, and once only.
        IF wrong = '' AND coalesce(fact->>'reverses', fact->>'corrects') IS NOT NULL THEN
            IF NOT EXISTS (SELECT FROM ledger_journalentry e WHERE e.cooperative_id = p_place
                    AND e.id = coalesce(fact->>'reverses', fact->>'corrects')::uuid) THEN
                wrong := 'target';
            ELSIF EXISTS (SELECT FROM ledger_journalentry e WHERE e.cooperative_id = p_place
                    AND e.reverses_id = (fact->>'reverses')::uuid)
                OR EXISTS (SELECT FROM ledger_journalentry e WHERE e.cooperative_id = p_place
                    AND e.corrects_id = (fact->>'corrects')::uuid) THEN
                wrong := 'reversed';
            END IF;
        END IF;
        IF wrong <> '' THEN at := i; RETURN NEXT; RETURN; END IF;
        days := days || day;

        k := array_position(keys, (fact->>'series') || extract(year FROM day));
        IF k IS NULL THEN
            keys := keys || ((fact->>'series') || extract(year FROM day));
            counts := counts || 0;
            k := cardinality(keys);
        END IF;
        counts[k] := counts[k] + 1;
        places := places || k;
    END LOOP;

    -- Lines stand on accounts that are this cooperative's, open, and no other context's (closing a year clears them all),
    -- and in its own units. The unit of the cooperative as a whole is written as none: one way, one hash.
    SELECT l.at, l.said, l.wrong INTO at, said, wrong
        FROM (SELECT f.at, p.no, p.line->>0 AS said,
                     CASE WHEN a.id IS NULL THEN 'unknown'
                          WHEN a.closed_on IS NOT NULL AND f.fact->>'phase' <> '2' THEN 'closed_account'
                          WHEN a.owner NOT IN ('', p_context) AND f.fact->>'phase' <> '2' THEN 'control'
                          WHEN a.is_cash <> (p.line->>3 <> '') THEN 'flow'
                          WHEN p.line->>1 IS NOT NULL AND ((p.line->>1)::uuid = head.common_unit_id
                              OR NOT EXISTS (SELECT FROM cooperatives_businessunit u
                                  WHERE u.cooperative_id = p_place AND u.id = (p.line->>1)::uuid)) THEN 'unit'
                          ELSE '' END AS wrong
              FROM unnest(facts) WITH ORDINALITY AS f(fact, at)
              CROSS JOIN jsonb_array_elements(f.fact->'lines') WITH ORDINALITY AS p(line, no)
              LEFT JOIN LATERAL (SELECT * FROM ledger_account a WHERE a.cooperative_id = p_place
                  AND a.code = p.line->>0 LIMIT 1) a ON true) l
        WHERE l.wrong <> '' ORDER BY l.at, l.no LIMIT 1;
    IF FOUND THEN RETURN NEXT; RETURN; END IF;
    at := NULL; said := ''; wrong := '';

    -- Numbers: nobody takes these counters without the head's lock, so their order is free.
    FOR k IN 1..cardinality(keys) LOOP
        UPDATE kernel_numbercounter c SET last = c.last + counts[k]
            WHERE c.cooperative_id = p_place AND c.series = 'ledger.' || left(keys[k], -4)
                AND c.year = right(keys[k], 4)::smallint
            RETURNING c.last - counts[k] INTO last;
        IF NOT FOUND THEN
            INSERT INTO kernel_numbercounter (cooperative_id, series, year, last)
                VALUES (p_place, 'ledger.' || left(keys[k], -4), right(keys[k], 4)::smallint, counts[k]);
            last := 0;
        END IF;
        lasts := lasts || last;
    END LOOP;

    is_new := true;
    FOR i IN 1..n LOOP
        fact := facts[i]; day := days[i]; k := places[i];
        lasts[k] := lasts[k] + 1;
        moment := clock_timestamp();
        moments := moments || moment;
        facts_seal := sha256(convert_to(p_facts[i], 'UTF8'));
        head.chain_no := head.chain_no + 1;
        head.hash := sha256(head.hash || int8send(head.chain_no) || uuid_send(p_ids[i]) || int4send(lasts[k])
            || int4send(day - DATE '2000-01-01') || int8send((extract(epoch FROM moment) * 1000000)::bigint)
            || facts_seal);
        head.last_dated_on := greatest(head.last_dated_on, day);
        at := i; said := ''; id := p_ids[i]; number := lasts[k]; year := extract(year FROM day); dated_on := day;
        chain_no := head.chain_no; hash := head.hash;
        INSERT INTO ledger_journalentry (id, cooperative_id, series, year, number, chain_no, occurred_on, dated_on,
                posted_at, phase, memo, context, actor_id, request_id, part, reverses_id, corrects_id, source_kind,
                source_id, file_id, line_count, total_rp, facts_hash, hash)
            VALUES (p_ids[i], p_place, fact->>'series', extract(year FROM day), lasts[k], head.chain_no,
                (fact->>'occurred_on')::date, day, moment, (fact->>'phase')::smallint, fact->>'memo',
                fact->>'context', (fact->>'actor')::uuid, (fact->>'request')::uuid, (fact->>'part')::smallint,
                (fact->>'reverses')::uuid, (fact->>'corrects')::uuid, fact->>'source_kind', (fact->>'source')::uuid,
                (fact->>'file')::uuid, jsonb_array_length(fact->'lines'),
                (SELECT sum(greatest((l->>2)::bigint, 0)) FROM jsonb_array_elements(fact->'lines') l),
                facts_seal, head.hash);
        RETURN NEXT;
    END LOOP;
    UPDATE ledger_journalhead h SET chain_no = head.chain_no, hash = head.hash, last_dated_on = head.last_dated_on
        WHERE h.cooperative_id = p_place AND h.book = 'jurnal';
    WITH line AS MATERIALIZED (
        SELECT f.id AS entry, p.no, a.id AS account, coalesce((p.line->>1)::uuid, head.common_unit_id) AS unit,
               (p.line->>2)::bigint AS amount, p.line->>3 AS flow, (p.line->>4)::uuid AS member,
               (p.line->>5)::integer AS partner, p.line->>6 AS note, f.day, (f.fact->>'phase')::smallint AS phase,
               date_trunc('month', f.moment AT TIME ZONE 'UTC')::date AS posted
        FROM unnest(p_ids, facts, days, moments) AS f(id, fact, day, moment)
        CROSS JOIN jsonb_array_elements(f.fact->'lines') WITH ORDINALITY AS p(line, no)
        CROSS JOIN LATERAL (SELECT a.id FROM ledger_account a WHERE a.cooperative_id = p_place
            AND a.code = p.line->>0 LIMIT 1) a
    ), written AS (
        INSERT INTO ledger_journalline (cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow,
                member_id, partner_id, note, dated_on)
            SELECT p_place, l.entry, l.no, l.account, l.unit, l.amount, l.flow, l.member, l.partner, l.note, l.day
            FROM line l
    )
    INSERT INTO ledger_accountbalance AS b (cooperative_id, account_id, unit_id, month, phase, flow, posted_month,
            debit_rp, credit_rp)
        SELECT p_place, l.account, l.unit, date_trunc('month', l.day)::date, l.phase, l.flow, l.posted,
            sum(greatest(l.amount, 0))::bigint, sum(greatest(-l.amount, 0))::bigint
        FROM line l GROUP BY 2, 3, 4, 5, 6, 7 ORDER BY 2, 3, 4, 5, 6, 7
        ON CONFLICT (cooperative_id, account_id, unit_id, month, phase, flow, posted_month) DO UPDATE
            SET debit_rp = b.debit_rp + excluded.debit_rp, credit_rp = b.credit_rp + excluded.credit_rp;
    -- The trail gets its line where something was posted, not where a request comes again.
    IF p_act IS NOT NULL THEN last := identity_record(p_place, p_act); END IF;
END $$;

-- The second wall, for whoever comes past the function. As owner, since the policies would hide rows from a sum.

-- All lines of an entry come in one statement: balanced for each unit and so in total, as many as it says, on its day.
CREATE FUNCTION ledger_refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wrong_entry uuid;
BEGIN
    SELECT s.entry_id INTO wrong_entry
        FROM (SELECT u.cooperative_id, u.entry_id, bool_or(u.balance <> 0) AS is_wrong, sum(u.line_count) AS line_count,
                     sum(u.total) AS total, min(u.first) AS first, max(u.last) AS last,
                     min(u.first_day) AS first_day, max(u.last_day) AS last_day
              FROM (SELECT l.cooperative_id, l.entry_id, sum(l.amount_rp) AS balance, count(*) AS line_count,
                           sum(greatest(l.amount_rp, 0)) AS total, min(l.line_no) AS first, max(l.line_no) AS last,
                           min(l.dated_on) AS first_day, max(l.dated_on) AS last_day
                    FROM new_lines l GROUP BY l.cooperative_id, l.entry_id, l.unit_id) u
              GROUP BY u.cooperative_id, u.entry_id) s
        LEFT JOIN ledger_journalentry e ON e.cooperative_id = s.cooperative_id AND e.id = s.entry_id
        WHERE s.is_wrong OR s.line_count IS DISTINCT FROM e.line_count::numeric
           OR s.total IS DISTINCT FROM e.total_rp::numeric OR s.first <> 1 OR s.last <> s.line_count
           OR s.first_day IS DISTINCT FROM e.dated_on OR s.last_day IS DISTINCT FROM e.dated_on
        LIMIT 1;
    IF wrong_entry IS NOT NULL THEN
        RAISE EXCEPTION 'entry % does not balance', wrong_entry USING ERRCODE = 'check_violation',
            CONSTRAINT = 'line_entry_balances';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER line_entry_balances AFTER INSERT ON ledger_journalline
    REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_unbalanced();

-- An entry has the lines it speaks of when the transaction commits: its last line is there, and it came with the others.
ALTER TABLE ledger_journalentry ADD CONSTRAINT entry_has_its_lines FOREIGN KEY (cooperative_id, id, line_count)
    REFERENCES ledger_journalline (cooperative_id, entry_id, line_no) DEFERRABLE INITIALLY DEFERRED;

-- Grants already keep the application from it; this keeps whoever holds more.
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the journal is never edited' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'journal_is_append_only';
END $$;
CREATE TRIGGER entry_is_append_only BEFORE UPDATE OR DELETE ON ledger_journalentry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER line_is_append_only BEFORE UPDATE OR DELETE ON ledger_journalline
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
