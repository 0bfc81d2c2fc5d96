-- After a restore on a server that counts its transactions from below, the count goes on above
-- all that is stored. Whatever is stored was counted below the next number, else.
DO $$
DECLARE
    highest bigint := greatest(
        (SELECT max(xact) FROM log_entry),
        (SELECT max(below) - 1 FROM log_batch),
        (SELECT max(xact) FROM deletion_certificate));
    next bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint + xact_shift();
BEGIN
    IF highest >= next THEN
        EXECUTE format(
            'CREATE OR REPLACE FUNCTION xact_shift() RETURNS bigint LANGUAGE sql STABLE'
            ' AS ''SELECT %s::bigint''',
            xact_shift() + highest + 1 - settled_below());
    END IF;
END $$;
