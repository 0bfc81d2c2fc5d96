-- History is only added to. Nobody changes it, the owner of the tables included; it is deleted
-- only in a transaction that also leaves a certificate of deletion.
CREATE FUNCTION history_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    ours bigint := this_xact();
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT 1 FROM deletion_certificate
         WHERE xact = ours
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'history stays: % of %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'KH001';
END $$;

-- Deleting a document asks whether another replaces it.
CREATE INDEX document_replaces ON document (replaces_id) WHERE replaces_id IS NOT NULL;

-- The log is asked what it says of a run, a load or a document.
CREATE INDEX log_entry_object ON log_entry (object) WHERE object <> '';
