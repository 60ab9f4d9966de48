DROP TRIGGER line_is_append_only ON ledger_journalline;
DROP TRIGGER entry_is_append_only ON ledger_journalentry;
DROP FUNCTION ledger_refuse_change();
ALTER TABLE ledger_journalentry DROP CONSTRAINT entry_has_its_lines;
DROP TRIGGER line_entry_balances ON ledger_journalline;
DROP FUNCTION ledger_refuse_unbalanced();
DROP FUNCTION ledger_post(integer, text, date, boolean, uuid[], text[], jsonb);
