-- What stands on one account now, debit above zero: for a context's own statement that must know it in the same trip.
-- Ask it after posting: the journal's head is locked then, so nobody posts in between.
CREATE FUNCTION ledger_balance(p_place integer, p_code text) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(b.debit_rp - b.credit_rp), 0)::bigint
    FROM ledger_account a
    JOIN ledger_accountbalance b ON b.cooperative_id = a.cooperative_id AND b.account_id = a.id
    WHERE a.cooperative_id = p_place AND a.code = p_code
$$;
