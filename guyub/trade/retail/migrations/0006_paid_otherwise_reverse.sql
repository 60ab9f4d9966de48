-- Writing a receipt, its lines, how it was paid, and what of an earlier one is settled by it: one call. It decides
-- nothing: what is written was checked in Python, under locks that still stand (services/sales.py, services/voiding.py).
-- Why here, and why with sequential scans switched off: inventory/migrations/0008_writing.sql.
CREATE OR REPLACE FUNCTION retail_write_sale(p_place integer, p_sale jsonb, p_lines jsonb, p_tenders jsonb)
RETURNS void LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    INSERT INTO retail_sale SELECT * FROM jsonb_populate_record(NULL::retail_sale, p_sale);
    INSERT INTO retail_saleline SELECT * FROM jsonb_populate_recordset(NULL::retail_saleline, p_lines);
    INSERT INTO retail_saletender SELECT * FROM jsonb_populate_recordset(NULL::retail_saletender, p_tenders);
    IF p_sale->>'of_id' IS NOT NULL THEN
        UPDATE retail_saletender t SET left_rp = t.left_rp + back.amount_rp
            FROM jsonb_populate_recordset(NULL::retail_saletender, p_tenders) AS back
            WHERE t.cooperative_id = p_place AND t.sale_id = (p_sale->>'of_id')::uuid AND t.kind = back.kind
                AND t.kind IN ('QRIS', 'CREDIT');
    END IF;
END $$;
