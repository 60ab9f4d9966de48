DROP FUNCTION identity_record(integer, jsonb);
