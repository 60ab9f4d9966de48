DO $do$
BEGIN
    EXECUTE replace(pg_get_functiondef('ledger_post'::regproc),
        $q$a.owner <> ALL (string_to_array('+' || p_context, '+'))$q$, $q$a.owner NOT IN ('', p_context)$q$);
END
$do$;
