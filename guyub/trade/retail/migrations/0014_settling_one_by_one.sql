-- Writing a receipt, its lines, how it was paid, and what of an earlier one is settled by it: one call. It decides
-- nothing: what is written was checked in Python, under locks that still stand (services/sales.py, services/voiding.py).
-- Why here, and why with sequential scans switched off: inventory/migrations/0008_writing.sql.
-- What goes back of bon and QRIS is no longer open: of the sale itself, or of a receipt that mended its payment, the
-- newest first. One after the other, each found by its key: as one statement, planned while the tables were small, it
-- looked through every open tender for each tender of the shop, minutes for a return.
CREATE OR REPLACE FUNCTION retail_write_sale(p_place integer, p_sale jsonb, p_lines jsonb, p_tenders jsonb)
RETURNS void LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    of uuid := p_sale->>'of_id';
    settled uuid[];
    back record;
    tender record;
    taken_rp bigint;
BEGIN
    IF of IS NOT NULL THEN
        settled := of || ARRAY(SELECT s.id FROM retail_sale s WHERE s.cooperative_id = p_place AND s.of_id = of);
    END IF;
    INSERT INTO retail_sale SELECT * FROM jsonb_populate_record(NULL::retail_sale, p_sale);
    INSERT INTO retail_saleline SELECT * FROM jsonb_populate_recordset(NULL::retail_saleline, p_lines);
    INSERT INTO retail_saletender SELECT * FROM jsonb_populate_recordset(NULL::retail_saletender, p_tenders);
    IF of IS NULL THEN
        RETURN;
    END IF;
    FOR back IN SELECT b.kind, -b.amount_rp AS rp FROM jsonb_populate_recordset(NULL::retail_saletender, p_tenders) b
            WHERE b.amount_rp < 0 LOOP
        FOR tender IN SELECT t.id, t.left_rp FROM retail_saletender t WHERE t.cooperative_id = p_place
                AND t.sale_id = ANY (settled) AND t.kind = back.kind AND t.left_rp > 0 ORDER BY t.id DESC LOOP
            taken_rp := least(tender.left_rp, back.rp);
            EXIT WHEN taken_rp = 0;
            UPDATE retail_saletender t SET left_rp = t.left_rp - taken_rp
                WHERE t.cooperative_id = p_place AND t.id = tender.id;
            back.rp := back.rp - taken_rp;
        END LOOP;
    END LOOP;
END $$;
