-- When and in which transaction a row was written is said by the database, whatever was sent.
-- Transactions are counted anew on every server: `xact_shift` is what keeps the count rising after
-- a restore on another one; it is part of the dump.
CREATE FUNCTION xact_shift() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 0::bigint';

CREATE FUNCTION this_xact() RETURNS bigint
    LANGUAGE sql VOLATILE SET search_path = public, pg_temp
    AS 'SELECT pg_current_xact_id()::text::bigint + xact_shift()';

-- All transactions below this number are over, and what they wrote can be seen.
CREATE FUNCTION settled_below() RETURNS bigint
    LANGUAGE sql VOLATILE SET search_path = public, pg_temp
    AS 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + xact_shift()';

CREATE FUNCTION stamp() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.xact := this_xact();
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER stamp BEFORE INSERT ON log_entry
    FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE TRIGGER stamp BEFORE INSERT ON deletion_certificate
    FOR EACH ROW EXECUTE FUNCTION stamp();
