-- A result that became an action names it.
ALTER TABLE post_result
    ADD CONSTRAINT post_result_became FOREIGN KEY (document_id, seq)
        REFERENCES action (document_id, seq);

-- Numbers once taken stay taken. They go back only where the run was over before it was started,
-- so that no page bears them; and in a transaction that leaves a certificate of deletion.
CREATE FUNCTION tracking_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    ours bigint := this_xact();
BEGIN
    IF TG_OP = 'DELETE' AND (
        EXISTS (SELECT 1 FROM deletion_certificate WHERE xact = ours)
        OR EXISTS (
            SELECT 1 FROM run
             WHERE run.identity = OLD.run_identity
               AND EXISTS (SELECT 1 FROM run_action one WHERE one.run_id = run.id
                              AND one.after IN ('invalid', 'abandoned'))
               AND NOT EXISTS (SELECT 1 FROM run_action one WHERE one.run_id = run.id
                                  AND one.step = 'start'))
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'numbers stay taken: % of %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'KH001';
END $$;

CREATE TRIGGER tracking_stays BEFORE UPDATE OR DELETE ON tracking_taken
    FOR EACH ROW EXECUTE FUNCTION tracking_stays();
CREATE TRIGGER tracking_is_not_emptied BEFORE TRUNCATE ON tracking_taken
    FOR EACH STATEMENT EXECUTE FUNCTION tracking_stays();
