-- Sales of one till in one call: entries, moves, receipts, trail. It decides nothing: what is written was checked in
-- Python, under locks that still stand (services/sales.py); whether the books take it, ledger_post says, and where it
-- refuses one entry nothing is written. The first seven values are its own; the next to last but two are those of
-- inventory_write. A receipt bears the number of its entry, which stands here first.
-- Why here, and why with sequential scans switched off: inventory/migrations/0008_writing.sql.
CREATE FUNCTION retail_sell(p_place integer, p_context text, p_today date, p_late boolean, p_ids uuid[], p_facts text[],
                            p_act jsonb, p_acts jsonb, p_sales jsonb, p_lines jsonb, p_tenders jsonb,
                            p_source_kind text, p_sources uuid[], p_persons uuid[], p_now timestamptz,
                            p_moves uuid[], p_of_stocks uuid[], p_seqs bigint[], p_days date[], p_booked date[],
                            p_qtys bigint[], p_values bigint[], p_flows uuid[], p_weights bigint[], p_of uuid[],
                            p_undoes uuid[], p_sold bigint[], p_entries uuid[], p_causes jsonb, p_counters jsonb,
                            p_notes jsonb,
                            p_stocks uuid[], p_there bigint[], p_worth bigint[], p_last_qtys bigint[],
                            p_last_values bigint[], p_last_days date[], p_layers jsonb, p_shorts jsonb)
RETURNS TABLE (wrong text, at integer, said text, id uuid, number integer, year smallint, dated_on date, chain_no bigint,
               hash bytea, is_new boolean)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    posted record;
BEGIN
    FOR posted IN SELECT * FROM ledger_post(p_place, p_context, p_today, p_late, p_ids, p_facts, p_act) LOOP
        wrong := posted.wrong; at := posted.at; said := posted.said; id := posted.id; number := posted.number;
        year := posted.year; dated_on := posted.dated_on; chain_no := posted.chain_no; hash := posted.hash;
        is_new := posted.is_new;
        IF wrong = '' AND NOT is_new THEN wrong := 'reused'; END IF;
        RETURN NEXT;
        IF wrong <> '' THEN RETURN; END IF;
    END LOOP;
    PERFORM inventory_write(p_place, p_source_kind, p_sources, p_persons, p_now, p_moves, p_of_stocks, p_seqs, p_days,
        p_booked, p_qtys, p_values, p_flows, p_weights, p_of, p_undoes, p_sold, p_entries, p_causes, p_counters, p_notes,
        p_stocks, p_there, p_worth, p_last_qtys, p_last_values, p_last_days, p_layers, p_shorts);
    INSERT INTO retail_sale
        SELECT s.* FROM jsonb_array_elements(p_sales) AS told(sale)
        CROSS JOIN LATERAL (SELECT e.year, e.number FROM ledger_journalentry e
            WHERE e.cooperative_id = p_place AND e.id = (told.sale->>'entry_id')::uuid LIMIT 1) e
        CROSS JOIN LATERAL jsonb_populate_record(NULL::retail_sale,
            told.sale || jsonb_build_object('year', e.year, 'no', e.number)) s;
    INSERT INTO retail_saleline SELECT * FROM jsonb_populate_recordset(NULL::retail_saleline, p_lines);
    INSERT INTO retail_saletender SELECT * FROM jsonb_populate_recordset(NULL::retail_saletender, p_tenders);
    PERFORM identity_record(p_place, a.act) FROM jsonb_array_elements(p_acts) AS a(act);
END $$;
