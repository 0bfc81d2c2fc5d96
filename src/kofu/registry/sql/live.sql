-- Live certificates follow from documents and actions; nobody else writes them.
CREATE FUNCTION live_from_documents() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO live_certificate (document_id, person_id, during)
    SELECT id, person_id, daterange(valid_from, valid_until, '[]')
      FROM made WHERE kind = 'certificate';
    RETURN NULL;
END $$;

CREATE TRIGGER live_from_documents AFTER INSERT ON document
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION live_from_documents();

-- From the day of the action on, an ended certificate is not live. Days are only ever taken away.
CREATE FUNCTION live_ends() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE live_certificate live
       SET during = live.during * daterange(NULL, done.on_day)
      FROM done
     WHERE live.document_id = done.document_id
       AND done.after IN ('lost', 'replaced', 'recalled', 'expired', 'cancelled');
    RETURN NULL;
END $$;

CREATE TRIGGER live_ends AFTER INSERT ON action
    REFERENCING NEW TABLE AS done FOR EACH STATEMENT EXECUTE FUNCTION live_ends();
