-- Writing a receipt, its lines, and what came on the lines of its order: one call. It decides nothing: what is written
-- was checked in Python, under locks that still stand (services/receipts.py). Why here, and why with sequential scans
-- switched off: inventory/migrations/0008_writing.sql.
CREATE FUNCTION procurement_write_receipt(p_place integer, p_receipt jsonb, p_ids uuid[], p_products uuid[],
                                          p_units uuid[], p_ordered uuid[], p_moves uuid[], p_qtys bigint[],
                                          p_amounts bigint[], p_refused bigint[], p_expiries date[],
                                          p_differences jsonb, p_reasons jsonb, p_batches jsonb)
RETURNS void LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    INSERT INTO procurement_goodsreceipt SELECT * FROM jsonb_populate_record(NULL::procurement_goodsreceipt, p_receipt);
    INSERT INTO procurement_receiptline (id, cooperative_id, receipt_id, line_no, product_id, unit_id, order_line_id,
            move_id, qty, amount_rp, refused_qty, expires_on, difference, reason, batch, settled_qty, settled_rp,
            returned_qty)
        SELECT r.id, p_place, (p_receipt->>'id')::uuid, r.at, r.product, r.unit, r.ordered, r.move, r.qty, r.amount,
            r.refused, r.expiry, r.difference, r.reason, r.batch, 0, 0, 0
        FROM ROWS FROM (
            unnest(p_ids, p_products, p_units, p_ordered, p_moves, p_qtys, p_amounts, p_refused, p_expiries),
            jsonb_array_elements_text(p_differences), jsonb_array_elements_text(p_reasons),
            jsonb_array_elements_text(p_batches)
        ) WITH ORDINALITY AS r(id, product, unit, ordered, move, qty, amount, refused, expiry, difference, reason,
            batch, at);
    UPDATE procurement_purchaseline l SET received_qty = l.received_qty + came.qty
        FROM (SELECT r.ordered, sum(r.qty)::bigint AS qty FROM unnest(p_ordered, p_qtys) AS r(ordered, qty)
              WHERE r.ordered IS NOT NULL GROUP BY r.ordered) came
        WHERE l.cooperative_id = p_place AND l.id = came.ordered;
END $$;
