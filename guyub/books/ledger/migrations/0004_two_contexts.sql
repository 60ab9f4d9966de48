-- What moves between the lists of two contexts is one entry (ADR 60): its context names both, such as 'loans+savings'.
DO $do$
BEGIN
    EXECUTE replace(pg_get_functiondef('ledger_post'::regproc),
        $q$a.owner NOT IN ('', p_context)$q$, $q$a.owner <> ALL (string_to_array('+' || p_context, '+'))$q$);
END
$do$;
