DO $do$
BEGIN
    EXECUTE replace(pg_get_functiondef('ledger_post'::regproc), ':= ledger_clock();', ':= clock_timestamp();');
END
$do$;
DROP FUNCTION ledger_clock();
