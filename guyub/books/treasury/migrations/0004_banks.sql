-- What a bank said is not changed: a line goes only with its whole file.
CREATE FUNCTION treasury_bank_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a line of a bank is not changed' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER bank_line_stays BEFORE UPDATE ON treasury_bankline
    FOR EACH ROW EXECUTE FUNCTION treasury_bank_line_stays();
