-- One act into one cooperative's trail, in one round trip: take the next place (which locks its head), seal, write.
-- p_act is what identity/domain/chain.py seals (seal 2: everything but the place, which the link holds), with the id and
-- the hash of the rest beside it.
CREATE FUNCTION identity_record(p_place integer, p_act jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    sealed CONSTANT bytea := decode(p_act->>'sealed', 'hex');
    here bigint;
    whole bytea;
BEGIN
    LOOP
        UPDATE identity_audithead h
            SET position = h.position + 1, hash = sha256(h.hash || int8send(h.position + 1) || sealed)
            WHERE h.cooperative_id = p_place AND h.series = 'audit'
            RETURNING h.position, h.hash INTO here, whole;
        EXIT WHEN FOUND;
        INSERT INTO identity_audithead (cooperative_id, series, position, hash)
            VALUES (p_place, 'audit', 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
    END LOOP;
    INSERT INTO identity_auditentry
        (id, cooperative_id, position, at, actor_id, actor_name, actor_role, act, facts, seal, facts_hash, hash)
        VALUES ((p_act->>'id')::uuid, p_place, here, (p_act->>'at')::timestamptz, (p_act->>'actor')::uuid,
            p_act->>'name', p_act->>'role', p_act->>'act', p_act->'facts', 2, sealed, whole);
    RETURN here;
END $$;
