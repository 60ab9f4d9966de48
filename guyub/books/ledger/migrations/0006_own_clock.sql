-- The journal's clock is a function of the owner's, so that a demonstration's goes on from its last day (ADR 88). The
-- application's login owns no function and cannot turn it.
CREATE FUNCTION ledger_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';
DO $do$
BEGIN
    EXECUTE replace(pg_get_functiondef('ledger_post'::regproc), ':= clock_timestamp();', ':= ledger_clock();');
END
$do$;
