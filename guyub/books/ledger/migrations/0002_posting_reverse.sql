DROP TRIGGER line_is_append_only ON ledger_journalline;
DROP TRIGGER entry_is_append_only ON ledger_journalentry;
DROP FUNCTION ledger_refuse_change();
DROP TRIGGER entry_has_its_lines ON ledger_journalentry;
DROP FUNCTION ledger_refuse_without_lines();
DROP TRIGGER line_entry_balances ON ledger_journalline;
DROP FUNCTION ledger_refuse_unbalanced();
DROP FUNCTION ledger_post(integer, text, date, boolean, uuid[], text[], jsonb);
