-- Moves of many papers in one call (0008_writing.sql): each names its own paper and person, and one whose day in the books
-- is not known yet stands on the day of its entry, which the same call has posted.
DROP FUNCTION inventory_write;
CREATE FUNCTION inventory_write(p_place integer, p_source_kind text, p_sources uuid[], p_persons uuid[],
                                p_now timestamptz,
                                p_ids uuid[], p_of_stocks uuid[], p_seqs bigint[], p_days date[], p_booked date[],
                                p_qtys bigint[], p_values bigint[], p_flows uuid[], p_weights bigint[], p_of uuid[],
                                p_undoes uuid[], p_sold bigint[], p_entries uuid[], p_causes jsonb, p_counters jsonb,
                                p_notes jsonb,
                                p_stocks uuid[], p_there bigint[], p_worth bigint[], p_last_qtys bigint[],
                                p_last_values bigint[], p_last_days date[], p_layers jsonb, p_shorts jsonb)
RETURNS void LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF array_position(p_booked, NULL) IS NOT NULL THEN
        p_booked := ARRAY(SELECT coalesce(r.booked, (SELECT e.dated_on FROM ledger_journalentry e
                WHERE e.cooperative_id = p_place AND e.id = r.entry))
            FROM unnest(p_booked, p_entries) WITH ORDINALITY AS r(booked, entry, at) ORDER BY r.at);
    END IF;
    INSERT INTO inventory_stockmove (id, cooperative_id, stock_id, seq, "on", booked_on, cause, qty, value_rp, counter,
            flow, weight, of_id, undoes_id, sold_rp, entry_id, source_kind, source_id, note, person_id, recorded_at)
        SELECT r.id, p_place, r.stock, r.seq, r.day, r.booked, r.cause, r.qty, r.value, r.counter, r.flow, r.weight,
            r.of, r.undoes,
            CASE WHEN r.undoes IS NULL THEN r.sold ELSE (SELECT -u.sold_rp FROM inventory_stockmove u
                WHERE u.cooperative_id = p_place AND u.id = r.undoes) END,
            r.entry, p_source_kind, r.source, r.note, r.person, p_now
        FROM ROWS FROM (
            unnest(p_ids, p_of_stocks, p_seqs, p_days, p_booked, p_qtys, p_values, p_flows, p_weights, p_of, p_undoes,
                p_sold, p_entries, p_sources, p_persons),
            jsonb_array_elements_text(p_causes), jsonb_array_elements_text(p_counters),
            jsonb_array_elements_text(p_notes)
        ) AS r(id, stock, seq, day, booked, qty, value, flow, weight, of, undoes, sold, entry, source, person, cause, counter,
            note);
    UPDATE inventory_stock s SET qty = r.qty, value_rp = r.value, layers = r.layers, shorts = r.shorts,
            last_qty = r.last_qty, last_rp = r.last_value, last_on = greatest(s.last_on, r.last_day)
        FROM ROWS FROM (
            unnest(p_stocks, p_there, p_worth, p_last_qtys, p_last_values, p_last_days),
            jsonb_array_elements(p_layers), jsonb_array_elements(p_shorts)
        ) AS r(id, qty, value, last_qty, last_value, last_day, layers, shorts)
        WHERE s.cooperative_id = p_place AND s.id = r.id;
    INSERT INTO inventory_stockmonth AS m (cooperative_id, stock_id, month, qty, value_rp)
        SELECT p_place, r.stock, date_trunc('month', r.booked)::date, sum(r.qty)::bigint, sum(r.value)::bigint
        FROM unnest(p_of_stocks, p_booked, p_qtys, p_values) AS r(stock, booked, qty, value)
        GROUP BY 2, 3
        ON CONFLICT (cooperative_id, stock_id, month)
            DO UPDATE SET qty = m.qty + excluded.qty, value_rp = m.value_rp + excluded.value_rp;
END $$;
